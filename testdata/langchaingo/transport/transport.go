// Package transport tags requests below the SDK: a RoundTripper counts when
// it sets each header on every path that reaches the next transport.
package transport

import (
	"errors"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"github.com/tmc/langchaingo/httputil"
	"github.com/tmc/langchaingo/llms/openai"
	"golang.org/x/oauth2"

	"example.com/langchaingo/tagging"
)

// complete sets all three headers with constants.
type complete struct{ next http.RoundTripper }

func (t complete) RoundTrip(req *http.Request) (*http.Response, error) {
	out := req.Clone(req.Context())
	out.Header.Set("X-LLM-Project-ID", "shop")
	out.Header.Set("X-LLM-Service-Name", "search")
	out.Header.Set("X-LLM-Team-ID", "discovery")
	return t.next.RoundTrip(out)
}

func goodComplete() (*openai.LLM, error) {
	hc := &http.Client{Transport: complete{next: http.DefaultTransport}}
	return openai.New(openai.WithHTTPClient(hc))
}

// original tags a copy and sends the request as it came.
type original struct{ next http.RoundTripper }

func (t original) RoundTrip(req *http.Request) (*http.Response, error) {
	out := req.Clone(req.Context())
	out.Header.Set("X-LLM-Project-ID", "shop")
	out.Header.Set("X-LLM-Service-Name", "search")
	out.Header.Set("X-LLM-Team-ID", "discovery")
	slog.Debug("llm request", "headers", out.Header)
	return t.next.RoundTrip(req)
}

func badOriginal() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: original{next: http.DefaultTransport}})) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

// onlyOpenAI tags requests to one host; the others pass as they are.
type onlyOpenAI struct{ next http.RoundTripper }

func (t onlyOpenAI) RoundTrip(req *http.Request) (*http.Response, error) {
	if strings.HasSuffix(req.URL.Host, "openai.com") {
		req = req.Clone(req.Context())
		req.Header.Set("X-LLM-Project-ID", "shop")
		req.Header.Set("X-LLM-Service-Name", "search")
		req.Header.Set("X-LLM-Team-ID", "discovery")
	}
	return t.next.RoundTrip(req)
}

func badConditionalHost() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: onlyOpenAI{next: http.DefaultTransport}})) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

// sandboxTeam sets the team in both branches.
type sandboxTeam struct{ next http.RoundTripper }

func (t sandboxTeam) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "shop")
	req.Header.Set("X-LLM-Service-Name", "search")
	if os.Getenv("SANDBOX") != "" {
		req.Header.Set("X-LLM-Team-ID", "platform")
	} else {
		req.Header.Set("X-LLM-Team-ID", "discovery")
	}
	return t.next.RoundTrip(req)
}

func goodBothBranches() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: sandboxTeam{next: http.DefaultTransport}}))
}

// debugTeam sets the team in one branch.
type debugTeam struct{ next http.RoundTripper }

func (t debugTeam) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "shop")
	req.Header.Set("X-LLM-Service-Name", "search")
	if os.Getenv("DEBUG") != "" {
		req.Header.Set("X-LLM-Team-ID", "discovery")
	}
	return t.next.RoundTrip(req)
}

func badOneBranch() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: debugTeam{next: http.DefaultTransport}})) // want "untagged-client: openai.New lacks team_id$"
}

var errOverBudget = errors.New("monthly budget spent")

// budget refuses without sending; what it sends is tagged.
type budget struct {
	left atomic.Int64
	next http.RoundTripper
}

func (b *budget) RoundTrip(req *http.Request) (*http.Response, error) {
	if b.left.Add(-1) < 0 {
		return nil, errOverBudget
	}
	req = req.Clone(req.Context())
	tag(req.Header)
	return b.next.RoundTrip(req)
}

func tag(h http.Header) {
	h.Set(tagging.HeaderProject, "shop")
	h.Set(tagging.HeaderService, "search")
	h.Set(tagging.HeaderTeam, "discovery")
}

func goodEarlyReturn() (*openai.LLM, error) {
	b := &budget{next: http.DefaultTransport}
	b.left.Store(1000)
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: b}))
}

// health lets a probe through before it tags.
type health struct{ next http.RoundTripper }

func (h *health) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Header.Get("X-Probe") != "" {
		return h.next.RoundTrip(req)
	}
	req = req.Clone(req.Context())
	tag(req.Header)
	return h.next.RoundTrip(req)
}

func badEarlySend() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: &health{next: http.DefaultTransport}})) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

// retry sends up to three times, each time what it has tagged before.
type retry struct{ next http.RoundTripper }

