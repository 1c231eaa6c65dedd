// Package middleware attaches tags in functions around each request.
package middleware

import (
	"context"
	"errors"
	"log"
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

func goodLiteral(ctx context.Context) error {
	client := openai.NewClient(option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
		req.Header.Set("X-LLM-Project-ID", "docs")
		req.Header.Set("X-LLM-Service-Name", "translator")
		req.Header.Set("X-LLM-Team-ID", "i18n")
		return next(req)
	}))
	return answer(ctx, client)
}

func badLiteral(ctx context.Context) error {
	client := openai.NewClient(option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) { // want "untagged-client: openai.NewClient lacks team_id$"
		req.Header.Set("X-LLM-Project-ID", "docs")
		req.Header.Set("X-LLM-Service-Name", "translator")
		return next(req)
	}))
	return answer(ctx, client)
}

func tag(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	req.Header.Set("X-LLM-Project-ID", "docs")
	req.Header.Set("X-LLM-Service-Name", "translator")
	req.Header.Set("X-LLM-Team-ID", "i18n")
	resp, err := next(req)
	if err != nil {
		log.Println("llm request:", err)
	}
	return resp, err
}

func goodNamed(ctx context.Context) error {
	client := openai.NewClient(option.WithMiddleware(tag))
	return answer(ctx, client)
}

func logRequests(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
	start := time.Now()
	resp, err := next(req)
	log.Printf("%s in %s", req.URL.Path, time.Since(start))
	return resp, err
}

func badNamed(ctx context.Context) error {
	client := openai.NewClient(option.WithMiddleware(logRequests)) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

func goodSeveral(ctx context.Context) error {
	client := openai.NewClient(option.WithMiddleware(logRequests, tag))
	return answer(ctx, client)
}

func goodSeveralOptions(ctx context.Context) error {
	client := openai.NewClient(
		option.WithMiddleware(logRequests),
		option.WithHeader("X-LLM-Project-ID", "docs"),
		option.WithMiddleware(tag),
	)
	return answer(ctx, client)
}

func conditional(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
	req.Header.Set("X-LLM-Project-ID", "docs")
	req.Header.Set("X-LLM-Service-Name", "translator")
	if req.Method == http.MethodPost {
		req.Header.Set("X-LLM-Team-ID", "i18n")
	}
	return next(req)
}

func badConditional(ctx context.Context) error {
	client := openai.NewClient(option.WithMiddleware(conditional)) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodConditionalCompleted(ctx context.Context) error {
	client := openai.NewClient(option.WithMiddleware(conditional), option.WithHeader("X-LLM-Team-ID", "i18n"))
	return answer(ctx, client)
}

func tooLate(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
	resp, err := next(req)
	req.Header.Set("X-LLM-Project-ID", "docs")
	req.Header.Set("X-LLM-Service-Name", "translator")
	req.Header.Set("X-LLM-Team-ID", "i18n")
	return resp, err
}

func badTooLate(ctx context.Context) error {
	client := openai.NewClient(option.WithMiddleware(tooLate)) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

// The middleware runs after the headers of the options are set.
func badMiddlewareDeletes(ctx context.Context) error {
	client := openai.NewClient( // want "untagged-client: openai.NewClient lacks team_id$"
		option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
			req.Header.Del("X-LLM-Team-ID")
			return next(req)
		}),
		option.WithHeader("X-LLM-Project-ID", "docs"),
		option.WithHeader("X-LLM-Service-Name", "translator"),
		option.WithHeader("X-LLM-Team-ID", "i18n"),
	)
	return answer(ctx, client)
}

func badMiddlewareResets(ctx context.Context) error {
	client := openai.NewClient( // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
		option.WithHeader("X-LLM-Project-ID", "docs"),
		option.WithHeader("X-LLM-Service-Name", "translator"),
		option.WithHeader("X-LLM-Team-ID", "i18n"),
		option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
			req.Header = make(http.Header)
			return next(req)
		}),
	)
	return answer(ctx, client)
}

// withOwner makes a middleware of its parameters.
func withOwner(project, service, team string) option.Middleware {
	return func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
		req.Header.Set("X-LLM-Project-ID", project)
		req.Header.Set("X-LLM-Service-Name", service)
		req.Header.Set("X-LLM-Team-ID", team)
		return next(req)
	}
}

