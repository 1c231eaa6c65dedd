package providers

import (
	"github.com/mozilla-ai/any-llm-go/providers/llamacpp"
	"github.com/mozilla-ai/any-llm-go/providers/llamafile"
)

// Nobody bills what runs on the own machine.
func localServer() (*llamacpp.Provider, error) { return llamacpp.New() }

func localFile() (*llamafile.Provider, error) { return llamafile.New() }
