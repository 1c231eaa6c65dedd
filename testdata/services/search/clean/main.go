// Command search finds products by meaning.
package main

import (
	"log"
	"net/http"

	"example.com/services/search/clean/config"
	"example.com/services/search/clean/llm"
	"example.com/services/search/clean/web"
)

func main() {
	cfg, err := config.Load()
	if err != nil {
		log.Fatal(err)
	}
	handler := web.NewHandler(llm.NewEmbedder(cfg))
	log.Printf("listening on %s", cfg.Address)
	log.Fatal(http.ListenAndServe(cfg.Address, handler))
}
