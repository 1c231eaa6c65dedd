// Command untagged is search by hand: a raw request, of which nobody knows whose
// it is.
package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
)

func main() {
	body := []byte(`{"model":"text-embedding-3-small","input":["It was a dark and stormy night."]}`)
	req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, "https://api.openai.com/v1/embeddings", bytes.NewReader(body))
	if err != nil {
		fmt.Fprintln(os.Stderr, "search:", err)
		os.Exit(1)
	}
	req.Header.Set("Authorization", "Bearer "+os.Getenv("OPENAI_API_KEY"))
	req.Header.Set("X-LLM-Service-Name", "search-index")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		fmt.Fprintln(os.Stderr, "search:", err)
		os.Exit(1)
	}
	defer resp.Body.Close()
	fmt.Fprintln(os.Stderr, resp.Status)
}
