// Package shared exports the clients that all services use.
package shared

import (
	"net/http"
	"time"

	"example.com/langchaingo/tagging"
)

// Client names the shop's platform team as the owner.
var Client = &http.Client{
	Timeout:   time.Minute,
	Transport: &tagging.Transport{Project: "shop", Service: "platform", Team: "platform"},
}

// Plain names nobody.
var Plain = &http.Client{Timeout: time.Minute}
