// Package header sets the tags on requests that are made by hand.
package header

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"strings"
)

const (
	chatURL       = "https://api.openai.com/v1/chat/completions"
	projectHeader = "X-LLM-Project-ID"
	serviceHeader = "X-LLM-Service-Name"
	teamHeader    = "X-LLM-Team-ID"
)

// goodSet sets all tags.
func goodSet(ctx context.Context, key, prompt string) ([]byte, error) {
	body, err := json.Marshal(map[string]any{
		"model":    "gpt-4o-mini",
		"messages": []map[string]string{{"role": "user", "content": prompt}},
	})
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, chatURL, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+key)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Header.Set("X-LLM-Team-ID", "payments")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("status %s", resp.Status)
	}
	return io.ReadAll(resp.Body)
}

// badNone sets none.
func badNone(ctx context.Context, key, prompt string) ([]byte, error) {
	body := fmt.Sprintf(`{"model": "gpt-4o-mini", "messages": [{"role": "user", "content": %q}]}`, prompt)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, chatURL, strings.NewReader(body)) // want "raw-endpoint: http.NewRequestWithContext to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+key)
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

// send spares the examples the response.
func send(req *http.Request) error {
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// badOne forgets the team.
func badOne(body io.Reader) error {
	req, err := http.NewRequest("POST", chatURL, body) // want "raw-endpoint: http.NewRequest to api.openai.com lacks team_id$"
	if err != nil {
		return err
	}
	req.Header.Set(projectHeader, "checkout")
	req.Header.Set(serviceHeader, "checkout-assistant")
	return send(req)
}

// goodAdd adds the tags.
func goodAdd(body io.Reader) error {
	req, err := http.NewRequest("POST", chatURL, body)
	if err != nil {
		return err
	}
	req.Header.Add(projectHeader, "checkout")
	req.Header.Add(serviceHeader, os.Getenv("SERVICE"))
	req.Header.Add(teamHeader, "payments")
	return send(req)
}

// goodMap assigns to the map.
func goodMap(body io.Reader) error {
	req, err := http.NewRequest("POST", chatURL, body)
	if err != nil {
		return err
	}
	req.Header[projectHeader] = []string{"checkout"}
	req.Header["x-llm-service-name"] = []string{"checkout-assistant"}
	req.Header[http.CanonicalHeaderKey(teamHeader)] = []string{"payments"}
	return send(req)
}

// badMap assigns to a clone of the map.
func badMap(body io.Reader) error {
	req, err := http.NewRequest("POST", chatURL, body) // want "raw-endpoint: http.NewRequest to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	h := req.Header.Clone()
	h[projectHeader] = []string{"checkout"}
	h[serviceHeader] = []string{"checkout-assistant"}
	h[teamHeader] = []string{"payments"}
	return send(req)
}

// goodAlias sets the tags through a variable.
func goodAlias(body io.Reader) error {
	req, err := http.NewRequest("POST", chatURL, body)
	if err != nil {
		return err
	}
	h := req.Header
	h.Set(projectHeader, "checkout")
	h.Set(serviceHeader, "checkout-assistant")
	h.Set(teamHeader, "payments")
	return send(req)
}

func tags() http.Header {
	return http.Header{
		projectHeader: {"checkout"},
		serviceHeader: {"checkout-assistant"},
		teamHeader:    {"payments"},
	}
}

// goodReplaced replaces the whole header.
func goodReplaced(body io.Reader) error {
	req, err := http.NewRequest("POST", chatURL, body)
	if err != nil {
		return err
	}
	req.Header = tags()
	req.Header.Set("Content-Type", "application/json")
	return send(req)
}

// badReplaced replaces the header that has the tags.
func badReplaced(body io.Reader) error {
	req, err := http.NewRequest("POST", chatURL, body) // want "raw-endpoint: http.NewRequest to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	maps.Copy(req.Header, tags())
	req.Header = http.Header{"Content-Type": {"application/json"}}
	return send(req)
}

// goodCopied copies the tags into the header.
func goodCopied(body io.Reader) error {
	req, err := http.NewRequest("POST", chatURL, body)
	if err != nil {
		return err
	}
	maps.Copy(req.Header, tags())
	return send(req)
}

// goodLoop sets the tags in a loop.
func goodLoop(body io.Reader) error {
	req, err := http.NewRequest("POST", chatURL, body)
	if err != nil {
		return err
	}
	for name, value := range map[string]string{projectHeader: "checkout", serviceHeader: "checkout-assistant", teamHeader: "payments"} {
		req.Header.Set(name, value)
	}
	return send(req)
}

// badLoop sets two tags in a loop.
func badLoop(body io.Reader) error {
	req, err := http.NewRequest("POST", chatURL, body) // want "raw-endpoint: http.NewRequest to api.openai.com lacks service_name$"
	if err != nil {
		return err
	}
	for name, value := range map[string]string{projectHeader: "checkout", teamHeader: "payments"} {
		req.Header.Set(name, value)
	}
	return send(req)
}

// unprovenLoop sets what a file says.
func unprovenLoop(body io.Reader, path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var extra map[string]string
	if err := json.Unmarshal(data, &extra); err != nil {
		return err
	}
	req, err := http.NewRequest("POST", chatURL, body) // want "unproven-tags: http.NewRequest.* may lack project_id, service_name, team_id: "
	if err != nil {
		return err
	}
	for name, value := range extra {
		req.Header.Set(name, value)
	}
	return send(req)
}

// badCondition sets the tags under a condition.
func badCondition(body io.Reader, team string) error {
	req, err := http.NewRequest("POST", chatURL, body) // want "raw-endpoint: http.NewRequest to api.openai.com lacks team_id$"
	if err != nil {
		return err
	}
	req.Header.Set(projectHeader, "checkout")
	req.Header.Set(serviceHeader, "checkout-assistant")
	if team != "" {
		req.Header.Set(teamHeader, team)
	}
	return send(req)
}

// goodCondition sets another value in the other case.
func goodCondition(body io.Reader, team string) error {
	req, err := http.NewRequest("POST", chatURL, body)
	if err != nil {
		return err
	}
	req.Header.Set(projectHeader, "checkout")
	req.Header.Set(serviceHeader, "checkout-assistant")
	if team != "" {
		req.Header.Set(teamHeader, team)
	} else {
		req.Header.Set(teamHeader, "payments")
	}
	return send(req)
}

// badDeleted deletes a tag.
func badDeleted(body io.Reader) error {
	req, err := http.NewRequest("POST", chatURL, body) // want "raw-endpoint: http.NewRequest to api.openai.com lacks project_id$"
	if err != nil {
		return err
	}
	req.Header = tags()
	req.Header.Del(projectHeader)
	return send(req)
}

// badLate sets the tags when the request has been sent.
func badLate(body io.Reader) error {
	req, err := http.NewRequest("POST", chatURL, body) // want "raw-endpoint: http.NewRequest to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	if err := send(req); err != nil {
		return err
	}
	req.Header = tags()
	return nil
}

