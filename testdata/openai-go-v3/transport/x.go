// Package transport attaches tags in http clients and round trippers.
package transport

import (
	"context"
	"errors"
	"log"
	"maps"
	"net/http"
	"time"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func answer(ctx context.Context, client openai.Client) error {
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("ping")},
	})
	return err
}

// fixed sets all tags, on a clone as the contract of RoundTripper asks.
type fixed struct{ next http.RoundTripper }

func (t fixed) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "photos")
	req.Header.Set("X-LLM-Service-Name", "captioner")
	req.Header.Set("X-LLM-Team-ID", "media")
	return t.next.RoundTrip(req)
}

func goodFixed(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: fixed{next: http.DefaultTransport}}))
	return answer(ctx, client)
}

type withoutTeam struct{ next http.RoundTripper }

func (t *withoutTeam) RoundTrip(req *http.Request) (*http.Response, error) {
	clone := req.Clone(req.Context())
	clone.Header.Set("X-LLM-Project-ID", "photos")
	clone.Header.Set("X-LLM-Service-Name", "captioner")
	return t.next.RoundTrip(clone)
}

func badWithoutTeam(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: &withoutTeam{next: http.DefaultTransport}})) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodWithoutTeamCompleted(ctx context.Context) error {
	client := openai.NewClient(
		option.WithHTTPClient(&http.Client{Transport: &withoutTeam{next: http.DefaultTransport}}),
		option.WithHeader("X-LLM-Team-ID", "media"),
	)
	return answer(ctx, client)
}

// A custom client that only has a timeout or a pool attaches nothing.
func badTimeout(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Timeout: 30 * time.Second})) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

func badStandardTransport(ctx context.Context) error {
	pool := &http.Transport{MaxIdleConns: 10, IdleConnTimeout: time.Minute, Proxy: http.ProxyFromEnvironment}
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: pool})) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

func badDefaultClient(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(http.DefaultClient)) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

func badDefaultTransportCloned(ctx context.Context) error {
	pool := http.DefaultTransport.(*http.Transport).Clone()
	pool.MaxConnsPerHost = 4
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: pool})) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

// earlyReturn sends nothing on the path that does not tag.
type earlyReturn struct{ next http.RoundTripper }

func (t *earlyReturn) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Context().Err() != nil {
		return nil, req.Context().Err()
	}
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "photos")
	if req.URL.Host == "" {
		return nil, errors.New("no host")
	}
	req.Header.Set("X-LLM-Service-Name", "captioner")
	req.Header.Set("X-LLM-Team-ID", "media")
	resp, err := t.next.RoundTrip(req)
	if err != nil {
		log.Printf("llm request: %v", err)
	}
	return resp, err
}

func goodEarlyReturn(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: &earlyReturn{next: http.DefaultTransport}}))
	return answer(ctx, client)
}

// earlySend forwards some requests before the last tag is set.
type earlySend struct{ next http.RoundTripper }

func (t *earlySend) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "photos")
	req.Header.Set("X-LLM-Service-Name", "captioner")
	if req.Method == http.MethodGet {
		return t.next.RoundTrip(req)
	}
	req.Header.Set("X-LLM-Team-ID", "media")
	return t.next.RoundTrip(req)
}

func badEarlySend(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: &earlySend{next: http.DefaultTransport}})) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

type conditional struct {
	next http.RoundTripper
	team string
}

func (t *conditional) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "photos")
	req.Header.Set("X-LLM-Service-Name", "captioner")
	if req.URL.Path != "/v1/models" {
		req.Header.Set("X-LLM-Team-ID", t.team)
	}
	return t.next.RoundTrip(req)
}

func badConditional(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: &conditional{next: http.DefaultTransport, team: "media"}})) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

// onlyIfAbsent leaves what is there already: either way the header is set.
type onlyIfAbsent struct{ next http.RoundTripper }

func (t *onlyIfAbsent) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	if req.Header.Get("X-LLM-Project-ID") == "" {
		req.Header.Set("X-LLM-Project-ID", "photos")
	}
	if req.Header.Get("X-LLM-Service-Name") == "" {
		req.Header.Set("X-LLM-Service-Name", "captioner")
	}
	if req.Header.Get("X-LLM-Team-ID") == "" {
		req.Header.Set("X-LLM-Team-ID", "media")
	}
	return t.next.RoundTrip(req)
}

func goodOnlyIfAbsent(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: &onlyIfAbsent{next: http.DefaultTransport}}))
	return answer(ctx, client)
}

// wrongRequest tags a clone and sends the original.
type wrongRequest struct{ next http.RoundTripper }

