package sdks

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// modules are the nested modules of descriptions that have none of their own name.
var modules = map[string]string{
	"aws-sdk-go-v2": "aws-bedrockruntime",
	"azcore":        "azopenai",
	"google-api":    "generative-ai-go",
	"http":          "raw-http",
	"req":           "raw-resty",
	"resty":         "raw-resty",
}

// pin returns the directory under testdata that pins what a file describes.
func pin(file string) string {
	name := strings.TrimSuffix(strings.TrimPrefix(file, "builtin:"), ".yaml")
	if dir, ok := modules[name]; ok {
		return dir
	}
	return name
}

func TestEachNameOfADescriptionExistsInThePinnedSDK(t *testing.T) {
	for name, auditOf := range audits(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := auditOf(t)
			a.names()
			slices.Sort(a.problems)
			for _, p := range a.problems {
				t.Error(p)
			}
		})
	}
}

func TestEachFunctionThatMaySendOrConstructIsDescribed(t *testing.T) {
	for name, auditOf := range audits(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := auditOf(t)
			if len(a.sdk.Modules) == 0 || a.sdk.Modules[0].Shared {
				return // shared packages send nothing by themselves
			}
			for _, name := range a.unknown() {
				t.Errorf("%s is new: describe it under calls, constructors, options, contexts or free", name)
			}
		})
	}
}

// audits returns, for the name of each built-in description, what audits it
// against the SDK that testdata pins.
func audits(t *testing.T) map[string]func(*testing.T) *audit {
	t.Helper()
	set := builtins(t)
	entries, err := builtin.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]func(*testing.T) *audit{}
	for i, e := range entries {
		all[strings.TrimSuffix(e.Name(), ".yaml")] = func(t *testing.T) *audit {
			t.Helper()
			return newAudit(set, set.SDKs()[i], pinned(t, pin(e.Name())))
		}
	}
	return all
}

func builtins(t *testing.T) *Set {
	t.Helper()
	set, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// An upgrade of an SDK is noticed: the audit names what the description lacks,
// and what the SDK lacks.
func TestAnAuditNoticesWhatDiffers(t *testing.T) {
	const pkg = "github.com/sashabaranov/go-openai"
	tests := map[string]struct {
		change       func(sdk *SDK)
		wantProblems []string
		wantUnknown  []string
	}{
		"nothing differs": {change: func(*SDK) {}},
		"a billed method that no row describes": {
			change: func(sdk *SDK) {
				sdk.Calls = slices.DeleteFunc(sdk.Calls, func(c Call) bool { return strings.HasSuffix(c.Func, ".CreateChatCompletion") })
			},
			wantUnknown: []string{"(*" + pkg + ".Client).CreateChatCompletion"},
		},
		"a free method that no row describes": {
			change: func(sdk *SDK) {
				sdk.Free = slices.DeleteFunc(sdk.Free, func(f string) bool { return strings.HasSuffix(f, ".ListModels") })
			},
			wantUnknown: []string{"(*" + pkg + ".Client).ListModels"},
		},
		"a constructor that no row describes": {
			change: func(sdk *SDK) {
				sdk.Constructors = slices.DeleteFunc(sdk.Constructors, func(c Constructor) bool { return c.Func == pkg+".NewOrgClient" })
			},
			wantUnknown: []string{pkg + ".NewOrgClient"},
		},
		"a function that is gone": {
			change:       func(sdk *SDK) { sdk.Free = append(sdk.Free, pkg+".Gone") },
			wantProblems: []string{"the package " + pkg + " has no function Gone"},
		},
		"a parameter that is gone": {
			change:       func(sdk *SDK) { sdk.Constructors[0].Params = map[string]Role{"opts": RoleOptions} },
			wantProblems: []string{pkg + ".NewClient has no parameter opts"},
		},
		"a role that does not fit": {
			change:       func(sdk *SDK) { sdk.Constructors[0].Params = map[string]Role{"authToken": RoleHTTP} },
			wantProblems: []string{pkg + ".NewClient, authToken: the role http does not fit string"},
		},
		"a type that is gone": {
			change:       func(sdk *SDK) { sdk.Clients = append(sdk.Clients, pkg+".Gone") },
			wantProblems: []string{"the package " + pkg + " has no type Gone"},
		},
		"an options field that no client has": {
			change:       func(sdk *SDK) { sdk.OptionsField = "Gone" },
			wantProblems: []string{pkg + ".Client has no field Gone", "options_field: no client has a field Gone"},
		},
		"a field that is gone": {
			change: func(sdk *SDK) {
				sdk.Fields = append(sdk.Fields, Field{Field: pkg + ".ClientConfig.Gone", As: RoleHTTP})
			},
			wantProblems: []string{pkg + ".ClientConfig has no field Gone"},
		},
		"a package that is gone": {
			change:       func(sdk *SDK) { sdk.Same = append(sdk.Same, pkg+"/gone.Ptr") },
			wantProblems: []string{"no package " + pkg + "/gone"},
		},
		"a version that is not the pinned one": {
			change:       func(sdk *SDK) { sdk.Modules[0].Version = "v1.0.0" },
			wantProblems: []string{"module " + pkg + " is described at v1.0.0, testdata has v1.43.0"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			set := builtins(t)
			w := pinned(t, "go-openai")
			c, sdk := set.Constructor(pkg + ".NewClient")
			if c == nil {
				t.Fatal("NewClient is not described")
			}
			tt.change(sdk)
			a := newAudit(set, sdk, w)
			a.names()
			if diff := cmp.Diff(tt.wantProblems, a.problems); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.wantUnknown, a.unknown()); diff != "" {
				t.Errorf("unknown (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEachNestedModuleHasADescription(t *testing.T) {
	described := map[string]bool{}
	entries, err := builtin.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		described[pin(e.Name())] = true
	}
	pins, err := filepath.Glob(filepath.Join("..", "testdata", "*", "sdk.go"))
	if err != nil || len(pins) == 0 {
		t.Fatalf("no nested modules: %v", err)
	}
	for _, pin := range pins {
		if dir := filepath.Base(filepath.Dir(pin)); !described[dir] {
			t.Errorf("testdata/%s pins an SDK without a description", dir)
		}
	}
}