func (r retry) RoundTrip(req *http.Request) (res *http.Response, err error) {
	req = req.Clone(req.Context())
	tag(req.Header)
	for range 3 {
		res, err = r.next.RoundTrip(req)
		if err == nil && res.StatusCode < 500 {
			return res, nil
		}
	}
	return res, err
}

func goodRetry() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: retry{http.DefaultTransport}}))
}

// stripping tags and then removes the team for the proxy's sake.
type stripping struct{ next http.RoundTripper }

func (s stripping) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	tag(req.Header)
	req.Header.Del("x-llm-team-id")
	return s.next.RoundTrip(req)
}

func badDeletedAgain() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: stripping{http.DefaultTransport}})) // want "untagged-client: openai.New lacks team_id$"
}

// fresh tags the headers and then starts from new ones.
type fresh struct{ next http.RoundTripper }

func (f fresh) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	tag(req.Header)
	req.Header = http.Header{"Content-Type": {"application/json"}}
	return f.next.RoundTrip(req)
}

func badReplacedHeaders() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: fresh{http.DefaultTransport}})) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

// cloned tags a clone of the headers and puts it back.
type cloned struct{ next http.RoundTripper }

func (c cloned) RoundTrip(req *http.Request) (*http.Response, error) {
	h := req.Header.Clone()
	tag(h)
	req = req.WithContext(req.Context())
	req.Header = h
	return c.next.RoundTrip(req)
}

func goodClonedHeaders() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: cloned{http.DefaultTransport}}))
}

// lost tags a clone of the headers and forgets it.
type lost struct{ next http.RoundTripper }

func (l lost) RoundTrip(req *http.Request) (*http.Response, error) {
	h := req.Header.Clone()
	tag(h)
	return l.next.RoundTrip(req.WithContext(req.Context()))
}

func badForgottenClone() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: lost{http.DefaultTransport}})) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

// indexed writes the map itself, in canonical form.
type indexed struct{ next http.RoundTripper }

func (i indexed) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header["X-Llm-Project-Id"] = []string{"shop"}
	req.Header["X-Llm-Service-Name"] = []string{"search"}
	req.Header["X-Llm-Team-Id"] = []string{"discovery"}
	return i.next.RoundTrip(req)
}

func goodIndexed() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: indexed{http.DefaultTransport}}))
}

// misspelt has underscores, which are another header.
type misspelt struct{ next http.RoundTripper }

func (m misspelt) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "shop")
	req.Header.Set("X-LLM-Service-Name", "search")
	req.Header.Set("X-LLM-Team_ID", "discovery")
	return m.next.RoundTrip(req)
}

func badMisspelt() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: misspelt{http.DefaultTransport}})) // want "untagged-client: openai.New lacks team_id$"
}

// roundTripperFunc is the adapter that most code bases have a copy of.
type roundTripperFunc func(*http.Request) (*http.Response, error)

func (f roundTripperFunc) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

func goodFuncAdapter() (*openai.LLM, error) {
	hc := &http.Client{Transport: roundTripperFunc(func(req *http.Request) (*http.Response, error) {
		req = req.Clone(req.Context())
		tag(req.Header)
		return http.DefaultTransport.RoundTrip(req)
	})}
	return openai.New(openai.WithHTTPClient(hc))
}

func badFuncAdapter() (*openai.LLM, error) {
	hc := &http.Client{Transport: roundTripperFunc(func(req *http.Request) (*http.Response, error) {
		start := time.Now()
		defer func() { slog.Info("llm request", "took", time.Since(start)) }()
		return http.DefaultTransport.RoundTrip(req)
	})}
	return openai.New(openai.WithHTTPClient(hc)) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func goodFuncFromOtherPackage() (*openai.LLM, error) {
	rt := tagging.RoundTripperFunc(func(req *http.Request) (*http.Response, error) {
		req = req.Clone(req.Context())
		tag(req.Header)
		return http.DefaultTransport.RoundTrip(req)
	})
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: rt}))
}

func goodWrapperPerHeader() (*openai.LLM, error) {
	rt := tagging.WithHeader(http.DefaultTransport, tagging.HeaderProject, "shop")
	rt = tagging.WithHeader(rt, tagging.HeaderService, "search")
	rt = tagging.WithHeader(rt, tagging.HeaderTeam, "discovery")
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: rt}))
}

func badWrapperPerHeader() (*openai.LLM, error) {
	rt := tagging.WithHeader(http.DefaultTransport, tagging.HeaderProject, "shop")
	rt = tagging.WithHeader(rt, tagging.HeaderService, "search")
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: rt})) // want "untagged-client: openai.New lacks team_id$"
}

// logging adds nothing itself and sends through what it wraps.
type logging struct {
	log  *slog.Logger
	next http.RoundTripper
}