func (t *wrongRequest) RoundTrip(req *http.Request) (*http.Response, error) {
	tagged := req.Clone(req.Context())
	tagged.Header.Set("X-LLM-Project-ID", "photos")
	tagged.Header.Set("X-LLM-Service-Name", "captioner")
	tagged.Header.Set("X-LLM-Team-ID", "media")
	log.Println("tagged", tagged.URL)
	return t.next.RoundTrip(req)
}

func badWrongRequest(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: &wrongRequest{next: http.DefaultTransport}})) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

// afterwards tags when the request is gone.
type afterwards struct{ next http.RoundTripper }

func (t *afterwards) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := t.next.RoundTrip(req)
	req.Header.Set("X-LLM-Project-ID", "photos")
	req.Header.Set("X-LLM-Service-Name", "captioner")
	req.Header.Set("X-LLM-Team-ID", "media")
	return resp, err
}

func badAfterwards(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: &afterwards{next: http.DefaultTransport}})) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

// byMap sets the headers it was made with.
type byMap struct {
	next    http.RoundTripper
	headers map[string]string
}

func (t *byMap) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	for name, value := range t.headers {
		req.Header.Set(name, value)
	}
	next := t.next
	if next == nil {
		next = http.DefaultTransport
	}
	return next.RoundTrip(req)
}

func newByMap(headers map[string]string) *byMap {
	return &byMap{headers: headers}
}

func goodByMap(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: newByMap(map[string]string{
		"X-LLM-Project-ID":   "photos",
		"X-LLM-Service-Name": "captioner",
		"X-LLM-Team-ID":      "media",
	})}))
	return answer(ctx, client)
}

func badByMap(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: newByMap(map[string]string{ // want "untagged-client: openai.NewClient lacks service_name$"
		"X-LLM-Project-ID": "photos",
		"X-LLM-Team-ID":    "media",
	})}))
	return answer(ctx, client)
}

// owner is the structured sibling of byMap.
type owner struct{ project, service, team string }

type owned struct {
	base  http.RoundTripper
	owner owner
}

func (t owned) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	setOwner(req.Header, t.owner)
	return t.base.RoundTrip(req)
}

func setOwner(header http.Header, o owner) {
	header.Set("X-LLM-Project-ID", o.project)
	header.Set("X-LLM-Service-Name", o.service)
	header.Set("X-LLM-Team-ID", o.team)
}

func goodOwned(ctx context.Context) error {
	hc := &http.Client{Timeout: time.Minute, Transport: owned{base: http.DefaultTransport, owner: owner{"photos", "captioner", "media"}}}
	client := openai.NewClient(option.WithHTTPClient(hc))
	return answer(ctx, client)
}

func badOwned(ctx context.Context) error {
	hc := &http.Client{Timeout: time.Minute, Transport: owned{base: http.DefaultTransport, owner: owner{project: "photos", service: "captioner"}}}
	client := openai.NewClient(option.WithHTTPClient(hc)) // want "empty-tag: openai.NewClient attaches an empty value to team_id$"
	return answer(ctx, client)
}

// byRequest is helped by a function of the request.
type byRequest struct{ base http.RoundTripper }

func (t byRequest) RoundTrip(req *http.Request) (*http.Response, error) {
	return t.base.RoundTrip(tagged(req))
}

func tagged(req *http.Request) *http.Request {
	clone := req.Clone(req.Context())
	clone.Header.Set("X-LLM-Project-ID", "photos")
	clone.Header.Set("X-LLM-Service-Name", "captioner")
	clone.Header.Set("X-LLM-Team-ID", "media")
	return clone
}

func goodByRequest(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: byRequest{base: http.DefaultTransport}}))
	return answer(ctx, client)
}

// logging passes everything on: what is inside it counts.
type logging struct{ next http.RoundTripper }

func (t logging) RoundTrip(req *http.Request) (*http.Response, error) {
	start := time.Now()
	resp, err := t.next.RoundTrip(req)
	log.Printf("%s %s in %s", req.Method, req.URL.Path, time.Since(start))
	return resp, err
}

func goodWrapped(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: logging{next: fixed{next: http.DefaultTransport}}}))
	return answer(ctx, client)
}

func goodWrapping(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: fixed{next: logging{next: http.DefaultTransport}}}))
	return answer(ctx, client)
}

func badWrapped(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: logging{next: &withoutTeam{next: http.DefaultTransport}}})) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func badOnlyLogging(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: logging{next: http.DefaultTransport}})) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

type resetting struct{ next http.RoundTripper }

func (t resetting) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header = http.Header{"Content-Type": {"application/json"}}
	return t.next.RoundTrip(req)
}

func badInnerTransportResets(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: fixed{next: resetting{next: http.DefaultTransport}}})) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

