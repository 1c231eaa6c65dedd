package sdks

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// start is a description without faults, of three lines, to which tests add.
const start = `sdk: acme
modules:
  - { path: example.com/acme, version: v1.0.0, packages: [.] }
`

func TestAFaultIsNamedWithItsPlaceAndTheWayOut(t *testing.T) {
	tests := map[string]struct {
		file string
		want []string
	}{
		"an empty file":                                  {"", []string{`acme.yaml: the file is empty; a description begins with "sdk: NAME"`}},
		"a file with comments only":                      {"# nothing\n", []string{`acme.yaml: the file is empty; a description begins with "sdk: NAME"`}},
		"a text that is no YAML":                         {"sdk: acme\ncalls: [\n", []string{"acme.yaml:2:1: this is not YAML: did not find expected node content"}},
		"a second document":                              {start + "---\nsdk: other\n", []string{"acme.yaml:5:1: a second YAML document begins here; the file must be one document"}},
		"a list instead of a map":                        {"- sdk\n", []string{"acme.yaml:1:1: expected a mapping, found a list"}},
		"no name":                                        {"notes: [x]\n", []string{"acme.yaml:1:1: sdk is missing"}},
		"a misspelt section":                             {start + "cals: []\n", []string{`acme.yaml:4:1: unknown key "cals"; did you mean "calls"?`}},
		"a misspelt key of a row":                        {start + "calls:\n  - { fun: $m.Ask, kind: chat }\n", []string{`acme.yaml:5:7: unknown key "fun" in calls[0]; did you mean "func"?`}},
		"a key like none":                                {"sdk: acme\nmodules:\n  - { path: p, version: v, packages: [], zzzzzzzz: 1 }\n", []string{`acme.yaml:3:42: unknown key "zzzzzzzz" in modules[0]; valid: as, path, version, packages, shared`}},
		"a key given twice":                              {"sdk: acme\nsdk: acme\n", []string{`acme.yaml:2:1: key "sdk" appears twice; line 1 has it too`}},
		"the column counts bytes":                        {start + "calls:\n  - { note: größer, fun: x, func: $m.Ask, kind: chat }\n", []string{`acme.yaml:5:23: unknown key "fun" in calls[0]; did you mean "func"?`}},
		"a text where a list belongs":                    {start + "clients: $m.Client\n", []string{`acme.yaml:4:10: clients: expected a list, found "$m.Client"`}},
		"a map where a text belongs":                     {start + "clients: [{ type: $m.Client }]\n", []string{"acme.yaml:4:11: clients[0]: expected a word, found a mapping"}},
		"a list where a map belongs":                     {start + "calls:\n  - { func: $m.Ask, kind: chat, params: [opts] }\n", []string{"acme.yaml:5:41: calls[0].params: expected a mapping, found a list"}},
		"nothing where a text belongs":                   {start + "clients: [~]\n", []string{"acme.yaml:4:11: clients[0]: expected a word, found nothing"}},
		"a text where a bool belongs":                    {start + "calls:\n  - { func: $m.Ask, kind: chat, streaming: maybe }\n", []string{`acme.yaml:5:44: calls[0].streaming: expected true or false, found "maybe"`}},
		"an unknown role of a parameter":                 {start + "calls:\n  - { func: $m.Ask, kind: chat, params: { opts: option } }\n", []string{`acme.yaml:5:49: unknown role "option"; did you mean "options"?`}},
		"an unknown role of a field":                     {start + "fields:\n  - { field: $m.Config.HTTP, as: htp }\n", []string{`acme.yaml:5:34: unknown role "htp"; did you mean "http"?`}},
		"an unknown kind":                                {start + "calls:\n  - { func: $m.Ask, kind: chatt }\n", []string{`acme.yaml:5:27: unknown kind "chatt"; did you mean "chat"?`}},
		"an unknown kind of constructor":                 {start + "constructors:\n  - { func: $m.New, makes: wrap }\n", []string{`acme.yaml:5:28: unknown makes "wrap"; did you mean "wrapper"?`}},
		"an unknown zero value":                          {start + "literals:\n  - { type: $m.Client, zero: maybe }\n", []string{`acme.yaml:5:30: unknown zero "maybe"; valid: yes, no, partly`}},
		"an unknown effect":                              {start + "options:\n  - { func: $m.With, effect: sett, key: k, value: v }\n", []string{`acme.yaml:5:30: unknown effect "sett"; did you mean "set"?`}},
		"an option that lacks an operand":                {start + "options:\n  - { func: $m.With, effect: set, key: k }\n", []string{`acme.yaml:5:5: the effect set needs the key "value"`}},
		"an option with a foreign operand":               {start + "options:\n  - { func: $m.With, effect: delete, key: k, value: v }\n", []string{`acme.yaml:5:53: the key "value" has no part in the effect delete; want key`}},
		"an unknown alias":                               {start + "clients: [$n.Client]\n", []string{`acme.yaml:4:11: no module has the name "$n"; did you mean "$m"?`}},
		"an alias without modules":                       {"sdk: acme\nclients: [$m.Client]\n", []string{`acme.yaml:2:11: no module has the name "$m"; declare a module under modules`}},
		"two modules of one name":                        {"sdk: acme\nmodules:\n  - { path: p, version: v, packages: [] }\n  - { path: q, version: v, packages: [] }\n", []string{`acme.yaml:4:5: two modules have the name "m"; give each module a name of its own with "as"`}},
		"a function without its package":                 {start + "calls:\n  - { func: Ask, kind: chat }\n", []string{`acme.yaml:5:13: "Ask" is not the full name of a function; write it as "import/path.Func" or "(*import/path.Type).Method"`}},
		"a method without parentheses is taken for none": {start + "calls:\n  - { func: '*$m.Client.Ask', kind: chat }\n", []string{`acme.yaml:5:13: "*example.com/acme.Client.Ask" is not the full name of a function; write it as "import/path.Func" or "(*import/path.Type).Method"`}},
		"a field without its type":                       {start + "fields:\n  - { field: $m.header, as: headers }\n", []string{`acme.yaml:5:14: "example.com/acme.header" is not the full name of a field; write it as "import/path.Type.Field"`}},
		"a call described twice":                         {start + "calls:\n  - { func: $m.Ask, kind: chat }\n  - { func: $m.Ask, kind: chat }\n", []string{"acme.yaml:6:13: example.com/acme.Ask is described twice in calls, first in line 5"}},
		"a call that is free too":                        {start + "calls:\n  - { func: $m.Ask, kind: chat }\nfree:\n  - $m.{Ask, List}\n", []string{"acme.yaml:7:5: example.com/acme.Ask is free here and one of calls in line 5"}},
		"a host with a scheme":                           {start + "endpoints:\n  - { host: 'https://llm.acme.com', paths: [/v1] }\n", []string{`acme.yaml:5:13: the host "https://llm.acme.com" must be lower-case, without scheme, port and path`}},
		"a brace that is not closed":                     {start + "endpoints:\n  - { host: llm.acme.com, paths: ['/v1/{tenant/ask'] }\n", []string{`acme.yaml:5:35: in the path "/v1/{tenant/ask" a brace is not closed, or not opened`}},
		"a path without its slash":                       {start + "endpoints:\n  - { host: llm.acme.com, paths: [v1/chat] }\n", []string{`acme.yaml:5:35: the path "v1/chat" does not begin with a slash`}},
		"a path with a query":                            {start + "endpoints:\n  - { host: llm.acme.com, paths: ['/v1/chat?x=1'] }\n", []string{`acme.yaml:5:35: the path "/v1/chat?x=1" is no pattern: "…" stands at the end only, and a query is not compared`}},
		"an unknown slot that a call goes without":       {start + "calls:\n  - { func: $m.Ask, kind: chat, without: [htp] }\n", []string{`acme.yaml:5:43: unknown slot "htp"; did you mean "http"?`}},
		"an HTTP function that does nothing known":       {start + "http_funcs:\n  - { funcs: [$m.New], does: make }\n", []string{`acme.yaml:5:30: unknown does "make"; did you mean "make-client"?`}},
		"an HTTP function without names":                 {start + "http_funcs:\n  - { funcs: [], does: send }\n", []string{"acme.yaml:5:14: a row of http_funcs names no function under funcs"}},
		"an HTTP function that lacks an operand":         {start + "http_funcs:\n  - { funcs: [$m.Set], does: set, key: k }\n", []string{`acme.yaml:5:5: does: set needs the key "value"`}},
		"a tab":                                          {"sdk: acme\nclients:\n\t- x\n", []string{"acme.yaml:3:1: a tab cannot indent YAML; write spaces"}},
		"a text that is not UTF-8":                       {"sdk: acme\nnotes: [\xff]\n", []string{"acme.yaml:2:9: this is not UTF-8; save the file in that encoding"}},
		"a file that says nothing":                       {"sdk: acme\nnotes: [nothing]\n", []string{`acme.yaml:1:1: the description says nothing of the SDK "acme"; add modules, and sections such as constructors and calls`}},
		"an empty text":                                  {start + "options:\n  - { func: $m.With, effect: delete, key: '' }\n", []string{"acme.yaml:5:43: an empty text; leave the key out, or fill it in"}},
		"a client that is no type":                       {start + "clients: [$m]\n", []string{`acme.yaml:4:11: "example.com/acme" is not the full name of a type; write it as "import/path.Type"`}},
		"a client that is a pointer":                     {start + "clients: [(*$m.Client)]\n", []string{`acme.yaml:4:11: "(*example.com/acme.Client)" is not the full name of a type; write it as "import/path.Type"`}},
		"a module path with a slash too much":            {"sdk: acme\nmodules:\n  - { path: example.com/acme/, version: v1, packages: [.] }\n", []string{`acme.yaml:3:13: malformed import path "example.com/acme/": trailing slash`}},
		"a package that begins with a slash":             {"sdk: acme\nmodules:\n  - { path: example.com/acme, version: v1, packages: [/llm] }\n", []string{`acme.yaml:3:55: malformed import path "example.com/acme//llm": double slash`}},
		"a constructor that is a call too":               {start + "constructors:\n  - { func: $m.Ask }\ncalls:\n  - { func: $m.Ask, kind: chat }\n", []string{"acme.yaml:7:13: example.com/acme.Ask is one of calls here and one of constructors in line 5"}},
		"a host with a star":                             {start + "endpoints:\n  - { host: '*.acme.com' }\n", []string{`acme.yaml:5:13: in the host "*.acme.com" a star stands for itself; write {x} for any name`}},
		"a path with a star":                             {start + "endpoints:\n  - { host: llm.acme.com, paths: ['/v1/*/ask'] }\n", []string{`acme.yaml:5:35: in the path "/v1/*/ask" a star stands for itself; write {x} for any name, or … at the end for any rest`}},
		"a host that is almost any":                      {start + "endpoints:\n  - { host: '{x}.com' }\n", []string{`acme.yaml:5:13: the host "{x}.com" is almost any host; name more of it`}},
		"a tag without its name":                         {start + "fields:\n  - { field: $m.Owner.Team, as: tag }\n", []string{`acme.yaml:5:5: the role tag needs the key "tag"; add tag: team_id, or whichever it is`}},
		"a tag's name in another role":                   {start + "fields:\n  - { field: $m.Owner.Team, as: http, tag: team_id }\n", []string{`acme.yaml:5:44: the key "tag" has no part in the role http; write as: tag`}},
		"tags of what makes a client":                    {start + "constructors:\n  - { func: $m.New, tags: { team_id: team } }\n", []string{`acme.yaml:5:27: the key "tags" has no part in what makes a client; add makes: transport`}},
		"a recorder that is not named":                   {start + "options:\n  - { func: $m.With, effect: record }\n", []string{`acme.yaml:5:5: the effect record needs the key "from"`}},
		"an effect without operands":                     {start + "options:\n  - { func: $m.With, effect: ask, from: x }\n", []string{`acme.yaml:5:41: the key "from" has no part in the effect ask; want no other key`}},
		"usage that is neither field nor function":       {start + "usage: [Usage]\n", []string{`acme.yaml:4:9: "Usage" is not the full name of a function; write it as "import/path.Func" or "(*import/path.Type).Method"`}},
		"no function where one belongs":                  {start + "calls:\n  - { kind: chat }\n", []string{"acme.yaml:5:5: calls[0]: func is missing"}},
		"all faults at once, in the order of the file": {
			start + "clients: [~]\ncalls:\n  - { func: $m.Ask }\nextra: 1\n",
			[]string{
				"acme.yaml:4:11: clients[0]: expected a word, found nothing",
				"acme.yaml:6:5: calls[0]: kind is missing",
				`acme.yaml:7:1: unknown key "extra"; valid: sdk, modules, source, clients, options_field, constructors, literals, calls, options, fields, contexts, endpoints, http_types, http_funcs, free, same, usage, tokenizers, notes`,
			},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Decode("acme.yaml", []byte(tt.file))
			if err == nil {
				t.Fatal("no fault found")
			}
			if diff := cmp.Diff(tt.want, strings.Split(err.Error(), "\n")); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
			if fault := (*DecodeError)(nil); !errors.As(err, &fault) || fault.File != "acme.yaml" {
				t.Errorf("%v wraps no DecodeError of the file", err)
			}
		})
	}
}

