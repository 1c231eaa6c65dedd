package revision

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWhichLinesAreNew(t *testing.T) {
	tests := map[string]struct {
		before, now string // a letter a line
		want        []int
	}{
		"nothing changed":            {"abc", "abc", []int{0, 1, 2}},
		"a line in front":            {"abc", "xabc", []int{-1, 0, 1, 2}},
		"a line behind":              {"abc", "abcx", []int{0, 1, 2, -1}},
		"a second of a kind":         {"abc", "abbc", []int{0, 1, -1, 2}},
		"deleted":                    {"abc", "ac", []int{0, 2}},
		"changed in two places":      {"abcdefg", "axcdeyg", []int{0, -1, 2, 3, 4, -1, 6}},
		"moved down":                 {"abcd", "bcda", []int{1, 2, 3, -1}},
		"everything is new":          {"abc", "xyz", []int{-1, -1, -1}},
		"there was nothing":          {"", "ab", []int{-1, -1}},
		"inserted between twins":     {"faga", "fahaga", []int{0, 1, -1, -1, 2, 3}},
		"much of it in another form": {"abcabba", "cbabac", nil},
	}
	lines := func(s string) []byte { return []byte(strings.Join(strings.Split(s, ""), "\n")) }
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := Lines(lines(tt.before), lines(tt.now))
			if tt.want != nil {
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("lines (-want +got):\n%s", diff)
				}
			}
			last, kept := -1, 0
			for i, j := range got {
				if j < 0 {
					continue
				}
				if kept++; j <= last || tt.before[j] != tt.now[i] {
					t.Errorf("line %d was line %d, after %d", i, j, last)
				}
				last = j
			}
			if tt.want == nil && kept != 4 { // the longest common subsequence: the classic example of Myers
				t.Errorf("%d lines are kept, want 4: %v", kept, got)
			}
		})
	}
}

func TestLinesOfAVeryLargeChangeAreNew(t *testing.T) {
	a, b := strings.Repeat("a\n", 3000), strings.Repeat("b\n", 3000)
	got := Lines([]byte("x\n"+a+"y"), []byte("x\n"+b+"y"))
	if got[0] != 0 || got[1] != -1 || got[len(got)-1] != 3001 {
		t.Errorf("lines are %d, %d … %d", got[0], got[1], got[len(got)-1])
	}
}

func TestWhatFilesWereCalled(t *testing.T) {
	dir := t.TempDir()
	text := func(names ...string) string {
		var b strings.Builder
		for _, n := range names {
			b.WriteString("func " + n + "() {\n\treturn\n}\n\n")
		}
		return b.String()
	}
	at := func(name string) string { return filepath.Join(dir, name) }
	write(t, dir, "moved.go", text("One", "Two", "Three", "Four"))
	write(t, dir, "edited.go", text("Alpha", "Beta", "Gamma", "Changed"))
	write(t, dir, "new.go", text("Quite", "Something", "Else"))
	write(t, dir, "there.go", text("One", "Two", "Three"))
	write(t, dir, "copy.go", text("Stays", "There"))
	write(t, dir, "stays.go", text("Stays", "There"))
	write(t, dir, "moved.s", text("One", "Two", "Three", "Four"))
	before := map[string][]byte{
		at("old/moved.go"): []byte(text("One", "Two", "Three", "Four")),
		at("edited_.go"):   []byte(text("Alpha", "Beta", "Gamma", "Delta")),
		at("there.go"):     []byte(text("One", "Two")), // it was there
		at("stays.go"):     []byte(text("Stays", "Then")),
		at("moved.go"):     nil, at("edited.go"): nil, at("new.go"): nil, at("copy.go"): nil, at("moved.s"): nil,
	}
	var files []string
	for _, name := range []string{"moved.go", "edited.go", "new.go", "there.go", "copy.go", "moved.s", "moved.go", "absent.go"} {
		files = append(files, at(name))
	}
	want := map[string]string{at("moved.go"): at("old/moved.go"), at("edited.go"): at("edited_.go")}
	if diff := cmp.Diff(want, Moved(before, files)); diff != "" {
		t.Errorf("moved (-want +got):\n%s", diff)
	}
	if err := os.Remove(at("moved.go")); err != nil {
		t.Fatal(err)
	}
	if got := Moved(before, []string{at("moved.go")}); len(got) > 0 {
		t.Errorf("a file that is gone is moved: %v", got)
	}
}
