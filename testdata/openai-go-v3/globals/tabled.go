package globals

import (
	"net/http"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"

	"example.com/openai-go-v3/globals/table"
)

// What another package makes of a table of its own.
var (
	tabled     = table.Options()
	tabledHTTP = table.Wrap(&http.Client{})
	partly     = table.Partly()
)

func goodTabled() openai.Client { return openai.NewClient(tabled...) }

func goodTabledHTTP() openai.Client { return openai.NewClient(option.WithHTTPClient(tabledHTTP)) }

func badTabled() openai.Client {
	return openai.NewClient(partly...) // want "^untagged-client: openai.NewClient lacks team_id$"
}
