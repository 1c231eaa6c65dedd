// Command checkout answers questions about a basket.
package main

import (
	"log"
	"net/http"

	"example.com/services/checkout/clean/config"
	"example.com/services/checkout/clean/llm"
	"example.com/services/checkout/clean/web"
)

func main() {
	cfg, err := config.Load()
	if err != nil {
		log.Fatal(err)
	}
	handler := web.NewHandler(llm.NewAssistant(cfg))
	log.Printf("listening on %s", cfg.Address)
	log.Fatal(http.ListenAndServe(cfg.Address, handler))
}