// badEmpty sets an empty value.
func badEmpty(body io.Reader) error {
	req, err := http.NewRequest("POST", chatURL, body) // want "empty-tag: http.NewRequest.* attaches an empty value to team_id$"
	if err != nil {
		return err
	}
	req.Header.Set(projectHeader, "checkout")
	req.Header.Set(serviceHeader, "checkout-assistant")
	req.Header.Set(teamHeader, "")
	return send(req)
}

// badPlaceholder sets a placeholder.
func badPlaceholder(body io.Reader) error {
	req, err := http.NewRequest("POST", chatURL, body) // want "empty-tag: http.NewRequest.* attaches the placeholder \"todo\" to project_id$"
	if err != nil {
		return err
	}
	req.Header.Set(projectHeader, "todo")
	req.Header.Set(serviceHeader, "checkout-assistant")
	req.Header.Set(teamHeader, "payments")
	return send(req)
}

// badEmptied replaces a value by nothing.
func badEmptied(body io.Reader) error {
	req, err := http.NewRequest("POST", chatURL, body) // want "raw-endpoint: http.NewRequest to api.openai.com lacks team_id$"
	if err != nil {
		return err
	}
	req.Header = tags()
	req.Header.Set(teamHeader, "")
	return send(req)
}

// badProviderNames takes the vendor's own identities for tags.
func badProviderNames(body io.Reader) error {
	req, err := http.NewRequest("POST", chatURL, body) // want "raw-endpoint: http.NewRequest to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	req.Header.Set("OpenAI-Project", "checkout")
	req.Header.Set("OpenAI-Organization", "payments")
	return send(req)
}

// goodClone sends a clone of a tagged request.
func goodClone(ctx context.Context, body io.Reader) error {
	base, err := http.NewRequest("POST", chatURL, body)
	if err != nil {
		return err
	}
	base.Header = tags()
	return send(base.Clone(ctx))
}

// goodTaggedClone tags the clone, and sends nothing else.
func goodTaggedClone(ctx context.Context, body io.Reader) error {
	base, err := http.NewRequest("POST", chatURL, body)
	if err != nil {
		return err
	}
	req := base.Clone(ctx)
	req.Header = tags()
	return send(req)
}

// badClone tags a clone and sends the original.
func badClone(ctx context.Context, body io.Reader) error {
	base, err := http.NewRequest("POST", chatURL, body) // want "raw-endpoint: http.NewRequest to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	req := base.Clone(ctx)
	req.Header.Set(projectHeader, "checkout")
	req.Header.Set(serviceHeader, "checkout-assistant")
	req.Header.Set(teamHeader, "payments")
	return send(base)
}

// goodShallow shares the header with a shallow copy.
func goodShallow(ctx context.Context, body io.Reader) error {
	base, err := http.NewRequest("POST", chatURL, body)
	if err != nil {
		return err
	}
	req := base.WithContext(ctx)
	maps.Copy(base.Header, tags())
	return send(req)
}
