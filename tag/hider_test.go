package tag

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/llmtag/llmtag/tag/internal/usage"
)

// hidden returns what a caller sees of a stream that comes in pieces.
func hidden(t *testing.T, body string, cuts ...int) string {
	t.Helper()
	a := &attempt{t: &RoundTripper{config: new(config)}, caller: context.WithoutCancel(t.Context())}
	a.answer = &a.room.answer
	a.answer.init(usage.Chat(), &http.Response{Header: http.Header{"Content-Type": {"text/event-stream"}}})
	var pieces []io.Reader
	from := 0
	for _, to := range append(cuts, len(body)) {
		pieces = append(pieces, strings.NewReader(body[from:to]))
		from = to
	}
	h := newHider(a)
	inner := io.MultiReader(pieces...)
	var seen bytes.Buffer
	buf := make([]byte, 100)
	for {
		n, err := h.read(inner, buf)
		seen.Write(buf[:n])
		if errors.Is(err, io.EOF) {
			return seen.String()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

const usageMessage = `data: {"id":"c","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}` + "\n\n"

func TestHidingTakesOneMessageAndNoOtherByte(t *testing.T) {
	content := `data: {"id":"c","choices":[{"delta":{"content":"x"}}],"usage":null}` + "\n\n"
	tests := map[string]struct{ body, want string }{
		"between others":                       {content + usageMessage + "data: [DONE]\n\n", content + "data: [DONE]\n\n"},
		"at the beginning":                     {usageMessage + content, content},
		"alone":                                {usageMessage, ""},
		"with CR LF":                           {strings.ReplaceAll(content+usageMessage+content, "\n", "\r\n"), strings.ReplaceAll(content+content, "\n", "\r\n")},
		"over several lines":                   {strings.Replace(usageMessage, `"choices"`, "\ndata: \"choices\"", 1) + content, content},
		"with the name of an event":            {"event: x\n" + usageMessage + content, content},
		"without its empty line it is shown":   {content + usageMessage[:len(usageMessage)-1], content + usageMessage[:len(usageMessage)-1]},
		"usage beside choices is shown":        {strings.Replace(usageMessage, `[]`, `[{}]`, 1), strings.Replace(usageMessage, `[]`, `[{}]`, 1)},
		"usage that is null is shown":          {`data: {"choices":[],"usage":null}` + "\n\n", `data: {"choices":[],"usage":null}` + "\n\n"},
		"no choices are shown":                 {`data: {"usage":{"prompt_tokens":9}}` + "\n\n", `data: {"usage":{"prompt_tokens":9}}` + "\n\n"},
		"text that says so is shown":           {`data: {"choices":[{"delta":{"content":"\"choices\":[],\"usage\":{}"}}]}` + "\n\n", `data: {"choices":[{"delta":{"content":"\"choices\":[],\"usage\":{}"}}]}` + "\n\n"},
		"what is no JSON is shown":             {"data: \"choices\":[],\"usage\":{}\n\n", "data: \"choices\":[],\"usage\":{}\n\n"},
		"empty lines and comments are shown":   {"\n\n: ping\n\n" + usageMessage + "\n\r\n", "\n\n: ping\n\n" + "\n\r\n"},
		"a message that is too long is shown":  {`data: {"choices":[],"usage":{"x":"` + strings.Repeat("x", maxHeld+9) + `"}}` + "\n\n" + usageMessage + content, `data: {"choices":[],"usage":{"x":"` + strings.Repeat("x", maxHeld+9) + `"}}` + "\n\n" + content},
		"a broken stream is shown as it comes": {content + `data: {"choices":[],"us`, content + `data: {"choices":[],"us`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := hidden(t, tt.body); got != tt.want {
				t.Fatalf("got %.300q, want %.300q", got, tt.want)
			}
			step := max(1, len(tt.body)/500)
			for a := 0; a <= len(tt.body); a += step {
				for _, b := range []int{a, min(len(tt.body), a+1), len(tt.body)} {
					if got := hidden(t, tt.body, a, b); got != tt.want {
						t.Fatalf("cut at %d and %d: got %.300q, want %.300q", a, b, got, tt.want)
					}
				}
			}
		})
	}
}

// FuzzHiding holds that pieces are as the whole, and that a stream which never
// speaks of choices is not changed.
func FuzzHiding(f *testing.F) {
	f.Add("data: a\n\n"+usageMessage+"data: [DONE]\n\n", uint8(3), uint8(40))
	f.Add("data: {\"choices\":\r\n\r\n\n\n", uint8(1), uint8(17))
	f.Fuzz(func(t *testing.T, body string, a, b uint8) {
		n := len(body) + 1
		cuts := []int{min(int(a)%n, int(b)%n), max(int(a)%n, int(b)%n)}
		whole := hidden(t, body)
		if got := hidden(t, body, cuts...); got != whole {
			t.Errorf("%q cut at %v: %q, as a whole %q", body, cuts, got, whole)
		}
		if !strings.Contains(body, `"choices"`) && whole != body {
			t.Errorf("%q became %q", body, whole)
		}
	})
}
