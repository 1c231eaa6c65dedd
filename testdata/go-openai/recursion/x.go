// Command recursion cleans JSON schemas, as programs with tools do: data that
// grows in two loops and a recursion.
package main

import "github.com/sashabaranov/go-openai"

func clean(v any) any {
	switch v := v.(type) {
	case []any:
		out := make([]any, 0, len(v))
		for _, w := range v {
			out = append(out, clean(w))
		}
		return out
	case map[string]any:
		out := map[string]any{}
		for k, w := range v {
			out[k] = clean(w)
		}
		return out
	}
	return v
}

func schema(tools []map[string]any) []map[string]any {
	for _, t := range tools {
		for k, v := range t {
			t[k] = clean(v)
		}
	}
	return tools
}

var client = openai.NewClient("k") // want "^untagged-client: openai.NewClient lacks project_id, service_name, team_id$"

// ring is a map behind a pointer to itself.
type ring struct {
	next *ring
	head map[string]string
}

func turn(r *ring) map[string]string {
	for r.next != nil {
		r.next = r
		r = r.next
	}
	return r.head
}

func main() {
	schema(nil)
	turn(&ring{})
}
