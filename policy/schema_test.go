package policy

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"github.com/llmtag/llmtag/internal/strict"
)

var update = flag.Bool("update", false, "write the JSON Schemas in schema/ anew")

func TestTheSchemasThatAreCheckedInAreCurrent(t *testing.T) {
	for file, want := range map[string][]byte{
		"../schema/policy.schema.json":  JSONSchema(),
		"../schema/catalog.schema.json": CatalogJSONSchema(),
	} {
		if *update {
			if err := os.WriteFile(file, want, 0o644); err != nil { //nolint:gosec // a file of the repository
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s differs from the Go types; run go generate ./policy (-want +got):\n%s", file, diff)
		}
	}
}

// unsaid are the files whose fault a JSON Schema cannot express. Everything
// else must be accepted and refused by both the schema and the decoder.
var unsaid = map[string]string{
	// what refers to what
	"catalog-against-pattern": "the values are in another file", "catalog-is-a-directory": "another file",
	"catalog-without-projects": "the projects are in another file", "faulty-catalog": "another file",
	"header-and-headers": "a nested policy may have the one and the policy above the other", "missing-catalog": "another file",
	"missing-prices": "another file", "missing-sdk": "another file", "no-required-tag": "a nested policy need not require any itself",
	"shared-header": "headers of different tags", "unknown-budget-team": "another file", "value-against-pattern": "one key against another",
	"values-of-no-catalog-kind": "the meaning of tags' names", "values-without-catalog": "one key against another",
	"wrapper-unknown-tag": "names of tags", "wrapper-tag-twice": "one key against another",
	"wrapper-twice": "one row against another", "file-twice": "what is one file",
	// what has a grammar of its own
	"bad-time-zone": "the list of time zones",
	// YAML itself
	"duplicate-key": "YAML", "duplicate-tag": "YAML", "two-documents": "YAML", "cyclic-alias": "YAML", "unknown-alias": "YAML", "bad-merge": "YAML",
	"tab": "YAML", "open-brace": "YAML", "bad-indent": "YAML", "template": "YAML", "list-as-key": "YAML", "not-utf8": "YAML", "utf-16": "YAML",
	"control-character": "YAML", "deep": "YAML", "alias-bomb": "YAML",
}

func TestSchemaAndDecoderAgreeOnEveryFile(t *testing.T) {
	schema := compile(t, JSONSchema())
	seen := map[string]bool{}
	for _, dir := range []string{"testdata/good", "testdata/bad", ".."} {
		files, err := filepath.Glob(dir + "/*.yaml")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			name := strings.TrimSuffix(filepath.Base(file), ".yaml")
			if slices.Contains([]string{"catalog", "sdk", "prices"}, name) {
				continue // no policies
			}
			seen[name] = true
			_, decodeErr := Load(file)
			if reason := unsaid[name]; reason != "" {
				if decodeErr == nil {
					t.Errorf("%s: the decoder accepts what only it could refuse", file)
				}
				if reason != "YAML" && validate(t, schema, file) != nil {
					t.Errorf("%s is among the exceptions, and the schema refuses it: %v", file, validate(t, schema, file))
				}
				continue
			}
			if schemaErr := validate(t, schema, file); (schemaErr == nil) != (decodeErr == nil) {
				t.Errorf("%s:\nschema:  %v\ndecoder: %v", file, schemaErr, decodeErr)
			}
		}
	}
	for name := range unsaid {
		if !seen[name] {
			t.Errorf("the exception %q is no file", name)
		}
	}
}

