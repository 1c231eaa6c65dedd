// Package web serves the reader.
package web

import (
	"context"
	"io"
	"net/http"
)

// Model is what the handler needs of a reader.
type Model interface {
	Summarize(ctx context.Context, contract string) (string, error)
	Draft(ctx context.Context, summary string) (string, error)
}

// NewHandler serves POST /summaries and POST /drafts.
func NewHandler(model Model) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("POST /summaries", serve(model.Summarize))
	mux.Handle("POST /drafts", serve(model.Draft))
	return mux
}

// maxBody is well above the longest contract seen so far.
const maxBody = 1 << 20

func serve(f func(context.Context, string) (string, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		if err != nil {
			http.Error(w, "the text is too long", http.StatusRequestEntityTooLarge)
			return
		}
		answer, err := f(r.Context(), string(body))
		if err != nil {
			http.Error(w, "the model does not answer", http.StatusBadGateway)
			return
		}
		_, _ = io.WriteString(w, answer)
	})
}