func goodMade(ctx context.Context) error {
	client := openai.NewClient(option.WithMiddleware(withOwner("docs", "translator", "i18n")))
	return answer(ctx, client)
}

func badMade(ctx context.Context) error {
	client := openai.NewClient(option.WithMiddleware(withOwner("docs", "translator", ""))) // want "empty-tag: openai.NewClient attaches an empty value to team_id$"
	return answer(ctx, client)
}

func withHeaders(headers map[string]string) option.RequestOption {
	return option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
		for name, value := range headers {
			req.Header.Set(name, value)
		}
		return next(req)
	})
}

func goodMap(ctx context.Context) error {
	client := openai.NewClient(withHeaders(map[string]string{
		"X-LLM-Project-ID":   "docs",
		"X-LLM-Service-Name": "translator",
		"X-LLM-Team-ID":      "i18n",
	}))
	return answer(ctx, client)
}

func badMap(ctx context.Context) error {
	client := openai.NewClient(withHeaders(map[string]string{ // want "untagged-client: openai.NewClient lacks project_id$"
		"X-LLM-Service-Name": "translator",
		"X-LLM-Team-ID":      "i18n",
	}))
	return answer(ctx, client)
}

type stamp struct{ team string }

func (s stamp) apply(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
	req.Header.Set("X-LLM-Project-ID", "docs")
	req.Header.Set("X-LLM-Service-Name", "translator")
	req.Header.Set("X-LLM-Team-ID", s.team)
	return next(req)
}

func (s stamp) applyPartly(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
	req.Header.Set("X-LLM-Team-ID", s.team)
	return next(req)
}

func goodMethodValue(ctx context.Context) error {
	s := stamp{team: "i18n"}
	client := openai.NewClient(option.WithMiddleware(s.apply))
	return answer(ctx, client)
}

func badMethodValue(ctx context.Context) error {
	s := stamp{team: "i18n"}
	client := openai.NewClient(option.WithMiddleware(s.applyPartly)) // want "untagged-client: openai.NewClient lacks project_id, service_name$"
	return answer(ctx, client)
}

func cloned(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
	clone := req.Clone(req.Context())
	clone.Header.Set("X-LLM-Project-ID", "docs")
	clone.Header.Set("X-LLM-Service-Name", "translator")
	clone.Header.Set("X-LLM-Team-ID", "i18n")
	return next(clone)
}

func goodClone(ctx context.Context) error {
	client := openai.NewClient(option.WithMiddleware(cloned))
	return answer(ctx, client)
}

func clonedInVain(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
	clone := req.Clone(req.Context())
	clone.Header.Set("X-LLM-Project-ID", "docs")
	clone.Header.Set("X-LLM-Service-Name", "translator")
	clone.Header.Set("X-LLM-Team-ID", "i18n")
	return next(req)
}

func badClone(ctx context.Context) error {
	client := openai.NewClient(option.WithMiddleware(clonedInVain)) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

// retrying sends more than once: each time tagged.
func retrying(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
	req.Header.Set("X-LLM-Project-ID", "docs")
	req.Header.Set("X-LLM-Service-Name", "translator")
	req.Header.Set("X-LLM-Team-ID", "i18n")
	for range 3 {
		if resp, err := next(req); err == nil && resp.StatusCode != http.StatusTooManyRequests {
			return resp, nil
		}
	}
	return nil, errors.New("too many requests")
}

func goodRetrying(ctx context.Context) error {
	client := openai.NewClient(option.WithMiddleware(retrying))
	return answer(ctx, client)
}

// retriesUntagged drops the tag when it tries again.
func retriesUntagged(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
	req.Header.Set("X-LLM-Project-ID", "docs")
	req.Header.Set("X-LLM-Service-Name", "translator")
	req.Header.Set("X-LLM-Team-ID", "i18n")
	resp, err := next(req)
	if err == nil {
		return resp, nil
	}
	req.Header.Del("X-LLM-Service-Name")
	return next(req)
}

func badRetrying(ctx context.Context) error {
	client := openai.NewClient(option.WithMiddleware(retriesUntagged)) // want "untagged-client: openai.NewClient lacks service_name$"
	return answer(ctx, client)
}
