package policy

import (
	"fmt"
	"maps"
	"slices"

	"github.com/llmtag/llmtag/internal/strict"
)

// document is a policy file. Its doc tags are what editors show.
type document struct {
	Version     formatVersion      `key:"version" doc:"Version of the format; 1."`
	Tags        tagSettings        `key:"tags" doc:"The tags of LLM requests, in the order of reports. The default is project_id, service_name and team_id, all required."`
	Enforce     Enforce            `key:"enforce" doc:"effective: every request carries the required tags, from its client or by itself. client: every client carries them. request: every request carries them by itself. The default is effective."`
	Exclude     []glob             `key:"exclude" doc:"Globs of files that are not linted, relative to this file. ** stands for any number of directories."`
	Tests       bool               `key:"tests" doc:"Lint _test.go files too. The default is false."`
	Environment environmentHeaders `key:"environment_headers" doc:"trust: headers that SDKs read from environment variables count as tags. The default is ignore."`
	Rules       ruleSettings       `key:"rules" doc:"How findings of each rule count: off, warning or error, or a mapping with severity and the rule's own settings."`
	SDKs        []fileName         `key:"sdks" doc:"Further SDK descriptions, relative to this file."`
	Wrappers    []wrapperSetting   `key:"wrappers" doc:"In-house functions that tag by themselves."`
	Catalog     fileNames          `key:"catalog" doc:"The service ownership catalog, relative to this file: llmtag's own format, a Backstage catalog-info.yaml or CODEOWNERS. A list is read as one catalog."`
	Rollup      Rollup             `key:"rollup" doc:"What llmrollup reads."`
}

type tagSettings map[tagName]tagSetting

type tagSetting struct {
	Required bool          `key:"required" doc:"Every request must carry the tag. The default is false."`
	Header   header        `key:"header" doc:"The HTTP header that carries the tag."`
	Headers  []header      `key:"headers" doc:"The HTTP headers of which any may carry the tag, the preferred one first."`
	Pattern  pattern       `key:"pattern" doc:"Regular expression that constant values must match."`
	Values   valuesSetting `key:"values" doc:"The allowed values, or the word catalog for those of the catalog."`
}

// synonyms are keys that say the same thing: one in a nested policy displaces
// the other of the policy above.
var synonyms = map[string]string{"header": "headers", "headers": "header"}

func (t *tagSettings) DecodeYAML(d *strict.Decoder, n *strict.Node, path string) {
	if n.Kind == strict.Null || n.Kind == strict.Mapping && len(n.Entries) == 0 {
		d.Report(n.Pos, path+": the list of tags is empty", "leave the key out to have the default tags")
		return
	}
	d.Decode(n, (*map[tagName]tagSetting)(t), path)
}

func (*tagSettings) SchemaYAML() strict.Object {
	o := strict.Schema(map[tagName]tagSetting{})
	o["type"], o["minProperties"] = "object", 1
	return o
}

// valuesSetting is the word catalog, or a list of values.
type valuesSetting struct {
	catalog bool
	list    []value
}

func (v *valuesSetting) DecodeYAML(d *strict.Decoder, n *strict.Node, path string) {
	switch {
	case n.Kind == strict.Scalar && n.Text == "catalog":
		v.catalog = true
	case n.Kind == strict.Scalar && n.Tag == "!!str":
		problem, hint := oneOf(n.Text, "catalog")
		if hint == "" {
			problem, hint = path+": expected catalog or a list, found "+strict.Quote(n.Text), "write ["+n.Text+"]"
		}
		d.Report(n.Pos, problem, hint)
	case n.Kind != strict.Sequence:
		d.Expected(n, path, "catalog or a list")
	case len(n.Items) == 0:
		d.Report(n.Pos, path+": the list of values is empty", "leave the key out to allow any value")
	default:
		d.Decode(n, &v.list, path)
		noneTwice(d, n, path)
	}
}

func (*valuesSetting) SchemaYAML() strict.Object {
	list := strict.Schema([]value{})
	list["type"], list["minItems"], list["uniqueItems"] = "array", 1, true
	return strict.Object{"anyOf": []strict.Object{{"enum": []string{"catalog"}}, list}}
}

// noneTwice reports items of a list that occurred before.
func noneTwice(d *strict.Decoder, n *strict.Node, path string) {
	seen := map[string]bool{}
	for _, item := range n.Items {
		if item.Kind == strict.Scalar && seen[item.Text] {
			d.Report(item.Pos, path+": "+strict.Quote(item.Text)+" is there twice", "")
		}
		seen[item.Text] = true
	}
}

// fileNames is a file name or a list of them.
type fileNames []fileName

func (f *fileNames) DecodeYAML(d *strict.Decoder, n *strict.Node, path string) {
	if n.Kind != strict.Scalar {
		d.Decode(n, (*[]fileName)(f), path)
		return
	}
	var one fileName
	d.Decode(n, &one, path)
	*f = fileNames{one}
}

