// Package term says what may be written to an output: is it a terminal, how
// wide is it, and does it want colour.
package term

import (
	"fmt"
	"io"
	"os"
	"strconv"

	"golang.org/x/term"
)

// IsTerminal reports whether w is a terminal.
func IsTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// Width returns the number of columns of the terminal w: the variable COLUMNS
// if it is set, else what the terminal says, else 80.
func Width(w io.Writer, env func(string) string) int {
	if n, err := strconv.Atoi(env("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if f, ok := w.(*os.File); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
			return n
		}
	}
	return 80
}

// When says when to do something that suits terminals only. It is a value for
// flags.
type When string

// The choices of When. The zero value means Auto.
const (
	Auto   When = "auto"   // on a terminal
	Always When = "always" // everywhere
	Never  When = "never"  // nowhere
)

// String returns the word.
func (w *When) String() string {
	if *w == "" {
		return string(Auto)
	}
	return string(*w)
}

// Set takes the word of a flag.
func (w *When) Set(s string) error {
	switch v := When(s); v {
	case Auto, Always, Never:
		*w = v
		return nil
	default:
		return fmt.Errorf("%q is none of auto, always, never", s)
	}
}

// Type is the flag's placeholder in help texts.
func (*When) Type() string { return "when" }

// Holds decides for the output out.
func (w *When) Holds(out io.Writer) bool {
	return *w == Always || *w != Never && IsTerminal(out)
}

// Colour decides whether out gets colour: as when says, and for Auto by the
// conventions NO_COLOR, CLICOLOR_FORCE and TERM=dumb, in this order.
func Colour(when When, out io.Writer, env func(string) string) bool {
	switch {
	case when == Always, when == Never:
		return when == Always
	case env("NO_COLOR") != "":
		return false
	case env("CLICOLOR_FORCE") != "" && env("CLICOLOR_FORCE") != "0":
		return true
	case env("TERM") == "dumb":
		return false
	default:
		return IsTerminal(out)
	}
}
