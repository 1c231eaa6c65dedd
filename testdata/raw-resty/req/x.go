// Package req sends raw requests through req.
package req

import "github.com/imroc/req/v3"

const url = "https://api.openai.com/v1/embeddings"

func owner() map[string]string {
	return map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant", "X-LLM-Team-ID": "payments"}
}

func tagged(body any) error {
	_, err := req.C().R().SetHeaders(owner()).SetBody(body).Post(url)
	return err
}

func untagged(body any) error {
	_, err := req.C().R().SetBody(body).Post(url) // want "^raw-endpoint: req.Request.Post to api.openai.com lacks project_id, service_name, team_id$"
	return err
}

func byClient(body any) error {
	client := req.C().SetBaseURL("https://api.openai.com/v1").SetCommonHeaders(owner())
	return client.Post("/embeddings").SetBody(body).Do().Err
}

func byClientWithout(body any) error {
	client := req.C().SetBaseURL("https://api.openai.com/v1").SetCommonHeader("X-LLM-Team-ID", "payments")
	return client.Post("/embeddings").SetBody(body).Do().Err // want "^raw-endpoint: req.Request.Do to api.openai.com lacks project_id, service_name$"
}

func global() error {
	_, err := req.SetHeaders(owner()).Post(url)
	return err
}

func globalWithout() error {
	_, err := req.Post(url) // want "^raw-endpoint: req.Post to api.openai.com lacks project_id, service_name, team_id$"
	return err
}
