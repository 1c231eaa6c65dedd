// Package web serves the embedder.
package web

import (
	"context"
	"encoding/json"
	"net/http"
)

// Model is what the handler needs of an embedder.
type Model interface {
	Embed(ctx context.Context, text string) ([]float64, error)
}

// NewHandler serves GET /vectors.
func NewHandler(model Model) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /vectors", func(w http.ResponseWriter, r *http.Request) {
		vector, err := model.Embed(r.Context(), r.URL.Query().Get("text"))
		if err != nil {
			http.Error(w, "the model does not answer", http.StatusBadGateway)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(vector)
	})
	return mux
}
