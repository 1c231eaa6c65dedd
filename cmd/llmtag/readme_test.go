package main

import (
	"os"
	"strings"
	"testing"
)

func TestTheFindingInTheReadmeIsReal(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(readme), "```\n")
	block, _, ok := strings.Cut(rest, "```\n")
	if !ok || !strings.Contains(block, ".go:") {
		t.Fatalf("the first block of the README is no finding: %q", block)
	}
	t.Chdir("../../testdata/services")
	var stdout, stderr strings.Builder
	run(t.Context(), []string{"--detail=always", "./checkout/..."}, &stdout, &stderr, os.Getenv)
	if !strings.Contains(stdout.String(), block) {
		t.Errorf("the README shows\n%s\nand llmtag writes\n%s%s", block, stdout.String(), stderr.String())
	}
}
