// Package urls puts URLs of providers together in many ways.
package urls

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path"
	"strings"
)

func expanded() error {
	req, err := http.NewRequest("POST", os.ExpandEnv("https://generativelanguage.googleapis.com/v1beta/models/m:generateContent?key=$KEY"), nil) // want "^raw-endpoint: http.NewRequest to generativelanguage.googleapis.com lacks project_id, service_name, team_id$"
	return do(req, err)
}

func replaced(model string) error {
	u := strings.ReplaceAll("https://generativelanguage.googleapis.com/v1beta/models/{model}:generateContent", "{model}", model)
	req, err := http.NewRequest("POST", u, nil) // want "^raw-endpoint: http.NewRequest to generativelanguage.googleapis.com lacks project_id, service_name, team_id$"
	return do(req, err)
}

func withPath() error {
	u, err := url.Parse("https://api.openai.com")
	if err != nil {
		return err
	}
	u.Path = "/v1/chat/completions"
	req, err := http.NewRequest("POST", u.String(), nil) // want "^raw-endpoint: http.NewRequest to api.openai.com lacks project_id, service_name, team_id$"
	return do(req, err)
}

func withJoinedPath() error {
	u, err := url.Parse("https://api.openai.com/v1")
	if err != nil {
		return err
	}
	u.Path = path.Join(u.Path, "chat", "completions")
	req, err := http.NewRequest("POST", u.String(), nil) // want "^raw-endpoint: http.NewRequest to api.openai.com lacks project_id, service_name, team_id$"
	return do(req, err)
}

func withOtherPath() error {
	u, err := url.Parse("https://api.openai.com/v1/chat/completions")
	if err != nil {
		return err
	}
	u.Path = "/v1/models" // free
	req, err := http.NewRequest("POST", u.String(), nil)
	return do(req, err)
}

func written() error {
	var b strings.Builder
	b.WriteString("https://api.openai.com")
	fmt.Fprintf(&b, "/%s/", "v1")
	b.WriteString("embeddings")
	req, err := http.NewRequest("POST", b.String(), nil) // want "^raw-endpoint: http.NewRequest to api.openai.com lacks project_id, service_name, team_id$"
	return do(req, err)
}

func reference() error {
	base := &url.URL{Scheme: "https", Host: "api.openai.com"}
	req, err := http.NewRequest("POST", base.JoinPath("v1", "responses").String(), nil) // want "^raw-endpoint: http.NewRequest to api.openai.com lacks project_id, service_name, team_id$"
	return do(req, err)
}

// The state of a batch, by its id.
func polled(id string) error {
	req, err := http.NewRequest("GET", "https://api.openai.com/v1/batches/"+id, nil)
	return do(req, err)
}

func posted(id string) error {
	req, err := http.NewRequest("POST", "https://api.openai.com/v1/batches/"+id+"/cancel", nil)
	return do(req, err)
}

func do(req *http.Request, err error) error {
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(req)
	return err
}
