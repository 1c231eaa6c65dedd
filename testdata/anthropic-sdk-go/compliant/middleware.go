package compliant

import (
	"context"
	"net/http"

	"github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"
)

// literal tags in a function literal.
func literal(ctx context.Context, team string) error {
	client := anthropic.NewClient(option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) { // site anthropic.NewClient
		req.Header.Set("X-LLM-Project-ID", "docs")         // carrier project_id
		req.Header.Set("X-LLM-Service-Name", "translator") // carrier service_name
		req.Header.Set("X-LLM-Team-ID", team)              // carrier team_id
		// insert team_id | req.Header.Del("X-LLM-Team-ID")
		return next(req)
	}))
	return answer(ctx, client)
}

// ownedBy makes a middleware of its parameters.
func ownedBy(service, team string) option.Middleware {
	return func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
		clone := req.Clone(req.Context())
		clone.Header.Set("X-LLM-Project-ID", "docs")    // carrier project_id -> made
		clone.Header.Set("X-LLM-Service-Name", service) // carrier service_name -> made
		clone.Header.Set("X-LLM-Team-ID", team)         // carrier team_id -> made
		return next(clone)
	}
}

func made(ctx context.Context) error {
	client := anthropic.NewClient(option.WithMiddleware( // site made: anthropic.NewClient
		logged,
		ownedBy("translator", "i18n"), // carrier project_id,service_name,team_id neutral=logged
	))
	return answer(ctx, client)
}

func logged(req *http.Request, next option.MiddlewareNext) (*http.Response, error) { return next(req) }