func goodOuterTransportResets(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: resetting{next: fixed{next: http.DefaultTransport}}}))
	return answer(ctx, client)
}

// roundTripFunc is the usual adapter of a function.
type roundTripFunc func(*http.Request) (*http.Response, error)

func (f roundTripFunc) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

func tagging(next http.RoundTripper) http.RoundTripper {
	return roundTripFunc(func(req *http.Request) (*http.Response, error) {
		req = req.Clone(req.Context())
		req.Header.Set("X-LLM-Project-ID", "photos")
		req.Header.Set("X-LLM-Service-Name", "captioner")
		req.Header.Set("X-LLM-Team-ID", "media")
		return next.RoundTrip(req)
	})
}

func halfTagging(next http.RoundTripper) http.RoundTripper {
	return roundTripFunc(func(req *http.Request) (*http.Response, error) {
		req = req.Clone(req.Context())
		req.Header.Set("X-LLM-Project-ID", "photos")
		return next.RoundTrip(req)
	})
}

func goodFunc(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: tagging(http.DefaultTransport)}))
	return answer(ctx, client)
}

func badFunc(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: halfTagging(http.DefaultTransport)})) // want "untagged-client: openai.NewClient lacks service_name, team_id$"
	return answer(ctx, client)
}

// embedded has the methods of what it embeds.
type embedded struct{ http.RoundTripper }

func goodEmbedded(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: embedded{fixed{next: http.DefaultTransport}}}))
	return answer(ctx, client)
}

func badEmbedded(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: embedded{http.DefaultTransport}})) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

// overriding embeds a round tripper and calls it by its own name.
type overriding struct {
	http.RoundTripper
	header http.Header
}

func (t overriding) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	maps.Copy(req.Header, t.header)
	return t.RoundTripper.RoundTrip(req)
}

func goodHeaderCopied(ctx context.Context) error {
	header := make(http.Header)
	header.Set("X-LLM-Project-ID", "photos")
	header.Set("X-LLM-Service-Name", "captioner")
	header.Set("X-LLM-Team-ID", "media")
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: overriding{http.DefaultTransport, header}}))
	return answer(ctx, client)
}

func badHeaderCopied(ctx context.Context) error {
	header := make(http.Header)
	header.Set("X-LLM-Project-ID", "photos")
	header.Set("X-LLM-Service-Name", "captioner")
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: overriding{http.DefaultTransport, header}})) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodTransportSetLater(ctx context.Context) error {
	hc := &http.Client{Timeout: time.Minute}
	hc.Transport = fixed{next: http.DefaultTransport}
	client := openai.NewClient(option.WithHTTPClient(hc))
	return answer(ctx, client)
}

func badTransportReplaced(ctx context.Context) error {
	hc := &http.Client{Transport: fixed{next: http.DefaultTransport}}
	hc.Transport = http.DefaultTransport
	client := openai.NewClient(option.WithHTTPClient(hc)) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

func badTransportUnderCondition(ctx context.Context, production bool) error {
	hc := &http.Client{Timeout: time.Minute}
	if production {
		hc.Transport = fixed{next: http.DefaultTransport}
	}
	client := openai.NewClient(option.WithHTTPClient(hc)) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

func goodHelperClient(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(taggedHTTPClient(time.Minute)))
	return answer(ctx, client)
}

func taggedHTTPClient(timeout time.Duration) *http.Client {
	return &http.Client{Timeout: timeout, Transport: tagging(http.DefaultTransport)}
}

func badHelperClient(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(plainHTTPClient(time.Minute))) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

func plainHTTPClient(timeout time.Duration) *http.Client {
	return &http.Client{Timeout: timeout, Transport: logging{next: http.DefaultTransport}}
}

// doer implements the interface of the option, not of a transport.
type doer struct{ client *http.Client }

func (d *doer) Do(req *http.Request) (*http.Response, error) {
	req.Header.Set("X-LLM-Project-ID", "photos")
	req.Header.Set("X-LLM-Service-Name", "captioner")
	req.Header.Set("X-LLM-Team-ID", "media")
	return d.client.Do(req)
}

func goodDoer(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&doer{client: http.DefaultClient}))
	return answer(ctx, client)
}

type halfDoer struct{ client *http.Client }

func (d *halfDoer) Do(req *http.Request) (*http.Response, error) {
	req.Header.Set("X-LLM-Project-ID", "photos")
	req.Header.Set("X-LLM-Service-Name", "captioner")
	return d.client.Do(req)
}

func badDoer(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&halfDoer{client: http.DefaultClient})) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodDoerAroundTransport(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&halfDoer{client: &http.Client{Transport: fixed{next: http.DefaultTransport}}}))
	return answer(ctx, client)
}
