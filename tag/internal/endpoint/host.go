package endpoint

import (
	"net/url"
	"slices"
	"strings"
)

// host is what the host of a request tells.
type host struct {
	provider string
	region   string
	foreign  bool
	ask      ask
}

// ask says whether a provider has to be asked for the usage of a stream of
// OpenAI's format.
type ask uint8

const (
	asksIfUnknown ask = iota // a host that is not known: servers of that format have to be asked
	asks
	reports // it reports unasked; some of these refuse to be asked
	byDate  // Azure: from an api-version on
)

// hosts are those of providers. {region} stands for what tells the region, * for
// anything; both for one label or a part of it.
//
// Whether one has to ask: the providers' references of their chat completions.
var hosts = []hostRow{
	{"api.openai.com", "openai", asks},
	{"{region}.api.openai.com", "openai", asks},
	{"api.anthropic.com", "anthropic", asks},
	{"*.openai.azure.com", "azure", byDate},
	{"*.cognitiveservices.azure.com", "azure", byDate},
	{"*.services.ai.azure.com", "azure", byDate},
	{"*.{region}.models.ai.azure.com", "azure", asks},
	{"generativelanguage.googleapis.com", "google", asks},
	{"{region}-aiplatform.googleapis.com", "google", asks},
	{"aiplatform.googleapis.com", "google", asks},
	{"aiplatform.{region}.rep.googleapis.com", "google", asks},
	{"claude.googleapis.com", "google", asks},
	{"bedrock-runtime.{region}.amazonaws.com", "bedrock", asks},
	{"bedrock-runtime-fips.{region}.amazonaws.com", "bedrock", asks},
	{"bedrock-mantle.{region}.api.aws", "bedrock", asks},
	{"aws-external-anthropic.{region}.api.aws", "anthropic", asks},
	{"api.groq.com", "groq", asks},
	{"api.x.ai", "xai", reports},
	{"{region}.api.x.ai", "xai", reports},
	{"api.deepseek.com", "deepseek", asks},
	{"api.mistral.ai", "mistral", reports},
	{"codestral.mistral.ai", "mistral", reports},
	{"api.moonshot.ai", "moonshot", asks},
	{"api.moonshot.cn", "moonshot", asks},
	{"api.together.xyz", "together", asks},
	{"api.together.ai", "together", asks},
	{"openrouter.ai", "openrouter", reports},
	{"api.perplexity.ai", "perplexity", reports},
	{"api.fireworks.ai", "fireworks", asks},
	{"api.cerebras.ai", "cerebras", asks},
	{"api.cohere.com", "cohere", asks},
	{"api.cohere.ai", "cohere", asks},
	{"api.voyageai.com", "voyage", reports},
	{"api.jina.ai", "jina", reports},
	{"ollama.com", "ollama", asks},
}

type hostRow struct {
	pattern  string
	provider string
	ask      ask
}

// patterns are the rows that are no plain names, by what names that fit end with:
// nearly all are told apart by that.
var patterns = func() (list []hostPattern) {
	for i := range hosts {
		if n := strings.LastIndexAny(hosts[i].pattern, "}*"); n >= 0 {
			list = append(list, hostPattern{&hosts[i], hosts[i].pattern[n+1:]})
		}
	}
	return list
}()

type hostPattern struct {
	*hostRow
	end string
}

// foreignHosts are where SDKs get credentials with the same client. What ends so
// but is listed above is a provider.
var foreignHosts = []string{
	"oauth2.googleapis.com", "sts.googleapis.com", "iamcredentials.googleapis.com", "accounts.google.com",
	"metadata.google.internal", "169.254.169.254", "169.254.170.2", "169.254.170.23",
	"login.microsoftonline.com", "login.windows.net",
	"sts.amazonaws.com",
}

// foreignParts begin hosts of the same kind that have a region.
var foreignParts = []string{"sts.", "sts-fips.", "oidc.", "portal.sso.", "sso.", "cognito-identity."}

func findHost(u *url.URL) host {
	name := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	for i := range hosts {
		row := &hosts[i]
		if row.pattern == name {
			return host{provider: row.provider, ask: row.ask}
		}
	}
	if slices.Contains(foreignHosts, name) {
		return host{foreign: true}
	}
	if strings.HasSuffix(name, ".amazonaws.com") {
		for _, f := range foreignParts {
			if strings.HasPrefix(name, f) {
				return host{foreign: true}
			}
		}
	}
	for i := range patterns {
		p := &patterns[i]
		if !strings.HasSuffix(name, p.end) {
			continue
		}
		if region, ok := matchHost(p.pattern, name); ok {
			return host{provider: p.provider, region: region, ask: p.ask}
		}
	}
	if u.Port() == ollamaPort {
		return host{provider: "ollama"}
	}
	return host{}
}

// ollamaPort is where Ollama listens if it is not told otherwise.
const ollamaPort = "11434"

// matchHost matches label by label.
func matchHost(pattern, name string) (region string, ok bool) {
	for {
		p, restP, moreP := strings.Cut(pattern, ".")
		n, restN, moreN := strings.Cut(name, ".")
		switch before, after, wild := strings.Cut(p, "{region}"); {
		case wild:
			if len(n) <= len(before)+len(after) || !strings.HasPrefix(n, before) || !strings.HasSuffix(n, after) {
				return "", false
			}
			region = n[len(before) : len(n)-len(after)]
		case p == "*":
			if n == "" {
				return "", false
			}
		case p != n:
			return "", false
		}
		if !moreP || !moreN {
			return region, moreP == moreN
		}
		pattern, name = restP, restN
	}
}

// azureAsks is the first version of Azure's interface whose chat completions know
// stream_options.
const azureAsks = "2024-09-01"

func (h host) asks(u *url.URL) bool {
	switch h.ask {
	case reports:
		return false
	case byDate:
		version := u.Query().Get("api-version")
		return version == "" || strings.HasSuffix(u.Path, "/v1/chat/completions") || version >= azureAsks
	default:
		return true
	}
}
