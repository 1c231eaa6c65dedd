// Package transports makes clients whose tags an HTTP client attaches that is
// known by its description.
package transports

import (
	"context"
	"encoding/json"
	"net/http"
	"os"
	"time"

	"example.com/recording/inhouse"
	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	goopenai "github.com/sashabaranov/go-openai"
)

var recorder = inhouse.NewRecorder()

var owner = inhouse.Owner{Project: "checkout", Service: "checkout-assistant", Team: "payments"}

func goodLiteral() (openai.Client, error) {
	hc, err := inhouse.Client(inhouse.Owner{Project: "checkout", Service: "checkout-assistant", Team: "payments"}, inhouse.WithRecorder(recorder))
	if err != nil {
		return openai.Client{}, err
	}
	return openai.NewClient(option.WithHTTPClient(hc)), nil
}

func badNoTeam() (openai.Client, error) {
	hc, err := inhouse.Client(inhouse.Owner{Project: "checkout", Service: "checkout-assistant"}, inhouse.WithRecorder(recorder))
	if err != nil {
		return openai.Client{}, err
	}
	return openai.NewClient(option.WithHTTPClient(hc)), nil // want "^untagged-client: openai.NewClient lacks team_id$"
}

func badTeam() (openai.Client, error) {
	hc, err := inhouse.Client(inhouse.Owner{Project: "checkout", Service: "checkout-assistant", Team: "payment"}, inhouse.WithRecorder(recorder))
	if err != nil {
		return openai.Client{}, err
	}
	return openai.NewClient(option.WithHTTPClient(hc)), nil // want `^invalid-tag-value: openai.NewClient attaches "payment" to team_id; did you mean "payments"\?$`
}

func badPlaceholder() openai.Client {
	hc, _ := inhouse.Client(inhouse.Owner{Project: "todo", Service: "checkout-assistant", Team: "payments"}, inhouse.WithRecorder(recorder))
	return openai.NewClient(option.WithHTTPClient(hc)) // want `^empty-tag: openai.NewClient attaches the placeholder "todo" to project_id$`
}

func goodVariable() openai.Client {
	hc, _ := inhouse.Client(owner, inhouse.WithRecorder(recorder))
	hc.Timeout = time.Minute
	return openai.NewClient(option.WithHTTPClient(hc))
}

func goodEnvironment() openai.Client {
	hc, _ := inhouse.Client(inhouse.Owner{Project: os.Getenv("PROJECT"), Service: os.Getenv("SERVICE"), Team: os.Getenv("TEAM")}, inhouse.WithRecorder(recorder))
	return openai.NewClient(option.WithHTTPClient(hc))
}

func goodDecoded(file []byte) (openai.Client, error) {
	var o inhouse.Owner
	if err := json.Unmarshal(file, &o); err != nil {
		return openai.Client{}, err
	}
	hc, err := inhouse.Client(o, inhouse.WithRecorder(recorder))
	return openai.NewClient(option.WithHTTPClient(hc)), err
}

func badOnSomePaths(team string, known bool) openai.Client {
	o := inhouse.Owner{Project: "checkout", Service: "checkout-assistant"}
	if known {
		o.Team = "payments"
	}
	hc, _ := inhouse.Client(o, inhouse.WithRecorder(recorder))
	return openai.NewClient(option.WithHTTPClient(hc)) // want "^untagged-client: openai.NewClient lacks team_id$"
}

// newClient leaves the owner to its callers.
func newClient(o inhouse.Owner) openai.Client {
	hc, _ := inhouse.Client(o, inhouse.WithRecorder(recorder))
	return openai.NewClient(option.WithHTTPClient(hc))
}

func goodCaller() openai.Client { return newClient(owner) }

func badCaller() openai.Client {
	return newClient(inhouse.Owner{Project: "checkout", Team: "payments"}) // want "^untagged-client: newClient lacks service_name$"
}

// forTeam leaves the value to its callers.
func forTeam(team string) openai.Client {
	hc, _ := inhouse.Client(inhouse.Owner{Project: "checkout", Service: "checkout-assistant", Team: team}, inhouse.WithRecorder(recorder))
	return openai.NewClient(option.WithHTTPClient(hc))
}

