package sender

import (
	"net/http"
	"os"
	"strings"
	"time"
)

// streaming copies the transport of its own client, which has a timeout.
type streaming struct{ client *http.Client }

func newStreaming() *streaming { return &streaming{client: &http.Client{Timeout: time.Minute}} }

func (p *streaming) stream() error {
	req, err := http.NewRequest("POST", "https://api.openai.com/v1/chat/completions", strings.NewReader("{}")) // want "^raw-endpoint: http.NewRequest to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	c := &http.Client{Transport: p.client.Transport}
	_, err = c.Do(req)
	return err
}

var streamers = map[string]interface{ stream() error }{"a": newStreaming()}

func stream() { _ = streamers[os.Args[1]].stream() }