func (*fileNames) SchemaYAML() strict.Object {
	return strict.Object{"anyOf": []strict.Object{strict.Schema(fileName("")), strict.Schema([]fileName{})}}
}

type wrapperSetting struct {
	Func   funcName             `key:"func,required" doc:"Full name of the function: example.com/llm.New or (*example.com/llm.Factory).New."`
	Tags   []tagName            `key:"tags" doc:"The tags that its result carries, whatever the arguments are."`
	Params map[tagName]position `key:"params" doc:"The tags that its arguments are the values of: positions of parameters, from 0, the receiver not counted."`
}

func (w *wrapperSetting) DecodeYAML(d *strict.Decoder, n *strict.Node, path string) {
	type plain wrapperSetting
	d.Decode(n, (*plain)(w), path)
	if n.Kind == strict.Mapping && len(w.Tags)+len(w.Params) == 0 {
		d.Report(n.Pos, path+": the wrapper attaches no tag", "add tags: [team_id], or params: {team_id: 1} where an argument is the value")
	}
}

func (*wrapperSetting) SchemaYAML() strict.Object {
	type plain wrapperSetting
	s := strict.Schema(plain{})
	carries := func(key, bound string) strict.Object {
		return strict.Object{"required": []string{key}, "properties": strict.Object{key: strict.Object{"not": strict.Object{"type": "null"}, bound: 1}}}
	}
	s["anyOf"] = []strict.Object{carries("tags", "minItems"), carries("params", "minProperties")}
	return s
}

// ruleSettings holds what a file says of rules; those it does not name are absent.
type ruleSettings map[string]Rule

type ruleSetting struct {
	Severity     severityWord `key:"severity" doc:"off, warning or error."`
	Placeholders []value      `key:"placeholders" doc:"Constants that count as no value, besides the built-in ones; case weighs nothing."`
	Recorders    []funcName   `key:"recorders" doc:"In-house functions and methods that record the usage of responses, or make clients, transports or options that do."`
}

func (r *ruleSettings) DecodeYAML(d *strict.Decoder, n *strict.Node, path string) {
	if n.Kind == strict.Null || !d.Is(n, strict.Mapping, path, "a mapping") {
		return
	}
	*r = ruleSettings{}
	for _, e := range n.Entries {
		i := slices.IndexFunc(ruleTable, func(r RuleInfo) bool { return r.Name == e.Key })
		if i < 0 {
			d.Unknown(e.KeyPos, "rule", e.Key, "", RuleNames())
			continue
		}
		(*r)[e.Key] = decodeRule(d, e.Value, path+"."+e.Key, ruleTable[i])
	}
	d.Repeated(n, path)
}

func decodeRule(d *strict.Decoder, n *strict.Node, path string, info RuleInfo) Rule {
	s := ruleSetting{Severity: severityWord(info.Default.String())}
	if n.Kind != strict.Mapping {
		d.Decode(n, &s.Severity, path)
		return Rule{Severity: s.Severity.severity()}
	}
	for _, e := range n.Entries {
		if e.Key != "severity" && strict.HasKey(s, e.Key) && !slices.Contains(info.settings, e.Key) {
			d.Report(e.KeyPos, fmt.Sprintf("%s: the rule has no setting %s", path, e.Key), "")
		}
	}
	d.Decode(n, &s, path)
	r := Rule{Severity: s.Severity.severity()}
	for _, p := range s.Placeholders {
		r.Placeholders = append(r.Placeholders, string(p))
	}
	for i, name := range s.Recorders {
		r.Recorders, r.at = append(r.Recorders, string(name)), append(r.at, n.Get("recorders", i).Pos)
	}
	return r
}

func (*ruleSettings) SchemaYAML() strict.Object {
	properties := strict.Object{}
	for _, r := range ruleTable {
		whole := strict.Schema(ruleSetting{})
		whole["type"] = "object"
		all, _ := whole["properties"].(strict.Object)
		maps.DeleteFunc(all, func(key string, _ any) bool {
			return key != "severity" && !slices.Contains(r.settings, key)
		})
		properties[r.Name] = strict.Object{
			"description": "Finds " + r.Finds + ".",
			"default":     r.Default.String(),
			"anyOf":       []strict.Object{strict.Schema(severityWord("")), whole},
		}
	}
	return strict.Object{"type": []string{"object", "null"}, "properties": properties, "additionalProperties": false}
}

type severityWord string

func (severityWord) Check(text string) (problem, hint string) {
	problem, hint = oneOf(text, severities...)
	if text == "false" || text == "none" || text == "ignore" {
		hint = "write off"
	}
	return problem, hint
}

func (severityWord) Schema() strict.Object {
	return strict.Object{"type": "string", "enum": severities}
}

func (s severityWord) severity() Severity {
	return Severity(max(slices.Index(severities, string(s)), 0))
}
