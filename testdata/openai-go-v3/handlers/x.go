// Package handlers hands the headers of requests that come in on to a client of
// the house. Whether they hold the tags is known at run time only, however the
// handler is registered.
package handlers

import (
	"net/http"

	"example.com/openai-go-v3/handlers/proxy"
)

func direct(w http.ResponseWriter, r *http.Request) {
	p := proxy.NewBlocking(proxy.Config{Key: "k"}, r.Header) // want "^unproven-tags: proxy.NewBlocking may lack project_id, service_name, team_id: "
	_ = p.Process(w, r)
}

func converted(key string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_ = proxy.NewBlocking(proxy.Config{Key: key}, r.Header).Process(w, r) // want "^unproven-tags: proxy.NewBlocking may lack project_id, service_name, team_id: "
	}
}

type server struct{ key string }

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_ = proxy.NewBlocking(proxy.Config{Key: s.key}, r.Header).Process(w, r) // want "^unproven-tags: proxy.NewBlocking may lack project_id, service_name, team_id: "
}

type provider struct{ key string }

func (p *provider) create(r *http.Request) *proxy.Blocking {
	return proxy.NewBlocking(proxy.Config{Key: p.key}, r.Header)
}

type creator interface {
	create(r *http.Request) *proxy.Blocking
}

func created(c creator) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = c.create(r).Process(w, r) // want "^unproven-tags: provider.create may lack project_id, service_name, team_id: "
	})
}

// Headers of its own are no matter of what comes in.
func fixed(w http.ResponseWriter, r *http.Request) {
	p := proxy.NewBlocking(proxy.Config{ExtraHeaders: map[string]string{"X-Title": "x"}}, nil) // want "^untagged-client: proxy.NewBlocking lacks project_id, service_name, team_id$"
	_ = p.Process(w, r)
}

func tagged(w http.ResponseWriter, r *http.Request) {
	p := proxy.NewBlocking(proxy.Config{ExtraHeaders: map[string]string{
		"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "assistant", "X-LLM-Team-ID": "payments",
	}}, nil)
	_ = p.Process(w, r)
}

func mount(mux *http.ServeMux) error {
	mux.HandleFunc("/direct", direct)
	mux.HandleFunc("/fixed", fixed)
	mux.HandleFunc("/tagged", tagged)
	mux.Handle("/converted", converted("k"))
	mux.Handle("/created", created(&provider{"k"}))
	mux.Handle("/served", &server{"k"})
	return http.ListenAndServe(":80", &server{"k"})
}
