// Command contracts summarizes contracts.
package main

import (
	"log"
	"net/http"

	"example.com/services/contracts/clean/config"
	"example.com/services/contracts/clean/llm"
	"example.com/services/contracts/clean/web"
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
