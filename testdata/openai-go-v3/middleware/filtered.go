package middleware

import (
	"net/http"
	"slices"
	"strings"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func owned(more ...option.RequestOption) openai.Client {
	return openai.NewClient(append([]option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "checkout"),
		option.WithHeader("X-LLM-Service-Name", "checkout-assistant"),
		option.WithHeader("X-LLM-Team-ID", "payments"),
	}, more...)...)
}

func isTrace(name string) bool { return strings.HasPrefix(strings.ToLower(name), "x-trace") }

var hopByHop = map[string]bool{"Connection": true, "Upgrade": true}

var kept = []string{"Authorization", "Content-Type"}

// Only some of the headers are sent on.
func filteredMiddleware() []openai.Client {
	return []openai.Client{
		owned(option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) { // want "^untagged-client: owned lacks project_id, service_name, team_id$"
			h := http.Header{}
			for name, values := range req.Header {
				if strings.HasPrefix(name, "X-Actor") || name == "Authorization" {
					h[name] = values
				}
			}
			req.Header = h
			return next(req)
		})),
		owned(option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) { // want "^untagged-client: owned lacks project_id, service_name, team_id$"
			h := http.Header{}
			for name, values := range req.Header {
				if isTrace(name) || slices.Contains(kept, name) {
					h[name] = values
				}
			}
			req.Header = h
			return next(req)
		})),
		owned(option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
			h := http.Header{}
			for name, values := range req.Header {
				if isTrace(name) || hopByHop[name] {
					continue
				}
				h[name] = values
			}
			req.Header = h
			return next(req)
		})),
		owned(option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) { // want "^untagged-client: owned lacks team_id$"
			h := http.Header{}
			for name, values := range req.Header {
				if strings.EqualFold(name, "x-llm-team-id") {
					continue
				}
				h[name] = values
			}
			req.Header = h
			return next(req)
		})),
		owned(option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) { // want "^untagged-client: owned lacks project_id, service_name, team_id$"
			for name := range req.Header {
				if strings.HasPrefix(name, "X-") {
					req.Header.Del(name)
				}
			}
			return next(req)
		})),
		owned(option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
			for name := range req.Header {
				if _, ok := hopByHop[name]; ok || strings.HasPrefix(name, "Proxy-") {
					req.Header.Del(name)
				}
			}
			return next(req)
		})),
	}
}
