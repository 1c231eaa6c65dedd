package term

import (
	"bytes"
	"testing"
)

func TestColour(t *testing.T) {
	tests := map[string]struct {
		when When
		env  map[string]string
		want bool
	}{
		"a pipe gets none":                             {Auto, nil, false},
		"the flag overrides everything":                {Always, map[string]string{"NO_COLOR": "1", "TERM": "dumb"}, true},
		"the flag can forbid what is forced":           {Never, map[string]string{"CLICOLOR_FORCE": "1"}, false},
		"CLICOLOR_FORCE gives a pipe colour":           {Auto, map[string]string{"CLICOLOR_FORCE": "1"}, true},
		"CLICOLOR_FORCE=0 does not":                    {Auto, map[string]string{"CLICOLOR_FORCE": "0"}, false},
		"NO_COLOR is stronger than CLICOLOR_FORCE":     {Auto, map[string]string{"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, false},
		"CLICOLOR_FORCE is stronger than TERM=dumb":    {Auto, map[string]string{"CLICOLOR_FORCE": "1", "TERM": "dumb"}, true},
		"the zero value of the flag is auto":           {"", nil, false},
		"an empty NO_COLOR counts as none, by custom":  {Auto, map[string]string{"CLICOLOR_FORCE": "1", "NO_COLOR": ""}, true},
		"an empty CLICOLOR_FORCE counts as none, also": {Auto, map[string]string{"CLICOLOR_FORCE": ""}, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := Colour(tt.when, &bytes.Buffer{}, func(k string) string { return tt.env[k] }); got != tt.want {
				t.Errorf("Colour(%q) with %v is %v, want %v", tt.when, tt.env, got, tt.want)
			}
		})
	}
}

func TestWhenRefusesOtherWords(t *testing.T) {
	var w When
	if err := w.Set("sometimes"); err == nil || err.Error() != `"sometimes" is none of auto, always, never` {
		t.Errorf("error is %v", err)
	}
	if w.String() != "auto" {
		t.Errorf("the zero value is %q, want auto", w.String())
	}
	if err := w.Set("never"); err != nil || w != Never || w.Holds(&bytes.Buffer{}) {
		t.Errorf("never is %q, %v", w, err)
	}
}

func TestWidthOfWhatIsNoTerminalIs80(t *testing.T) {
	none := func(string) string { return "" }
	if got := Width(&bytes.Buffer{}, none); got != 80 {
		t.Errorf("width is %d, want 80", got)
	}
	if got := Width(&bytes.Buffer{}, func(string) string { return "132" }); got != 132 {
		t.Errorf("width is %d, want that of COLUMNS", got)
	}
}
