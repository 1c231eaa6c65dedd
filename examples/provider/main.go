// Command provider answers in the place of LLM providers, while it runs other
// programs:
//
//	go run ./provider ./checkout ./contracts ./search
//
// Each argument is a package to run. The SDKs find the provider by the variables
// that they read.
package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"time"

	"github.com/llmtag/llmtag/internal/fakeprovider"
)

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "provider:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, packages []string) error {
	if len(packages) == 0 {
		return errors.New("name the packages to run, such as ./checkout")
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: &fakeprovider.Server{}, ReadHeaderTimeout: time.Minute}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	address := "http://" + listener.Addr().String()
	for _, name := range packages {
		cmd := exec.CommandContext(ctx, "go", "run", name)
		cmd.Env = append(os.Environ(),
			"OPENAI_BASE_URL="+address+"/v1", "OPENAI_API_KEY=sk-example",
			"ANTHROPIC_BASE_URL="+address, "ANTHROPIC_API_KEY=sk-ant-example",
		)
		cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("running %s: %w", name, err)
		}
	}
	if err := server.Close(); err != nil {
		return err
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
