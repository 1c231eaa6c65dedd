package analyzer_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// source returns the file of p. FUNC and HELPER stand for its names.
func (p *program) source() string {
	var body, helper, out strings.Builder
	printNodes(&body, p.body, "\t")
	body.WriteString("\tclient := openai.NewClient(" + p.client + ")\n")
	if strings.Contains(body.String(), "HELPER(") {
		helper.WriteString("\nfunc HELPER(a []option.RequestOption, p string, on bool) []option.RequestOption {\n")
		printNodes(&helper, p.helper, "\t")
		helper.WriteString("\treturn a\n}\n")
	}
	head := p.declarations(body.String())
	out.WriteString("package generated\n\nimport (\n\t\"context\"\n")
	for _, pkg := range []string{"fmt", "maps", "os", "slices"} {
		if strings.Contains(body.String()+helper.String(), pkg+".") {
			out.WriteString("\t" + strconv.Quote(pkg) + "\n")
		}
	}
	out.WriteString("\n\t\"github.com/openai/openai-go/v3\"\n")
	if strings.Contains(head+body.String()+helper.String(), "option.") {
		out.WriteString("\t\"github.com/openai/openai-go/v3/option\"\n")
	}
	out.WriteString(")\n\nfunc FUNC(ctx context.Context, p string")
	for i := range p.bools {
		fmt.Fprintf(&out, ", b%d bool", i)
	}
	out.WriteString(") error {\n" + head + body.String() +
		"\t_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini})\n\treturn err\n}\n" + helper.String())
	return out.String()
}

func printNodes(b *strings.Builder, body []*node, indent string) {
	for _, n := range body {
		for i, head := range n.heads {
			b.WriteString(indent + strings.ReplaceAll(head, "\n", "\n"+indent) + "\n")
			if i < len(n.blocks) {
				printNodes(b, n.blocks[i], indent+"\t")
			}
		}
		if len(n.blocks) > 0 {
			b.WriteString(indent + "}\n")
		}
	}
}

// declarations declares the variables that a body uses.
func (p *program) declarations(body string) string {
	var b strings.Builder
	for _, v := range []struct{ name, text string }{
		{"a", "var a []option.RequestOption"},
		{"b", "var b []option.RequestOption"},
		{"addToA", "addToA := func(name, value string) { a = append(a, option.WithHeader(name, value)) }"},
		{"addToB", "addToB := func(name, value string) { b = append(b, option.WithHeader(name, value)) }"},
		{"m", "m := map[string]string{}"},
		{"n", "n := map[string]string{}"},
		{"s", "var s string"},
		{"u", "var u string"},
		{"cfg", "cfg := " + map[bool]string{true: "&"}[p.pointer] + "config{headers: map[string]string{}}"},
	} {
		closure := "addTo" + strings.ToUpper(v.name)
		if uses(body, v.name) || uses(body, closure) {
			fmt.Fprintf(&b, "\t%s\n\t_ = %s\n", v.text, v.name)
		}
	}
	return b.String()
}

// uses reports whether a variable is named outside of words and formats.
func uses(body, name string) bool {
	return regexp.MustCompile(`(^|[^.\w"%])` + name + `\b`).MatchString(body)
}

// helpSource is what the functions share.
const helpSource = `package generated

import (
	"errors"

	"github.com/openai/openai-go/v3/option"
)

const (
	projectHeader = "X-LLM-Project-ID"
	serviceHeader = "X-LLM-Service-Name"
	teamHeader    = "X-LLM-Team-ID"
	sourceHeader  = "X-Source"
)

type config struct {
	project, service, team string
	headers                map[string]string
	opts                   []option.RequestOption
}

type pair struct{ name, value string }

func (c config) tags() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader(projectHeader, c.project),
		option.WithHeader(serviceHeader, c.service),
		option.WithHeader(teamHeader, c.team),
	}
}

func (c *config) add(name, value string) {
	c.opts = append(c.opts, option.WithHeader(name, value))
}

func tag(name, value string) option.RequestOption { return option.WithHeader(name, value) }

func suffixed(name, value string) option.RequestOption { return tag("X-"+name, value) }

func fromMap(headers map[string]string) []option.RequestOption {
	var opts []option.RequestOption
	for name, value := range headers {
		opts = append(opts, option.WithHeader(name, value))
	}
	return opts
}

func extend(opts []option.RequestOption, more ...option.RequestOption) []option.RequestOption {
	return append(opts, more...)
}

func grow(opts *[]option.RequestOption, name, value string) {
	*opts = append(*opts, option.WithHeader(name, value))
}

func put(headers map[string]string, name, value string) { headers[name] = value }

func pick(first bool, x, y string) string {
	if first {
		return x
	}
	return y
}

func some(on bool, opts ...option.RequestOption) []option.RequestOption {
	if !on {
		return nil
	}
	return opts
}

func checked(ok bool, name, value string) ([]option.RequestOption, error) {
	if !ok {
		return nil, errors.New("not configured")
	}
	return []option.RequestOption{option.WithHeader(name, value)}, nil
}
`
