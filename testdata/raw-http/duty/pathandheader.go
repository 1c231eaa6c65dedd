package duty

import (
	"context"
	"io"
	"net/http"
)

// send gets path and headers from its callers: whether the request is billed, and
// by whom, is theirs to say.
func send(ctx context.Context, path string, header http.Header, body io.Reader) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://api.openai.com/v1"+path, body)
	if err != nil {
		return nil, err
	}
	for name, values := range header {
		for _, value := range values {
			req.Header.Add(name, value)
		}
	}
	return http.DefaultClient.Do(req)
}

func ownHeader() http.Header {
	h := http.Header{}
	h.Set("X-LLM-Project-ID", "ledger")
	h.Set("X-LLM-Service-Name", "statement-writer")
	h.Set("X-LLM-Team-ID", "finance")
	return h
}

func goodSent(ctx context.Context) (*http.Response, error) {
	return send(ctx, "/chat/completions", ownHeader(), nil)
}

func goodSentForFree(ctx context.Context) (*http.Response, error) {
	return send(ctx, "/models", nil, nil)
}

func badSentWithout(ctx context.Context) (*http.Response, error) {
	return send(ctx, "/chat/completions", nil, nil) // want "^raw-endpoint: send lacks project_id, service_name, team_id$"
}

func badSentTeamless(ctx context.Context) (*http.Response, error) {
	h := ownHeader().Clone()
	h.Del("X-LLM-Team-ID")
	return send(ctx, "/responses", h, nil) // want "^raw-endpoint: send lacks team_id$"
}
