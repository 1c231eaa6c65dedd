// Package plugin is llmtag as a module plugin of golangci-lint. Importing it
// registers the linter llmtag; docs/golangci.md says how to build a
// golangci-lint that has it.
package plugin

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/llmtag/llmtag/analyzer"
	"github.com/llmtag/llmtag/internal/load"
	"github.com/llmtag/llmtag/internal/strict"
	"github.com/llmtag/llmtag/policy"
	"github.com/llmtag/llmtag/sdks"
)

func init() { register.Plugin("llmtag", New) }

// Settings are what stands under linters.settings.custom.llmtag.settings in the
// configuration of golangci-lint.
type Settings struct {
	Policy   string // file to use in place of the nearest policy.yaml, here or in a directory above. The default is LLMTAG_POLICY, else the nearest.
	Tests    bool   // also check _test.go files. The default is the policy's word.
	Warnings bool   // also report findings of severity warning. The default is false: to golangci-lint every finding is an error.
}

// New returns the plugin for settings as golangci-lint has decoded them from YAML.
func New(settings any) (register.LinterPlugin, error) {
	s, err := decode(settings)
	if err != nil {
		return nil, err
	}
	return &linter{settings: s}, nil
}

// decode reads settings strictly: a misspelt one must not be taken for its default.
func decode(settings any) (Settings, error) {
	var s Settings
	given, ok := settings.(map[string]any)
	if !ok && settings != nil {
		return s, fmt.Errorf("linters.settings.custom.llmtag.settings: expected a mapping of policy, tests and warnings, found %v", settings)
	}
	var errs []error
	for key, value := range given {
		var fits bool
		switch field := s.field(key).(type) {
		case *string:
			if *field, fits = value.(string); !fits || *field == "" {
				errs = append(errs, fmt.Errorf("linters.settings.custom.llmtag.settings.%s: expected the name of a file, found %#v; leave the key out for the nearest policy.yaml", key, value))
			}
		case *bool:
			if *field, fits = value.(bool); !fits {
				errs = append(errs, fmt.Errorf("linters.settings.custom.llmtag.settings.%s: expected true or false, found %#v", key, value))
			}
		default:
			hint := "the keys are policy, tests, warnings"
			if near := strict.Nearest(key, []string{"policy", "tests", "warnings"}); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			errs = append(errs, fmt.Errorf("linters.settings.custom.llmtag.settings: unknown key %q; %s", key, hint))
		}
	}
	return s, errors.Join(errs...)
}

// field returns a pointer to the field of a key; nil if there is none.
func (s *Settings) field(key string) any {
	switch key {
	case "policy":
		return &s.Policy
	case "tests":
		return &s.Tests
	case "warnings":
		return &s.Warnings
	}
	return nil
}

type linter struct{ settings Settings }

// GetLoadMode says that the analysis needs types.
func (*linter) GetLoadMode() string { return register.LoadModeTypesInfo }

// BuildAnalyzers returns the analyzer that reports, and the one that looks. The
// keys of golangci-lint's cache know an analyzer by its name only, and nothing of
// the files that it reads: so the one that looks is named for all that decides
// about its findings and facts, and the one that reports for users.
func (l *linter) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	file, err := l.policyFile(dir)
	if err != nil {
		return nil, err
	}
	policies := policy.NewFinder(file, os.Getenv)
	if _, err := policies.For(dir); err != nil {
		return nil, err
	}
	modules := load.LocalModules(context.Background(), dir) //nolint:forbidigo // golangci-lint hands none on
	dirs := slices.Concat(modules, []string{dir})
	set, err := descriptions(policies, dirs)
	if err != nil {
		return nil, err
	}
	look := analyzer.New(analyzer.Options{
		Policies: policies, SDKs: set, Tests: l.settings.Tests, ErrorsOnly: !l.settings.Warnings, AllDependencies: true,
	})
	look.Name = "llmtag_" + key(policies.Hash(dirs...), analyzer.Expired(modules, time.Now()), l.settings)
	report := quiet(look)
	return []*analysis.Analyzer{report, look}, nil
}

// policyFile returns the policy that the settings name: in dir or, as
// golangci-lint may run below the directory of its configuration, the nearest
// directory above that has it, within the repository.
func (l *linter) policyFile(dir string) (string, error) {
	name := l.settings.Policy
	if name == "" || filepath.IsAbs(name) {
		return name, nil
	}
	for d := dir; ; d = filepath.Dir(d) {
		file := filepath.Join(d, name)
		if _, err := os.Stat(file); err == nil {
			return file, nil
		}
		if _, err := os.Lstat(filepath.Join(d, ".git")); err == nil || d == filepath.Dir(d) {
			return "", fmt.Errorf("linters.settings.custom.llmtag.settings.policy: there is no %s in %s or above, up to %s; name it relative to the root of the repository, or leave the key out for the nearest policy.yaml", name, dir, d)
		}
	}
}

// descriptions returns the SDKs of all the policies that hold in directories or
// below. Whoever lints a package under a policy with a fault will say so.
func descriptions(policies *policy.Finder, dirs []string) (*sdks.Set, error) {
	var files []string
	seen := map[string]bool{}
	for _, dir := range dirs {
		below, err := policies.Below(dir)
		if err != nil {
			return nil, err
		}
		for _, d := range append(below, dir) {
			p, err := policies.For(d)
			if err != nil {
				continue
			}
			for _, file := range p.SDKs {
				if !seen[file] {
					seen[file] = true
					files = append(files, file)
				}
			}
		}
	}
	return sdks.Load(files...)
}

// key is a hash of what decides about findings besides the packages and what
// golangci-lint knows of: the policies, the settings, the version of llmtag, which
// golangci-lint custom leaves out if it is told to take the latest, and which of the
// comments that ignore findings until a day have expired.
func key(policies, expired string, s Settings) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%+v\n%s\n", policies, s, expired)
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range append(info.Deps, &info.Main) {
			if m.Path == "github.com/llmtag/llmtag" {
				fmt.Fprintf(h, "%s %s\n", m.Version, m.Sum)
			}
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// quiet makes look hand its findings on instead of reporting them, and returns
// the analyzer that does. What is related to a finding is left out: golangci-lint
// would count each place as an issue of its own.
func quiet(look *analysis.Analyzer) *analysis.Analyzer {
	run := look.Run
	look.ResultType = reflect.TypeFor[[]analysis.Diagnostic]()
	look.Run = func(pass *analysis.Pass) (any, error) {
		found := []analysis.Diagnostic{}
		own := *pass
		own.Report = func(d analysis.Diagnostic) {
			d.Related = nil
			found = append(found, d)
		}
		_, err := run(&own)
		return found, err
	}
	doc, _, _ := strings.Cut(look.Doc, "\n")
	return &analysis.Analyzer{
		Name: "llmtag", Doc: doc, URL: look.URL,
		Requires: []*analysis.Analyzer{look},
		Run: func(pass *analysis.Pass) (any, error) {
			found, _ := pass.ResultOf[look].([]analysis.Diagnostic) // always: look.ResultType says so
			for _, d := range found {
				pass.Report(d)
			}
			return nil, nil
		},
	}
}
