package load

import (
	"errors"
	"fmt"
	"strings"
)

// saying is what the go command says when it lists nothing, without what its
// callers wrap around it: a line for each fault, with what to do about it.
func saying(err error) error {
	_, text, ok := strings.Cut(err.Error(), ": stderr: ")
	if !ok {
		text = strings.TrimPrefix(err.Error(), "-: ") // of the package driver
	}
	hint := advice(text)
	text, _, _ = strings.Cut(strings.TrimSpace(text), "\nusage: ")
	if header, faults, ok := strings.Cut(text, "\n"); ok && strings.HasPrefix(header, "go: errors parsing ") {
		var errs []error
		for line := range strings.Lines(faults) { // each with its position
			errs = append(errs, errors.New(strings.TrimSpace(line)))
		}
		return errors.Join(errs...)
	}
	if header, details, ok := strings.Cut(text, "\n\t"); ok && strings.HasPrefix(header, "go: inconsistent vendoring") {
		details, _, _ = strings.Cut(details, "\n\n") // behind it is what to do
		first, more, _ := strings.Cut(details, "\n")
		text = header + " " + first
		if more != "" {
			text += fmt.Sprintf(", and %d more", strings.Count(more, "\n")+1)
		}
	}
	text = strings.ReplaceAll(strings.TrimPrefix(text, "go: "), "\ngo: ", "; ")
	text = breaks.ReplaceAllString(text, " ")
	if hint != "" {
		text += "; " + hint
	}
	return errors.New(text)
}
