package emptyvalues

import (
	"os"
	"strings"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func ownerFrom(name, otherwise string) string {
	if v, ok := os.LookupEnv(name); ok && strings.TrimSpace(v) != "" {
		return v
	}
	return otherwise
}

func setIfAny(headers map[string]string) (opts []option.RequestOption) {
	for name, value := range headers {
		if value != "" {
			opts = append(opts, option.WithHeader(name, value))
		}
	}
	return opts
}

// What is not blank is not empty.
func goodTrimmed() openai.Client {
	return openai.NewClient(setIfAny(map[string]string{
		"X-Llm-Project-Id":   "checkout",
		"X-Llm-Service-Name": "checkout-assistant",
		"X-Llm-Team-Id":      ownerFrom("LLM_TEAM", "payments"),
	})...)
}

func badTrimmed() openai.Client {
	owner := map[string]string{
		"X-Llm-Project-Id":   "checkout",
		"X-Llm-Service-Name": "checkout-assistant",
		"X-Llm-Team-Id":      ownerFrom("LLM_TEAM", ""),
	}
	return openai.NewClient(setIfAny(owner)...) // want "^untagged-client: openai.NewClient lacks team_id$"
}
