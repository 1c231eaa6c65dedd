// Command contracts summarizes contracts.
package main

import (
	"log"
	"net/http"

	"example.com/services/contracts/untagged/config"
	"example.com/services/contracts/untagged/llm"
	"example.com/services/contracts/untagged/web"
)

func main() {
	cfg, err := config.Load()
	if err != nil {
		log.Fatal(err)
	}
	handler := web.NewHandler(llm.NewReader(cfg))
	log.Printf("listening on %s", cfg.Address)
	log.Fatal(http.ListenAndServe(cfg.Address, handler))
}
