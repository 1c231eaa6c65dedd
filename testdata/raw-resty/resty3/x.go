// Package resty3 sends raw requests through the third version of resty.
package resty3

import "resty.dev/v3"

const url = "https://api.anthropic.com/v1/messages"

func owner() map[string]string {
	return map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant", "X-LLM-Team-ID": "payments"}
}

func tagged(body any) error {
	client := resty.New()
	defer client.Close()
	_, err := client.R().SetHeaders(owner()).SetBody(body).Post(url)
	return err
}

func untagged(body any) error {
	client := resty.New()
	defer client.Close()
	_, err := client.R().SetBody(body).Post(url) // want "^raw-endpoint: resty.Request.Post to api.anthropic.com lacks project_id, service_name, team_id$"
	return err
}

func byHeader(body any) error {
	client := resty.New().SetBaseURL("https://api.anthropic.com")
	for k, v := range owner() {
		client.Header().Set(k, v)
	}
	_, err := client.R().SetMethod("POST").SetURL("/v1/messages").SetBody(body).Send()
	return err
}

func byHeaderWithout(body any) error {
	client := resty.New().SetBaseURL("https://api.anthropic.com")
	client.Header().Set("X-LLM-Project-ID", "checkout")
	_, err := client.R().SetMethod("POST").SetURL("/v1/messages").SetBody(body).Send() // want "^raw-endpoint: resty.Request.Send to api.anthropic.com lacks service_name, team_id$"
	return err
}
