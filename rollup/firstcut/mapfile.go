package firstcut

import (
	"cmp"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/llmtag/llmtag/internal/strict"
	"github.com/llmtag/llmtag/policy"
	"github.com/llmtag/llmtag/rollup/invoice"
	"github.com/llmtag/llmtag/rollup/price"
)

// A Map says whose the entries of a bill are.
type Map struct {
	File  string // as the user named it
	rules []rule
	tags  tagsDoc
}

// document is a map as people write it.
type document struct {
	Version version   `key:"version,required" doc:"Version of the format: 1."`
	Rules   []ruleDoc `key:"rules" doc:"Whose usage is: the first rule counts all of whose conditions hold. * stands for any text."`
	Tags    tagsDoc   `key:"tags" doc:"For what no rule holds: tags of the bill whose values name the owner. The first that is there counts."`
}

type tagsDoc struct {
	Team    []string `key:"team_id" doc:"Keys of tags with the team."`
	Project []string `key:"project_id" doc:"Keys of tags with the project."`
	Service []string `key:"service_name" doc:"Keys of tags with the service."`
}

type ruleDoc struct {
	APIKey   string            `key:"api_key" doc:"Id or name of the key, as the export has it."`
	Project  string            `key:"billing_project" doc:"The provider's project, workspace or account."`
	Account  string            `key:"account" doc:"Organisation, payer or billing account."`
	User     string            `key:"user" doc:"The provider's user."`
	Resource string            `key:"resource" doc:"Resource or inference profile."`
	Item     string            `key:"line_item" doc:"What is charged, as the provider spells it."`
	Model    string            `key:"model" doc:"The model."`
	Tags     map[string]string `key:"tags" doc:"Tags of the bill, all of these."`

	Team        string     `key:"team_id" doc:"Whose it is."`
	ProjectID   string     `key:"project_id" doc:"For what."`
	ServiceName string     `key:"service_name" doc:"By what."`
	Split       []shareDoc `key:"split" doc:"Or divided among several. The shares add up to 1."`
}

type shareDoc struct {
	Share       share  `key:"share,required" doc:"Part of it, such as 0.25."`
	Team        string `key:"team_id,required" doc:"Whose it is."`
	ProjectID   string `key:"project_id" doc:"For what."`
	ServiceName string `key:"service_name" doc:"By what."`
}

type rule struct {
	conditions []condition
	owners     []owner
	line       int
	used       bool
}

type condition struct {
	of   func(*invoice.Entry) string
	glob string
}

type owner struct {
	share                  price.Money
	team, project, service string
}

// LoadMap reads a map. Teams and services are held against the catalog, which may be
// nil. The error joins all faults, each a [*strict.Fault].
func LoadMap(file string, catalog *policy.Catalog) (*Map, error) {
	var faults strict.Faults
	abs, err := filepath.Abs(file)
	var data []byte
	if err == nil {
		data, err = strict.ReadFile(abs)
	}
	if err != nil {
		return nil, strict.FileFault(file, err)
	}
	m := parseMap(file, filepath.Dir(abs), data, catalog, &faults)
	return m, faults.Err()
}

func parseMap(name, dir string, data []byte, catalog *policy.Catalog, faults *strict.Faults) *Map {
	root := strict.Document(name, dir, data, "a map begins with version: 1", faults.Report)
	if root == nil {
		return nil
	}
	var doc document
	d := faults.Decoder()
	if d.Is(root, strict.Mapping, "", "a mapping with keys such as version and rules") {
		d.Decode(root, &doc, "")
	}
	if faults.Any() {
		return nil
	}
	m := &Map{File: name, tags: doc.Tags}
	for i := range doc.Rules {
		n := root.Get("rules", i)
		r := doc.Rules[i].compile()
		r.line = n.Line
		doc.Rules[i].check(n, &r, catalog, faults)
		m.rules = append(m.rules, r)
	}
	return m
}

