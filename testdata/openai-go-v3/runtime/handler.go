package runtime

import (
	"net/http"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// forward is registered: what calls it gives what the network sends.
func forward(w http.ResponseWriter, r *http.Request) {
	var opts []option.RequestOption
	for name := range r.Header {
		opts = append(opts, option.WithHeader(name, r.Header.Get(name)))
	}
	c := openai.NewClient(opts...) // want "^unproven-tags: openai.NewClient may lack project_id, service_name, team_id: a name that is known at run time only$"
	_, _ = c.Embeddings.New(r.Context(), openai.EmbeddingNewParams{})
}

func routes(mux *http.ServeMux) { mux.HandleFunc("/x", forward) }
