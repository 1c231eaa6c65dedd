package analyzer

import (
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/flow"
	"github.com/llmtag/llmtag/analyzer/internal/judge"
	"github.com/llmtag/llmtag/internal/symbol"
)

// suggestion says what to write: what is missing, and on a line of its own how
// package tag does it.
func (fs *files) suggestion(f *judge.Fault) string {
	switch {
	case f.Value != nil:
		return ""
	case f.Rule == "unlogged-client":
		return fs.byTag(f)
	case f.Rule == "missing-usage":
		lines := []string{"or make the client's transport by package tag, with tag.IncludeStreamUsage()"}
		if flag := fs.sdks.UsageFlag(f.Site.Callee); flag != "" {
			lines = []string{"set " + flag + " to true", lines[0]}
		}
		return strings.Join(lines, "\n")
	case f.Rule == "estimated-tokens":
		return "take the usage of the response; where there is none, leave the count out"
	}
	var heads []string
	for _, t := range fs.policy.Tags {
		if slices.Contains(f.Missing, t.Name) && len(t.Written) > 0 {
			heads = append(heads, t.Written[0])
		}
	}
	if len(heads) == 0 {
		return ""
	}
	attach := "attach " + strings.Join(heads, ", ")
	if by := fs.byTag(f); by != "" && f.Rule != "unproven-tags" {
		attach += "\nor " + by
	}
	return attach
}

// byTag says how a client of package tag is handed to what a finding is about, as
// code writes it; empty if it takes none.
func (fs *files) byTag(f *judge.Fault) string {
	const client = "tag.HTTPClient(owner, tag.WithRecorder(recorder))"
	if f.Site.Kind == flow.Request {
		return "send it by hc, err := " + client
	}
	takes, ok := fs.sdks.TakesHTTPClient(f.Site.Callee)
	if !ok {
		return ""
	}
	own, _, _ := strings.Cut(f.Site.Short, ".") // the package's name as the code writes it
	name := takes.Name
	if pkg, _, _ := symbol.Split(f.Site.Callee); takes.By != "argument" && takes.Pkg != pkg {
		own = takes.Pkg[strings.LastIndexByte(takes.Pkg, '/')+1:]
	}
	hand := map[string]string{
		"argument": "give hc to " + f.Site.Short + " as " + name,
		"option":   "add " + own + "." + name + "(hc)",
		"field":    "set " + own + "." + name + " to hc",
	}
	return hand[takes.By] + ", where hc, err := " + client
}
