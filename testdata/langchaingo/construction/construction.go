// Package construction makes a model of each provider that takes an
// http.Client, with its owner and without.
package construction

import (
	"context"
	"net/http"
	"os"
	"time"

	jina "github.com/tmc/langchaingo/embeddings/jina"
	"github.com/tmc/langchaingo/embeddings/voyageai"
	"github.com/tmc/langchaingo/llms/anthropic"
	"github.com/tmc/langchaingo/llms/cloudflare"
	"github.com/tmc/langchaingo/llms/ernie"
	"github.com/tmc/langchaingo/llms/googleai"
	"github.com/tmc/langchaingo/llms/googleai/vertex"
	"github.com/tmc/langchaingo/llms/huggingface"
	"github.com/tmc/langchaingo/llms/maritaca"
	"github.com/tmc/langchaingo/llms/ollama"
	oai "github.com/tmc/langchaingo/llms/openai"

	"example.com/langchaingo/tagging"
)

func goodOpenAI() (*oai.LLM, error) {
	return oai.New(
		oai.WithToken(os.Getenv("OPENAI_API_KEY")),
		oai.WithModel("gpt-4o-mini"),
		oai.WithHTTPClient(&http.Client{Transport: &tagging.Transport{Project: "shop", Service: "search", Team: "discovery"}}),
	)
}

func badOpenAI() (*oai.LLM, error) {
	return oai.New( // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
		oai.WithToken(os.Getenv("OPENAI_API_KEY")),
		oai.WithModel("gpt-4o-mini"),
	)
}

func badOpenAIWithoutOptions() (*oai.LLM, error) {
	return oai.New() // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func badOpenAITeamless() (*oai.LLM, error) {
	return oai.New(oai.WithHTTPClient(&http.Client{Transport: tagging.Teamless{Project: "shop", Service: "search"}})) // want "untagged-client: openai.New lacks team_id$"
}

