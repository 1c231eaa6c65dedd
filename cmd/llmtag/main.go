// Command llmtag finds LLM requests in Go code that nobody owns: those whose
// project, service and team are not attached on every path.
//
// llmtag help says how to use it; llmtag explain RULE is the manual of a rule.
//
// # Limitations
//
// llmtag reads Go code and knows the SDKs that are described to it; a request
// made through another library, from another language or by a program that is
// started is not seen. It does not run the code: tags from configuration that
// is read at run time are reported as unproven, not judged. What is behind
// reflection, cgo or code that is not analysed is unproven too. Files that the
// build constraints leave out are not linted; name the tags with --tags.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	os.Exit(start())
}

// grace is how long an interrupted run may take to end tidily.
const grace = 2 * time.Second

func start() int {
	spareGarbage(os.Getenv)
	if calledByGo(os.Args[1:]) {
		return vet(os.Args[1:], os.Stdout, os.Stderr, os.Getenv)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	signal.Ignore(syscall.SIGPIPE) // a reader that has enough is not an error: see write in check.go
	code := make(chan int, 1)
	go func() { code <- run(ctx, os.Args[1:], os.Stdout, os.Stderr, os.Getenv) }()
	select {
	case c := <-code:
		return c
	case <-ctx.Done():
	}
	select {
	case c := <-code:
		return c
	case <-time.After(grace):
		fmt.Fprintln(os.Stderr, interrupted)
		return exitFailed
	}
}
