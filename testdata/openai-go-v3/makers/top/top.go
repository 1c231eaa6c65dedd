// Package top is two steps away from what sends.
package top

import (
	"net/http"

	"example.com/openai-go-v3/makers/app"
)

func platforms(hc *http.Client) []*app.Platform {
	full := map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant", "X-LLM-Team-ID": "payments"}
	return []*app.Platform{
		app.NewPlatform(full, hc),
		app.NewPlatform(nil, hc),                              // want "^untagged-client: app.NewPlatform lacks project_id, service_name, team_id$"
		app.NewPlatform(map[string]string{"Editor": "x"}, hc), // want "^untagged-client: app.NewPlatform lacks project_id, service_name, team_id$"
		app.NewPlatform(full, http.DefaultClient),             // want "^raw-endpoint: app.NewPlatform lacks project_id, service_name, team_id$"
	}
}
