package invoice

import (
	"regexp"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/internal/strict"
	"github.com/llmtag/llmtag/rollup/price"
)

// document is a file that describes the exports of a provider.
type document struct {
	Version  version     `key:"version,required" doc:"Version of the format: 1."`
	Provider string      `key:"provider,required" doc:"Who exports."`
	ModelsOf string      `key:"models_of" doc:"The provider of the models in the price table. The default is provider."`
	Models   []rewrite   `key:"models" doc:"Models' names, for all exports."`
	Exports  []exportDoc `key:"exports,required" doc:"The exports."`
}

type exportDoc struct {
	Name     string                      `key:"name,required" doc:"What people call it."`
	Source   string                      `key:"source" doc:"Where this was seen."`
	Form     form                        `key:"form,required" doc:"cost: it has money. usage: it has tokens only."`
	Requires []string                    `key:"requires,required" doc:"Columns by which it is told from others."`
	Only     []onlyDoc                   `key:"only" doc:"Rows that are of LLMs, one of these; others are passed over. The default is all."`
	Columns  map[field][]string          `key:"columns,required" doc:"Field: its columns, the first one that is not empty counts. A * in the columns of tags stands for the tag."`
	Tokens   map[string][]string         `key:"tokens" doc:"Kind of tokens, or unit: its columns, in files with a column per kind. a - b is a without b."`
	Sums     map[string][]string         `key:"sums" doc:"Column: the kinds of tokens that it is the sum of."`
	Items    []pattern                   `key:"items" doc:"Regular expressions of what is charged, with groups model, kind, tier, cache, part and per. The first that matches counts."`
	Values   map[field]map[string]string `key:"values" doc:"Field: what its values mean; without regard to case."`
	Models   []rewrite                   `key:"models" doc:"Models' names: a regular expression and the name in the price table, in lower case. The first that matches counts."`
	CostPer  int                         `key:"cost_per" doc:"So many of the amounts are a dollar: 100 for cents. The default is 1."`
	Currency string                      `key:"currency" doc:"Currency of an export that has no column for it."`
	Rounding decimalText                 `key:"rounding" doc:"By how much a row's amount may differ from the exact one, in the currency. The default is 0."`
}

type onlyDoc struct {
	Columns []string `key:"columns,required" doc:"Columns of which one matches."`
	Match   pattern  `key:"match,required" doc:"Regular expression."`
}

type rewrite struct {
	Match pattern `key:"match,required" doc:"Regular expression."`
	As    string  `key:"as,required" doc:"What it becomes; $1 is the first group."`
}

// A field is what a column means.
type field string

// The fields. Quantities by kind are under tokens.
const (
	start    field = "start"
	end      field = "end" // of the charge period; the default is a day after its start
	account  field = "account"
	project  field = "project"
	apiKey   field = "api_key"
	user     field = "user"
	resource field = "resource"
	tags     field = "tags"
	item     field = "item"
	product  field = "product" // where the model is named if the item does not
	model    field = "model"
	kind     field = "kind"
	unitKind field = "unit_kind" // the kind of what is no token
	tier     field = "tier"
	batch    field = "batch" // true or false
	region   field = "region"
	prompts  field = "context" // range of prompt sizes
	charge   field = "charge"
	quantity field = "quantity"
	unit     field = "unit"
	requests field = "requests"
	cost     field = "cost"
	list     field = "list"
	credits  field = "credits" // what lowers the cost of the row
	currency field = "currency"
)

var fields = []field{
	start, end, account, project, apiKey, user, resource, tags, item, product, model, kind, unitKind, tier, batch,
	region, prompts, charge, quantity, unit, requests, cost, list, credits, currency,
}

func (field) Check(text string) (problem, hint string) { return oneOf(text, "field", fields...) }
func (field) Schema() strict.Object                    { return strict.Object{"enum": fields} }

type form string

func (form) Check(text string) (problem, hint string) { return oneOf(text, "form", Cost, Usage) }
func (form) Schema() strict.Object                    { return strict.Object{"enum": []Form{Cost, Usage}} }

func oneOf[S ~string](text, what string, valid ...S) (problem, hint string) {
	if slices.Contains(valid, S(text)) {
		return "", ""
	}
	names := make([]string, len(valid))
	for i, v := range valid {
		names[i] = string(v)
	}
	return "unknown " + what + " " + strict.Quote(text), strict.Hint(text, names)
}

type version string

func (version) Check(text string) (problem, hint string) {
	if text != "1" {
		return "version " + strict.Quote(text) + " is none that this program knows", "write version: 1, or use a newer llmrollup"
	}
	return "", ""
}

func (version) Schema() strict.Object {
	return strict.Object{"type": []string{"number", "string"}, "enum": []any{1, "1"}}
}

type pattern string

func (pattern) Check(text string) (problem, hint string) {
	if _, err := regexp.Compile(text); err != nil {
		return "this is no regular expression: " + strings.TrimPrefix(err.Error(), "error parsing regexp: "), "its syntax is that of Go (RE2)"
	}
	return "", ""
}

func (pattern) Schema() strict.Object { return strict.Object{"type": "string", "format": "regex"} }

type decimalText string

func (decimalText) Check(text string) (problem, hint string) {
	if m, err := price.ParseMoney(text); err != nil || m.Sign() < 0 {
		return "expected a decimal number, found " + strict.Quote(text), `write it as "0.005"`
	}
	return "", ""
}

func (decimalText) Schema() strict.Object { return strict.Object{"type": []string{"string", "number"}} }
