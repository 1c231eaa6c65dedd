// Package fieldsparam fills a field from a constructor's parameter and makes
// the model later, in a method: the call of the constructor is the one that
// should have supplied the tags.
package fieldsparam

import (
	"net/http"
	"time"

	"github.com/tmc/langchaingo/llms"
	"github.com/tmc/langchaingo/llms/openai"

	"example.com/langchaingo/tagging"
)

// good is always made with a client that tags.
type good struct{ hc *http.Client }

func newGood(hc *http.Client) *good { return &good{hc: hc} }

func (g *good) open() (llms.Model, error) { return openai.New(openai.WithHTTPClient(g.hc)) }

func opensGood() (llms.Model, error) { return newGood(tagging.Checkout()).open() }

// bad is made with one that does not.
type bad struct{ hc *http.Client }

func newBad(hc *http.Client) *bad { return &bad{hc: hc} }

func (b *bad) open() (llms.Model, error) { return openai.New(openai.WithHTTPClient(b.hc)) }

func opensBad() (llms.Model, error) {
	b := newBad(&http.Client{Timeout: time.Minute}) // want "untagged-client: newBad lacks project_id, service_name, team_id$"
	return b.open()
}
