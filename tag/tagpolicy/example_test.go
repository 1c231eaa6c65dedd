package tagpolicy_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/llmtag/llmtag/tag"
	"github.com/llmtag/llmtag/tag/tagpolicy"
)

// The policy here has a catalog of services and the teams that own them.
func ExampleLoad() {
	owner := tag.Owner{ProjectID: "checkout", ServiceName: "checkout-assistant", TeamID: "payments"}
	rec := tag.NewRecorder()
	file := "testdata/catalog/policy.yaml"

	keep, err := tagpolicy.Load(file) // such as policy.yaml
	if err != nil {
		fmt.Println(err) // all faults of the file, each with its line
		return
	}
	hc, err := tag.HTTPClient(owner, keep, tag.WithRecorder(rec))
	if err != nil {
		fmt.Println(err)
		return
	}

	// A request of an owner that the catalog does not know is not sent.
	ctx := tag.WithOwner(context.Background(), tag.Owner{ProjectID: "checkout", ServiceName: "checkout-asistant", TeamID: "payments"})
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://api.openai.com/v1/chat/completions", strings.NewReader(`{}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	resp, err := hc.Do(req)
	if err == nil {
		resp.Body.Close()
	}
	if invalid, ok := errors.AsType[*tag.InvalidTagError](err); ok {
		fmt.Println(invalid)
	}
	// Output:
	// tag: the value of service_name is not in the catalog; add it there, or correct it; did you mean "checkout-assistant"?
}
