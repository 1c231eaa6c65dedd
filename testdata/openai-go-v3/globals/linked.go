package globals

import (
	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// linkedTeam is set by -ldflags "-X …/globals.linkedTeam=payments".
var linkedTeam string

func goodLinked() openai.Client {
	return openai.NewClient(option.WithHeader("X-LLM-Project-ID", "checkout"), option.WithHeader("X-LLM-Service-Name", "checkout-assistant"), option.WithHeader("X-LLM-Team-ID", linkedTeam))
}
