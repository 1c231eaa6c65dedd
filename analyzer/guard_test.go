package analyzer

import (
	"errors"
	"strings"
	"testing"
)

// A crash in one package is an error that names it, and no crash.
func TestAPanicBecomesAnErrorThatNamesThePackage(t *testing.T) {
	err := guard("example.com/app", func() error { panic("index out of range") })
	fault, ok := errors.AsType[*InternalError](err)
	if !ok {
		t.Fatalf("got %v, want an InternalError", err)
	}
	for _, want := range []string{"example.com/app", "index out of range", "nothing in this package was checked"} {
		if !strings.Contains(fault.Error(), want) {
			t.Errorf("%q does not mention %q", fault.Error(), want)
		}
	}
	if !strings.Contains(string(fault.Stack), "guard_test.go") {
		t.Errorf("the stack does not show where:\n%s", fault.Stack)
	}
	if err := guard("example.com/app", func() error { return nil }); err != nil {
		t.Errorf("without a panic: %v", err)
	}
}
