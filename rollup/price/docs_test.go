package price_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/llmtag/llmtag/rollup/price"
)

// The examples of docs/prices.md are price files, and nothing is to be remarked on them.
func TestTheExamplesOfTheDocumentAreValid(t *testing.T) {
	doc, err := os.ReadFile("../../docs/prices.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(doc), -1)
	if len(blocks) < 6 {
		t.Fatalf("%d examples", len(blocks))
	}
	for _, block := range blocks {
		table, err := price.Parse("example", []byte(block[1]))
		if err != nil {
			t.Errorf("%v\n%s", err, block[1])
			continue
		}
		for _, finding := range table.Check() {
			t.Errorf("%s\n%s", finding, block[1])
		}
	}
}

// Every key of the format is explained.
func TestTheDocumentNamesEveryKey(t *testing.T) {
	doc, err := os.ReadFile("../../docs/prices.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range regexp.MustCompile(`"([a-z_0-9]+)": \{`).FindAllStringSubmatch(string(price.JSONSchema()), -1) {
		switch key[1] {
		case "properties", "items", "additionalProperties", "propertyNames":
			continue
		}
		if !strings.Contains(string(doc), key[1]) {
			t.Errorf("docs/prices.md does not name %s", key[1])
		}
	}
}