func (l *logging) RoundTrip(req *http.Request) (*http.Response, error) {
	l.log.Info("llm request", "url", req.URL.String())
	return l.next.RoundTrip(req)
}

func goodLoggingAroundTagging() (*openai.LLM, error) {
	rt := &logging{log: slog.Default(), next: complete{next: http.DefaultTransport}}
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: rt}))
}

func goodTaggingAroundLogging() (*openai.LLM, error) {
	rt := complete{next: &logging{log: slog.Default(), next: http.DefaultTransport}}
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: rt}))
}

func badLoggingAlone() (*openai.LLM, error) {
	rt := &logging{log: slog.Default(), next: http.DefaultTransport}
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: rt})) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

// A base that removes the team undoes the wrapper.
func badTaggingAroundStripping() (*openai.LLM, error) {
	rt := complete{next: withoutTeam{http.DefaultTransport}}
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: rt})) // want "untagged-client: openai.New lacks team_id$"
}

type withoutTeam struct{ next http.RoundTripper }

func (w withoutTeam) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Del(tagging.HeaderTeam)
	return w.next.RoundTrip(req)
}

// embedded gets its next transport by embedding.
type embedded struct{ http.RoundTripper }

func (e embedded) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	tag(req.Header)
	return e.RoundTripper.RoundTrip(req)
}

func goodEmbedded() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: embedded{http.DefaultTransport}}))
}

// promoted has no RoundTrip of its own: that of the embedded value is used.
type promoted struct {
	http.RoundTripper
	name string
}

func goodPromoted() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: promoted{complete{http.DefaultTransport}, "search"}}))
}

func badPromoted() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: promoted{http.DefaultTransport, "search"}})) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

// wrap is the helper of services that already have a client.
func wrap(hc *http.Client) *http.Client {
	base := hc.Transport
	if base == nil {
		base = http.DefaultTransport
	}
	return &http.Client{Transport: complete{next: base}, Timeout: hc.Timeout}
}

func goodWrappedClient() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(wrap(&http.Client{Timeout: time.Minute})))
}

// install changes the client it is given.
func install(hc *http.Client) {
	hc.Transport = complete{next: http.DefaultTransport}
}

func goodInstalled() (*openai.LLM, error) {
	hc := &http.Client{Timeout: time.Minute}
	install(hc)
	return openai.New(openai.WithHTTPClient(hc))
}

func badInstalledElsewhere() (*openai.LLM, error) {
	hc, probe := &http.Client{Timeout: time.Minute}, &http.Client{Timeout: time.Second}
	install(probe)
	return openai.New(openai.WithHTTPClient(hc)) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func goodFieldAssigned() (*openai.LLM, error) {
	var hc http.Client
	hc.Timeout = time.Minute
	hc.Transport = complete{next: http.DefaultTransport}
	return openai.New(openai.WithHTTPClient(&hc))
}

func badReassigned() (*openai.LLM, error) {
	hc := tagging.Checkout()
	hc.Transport = http.DefaultTransport
	return openai.New(openai.WithHTTPClient(hc)) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func goodPooled() (*openai.LLM, error) {
	base := http.DefaultTransport.(*http.Transport).Clone()
	base.MaxIdleConnsPerHost = 64
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: &tagging.Transport{
		Project: "shop",
		Service: "search",
		Team:    "discovery",
		Base:    base,
	}}))
}

func badPooled() (*openai.LLM, error) {
	base := http.DefaultTransport.(*http.Transport).Clone()
	base.Proxy = http.ProxyFromEnvironment
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: base})) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

// A transport of the SDK itself passes on what it is given.
func goodUserAgent() (*openai.LLM, error) {
	rt := &httputil.Transport{Transport: complete{next: http.DefaultTransport}}
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: rt}))
}

func badUserAgent() (*openai.LLM, error) {
	rt := &httputil.Transport{Transport: http.DefaultTransport}
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: rt})) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

// So do the clients that the SDK has ready.
func badReadyClient() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(httputil.LoggingClient)) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func goodReadyTransport() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: complete{next: httputil.DefaultTransport}}))
}

// The transport of oauth2 is followed: it sets none but its own header.
func badOAuth(src oauth2.TokenSource) (*openai.LLM, error) {
	hc := &http.Client{Transport: &oauth2.Transport{Source: src}}
	return openai.New(openai.WithHTTPClient(hc)) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

// Tags set above an unknown transport have been attached.
func goodTaggingAroundOAuth(src oauth2.TokenSource) (*openai.LLM, error) {
	rt := complete{next: &oauth2.Transport{Source: src}}
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: rt}))
}
