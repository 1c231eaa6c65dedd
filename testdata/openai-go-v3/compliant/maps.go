package compliant

import (
	"context"
	"maps"
	"net/http"
	"os"
	"slices"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// ranged makes an option of each entry of a literal.
func ranged(ctx context.Context, team string) error {
	headers := map[string]string{
		"X-LLM-Project-ID":   "maps",               // carrier project_id
		"X-LLM-Service-Name": os.Getenv("SERVICE"), // carrier service_name
		"X-LLM-Team-ID":      team,                 // carrier team_id
	}
	opts := make([]option.RequestOption, 0, len(headers))
	for name, value := range headers {
		opts = append(opts, option.WithHeader(name, value))
	} // carrier project_id,service_name,team_id
	client := openai.NewClient(opts...) // site openai.NewClient
	return answer(ctx, client)
}

// assigned fills a map entry by entry.
func assigned(ctx context.Context, team string) error {
	headers := make(map[string]string)
	headers["X-LLM-Project-ID"] = "maps"            // carrier project_id
	headers["X-LLM-Service-Name"] = "route-planner" // carrier service_name
	headers["X-LLM-Team-ID"] = team                 // carrier team_id
	// insert team_id | delete(headers, "X-LLM-Team-ID")
	var opts []option.RequestOption
	for _, name := range slices.Sorted(maps.Keys(headers)) {
		opts = append(opts, option.WithHeader(name, headers[name]))
	}
	client := openai.NewClient(opts...) // site openai.NewClient
	return answer(ctx, client)
}

var house = map[string]string{
	"X-LLM-Project-ID": "maps", // carrier project_id -> copied,cloned
}

// copied and cloned merge maps.
func copied(ctx context.Context) error {
	headers := map[string]string{
		"X-LLM-Service-Name": "route-planner", // carrier service_name
	}
	maps.Copy(headers, house) // carrier project_id only=drop,conditional
	maps.Copy(headers, map[string]string{
		"X-LLM-Team-ID": "geo", // carrier team_id
	})
	client := openai.NewClient(fromMap(headers)...) // site copied: openai.NewClient
	return answer(ctx, client)
}

func cloned(ctx context.Context) error {
	headers := maps.Clone(house)
	headers["X-LLM-Service-Name"] = "route-planner" // carrier service_name
	headers["X-LLM-Team-ID"] = "geo"                // carrier team_id
	client := openai.NewClient(fromMap(headers)...) // site cloned: openai.NewClient
	return answer(ctx, client)
}

func fromMap(headers map[string]string) []option.RequestOption {
	var opts []option.RequestOption
	for name, value := range headers {
		opts = append(opts, option.WithHeader(name, value))
	} // carrier project_id,service_name,team_id -> copied,cloned
	return opts
}

// header goes by an http.Header.
func header(ctx context.Context, team string) error {
	h := http.Header{
		"X-Llm-Project-Id": {"maps"}, // carrier project_id
	}
	h.Set("X-LLM-Service-Name", "route-planner") // carrier service_name
	h.Set("X-LLM-Team-ID", team)                 // carrier team_id
	// insert service_name | h.Del("x-llm-service-name")
	var opts []option.RequestOption
	for name, values := range h {
		for _, value := range values {
			opts = append(opts, option.WithHeaderAdd(name, value))
		}
	}
	client := openai.NewClient(opts...) // site openai.NewClient
	return answer(ctx, client)
}

// pairs loops over a list.
func pairs(ctx context.Context) error {
	tags := []struct{ name, value string }{
		{"X-LLM-Project-ID", "maps"},            // carrier project_id only=drop
		{"X-LLM-Service-Name", "route-planner"}, // carrier service_name only=drop
		{"X-LLM-Team-ID", "geo"},                // carrier team_id only=drop
	}
	var opts []option.RequestOption
	for _, tag := range tags {
		opts = append(opts, option.WithHeader(tag.name, tag.value))
	}
	client := openai.NewClient(opts...) // site openai.NewClient
	return answer(ctx, client)
}