// Each value of a policy that has every key is replaced by each of some probes,
// and each key by a misspelt one: the schema and the decoder must agree on all.
func TestSchemaAndDecoderAgreeOnEveryMutant(t *testing.T) {
	tests := map[string]struct {
		file   string
		schema []byte
		decode func(d *strict.Decoder, n *strict.Node)
	}{
		"policy": {"testdata/good/everything.yaml", JSONSchema(), func(d *strict.Decoder, n *strict.Node) {
			if d.Is(n, strict.Mapping, "", "a mapping") {
				d.Decode(n, new(document), "")
			}
		}},
		"catalog": {"testdata/good/catalog.yaml", CatalogJSONSchema(), func(d *strict.Decoder, n *strict.Node) {
			if d.Is(n, strict.Mapping, "", "a mapping") {
				d.Decode(n, new(catalogDocument), "")
			}
		}},
	}
	for law, tt := range tests {
		t.Run(law, func(t *testing.T) {
			schema := compile(t, tt.schema)
			accepted, refused := 0, 0
			for _, mutant := range mutants("", instance(t, tt.file)) {
				data, err := yaml.Marshal(mutant.value)
				if err != nil {
					t.Fatal(err)
				}
				var f faults
				tt.decode(f.Decoder(), strict.Parse("mutant", "", data, f.Report)[0])
				schemaErr := schema.Validate(toJSON(t, mutant.value))
				unsaid := slices.ContainsFunc(f.All, func(e *DecodeError) bool { return strings.Contains(e.Problem, "unknown time zone") })
				if (schemaErr == nil) != !f.Any() && !unsaid {
					t.Errorf("%s\nschema:  %v\ndecoder: %v", mutant.change, schemaErr, f.Err())
				}
				if schemaErr == nil {
					accepted++
				} else {
					refused++
				}
			}
			if accepted < 10 || refused < 100 {
				t.Errorf("%d mutants accepted, %d refused: the test is one-sided", accepted, refused)
			}
		})
	}
}

var probes = []any{
	nil, true, false, 0, 1, 2, -1, 99999, 0.5, 1.0, -0.5, "", " ", "x", "off", "error", "catalog", "client", "trust", "team_id", "team id",
	"0", "0.0", "0.5", "01", "1e3", "-1", "30d", "0d", "3 d", "UTC", "Local", "a/b.C", "(*a/b.C).D", "a.b.c()", "a/*/b", "/a", `a\b`, "X-Team", "X Team",
	"github:a/b", "github:a", "jira:PAY", "quarter", "cap",
	[]any{},
	[]any{"x"},
	[]any{"x", "x"},
	[]any{1},
	[]any{nil},
	[]any{[]any{}},
	[]any{""},
	map[string]any{},
	map[string]any{"x": "y"},
	map[string]any{"team_id": map[string]any{}},
	map[string]any{"severity": "off"},
	map[string]any{"team_id": 1},
}

type mutant struct {
	change string // what was changed, where
	value  any
}

// mutants returns v itself and v with one value or key changed, everywhere.
func mutants(path string, v any) []mutant {
	all := []mutant{{"nothing", v}}
	for _, p := range probes {
		all = append(all, mutant{fmt.Sprintf("%s = %#v", path, p), p})
	}
	switch v := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			without := maps.Clone(v)
			delete(without, key)
			misspelt := maps.Clone(without)
			misspelt[key+"x"] = v[key]
			all = append(all, mutant{path + "." + key + " taken away", without}, mutant{path + "." + key + "x", misspelt})
			for _, m := range mutants(path+"."+key, v[key]) {
				changed := maps.Clone(v)
				changed[key] = m.value
				all = append(all, mutant{m.change, changed})
			}
		}
	case []any:
		for i := range v {
			for _, m := range mutants(fmt.Sprintf("%s[%d]", path, i), v[i]) {
				changed := slices.Clone(v)
				changed[i] = m.value
				all = append(all, mutant{m.change, changed})
			}
		}
	}
	return all
}

func compile(t *testing.T, schema []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(t *testing.T, schema *jsonschema.Schema, file string) error {
	t.Helper()
	return schema.Validate(toJSON(t, instance(t, file)))
}

// instance returns the content of a YAML file as an editor sees it.
func instance(t *testing.T, file string) (v any) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, &v); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return v
}

func toJSON(t *testing.T, v any) any {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}