func TestAbbreviationsAreExpanded(t *testing.T) {
	sdk, err := Decode("acme.yaml", []byte(`
sdk: acme
modules:
  - { path: example.com/acme/v2, version: v2.0.0, packages: [., chat] }
  - { as: core, path: example.com/core.v1, version: v1.0.0, packages: [.], shared: true }
clients: [$m/chat.Client]
calls:
  - { func: "(*$m/chat.Client[In, Out]).Ask", kind: chat, params: { o: struct } }
fields:
  - { field: $core.Options.Inner.Header, as: headers }
free:
  - (*$m/chat.Client).{List, Get}
  - $core.Dial
`))
	if err != nil {
		t.Fatal(err)
	}
	want := &SDK{
		Name: "acme",
		Modules: []Module{
			{Alias: "m", Path: "example.com/acme/v2", Version: "v2.0.0", Packages: []string{".", "chat"}},
			{Alias: "core", Path: "example.com/core.v1", Version: "v1.0.0", Packages: []string{"."}, Shared: true},
		},
		Clients: []string{"example.com/acme/v2/chat.Client"},
		Calls:   []Call{{Func: "(*example.com/acme/v2/chat.Client[In, Out]).Ask", Kind: "chat", Params: map[string]Role{"o": RoleStruct}}},
		Fields:  []Field{{Field: "example.com/core.v1.Options.Inner.Header", As: RoleHeaders}},
		Free:    []string{"(*example.com/acme/v2/chat.Client).List", "(*example.com/acme/v2/chat.Client).Get", "example.com/core.v1.Dial"},
	}
	if diff := cmp.Diff(want, sdk); diff != "" {
		t.Errorf("Decode (-want +got):\n%s", diff)
	}
}

