package tagpolicy_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/policy"
	"github.com/llmtag/llmtag/tag"
	"github.com/llmtag/llmtag/tag/tagpolicy"
)

const chatPath = "/v1/chat/completions"

var checkout = tag.Owner{ProjectID: "checkout", ServiceName: "checkout-assistant", TeamID: "payments"}

// with returns the owner of the catalog with a change.
func with(change func(*tag.Owner)) tag.Owner {
	o := checkout
	change(&o)
	return o
}

// A provider notes the headers of the requests that reach it.
type provider struct {
	url     string
	headers []http.Header
}

func newProvider(t *testing.T) *provider {
	t.Helper()
	p := &provider{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.headers = append(p.headers, r.Header)
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"model":"gpt-4o","usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}`))
	}))
	t.Cleanup(server.Close)
	p.url = server.URL
	return p
}

// send sends a billed request.
func (p *provider) send(ctx context.Context, t *testing.T, client *http.Client) error {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url+chatPath, strings.NewReader(`{"model":"gpt-4o"}`))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := client.Do(req)
	if err == nil {
		resp.Body.Close()
	}
	return err
}

func load(t *testing.T, name string) tag.Option {
	t.Helper()
	opt, err := tagpolicy.Load(filepath.Join("testdata", name, "policy.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return opt
}

func TestTagsTravelInTheHeadersOfThePolicy(t *testing.T) {
	tests := map[string]struct {
		policy string
		want   map[string]string
	}{
		"the first accepted header, and none where the policy has none": {"catalog", map[string]string{
			"Helicone-Property-Project": "checkout", "X-Service": "checkout-assistant", "X-Llm-Team-Id": "payments", "X-Llm-User-Id": "u-1",
		}},
		"tags that the policy does not name do not travel": {"renamed", map[string]string{"X-Team": "payments"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := newProvider(t)
			client, err := tag.HTTPClient(checkout, load(t, tt.policy))
			if err != nil {
				t.Fatal(err)
			}
			ctx := tag.WithUser(tag.WithRequestType(t.Context(), "chat"), "u-1")
			if err := p.send(ctx, t, client); err != nil {
				t.Fatal(err)
			}
			got := map[string]string{}
			for k := range p.headers[0] {
				if strings.HasPrefix(k, "X-") || strings.HasPrefix(k, "Helicone") {
					got[k] = p.headers[0].Get(k)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("headers (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnOwnerThatThePolicyDoesNotAllowMakesNoClient(t *testing.T) {
	tests := map[string]struct {
		policy  string
		owner   tag.Owner
		wantErr string // empty: a client is made
	}{
		"the catalog's owner": {"catalog", checkout, ""},
		"a service that the catalog does not know": {
			"catalog", with(func(o *tag.Owner) { o.ServiceName = "billing" }),
			"the value of service_name is not in the catalog; add it there, or correct it",
		},
		"a slip of the pen": {
			"catalog", with(func(o *tag.Owner) { o.ServiceName = "checkout-asistant" }),
			`the value of service_name is not in the catalog; add it there, or correct it; did you mean "checkout-assistant"?`,
		},
		"a team that does not own the service": {
			"catalog", with(func(o *tag.Owner) { o.TeamID = "search" }),
			`the value of team_id is not the team that owns the service in the catalog; that is "payments"`,
		},
		"a project that does not match": {
			"catalog", with(func(o *tag.Owner) { o.ProjectID = "Checkout" }),
			"the value of project_id does not match the policy's pattern ^[a-z][a-z0-9-]*$",
		},
		"what the policy requires": {"renamed", tag.Owner{}, "the request lacks team_id"},
		"and not more":             {"renamed", tag.Owner{TeamID: "payments"}, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := tag.HTTPClient(tt.owner, load(t, tt.policy))
			switch {
			case tt.wantErr == "" && err != nil:
				t.Errorf("%+v: got the error %v, want none", tt.owner, err)
			case tt.wantErr != "" && (err == nil || !strings.Contains(err.Error(), tt.wantErr)):
				t.Errorf("%+v: got the error %v, want %q", tt.owner, err, tt.wantErr)
			}
		})
	}
}

func TestARequestThatThePolicyDoesNotAllowIsNotSent(t *testing.T) {
	p := newProvider(t)
	client, err := tag.HTTPClient(tag.Owner{}, tag.Enforce(tag.Reject), load(t, "catalog"))
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		owner       tag.Owner
		user, kind  string
		wantInvalid string // the tag of the error; empty: it is sent
	}{
		"an owner of the catalog":         {owner: checkout},
		"a tenant that nobody knows":      {with(func(o *tag.Owner) { o.TeamID = "nobody" }), "", "", "team_id"},
		"a user who does not match":       {checkout, "ana@example.com", "", "user_id"},
		"a type that is none of the list": {checkout, "u-1", "translate", "request_type"},
		"a user and a type that do":       {checkout, "u-1", "chat", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			before := len(p.headers)
			ctx := tag.WithOwner(tag.WithRequestType(tag.WithUser(t.Context(), tt.user), tt.kind), tt.owner)
			err := p.send(ctx, t, client)
			sent := len(p.headers) - before
			if tt.wantInvalid == "" {
				if err != nil || sent != 1 {
					t.Errorf("%d sent, error %v; want 1 and none", sent, err)
				}
				return
			}
			invalid, ok := errors.AsType[*tag.InvalidTagError](err)
			if !ok || invalid.Tag != tt.wantInvalid || sent != 0 {
				t.Errorf("%d sent, error %v; want 0 and an InvalidTagError for %s", sent, err, tt.wantInvalid)
			}
			if tt.user != "" && err != nil && strings.Contains(err.Error(), tt.user) {
				t.Errorf("the error repeats a value: %v", err)
			}
		})
	}
}

// An SDK's option, or the house's own middleware, may set any of the accepted
// headers.
func TestARequestMayHaveATagInAnyAcceptedHeader(t *testing.T) {
	p := newProvider(t)
	tests := map[string]struct {
		header, value string // of the request
		ctx           func(context.Context) context.Context
		want          string // the service, in both headers; empty: it is not sent
	}{
		"in the first":             {"X-Service", "checkout-assistant", nil, "checkout-assistant"},
		"in another":               {"X-LLM-Service-Name", "checkout-assistant", nil, "checkout-assistant"},
		"in none":                  {"X-Other", "checkout-assistant", nil, ""},
		"one that nobody knows":    {"X-LLM-Service-Name", "billing", nil, ""},
		"the context comes before": {"X-LLM-Service-Name", "billing", func(ctx context.Context) context.Context { return tag.WithOwner(ctx, checkout) }, "checkout-assistant"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			sink := &memory{}
			rec := tag.NewRecorder(sink)
			owner := with(func(o *tag.Owner) { o.ServiceName = "" })
			client, err := tag.HTTPClient(owner, tag.Enforce(tag.Reject), load(t, "catalog"), tag.WithRecorder(rec))
			if err != nil {
				t.Fatal(err)
			}
			ctx := t.Context()
			if tt.ctx != nil {
				ctx = tt.ctx(ctx)
			}
			req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url+chatPath, strings.NewReader(`{"model":"gpt-4o"}`))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set(tt.header, tt.value)
			before := len(p.headers)
			resp, err := client.Do(req)
			if err == nil {
				resp.Body.Close()
			}
			if err := rec.Close(t.Context()); err != nil {
				t.Fatal(err)
			}
			if tt.want == "" {
				if err == nil || len(p.headers) != before {
					t.Errorf("it was sent, error %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			sent := p.headers[before]
			if sent.Get("X-Service") != tt.want || tt.header != "X-Service" && sent.Get(tt.header) != tt.want {
				t.Errorf("sent X-Service %q and %s %q, want %q", sent.Get("X-Service"), tt.header, sent.Get(tt.header), tt.want)
			}
			if len(sink.events) != 1 || sink.events[0].ServiceName != tt.want {
				t.Errorf("got %+v, want one event of %s", sink.events, tt.want)
			}
		})
	}
}

type memory struct{ events []tag.Event }

func (m *memory) Write(_ context.Context, events []tag.Event) error {
	m.events = append(m.events, events...)
	return nil
}

func TestWarnAndAllowSendWhatThePolicyDoesNotAllow(t *testing.T) {
	unknown := with(func(o *tag.Owner) { o.ServiceName = "billing" })
	for mode, warnings := range map[tag.Enforcement]int{tag.Warn: 1, tag.Allow: 0} {
		p := newProvider(t)
		var log bytes.Buffer
		client, err := tag.HTTPClient(unknown, load(t, "catalog"), tag.Enforce(mode), tag.WithLogger(slog.New(slog.NewTextHandler(&log, nil))))
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			if err := p.send(t.Context(), t, client); err != nil {
				t.Fatal(err)
			}
		}
		if got := p.headers[2].Get("X-Service"); got != "billing" {
			t.Errorf("mode %d: the service travels as %q, want billing: it can be sent", mode, got)
		}
		if got := strings.Count(log.String(), "service_name"); got != warnings {
			t.Errorf("mode %d: %d warnings, want %d:\n%s", mode, got, warnings, log.String())
		}
	}
}

func TestAPolicyThatCannotBeKeptIsAnError(t *testing.T) {
	tests := map[string]struct {
		policy  string
		wantErr string
	}{
		"a fault has its place":                              {"fault", `policy.yaml:3:14: unknown key "requierd"`},
		"a required tag that package tag does not have":      {"unknown", `requires the tag "cost_center", and package tag has only project_id`},
		"two tags that are one":                              {"twice", `two tags that are team_id in package tag, the second is "team"`},
		"a file that is not there names what was looked for": {"none", "policy.yaml"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := tagpolicy.Load(filepath.Join("testdata", tt.policy, "policy.yaml"))
			if err == nil || !strings.Contains(err.Error(), tt.wantErr) {
				t.Errorf("got the error %v, want %q", err, tt.wantErr)
			}
			if _, fault := errors.AsType[*policy.DecodeError](err); fault != (tt.policy == "fault" || tt.policy == "none") {
				t.Errorf("%v is a policy.DecodeError: %v", err, fault)
			}
		})
	}
}

func TestFindFindsAsTheLinterDoes(t *testing.T) {
	write := func(path, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	root := t.TempDir()
	write(filepath.Join(root, "go.mod"), "module example.com/x\n")
	service := filepath.Join(root, "services", "checkout")
	if err := os.MkdirAll(service, 0o750); err != nil {
		t.Fatal(err)
	}
	t.Setenv("LLMTAG_POLICY", "")

	_, err := tagpolicy.Find(service)
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "no policy.yaml found") || strings.Contains(err.Error(), "built-in") {
		t.Errorf("without a policy the error is %v, want one that wraps fs.ErrNotExist and says where it looked", err)
	}

	write(filepath.Join(root, "policy.yaml"), "version: 1\ntags:\n  team_id: { required: true, header: X-Above }\n")
	sends := func(header string) {
		t.Helper()
		opt, err := tagpolicy.Find(service)
		if err != nil {
			t.Fatal(err)
		}
		p := newProvider(t)
		client, err := tag.HTTPClient(checkout, opt)
		if err != nil {
			t.Fatal(err)
		}
		if err := p.send(t.Context(), t, client); err != nil {
			t.Fatal(err)
		}
		if p.headers[0].Get(header) != "payments" {
			t.Errorf("got %v, want the team in %s", p.headers[0], header)
		}
	}
	sends("X-Above")
	write(filepath.Join(service, "policy.yaml"), "version: 1\ntags:\n  team_id: { header: X-Nested }\n")
	sends("X-Nested") // and it is still required, by the one above
	explicit := filepath.Join(root, "other.yaml")
	write(explicit, "version: 1\ntags:\n  team_id: { required: true, header: X-Explicit }\n")
	t.Setenv("LLMTAG_POLICY", explicit)
	sends("X-Explicit")
}

func TestThePoliciesOfThisRepositoryCanBeKept(t *testing.T) {
	t.Setenv("LLMTAG_POLICY", "")
	for dir, owner := range map[string]tag.Owner{
		"../..":                 {ProjectID: "llmtag", ServiceName: "llmrollup", TeamID: "platform"},
		"../../examples/search": {ProjectID: "search", ServiceName: "search-index", TeamID: "discovery"},
	} {
		opt, err := tagpolicy.Find(dir)
		if err != nil {
			t.Errorf("%s: %v", dir, err)
			continue
		}
		if _, err := tag.HTTPClient(owner, opt); err != nil {
			t.Errorf("%s: %v", dir, err)
		}
		owner.TeamID = "nobody"
		if _, err := tag.HTTPClient(owner, opt); err == nil {
			t.Errorf("%s: a client of an unknown team was made", dir)
		}
	}
}
