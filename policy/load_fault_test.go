package policy

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Each case is a file in testdata/bad; want is all that is said of it.
var faultyPolicies = map[string]struct {
	file string
	want []string
}{
	"a key that begins like a valid one is told the valid one": {
		"unknown-key.yaml", []string{
			`unknown-key.yaml:2:1: unknown key "enforcement"; did you mean "enforce"?`,
		},
	},
	"a misspelt key names the nearest valid one": {
		"misspelt-key.yaml", []string{
			`misspelt-key.yaml:2:1: unknown key "tag"; did you mean "tags"?`,
		},
	},
	"a misspelt key of a tag says where it is": {
		"misspelt-tag-key.yaml", []string{
			`misspelt-tag-key.yaml:3:14: unknown key "requierd" in tags.team_id; did you mean "required"?`,
		},
	},
	"an unknown rule names the nearest one, or all": {
		"unknown-rule.yaml", []string{
			`unknown-rule.yaml:3:3: unknown rule "untaged-client"; did you mean "untagged-client"?`,
			`unknown-rule.yaml:4:3: unknown rule "no-such-thing"; valid: untagged-client, untagged-call, unproven-tags, empty-tag, invalid-tag-value, raw-endpoint, shared-key, missing-usage, estimated-tokens, unlogged-client, missing-max-tokens, unpriced-model, bad-ignore`,
		},
	},
	"a severity is one of three words": {
		"bad-severity.yaml", []string{
			`bad-severity.yaml:3:15: rules.shared-key: expected off, warning or error, found "warn"; did you mean "warning"?`,
			`bad-severity.yaml:4:26: rules.empty-tag.severity: expected off, warning or error, found "fatal"`,
			`bad-severity.yaml:5:17: rules.raw-endpoint: expected off, warning or error, found "false"; write off`,
		},
	},
	"a rule takes its own settings only": {
		"setting-of-another-rule.yaml", []string{
			"setting-of-another-rule.yaml:3:34: rules.shared-key: the rule has no setting placeholders",
		},
	},
	"an empty list of tags is refused": {
		"empty-tags.yaml", []string{
			"empty-tags.yaml:2:7: tags: the list of tags is empty; leave the key out to have the default tags",
		},
	},
	"tags without any is an empty list": {
		"tags-commented-out.yaml", []string{
			"tags-commented-out.yaml:2:6: tags: the list of tags is empty; leave the key out to have the default tags",
		},
	},
	"a policy that requires nothing is refused": {
		"no-required-tag.yaml", []string{
			"no-required-tag.yaml:2:1: no tag is required: nothing would be checked; write required: true at the tags that every request must carry",
		},
	},
	"the name of a tag can be a metadata key": {
		"bad-tag-name.yaml", []string{
			`bad-tag-name.yaml:3:3: tags: expected the name of a tag (a letter, then letters, digits, _ . -; at most 64), found "team id"`,
		},
	},
	"a bad pattern says what is wrong with it": {
		"bad-pattern.yaml", []string{
			"bad-pattern.yaml:3:55: tags.team_id.pattern: bad pattern \"^[a-z\": missing closing ]: `[a-z`; the syntax is that of Go's package regexp",
		},
	},
	"an empty pattern is refused": {
		"empty-pattern.yaml", []string{
			"empty-pattern.yaml:3:55: tags.team_id.pattern: the pattern is empty; leave the key out to allow any value",
		},
	},
	"a header name is a token": {
		"bad-header.yaml", []string{
			`bad-header.yaml:3:38: tags.team_id.header: expected the name of an HTTP header, found "X-LLM Team"; it has letters, digits and -, and no value`,
			`bad-header.yaml:4:43: tags.project_id.headers[0]: expected the name of an HTTP header, found "X-Project: x"; it has letters, digits and -, and no value`,
			`bad-header.yaml:4:59: tags.project_id.headers[1]: expected the name of an HTTP header, found ""; it has letters, digits and -, and no value`,
		},
	},
	"header and headers exclude each other": {
		"header-and-headers.yaml", []string{
			"header-and-headers.yaml:6:5: tags.team_id has both header and headers; list all of them under headers, the preferred one first",
		},
	},
	"two tags cannot share a header, however it is spelt": {
		"shared-header.yaml", []string{
			"shared-header.yaml:4:54: tags.project_id: x-owner is the header of team_id; each tag needs a header of its own",
		},
	},
	"values of the catalog need a catalog": {
		"values-without-catalog.yaml", []string{
			"values-without-catalog.yaml:3:54: tags.team_id: there is no catalog to take values from; add catalog: catalog.yaml",
		},
	},
	"only teams, services and projects have values in a catalog": {
		"values-of-no-catalog-kind.yaml", []string{
			"values-of-no-catalog-kind.yaml:3:58: tags.cost_center: the catalog has values for project_id, service_name and team_id; list the values",
		},
	},
	"a catalog without projects allows no project, so it is refused": {
		"catalog-without-projects.yaml", []string{
			"catalog-without-projects.yaml:3:60: tags.project_id: the catalog names no projects",
		},
	},
	"a word for values is the word catalog": {
		"misspelt-catalog-word.yaml", []string{
			`misspelt-catalog-word.yaml:3:54: expected catalog, found "catalogue"; did you mean "catalog"?`,
			`misspelt-catalog-word.yaml:4:44: tags.project_id.values: expected catalog or a list, found "checkout"; write [checkout]`,
		},
	},
	"an empty list of values is refused": {
		"empty-values.yaml", []string{
			"empty-values.yaml:3:54: tags.team_id.values: the list of values is empty; leave the key out to allow any value",
		},
	},
	"a value is listed once": {
		"values-twice.yaml", []string{
			`values-twice.yaml:3:66: tags.team_id.values: "core" is there twice`,
		},
	},
	"a blank value is refused": {
		"blank-value.yaml", []string{
			"blank-value.yaml:3:61: tags.team_id.values[1]: expected a value, found a blank one",
		},
	},
	"a number is no word": {
		"number-for-a-value.yaml", []string{
			"number-for-a-value.yaml:3:61: tags.team_id.values[1]: expected a word, found 42; put it in quotes",
		},
	},
	"listed values keep the pattern": {
		"value-against-pattern.yaml", []string{
			`value-against-pattern.yaml:3:75: tags.team_id: the value "Ads" does not match the pattern ^[a-z]+$; correct one of them`,
		},
	},
	"the catalog's values keep the pattern": {
		"catalog-against-pattern.yaml", []string{
			`catalog-against-pattern.yaml:3:75: tags.team_id: the value "ads" does not match the pattern ^[0-9]+$; correct one of them`,
			`catalog-against-pattern.yaml:3:75: tags.team_id: the value "search" does not match the pattern ^[0-9]+$; correct one of them`,
		},
	},
	"a missing catalog is reported where it is named": {
		"missing-catalog.yaml", []string{
			`missing-catalog.yaml:2:10: there is no file "catalogue.yaml"; names are relative to the directory of the policy`,
		},
	},
	"a catalog is a file": {
		"catalog-is-a-directory.yaml", []string{
			`catalog-is-a-directory.yaml:2:10: "catalog" is a directory; name the file in it`,
		},
	},
	"a fault of the catalog is reported in the catalog": {
		"faulty-catalog.yaml", []string{
			`catalog/unknown-team.yaml:4:21: unknown team "paymnts"; did you mean "payments"?`,
		},
	},
	"a missing SDK description is reported where it is named": {
		"missing-sdk.yaml", []string{
			`missing-sdk.yaml:2:8: there is no file "./sdks/in-house.yaml"; names are relative to the directory of the policy`,
		},
	},
	"enforce is one of three words": {
		"bad-enforce.yaml", []string{
			`bad-enforce.yaml:2:10: enforce: expected effective, client or request, found "clients"; did you mean "client"?`,
		},
	},
	"environment_headers is one of two words": {
		"bad-environment-headers.yaml", []string{
			`bad-environment-headers.yaml:2:22: environment_headers: expected ignore or trust, found "yes"`,
		},
	},
	"yes is not true": {
		"yes-for-true.yaml", []string{
			`yes-for-true.yaml:2:8: tests: expected true or false, found "yes"`,
		},
	},
	"a key without a value is not the default": {
		"nothing-for-a-word.yaml", []string{
			"nothing-for-a-word.yaml:2:9: enforce: expected a word, found nothing",
		},
	},
	"a word is not a list of one": {
		"word-for-a-list.yaml", []string{
			`word-for-a-list.yaml:2:10: exclude: expected a list, found "**/testdata/**"`,
		},
	},
	"each bad glob says why it is bad": {
		"bad-globs.yaml", []string{
			`bad-globs.yaml:3:5: exclude[0]: bad glob "third_party\\vendor\\**": it has a backslash; directories are separated by / on every system`,
			`bad-globs.yaml:4:5: exclude[1]: bad glob "/abs/**": it is absolute; globs are relative to the directory of their file`,
			`bad-globs.yaml:5:5: exclude[2]: bad glob "a[b": a [ has no ]`,
			`bad-globs.yaml:6:5: exclude[3]: bad glob "gen**/x": ** stands between slashes, alone`,
			`bad-globs.yaml:7:5: exclude[4]: bad glob "{a,b/**": a { has no }`,
			`bad-globs.yaml:8:5: exclude[5]: bad glob "": it is empty`,
		},
	},
	"a wrapper attaches tags of the policy": {
		"wrapper-unknown-tag.yaml", []string{
			`wrapper-unknown-tag.yaml:4:24: unknown tag "team" in wrappers[0].tags; did you mean "team_id"?`,
			`wrapper-unknown-tag.yaml:6:15: unknown tag "servce_name" in wrappers[1].params; did you mean "service_name"?`,
		},
	},
	"a wrapper attaches a tag": {
		"wrapper-without-tags.yaml", []string{
			"wrapper-without-tags.yaml:3:5: wrappers[0]: the wrapper attaches no tag; add tags: [team_id], or params: {team_id: 1} where an argument is the value",
		},
	},
	"a wrapper has a function": {
		"wrapper-without-func.yaml", []string{
			"wrapper-without-func.yaml:3:5: wrappers[0]: func is missing",
		},
	},
	"the function of a wrapper is a full name": {
		"wrapper-bad-func.yaml", []string{
			`wrapper-bad-func.yaml:3:13: wrappers[0].func: expected the full name of a function, found "New"; write example.com/llm.New, or (*example.com/llm.Factory).New for a method`,
			`wrapper-bad-func.yaml:4:13: wrappers[1].func: expected the full name of a function, found "*example.com/llm.Factory.New"; write (*example.com/llm.Factory).New`,
			`wrapper-bad-func.yaml:5:13: wrappers[2].func: expected the full name of a function, found "example.com/llm.New()"; write example.com/llm.New, or (*example.com/llm.Factory).New for a method`,
		},
	},
	"a wrapper is stated once": {
		"wrapper-twice.yaml", []string{
			"wrapper-twice.yaml:4:13: wrappers[1]: example.com/llm.New is there twice; line 3 has it too",
		},
	},
	"a file is named once, however it is written": {
		"file-twice.yaml", []string{
			`file-twice.yaml:2:26: sdks: ".././good/sdk.yaml" is there twice; name it once`,
			`file-twice.yaml:3:33: catalog: "../good/catalog.yaml" is there twice; name it once`,
		},
	},
	"a wrapper has one source for a tag": {
		"wrapper-tag-twice.yaml", []string{
			"wrapper-tag-twice.yaml:5:15: wrappers[0]: team_id is under tags and under params; keep the one that is true",
		},
	},
	"a parameter has a position": {
		"wrapper-bad-position.yaml", []string{
			"wrapper-bad-position.yaml:4:24: wrappers[0].params.team_id: expected the position of a parameter, found -1; the first one is 0",
			`wrapper-bad-position.yaml:4:40: wrappers[0].params.project_id: expected a whole number, found "team"`,
			"wrapper-bad-position.yaml:4:60: wrappers[0].params.service_name: expected a whole number, found 1.5",
		},
	},
	"a key that appears twice names both lines": {
		"duplicate-key.yaml", []string{
			`duplicate-key.yaml:3:1: key "tests" appears twice; line 2 has it too`,
		},
	},
	"a tag that appears twice names both lines": {
		"duplicate-tag.yaml", []string{
			`duplicate-tag.yaml:4:3: tags: key "team_id" appears twice; line 3 has it too`,
		},
	},
	"a policy is one document": {
		"two-documents.yaml", []string{
			"two-documents.yaml:3:1: a second YAML document begins here; the file must be one document",
		},
	},
	"an empty file is no policy": {
		"empty.yaml", []string{
			"empty.yaml: the file is empty; a policy begins with version: 1",
		},
	},
	"a file of comments is no policy": {
		"only-comments.yaml", []string{
			"only-comments.yaml: the file is empty; a policy begins with version: 1",
		},
	},
	"a tab in the indentation is called a tab": {
		"tab.yaml", []string{
			"tab.yaml:3:1: a tab cannot indent YAML; write spaces",
		},
	},
	"a brace that is never closed is reported where it opens": {
		"open-brace.yaml", []string{
			"open-brace.yaml:2:1: this is not YAML: did not find expected ',' or '}'",
		},
	},
	"a wrong indentation is reported in its line": {
		"bad-indent.yaml", []string{
			"bad-indent.yaml:4:1: this is not YAML: did not find expected key",
		},
	},
	"a template is no YAML": {
		"template.yaml", []string{
			"template.yaml:2:1: this is not YAML: could not find expected ':'",
		},
	},
	"a list is no policy": {
		"list.yaml", []string{
			"list.yaml:1:1: expected a mapping with keys such as version and tags, found a list",
		},
	},
	"a word is no policy": {
		"word.yaml", []string{
			`word.yaml:1:1: expected a mapping with keys such as version and tags, found "policy"`,
		},
	},
	"a list is no key": {
		"list-as-key.yaml", []string{
			"list-as-key.yaml:2:3: a key must be a word, not a list or a mapping",
		},
	},
	"a newer version asks for a newer program": {
		"newer-version.yaml", []string{
			"newer-version.yaml:1:10: version: this program reads version 1, the file is of version 2; use a newer llmtag",
		},
	},
	"a version is a number": {
		"version-in-words.yaml", []string{
			`version-in-words.yaml:1:10: version: expected a whole number, found "one"`,
		},
	},
	"a bad duration shows a good one": {
		"bad-duration.yaml", []string{
			`bad-duration.yaml:3:21: rollup.alerts.window: bad duration "30 days"; write a number and m, h, d or w, such as 30d`,
			`bad-duration.yaml:3:38: rollup.alerts.silent: bad duration "3"; write a number and m, h, d or w, such as 30d`,
		},
	},
	"an unknown time zone is refused": {
		"bad-time-zone.yaml", []string{
			`bad-time-zone.yaml:2:21: rollup.timezone: unknown time zone "Europe/Berlim"; write an IANA name such as UTC or Europe/Berlin`,
		},
	},
	"an unknown time zone of a list is refused": {
		"bad-time-zones.yaml", []string{
			`bad-time-zones.yaml:2:28: rollup.timezones[1]: unknown time zone "Europe/Berlim"; write an IANA name such as UTC or Europe/Berlin`,
			`bad-time-zones.yaml:2:43: rollup.timezones[2]: "Local" is not the name of a time zone; write one such as UTC or Europe/Berlin: it must be the same on every machine`,
		},
	},
	"the machine's own time zone is refused": {
		"local-time-zone.yaml", []string{
			`local-time-zone.yaml:2:21: rollup.timezone: "Local" is not the name of a time zone; write one such as UTC or Europe/Berlin: it must be the same on every machine`,
		},
	},
	"shares and amounts are numbers above 0": {
		"bad-numbers.yaml", []string{
			`bad-numbers.yaml:3:24: rollup.budgets.soft_cap: expected a number above 0, found "80%"; write it as 0.8 or 1200.00`,
			`bad-numbers.yaml:3:35: rollup.budgets.pace: expected cap or a number above 0, found "caps"; did you mean "cap"?`,
			`bad-numbers.yaml:3:51: rollup.budgets.baseline: expected quarter, month or a number above 0, found "years"`,
			`bad-numbers.yaml:3:68: rollup.budgets.fallback: expected a number above 0, found "0.00"; write it as 0.8 or 1200.00`,
			"bad-numbers.yaml:4:22: rollup.alerts.ceiling: expected a number of tokens above 0, found 0",
			`bad-numbers.yaml:4:37: rollup.alerts.escalation: expected a number above 0, found "-1"; write it as 0.8 or 1200.00`,
		},
	},
	"a budget is for a team of the catalog": {
		"unknown-budget-team.yaml", []string{
			`unknown-budget-team.yaml:5:14: unknown team "serach" in rollup.budgets.teams; did you mean "search"?`,
		},
	},
	"a missing price table is reported where it is named": {
		"missing-prices.yaml", []string{
			`missing-prices.yaml:2:19: there is no file "prices.yaml"; names are relative to the directory of the policy`,
		},
	},
	"all faults are reported at once, from top to bottom": {
		"several-faults.yaml", []string{
			`several-faults.yaml:3:24: tags.team_id.required: expected true or false, found "yes"`,
			`several-faults.yaml:3:37: tags.team_id.header: expected the name of an HTTP header, found "X Team"; it has letters, digits and -, and no value`,
			`several-faults.yaml:4:10: unknown rule "untagged-clients"; did you mean "untagged-client"?`,
			`several-faults.yaml:5:11: exclude[0]: bad glob "[": a [ has no ]`,
			`several-faults.yaml:6:1: unknown key "wrapers"; did you mean "wrappers"?`,
		},
	},
	"an alias that contains itself is bounded": {
		"cyclic-alias.yaml", []string{
			"cyclic-alias.yaml:2:7: values are nested more than 64 deep",
		},
	},
	"an alias without an anchor is refused": {
		"unknown-alias.yaml", []string{
			"unknown-alias.yaml:2:1: this is not YAML: unknown anchor 'globs' referenced",
		},
	},
	"a merge key takes a mapping": {
		"bad-merge.yaml", []string{
			"bad-merge.yaml:3:7: << takes a mapping, or a list of mappings",
		},
	},
	"the first byte that is not UTF-8 is named": {
		"not-utf8.yaml", []string{
			"not-utf8.yaml:2:4: this is not UTF-8; save the file in that encoding",
		},
	},
	"UTF-16 is refused": {
		"utf-16.yaml", []string{
			"utf-16.yaml:1:1: this is not UTF-8; save the file in that encoding",
		},
	},
	"a control character is refused in its line": {
		"control-character.yaml", []string{
			"control-character.yaml:2:1: this is not YAML: control characters are not allowed",
		},
	},
	"deep nesting is bounded": {
		"deep.yaml", []string{
			"deep.yaml:2:71: values are nested more than 64 deep",
		},
	},
	"aliases that multiply are bounded": {
		"alias-bomb.yaml", []string{
			"alias-bomb.yaml:2:26: the file has more than 262144 values, aliases expanded",
		},
	},
}

func TestFaultyPolicies(t *testing.T) {
	t.Chdir("testdata/bad")
	for law, tt := range faultyPolicies {
		t.Run(law, func(t *testing.T) {
			p, err := Load(tt.file)
			if err == nil {
				t.Fatalf("Load(%q) accepts the file", tt.file)
			}
			if p != nil {
				t.Errorf("Load(%q) returns a policy besides the error", tt.file)
			}
			if diff := cmp.Diff(tt.want, strings.Split(err.Error(), "\n")); diff != "" {
				t.Errorf("Load(%q) (-want +got):\n%s", tt.file, diff)
			}
			for _, e := range faultsOf(err) {
				var fault *DecodeError
				if !errors.As(e, &fault) || fault.File == "" || fault.Problem == "" {
					t.Errorf("Load(%q): %#v is no DecodeError with a file and a problem", tt.file, e)
				}
			}
		})
	}
}

// faultsOf returns the errors that err joins.
func faultsOf(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	return []error{err}
}