func TestLoadNamesTheFaultsOfAllFiles(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	const module = "modules: [{ path: x, version: v1, packages: [.] }]\n"
	tests := map[string]struct {
		files []string
		want  string
	}{
		"a file that is not there":           {[]string{filepath.Join(dir, "none.yaml")}, "reading an SDK description: open "},
		"two files, a fault in each":         {[]string{write("a.yaml", "sdk: a\nx: 1\n"), write("b.yaml", "sdk: b\ny: 1\n")}, `b.yaml:2:1: unknown key "y"`},
		"one function in two files of users": {[]string{write("c.yaml", "sdk: c\n"+module+"free: [x.F]\ncalls: [{ func: x.G, kind: chat }]\n"), write("d.yaml", "sdk: d\n"+module+"calls: [{ func: x.G, kind: chat }]\n")}, "d.yaml:3:9: x.G is described in "},
		"a call of no module":                {[]string{write("e.yaml", "sdk: e\ncalls: [{ func: x.G, kind: chat }]\n")}, "e.yaml:2:17: the package x belongs to no described module; add it under modules, "},
		"a client of a shared module":        {[]string{write("f.yaml", "sdk: f\nmodules: [{ path: x, version: v1, packages: [a], shared: true }]\nclients: [x/b.C]\n")}, "f.yaml:3:11: the package x/b belongs to no described module; "},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Load(tt.files...)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Load: %v; want %q in it", err, tt.want)
			}
		})
	}
}