func (d *ruleDoc) compile() rule {
	var r rule
	add := func(glob string, of func(*invoice.Entry) string) {
		if glob != "" {
			r.conditions = append(r.conditions, condition{of, glob})
		}
	}
	add(d.APIKey, func(e *invoice.Entry) string { return e.APIKey })
	add(d.Project, func(e *invoice.Entry) string { return e.Project })
	add(d.Account, func(e *invoice.Entry) string { return e.Account })
	add(d.User, func(e *invoice.Entry) string { return e.User })
	add(d.Resource, func(e *invoice.Entry) string { return e.Resource })
	add(d.Item, func(e *invoice.Entry) string { return e.Item })
	add(d.Model, func(e *invoice.Entry) string { return e.Model })
	for key, glob := range d.Tags {
		add(glob, func(e *invoice.Entry) string { return e.Tag(key) })
	}
	if len(d.Split) == 0 {
		r.owners = []owner{{price.One, d.Team, d.ProjectID, d.ServiceName}}
	}
	for _, s := range d.Split {
		part, _ := price.ParseMoney(string(s.Share)) // checked when it was decoded
		r.owners = append(r.owners, owner{part, s.Team, s.ProjectID, s.ServiceName})
	}
	return r
}

// check reports rules that are well-formed and make no sense.
func (d *ruleDoc) check(n *strict.Node, r *rule, catalog *policy.Catalog, faults *strict.Faults) {
	if len(r.conditions) == 0 {
		faults.Report(n.Pos, "the rule has no condition", "name an api_key, billing_project, account, user, resource, line_item, model or tags")
	}
	switch {
	case len(d.Split) > 0 && cmp.Or(d.Team, d.ProjectID, d.ServiceName) != "":
		faults.Report(n.Pos, "the rule has an owner and a split", "the split names the owners")
	case len(d.Split) == 0 && d.Team == "":
		faults.Report(n.Pos, "the rule does not say whose it is", "add team_id, or a split")
	}
	var sum price.Money
	for i, o := range r.owners {
		sum = sum.Add(o.share)
		at := n.Pos
		if len(d.Split) > 0 {
			at = n.Get("split", i).Pos
		}
		known(at, "team", o.team, "team_id", catalog, faults)
		known(at, "service", o.service, "service_name", catalog, faults)
	}
	if sum.Cmp(price.One) != 0 {
		faults.Report(n.Get("split").Pos, "the shares add up to "+sum.String(), "they are to add up to 1")
	}
}

func known(at strict.Pos, what, name, tag string, catalog *policy.Catalog, faults *strict.Faults) {
	if name == "" || catalog == nil {
		return
	}
	valid := catalog.ValuesOf(tag)
	if slices.Contains(valid, name) {
		return
	}
	if len(valid) > 0 {
		faults.Report(at, fmt.Sprintf("the catalog has no %s %s", what, strict.Quote(name)), strict.Hint(name, valid))
	}
}

// Unused are the rules, by their lines in the file, that held for nothing.
func (m *Map) Unused() []int {
	var lines []int
	for _, r := range m.rules {
		if !r.used {
			lines = append(lines, r.line)
		}
	}
	return lines
}

// owners are whose an entry is; nil if nobody's.
func (m *Map) owners(e *invoice.Entry) []owner {
	if m == nil {
		return nil
	}
	for i := range m.rules {
		if r := &m.rules[i]; r.holds(e) {
			r.used = true
			return r.owners
		}
	}
	o := owner{price.One, tagged(e, m.tags.Team), tagged(e, m.tags.Project), tagged(e, m.tags.Service)}
	if o.team == "" && o.project == "" && o.service == "" {
		return nil
	}
	return []owner{o}
}

func tagged(e *invoice.Entry, keys []string) string {
	for _, key := range keys {
		if value := e.Tag(key); value != "" {
			return value
		}
	}
	return ""
}

func (r *rule) holds(e *invoice.Entry) bool {
	for _, c := range r.conditions {
		if !price.Glob(c.glob, c.of(e)) {
			return false
		}
	}
	return true
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

// share is a part of 1, exact.
type share string

func (share) Check(text string) (problem, hint string) {
	m, err := price.ParseMoney(text)
	if err != nil || m.Sign() <= 0 || m.Cmp(price.One) > 0 {
		return "expected a share such as 0.25, found " + strict.Quote(text), "shares are above 0 and add up to 1"
	}
	return "", ""
}

func (share) Schema() strict.Object { return strict.Object{"type": []string{"number", "string"}} }

//go:generate go test -run TestTheSchemaThatIsCheckedInIsCurrent -update .

// JSONSchema returns the JSON Schema of maps, which editors use.
func JSONSchema() []byte {
	s := strict.Schema(document{})
	s["title"] = "llmrollup firstcut map"
	s["$schema"] = "http://json-schema.org/draft-07/schema#"
	s["$comment"] = "Code generated by go generate ./rollup/firstcut; DO NOT EDIT."
	s["type"] = "object"
	data, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		panic("firstcut: " + err.Error()) // strings, numbers, and maps and slices of these
	}
	return append(data, '\n')
}