func goodTeam() openai.Client { return forTeam("search") }

func badEmptyTeam() openai.Client { return forTeam("") } // want "^untagged-client: forTeam lacks team_id$"

func badUnknownTeam() openai.Client { return forTeam("serach") } // want `^invalid-tag-value: forTeam attaches "serach" to team_id; did you mean "search"\?$`

// Owners that come with each request: one without is refused.

func goodRefused(ctx context.Context) error {
	hc, err := inhouse.Client(inhouse.Owner{}, inhouse.Unowned(inhouse.Refuse), inhouse.WithRecorder(recorder))
	if err != nil {
		return err
	}
	client := openai.NewClient(option.WithHTTPClient(hc))
	ctx = inhouse.WithOwner(ctx, owner)
	_, err = client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{})
	return err
}

func badPassed(ctx context.Context) error {
	hc, err := inhouse.Client(inhouse.Owner{}, inhouse.Unowned(inhouse.Pass), inhouse.WithRecorder(recorder))
	if err != nil {
		return err
	}
	client := openai.NewClient(option.WithHTTPClient(hc)) // want "^untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	ctx = inhouse.WithOwner(ctx, owner)
	_, err = client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{})
	return err
}

func unknownMode(mode inhouse.Mode) openai.Client {
	hc, _ := inhouse.Client(inhouse.Owner{}, inhouse.Unowned(mode), inhouse.WithRecorder(recorder))
	return openai.NewClient(option.WithHTTPClient(hc)) // want "^unproven-tags: openai.NewClient may lack project_id, service_name, team_id: whether requests without tags are refused is known at run time only$"
}

// Transports, around others and inside of others.

func goodTransport() *goopenai.Client {
	rt, _ := inhouse.Transport(owner, inhouse.WithRecorder(recorder), inhouse.WithBase(&http.Transport{MaxIdleConns: 4}))
	cfg := goopenai.DefaultConfig("key")
	cfg.HTTPClient = &http.Client{Transport: rt}
	return goopenai.NewClientWithConfig(cfg)
}

// timed measures, and passes on.
type timed struct{ next http.RoundTripper }

func (t timed) RoundTrip(req *http.Request) (*http.Response, error) { return t.next.RoundTrip(req) }

func goodInside() openai.Client {
	rt, _ := inhouse.Transport(owner, inhouse.WithRecorder(recorder))
	return openai.NewClient(option.WithHTTPClient(&http.Client{Transport: timed{rt}}))
}

func goodWrappedLater() openai.Client {
	hc, _ := inhouse.Client(owner, inhouse.WithRecorder(recorder))
	hc.Transport = timed{hc.Transport}
	return openai.NewClient(option.WithHTTPClient(hc))
}

// stripping takes the team away again.
type stripping struct{ next http.RoundTripper }

func (s stripping) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Del("X-LLM-Team-ID")
	return s.next.RoundTrip(req)
}

func badBase() openai.Client {
	hc, _ := inhouse.Client(owner, inhouse.WithRecorder(recorder), inhouse.WithBase(stripping{http.DefaultTransport}))
	return openai.NewClient(option.WithHTTPClient(hc)) // want "^untagged-client: openai.NewClient lacks team_id$"
}

func badReplaced() openai.Client {
	hc, _ := inhouse.Client(owner, inhouse.WithRecorder(recorder))
	hc.Transport = http.DefaultTransport
	return openai.NewClient(option.WithHTTPClient(hc)) // want "^untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
}

// A parameter that is a tag's value, and one that is sent through.

func goodArgument() openai.Client {
	hc, _ := inhouse.Client(owner, inhouse.WithRecorder(recorder))
	return openai.NewClient(option.WithHTTPClient(inhouse.ForTeam(hc, "search")))
}

func badArgument() openai.Client {
	return openai.NewClient(option.WithHTTPClient(inhouse.ForTeam(http.DefaultClient, "search"))) // want "^untagged-client: openai.NewClient lacks project_id, service_name$"
}

// A raw request is sent with what its client attaches.
func goodRaw(ctx context.Context) error {
	hc, err := inhouse.Client(owner)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://api.openai.com/v1/chat/completions", nil)
	if err != nil {
		return err
	}
	_, err = hc.Do(req)
	return err
}
