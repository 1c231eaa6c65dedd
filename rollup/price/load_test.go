package price_test

import (
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"github.com/llmtag/llmtag/rollup/price"
)

var update = flag.Bool("update", false, "write the JSON Schema in schema/ anew")

const schemaFile = "../../schema/prices.schema.json"

func TestTheSchemaThatIsCheckedInIsCurrent(t *testing.T) {
	want := price.JSONSchema()
	if *update {
		if err := os.WriteFile(schemaFile, want, 0o644); err != nil { //nolint:gosec // a file of the repository
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs from the Go types; run go generate ./rollup/price (-want +got):\n%s", schemaFile, diff)
	}
}

// A file of testdata/bad has one fault each, which its name says.
func TestFaultsAreNamedWithTheirPlaceAndWayOut(t *testing.T) {
	tests := map[string]string{
		"bad-date":              `bad-date.yaml:6:22: models[0].prices[0].effective_from: expected a day such as 2026-08-21 or a moment such as 2026-08-21T09:30:00Z, found "1.2.2026"`,
		"bad-pattern":           "bad-pattern.yaml:5:14: models[0].patterns[0]: this is no regular expression: invalid or unsupported Perl syntax: `(?!`; its syntax is that of Go (RE2)",
		"contexts-unordered":    `contexts-unordered.yaml:9:7: contexts are not in the order of prompt_tokens_from`,
		"contract-of-nothing":   `contract-of-nothing.yaml:3:3: contract "msa" needs a discount or rates; write one of discount, usd_per_mtok; a contract of both is two`,
		"deployment-of-nothing": `deployment-of-nothing.yaml:3:3: deployment "chat" needs a model; write model, or provisioned: true if it is paid by the hour`,
		"discount-in-percent":   `discount-in-percent.yaml:3:43: a discount is a share of at most 1, found 15; 15 % is 0.15`,
		"dollars":               `dollars.yaml:6:27: models[0].prices[0].usd_per_mtok.input: expected a decimal number, found "$2.50"; write it as "2.50"; 0 is free`,
		"empty":                 `empty.yaml: the file is empty; a price file begins with version: 1`,
		"ends-before":           `ends-before.yaml:6:48: effective_to is not after effective_from`,
		"exponent":              `exponent.yaml:6:27: models[0].prices[0].usd_per_mtok.input: expected a decimal number, found "1e-6"; write it as "2.50"; 0 is free`,
		"list":                  `list.yaml:1:1: expected a mapping with keys such as version and models, found a list`,
		"misspelt-key":          `misspelt-key.yaml:2:1: unknown key "modles"; did you mean "models"?`,
		"nanoseconds":           `nanoseconds.yaml:6:22: models[0].prices[0].effective_from: 2026-02-01T00:00:00.0000001Z is finer than a microsecond; events are not`,
		"negative":              `negative.yaml:6:27: models[0].prices[0].usd_per_mtok.input: expected a decimal number, found "-1"; write it as "2.50"; 0 is free`,
		"newer-version":         `newer-version.yaml:1:10: version: version "2" is none that this program knows; write version: 1, or use a newer llmrollup`,
		"no-output":             `no-output.yaml:6:19: output is missing; where there is no charge write "0"`,
		"no-price":              `no-price.yaml:3:3: a/m has no price; a free model has one of 0`,
		"no-version":            `no-version.yaml:1:1: version is missing`,
		"not-yaml":              `not-yaml.yaml:2:1: this is not YAML: did not find expected node content`,
		"over-midnight":         `over-midnight.yaml:7:30: models[0].prices[0].windows.night.hours: expected hours such as 09:00-18:00, found "22:00-06:00"; hours across midnight are two windows, the first to 24:00`,
		"overlap":               `overlap.yaml:7:5: this price overlaps that of line 6; leave out its effective_to: a price ends where the next begins`,
		"tier-of-nothing":       `tier-of-nothing.yaml:7:20: tier batch has neither rates nor a multiplier; write usd_per_mtok or multiplier`,
		"twice":                 `twice.yaml:8:13: a has a model "m" already; it is in line 3`,
		"two-images":            `two-images.yaml:6:19: image_input and image_output cannot both have rates; events have one count of images; write what differs from input or output`,
		"unknown-kind":          `unknown-kind.yaml:6:41: models[0].prices[0].usd_per_mtok: unknown word "cached"; valid: input, cache_read, cache_write_5m, cache_write_1h, audio_input, image_input, output, reasoning, audio_output, image_output`,
		"unordered":             `unordered.yaml:7:5: prices are not in the order of effective_from; the one of line 6 begins on 2026-02-01`,
		"window-of-nothing":     `window-of-nothing.yaml:7:22: window night needs rates or a multiplier; write one of usd_per_mtok, multiplier`,
		"window-zone":           `window-zone.yaml:7:70: models[0].prices[0].windows.night.timezone: unknown time zone "Asia/Shangai"; did you mean "Asia/Shanghai"?`,
	}
	files, err := filepath.Glob("testdata/bad/*.yaml")
	if err != nil || len(files) != len(tests) {
		t.Fatalf("%d files, %d tests, %v", len(files), len(tests), err)
	}
	t.Chdir("testdata/bad")
	for name, want := range tests {
		_, err := price.Load(name + ".yaml")
		if _, ok := errors.AsType[*price.DecodeError](err); !ok {
			t.Errorf("%s: %v is no *DecodeError", name, err)
			continue
		}
		if err.Error() != want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, err, want)
		}
	}
}

func TestAMissingFileIsNamed(t *testing.T) {
	_, err := price.Load("nowhere.yaml")
	if want := "nowhere.yaml: there is no such file; leave --prices out for the built-in table"; err == nil || err.Error() != want || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want %s", err, want)
	}
}

// unsaid are the files whose fault a JSON Schema cannot express.
var unsaid = map[string]string{
	"unordered": "one price against another", "overlap": "one price against another", "ends-before": "one key against another",
	"twice": "one model against another", "contexts-unordered": "one context against another", "no-price": "a length",
	"no-output": "keys of a mapping", "two-images": "one key against another", "tier-of-nothing": "one key against another",
	"window-of-nothing": "one key against another", "window-zone": "the list of zones", "over-midnight": "one hour against another",
	"deployment-of-nothing": "one key against another", "contract-of-nothing": "one key against another", "discount-in-percent": "a bound",
	"bad-pattern": "the grammar of patterns", "not-yaml": "YAML", "exponent": "how a number is written",
}

func TestSchemaAndDecoderAgreeOnEveryFile(t *testing.T) {
	var doc any
	if err := json.Unmarshal(price.JSONSchema(), &doc); err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("prices.json", doc); err != nil {
		t.Fatal(err)
	}
	schema := c.MustCompile("prices.json")
	files, err := filepath.Glob("testdata/*/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(files, "prices.yaml") {
		if unsaid[strings.TrimSuffix(filepath.Base(file), ".yaml")] != "" {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var value any
		if err := yaml.Unmarshal(data, &value); err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		instance, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
		if err != nil {
			t.Fatal(err)
		}
		schemaErr := schema.Validate(instance)
		_, decodeErr := price.Parse(file, data)
		if (schemaErr == nil) != (decodeErr == nil) {
			t.Errorf("%s: the schema says %v, the decoder %v", file, schemaErr, decodeErr)
		}
	}
}
