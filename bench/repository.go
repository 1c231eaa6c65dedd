package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A repository is what is measured on.
type repository struct {
	name  string // as the table has it
	short string
	dir   string
	file  string // the one that is edited, relative to dir
	pkg   string // a package that uses LLMs, as a pattern
}

// realModule is a library that people use, with ten SDKs of LLM providers.
const realModule = "github.com/tmc/langchaingo@v0.1.14"

// download copies the module, which the module cache keeps read-only, to dir.
func download(dir string) (repository, error) {
	text, err := exec.Command("go", "mod", "download", "-json", realModule).Output()
	if err != nil {
		return repository{}, fmt.Errorf("%w: %s", err, text)
	}
	var module struct{ Dir string }
	if err := json.Unmarshal(text, &module); err != nil {
		return repository{}, err
	}
	if err := os.CopyFS(dir, os.DirFS(module.Dir)); err != nil {
		return repository{}, err
	}
	err = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.Chmod(path, 0o755)
		}
		return os.Chmod(path, 0o644)
	})
	if err != nil {
		return repository{}, err
	}
	repo := repository{name: "`" + realModule + "`", short: "real", dir: dir, file: "llms/openai/openaillm.go", pkg: "./llms/openai"}
	return repo, goIn(dir, "mod", "download")
}

const (
	packages = 2000
	users    = 40 // of them use an LLM
	sdk      = "github.com/openai/openai-go/v3"
	version  = "v3.96.0"
)

// generate writes a repository of many packages, few of which use an LLM, as large
// ones are.
func generate(dir string) (repository, error) {
	if err := writeModule(dir); err != nil {
		return repository{}, err
	}
	repo := repository{
		name:  fmt.Sprintf("a generated module of %d packages, of which %d use `%s` and %d import those", packages, users, sdk+"@"+version, users/4),
		short: "generated", dir: dir, file: "ai/a07/a.go", pkg: "./ai/a07",
	}
	return repo, goIn(dir, "mod", "tidy")
}

// writeModule writes the packages. Each imports up to three that were written before
// it and something of the standard library; programs, at the end, import those that
// use an LLM.
func writeModule(dir string) error {
	write := func(name, text string) error {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		return os.WriteFile(file, []byte(text), 0o644)
	}
	if err := write("go.mod", fmt.Sprintf("module example.com/made\n\ngo 1.26\n\nrequire %s %s\n", sdk, version)); err != nil {
		return err
	}
	plain := packages - users - users/4
	for i := range plain {
		if err := write(fmt.Sprintf("lib/p%04d/p.go", i), library(i)); err != nil {
			return err
		}
	}
	for i := range users {
		if err := write(fmt.Sprintf("ai/a%02d/a.go", i), user(i, plain)); err != nil {
			return err
		}
	}
	for i := range users / 4 {
		if err := write(fmt.Sprintf("cmd/c%02d/main.go", i), program(i)); err != nil {
			return err
		}
	}
	return nil
}

func goIn(dir string, args ...string) error {
	cmd := exec.Command("go", args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOWORK=off")
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go %s: %w: %s", strings.Join(args, " "), err, text)
	}
	return nil
}

// standard are packages that programs of this kind are full of.
var standard = []string{"net/http", "encoding/json", "database/sql", "text/template", "os/exec", "log/slog"}

func library(i int) string {
	var b strings.Builder
	std := standard[i%len(standard)]
	fmt.Fprintf(&b, "// Package p%04d was generated.\npackage p%04d\n\nimport (\n\t\"fmt\"\n\t\"strings\"\n\t_ %q\n", i, i, std)
	var imports []int
	for _, back := range []int{1, 7, 40} {
		if j := i - back; j >= 0 && j/50 == i/50 {
			imports = append(imports, j)
			fmt.Fprintf(&b, "\n\t\"example.com/made/lib/p%04d\"", j)
		}
	}
	b.WriteString("\n)\n")
	for f := range 12 {
		fmt.Fprintf(&b, `
// F%[1]d joins names that are not empty.
func F%[1]d(names []string, limit int) (string, error) {
	var kept []string
	for i, name := range names {
		if i >= limit {
			return "", fmt.Errorf("more than %%d names", limit)
		}
		if name = strings.TrimSpace(name); name != "" {
			kept = append(kept, name)
		}
	}
	return strings.Join(kept, ", "), nil
}
`, f)
	}
	b.WriteString("\n// All calls what this package is made of.\nfunc All(names []string) error {\n")
	for _, j := range imports {
		fmt.Fprintf(&b, "\tif err := p%04d.All(names); err != nil {\n\t\treturn err\n\t}\n", j)
	}
	b.WriteString("\t_, err := F0(names, 10)\n\treturn err\n}\n")
	return b.String()
}

// user is a package that sends requests; every other one says whose they are.
func user(i, plain int) string {
	tags := ""
	if i%2 == 0 {
		tags = `
		option.WithHeader("X-LLM-Project-ID", "made"),
		option.WithHeader("X-LLM-Service-Name", name),
		option.WithHeader("X-LLM-Team-ID", "core"),`
	}
	return fmt.Sprintf(`// Package a%02[1]d was generated.
package a%02[1]d

import (
	"context"

	"%[3]s"
	"%[3]s/option"

	"example.com/made/lib/p%04[2]d"
)

// Service asks a model.
type Service struct{ client openai.Client }

// New returns a service of a name.
func New(name string) (*Service, error) {
	if err := p%04[2]d.All([]string{name}); err != nil {
		return nil, err
	}
	return &Service{openai.NewClient(%[4]s
		option.WithMaxRetries(2),
	)}, nil
}

// Ask asks.
func (s *Service) Ask(ctx context.Context, text string) (string, error) {
	out, err := s.client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4o,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage(text)},
	})
	if err != nil {
		return "", err
	}
	return out.Choices[0].Message.Content, nil
}
`, i, (i*47)%plain, sdk, tags)
}

func program(i int) string {
	var imports, calls strings.Builder
	for j := i * 4; j < i*4+4; j++ {
		fmt.Fprintf(&imports, "\t\"example.com/made/ai/a%02d\"\n", j)
		fmt.Fprintf(&calls, "\tif s, err := a%02[1]d.New(\"s%02[1]d\"); err == nil {\n\t\t_, _ = s.Ask(context.Background(), \"why\")\n\t}\n", j)
	}
	return "// Command main was generated.\npackage main\n\nimport (\n\t\"context\"\n\n" + imports.String() + ")\n\nfunc main() {\n" + calls.String() + "}\n"
}