// An organization is the vendor's owner, not ours.
func badOpenAIOrganization() (*oai.LLM, error) {
	return oai.New(oai.WithOrganization("org-payments")) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func badOpenAITimeoutOnly() (*oai.LLM, error) {
	return oai.New(oai.WithHTTPClient(&http.Client{Timeout: 30 * time.Second})) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func badOpenAIDefaultClient() (*oai.LLM, error) {
	return oai.New(oai.WithHTTPClient(http.DefaultClient)) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func goodAnthropic() (*anthropic.LLM, error) {
	hc := tagging.NewClient("shop", "search", "discovery")
	return anthropic.New(anthropic.WithModel("claude-sonnet-4-5"), anthropic.WithHTTPClient(hc))
}

// A beta header says nothing about the owner.
func badAnthropic() (*anthropic.LLM, error) {
	return anthropic.New( // want "untagged-client: anthropic.New lacks project_id, service_name, team_id$"
		anthropic.WithModel("claude-sonnet-4-5"),
		anthropic.WithAnthropicBetaHeader("max-tokens-3-5-sonnet-2024-07-15"),
	)
}

func goodGoogleAI(ctx context.Context) (*googleai.GoogleAI, error) {
	return googleai.New(ctx,
		googleai.WithDefaultModel("gemini-2.0-flash"),
		googleai.WithHTTPClient(tagging.Checkout()),
	)
}

// A cloud project is where Google sends the bill, not who owns the request.
func badGoogleAI(ctx context.Context) (*googleai.GoogleAI, error) {
	return googleai.New(ctx, googleai.WithAPIKey(os.Getenv("GOOGLE_API_KEY")), googleai.WithCloudProject("shop-prod")) // want "untagged-client: googleai.New lacks project_id, service_name, team_id$"
}

func badVertex(ctx context.Context) (*vertex.Vertex, error) {
	return vertex.New(ctx, googleai.WithCloudProject("shop-prod"), googleai.WithCloudLocation("europe-west4")) // want "untagged-client: vertex.New lacks project_id, service_name, team_id$"
}

func goodCachingHelper(ctx context.Context) (*googleai.CachingHelper, error) {
	return googleai.NewCachingHelper(ctx, googleai.WithHTTPClient(tagging.Checkout()))
}

func badCachingHelper(ctx context.Context) (*googleai.CachingHelper, error) {
	return googleai.NewCachingHelper(ctx, googleai.WithAPIKey(os.Getenv("GOOGLE_API_KEY"))) // want "untagged-client: googleai.NewCachingHelper lacks project_id, service_name, team_id$"
}

func goodOllama() (*ollama.LLM, error) {
	return ollama.New(ollama.WithModel("llama3.3"), ollama.WithServerURL("https://ollama.com"), ollama.WithHTTPClient(tagging.Checkout()))
}

func badOllama() (*ollama.LLM, error) {
	return ollama.New(ollama.WithModel("llama3.3"), ollama.WithServerURL("https://ollama.com")) // want "untagged-client: ollama.New lacks project_id, service_name, team_id$"
}

func goodHuggingface() (*huggingface.LLM, error) {
	return huggingface.New(huggingface.WithHTTPClient(tagging.Checkout()))
}

func badHuggingface() (*huggingface.LLM, error) {
	return huggingface.New(huggingface.WithModel("HuggingFaceH4/zephyr-7b-beta")) // want "untagged-client: huggingface.New lacks project_id, service_name, team_id$"
}

func goodCloudflare() (*cloudflare.LLM, error) {
	return cloudflare.New(cloudflare.WithModel("@cf/meta/llama-3-8b-instruct"), cloudflare.WithHTTPClient(tagging.Checkout()))
}

func badCloudflare() (*cloudflare.LLM, error) {
	return cloudflare.New(cloudflare.WithModel("@cf/meta/llama-3-8b-instruct")) // want "untagged-client: cloudflare.New lacks project_id, service_name, team_id$"
}

func goodErnie() (*ernie.LLM, error) {
	return ernie.New(ernie.WithModelName(ernie.ModelNameERNIEBot), ernie.WithHTTPClient(tagging.Checkout()))
}

func badErnie() (*ernie.LLM, error) {
	return ernie.New(ernie.WithModelName(ernie.ModelNameERNIEBot)) // want "untagged-client: ernie.New lacks project_id, service_name, team_id$"
}

func goodMaritaca() (*maritaca.LLM, error) {
	return maritaca.New(maritaca.WithModel("sabia-3"), maritaca.WithHTTPClient(tagging.Checkout()))
}

func badMaritaca() (*maritaca.LLM, error) {
	return maritaca.New(maritaca.WithModel("sabia-3")) // want "untagged-client: maritaca.New lacks project_id, service_name, team_id$"
}

func goodJina() (*jina.Jina, error) {
	return jina.NewJina(jina.WithClient(tagging.Checkout()))
}

func badJina() (*jina.Jina, error) {
	return jina.NewJina(jina.WithAPIKey(os.Getenv("JINA_API_KEY"))) // want "untagged-client: jina.NewJina lacks project_id, service_name, team_id$"
}

// This provider takes its http.Client by value.
func goodVoyageAI() (*voyageai.VoyageAI, error) {
	return voyageai.NewVoyageAI(voyageai.WithClient(*tagging.Checkout()))
}

func goodVoyageAILiteral() (*voyageai.VoyageAI, error) {
	hc := http.Client{Transport: &tagging.Transport{Project: "shop", Service: "search", Team: "discovery"}}
	return voyageai.NewVoyageAI(voyageai.WithClient(hc))
}

func badVoyageAI() (*voyageai.VoyageAI, error) {
	return voyageai.NewVoyageAI(voyageai.WithClient(http.Client{Timeout: time.Minute})) // want "untagged-client: voyageai.NewVoyageAI lacks project_id, service_name, team_id$"
}
