package strict

import "testing"

func TestNearest(t *testing.T) {
	rules := []string{"untagged-client", "untagged-call", "raw-endpoint", "shared-key"}
	tests := map[string]struct {
		word  string
		among []string
		want  string
	}{
		"a letter is missing":                   {"untaged-client", rules, "untagged-client"},
		"two letters are swapped":               {"raw-endpiont", rules, "raw-endpoint"},
		"case and separators weigh nothing":     {"Untagged_Client", rules, "untagged-client"},
		"a beginning is enough":                 {"team", []string{"project_id", "team_id"}, "team_id"},
		"an ending too much is no harm":         {"enforcement", []string{"exclude", "enforce"}, "enforce"},
		"another word is not near":              {"budget", rules, ""},
		"a short word is not near to any other": {"x", []string{"y", "on", "off"}, ""},
		"nothing is not near to anything":       {"", []string{"a", "bc"}, ""},
		"among nothing there is nothing":        {"word", nil, ""},
		"of equally near words it is the first": {"bat", []string{"cat", "bad"}, "cat"},
		"the nearer word wins":                  {"paymnts", []string{"payment", "payments"}, "payments"},
		"letters beyond ASCII are letters":      {"büro", []string{"buero", "bürö"}, "bürö"},
	}
	for law, tt := range tests {
		t.Run(law, func(t *testing.T) {
			if got := Nearest(tt.word, tt.among); got != tt.want {
				t.Errorf("Nearest(%q) = %q, want %q", tt.word, got, tt.want)
			}
		})
	}
}

func TestSlip(t *testing.T) {
	tests := map[string]struct {
		a, b string
		want bool
	}{
		"a letter is missing":     {"example.com/platfrm", "example.com/platform", true},
		"two letters are swapped": {"example.com/lml", "example.com/llm", true},
		"the same is none":        {"example.com/llm", "example.com/llm", false},
		"two letters are two":     {"example.com/ai", "example.com/llm", false},
		"digits are meant":        {"example.com/llm1", "example.com/llm2", false},
		"a digit more is meant":   {"example.com/llm", "example.com/llm2", false},
	}
	for law, tt := range tests {
		t.Run(law, func(t *testing.T) {
			if got := Slip(tt.a, tt.b); got != tt.want {
				t.Errorf("Slip(%q, %q) = %v", tt.a, tt.b, got)
			}
		})
	}
}
