package firstcut

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/llmtag/llmtag/internal/strict"
	"github.com/llmtag/llmtag/policy"
	"github.com/llmtag/llmtag/rollup/invoice"
	"github.com/llmtag/llmtag/rollup/price"
)

// A Suggestion is a rule that a map lacks.
type Suggestion struct {
	Project, APIKey, Resource, Account string // of the bill; what it does not say is empty

	Cost   price.Money // of all entries of these
	Priced bool        // Cost is known
	Tokens price.Money

	// Team and Service are a guess by the names above; empty if none of the catalog is
	// near.
	Team, Service string
}

// identity is what tells those apart who may be asked whose usage it is.
type identity struct{ project, key, resource, account string }

func identityOf(e *invoice.Entry) identity {
	id := identity{project: e.Project, key: e.APIKey, resource: e.Resource}
	if id == (identity{}) {
		id.account = e.Account
	}
	return id
}

// Suggest returns a rule for each key, project and resource that is nobody's, those
// that cost most first. Names are held against those of the catalog, which may be nil.
func (s *Source) Suggest(catalog *policy.Catalog) []Suggestion {
	all := map[identity]*Suggestion{}
	for i := range s.Bill.Entries {
		e := s.Bill.Entries[i].Once()
		if len(s.Map.owners(&e)) > 0 {
			continue
		}
		id := identityOf(&e)
		x := all[id]
		if x == nil {
			x = &Suggestion{Project: id.project, APIKey: id.key, Resource: id.resource, Account: id.account}
			all[id] = x
		}
		for _, row := range s.rows(&e) {
			switch {
			case row.Billed != nil:
				x.Cost, x.Priced = x.Cost.Add(*row.Billed), true
			case row.Rate != nil:
				x.Cost, x.Priced = x.Cost.Add(row.Rate.Cost(row.Counts, row.Units)), true
			}
		}
		if e.Quantity != nil {
			x.Tokens = x.Tokens.Add(*e.Quantity)
		}
	}
	var out []Suggestion
	for _, x := range all {
		x.guess(catalog)
		out = append(out, *x)
	}
	slices.SortFunc(out, func(a, b Suggestion) int {
		return cmp.Or(b.Cost.Cmp(a.Cost), b.Tokens.Cmp(a.Tokens), strings.Compare(a.Project, b.Project), strings.Compare(a.APIKey, b.APIKey),
			strings.Compare(a.Resource, b.Resource), strings.Compare(a.Account, b.Account))
	})
	return out
}

// guess looks for a service, or else a team, whose name is near one of the bill's.
func (x *Suggestion) guess(catalog *policy.Catalog) {
	if catalog == nil {
		return
	}
	for _, name := range []string{x.APIKey, x.Project, x.Resource[strings.LastIndexAny(x.Resource, "/:")+1:]} {
		if name == "" {
			continue
		}
		if service := near(name, catalog.ValuesOf("service_name")); service != "" {
			if team, ok := catalog.TeamOf(service); ok {
				x.Team, x.Service = team, service
				return
			}
		}
		if team := near(name, catalog.ValuesOf("team_id")); team != "" {
			x.Team = team
			return
		}
	}
}

// near is the name that is in text as a word, the longest of several, or is meant by it.
func near(text string, among []string) string {
	folded := "_" + words.Replace(strict.Fold(text)) + "_"
	best := ""
	for _, name := range among {
		if strings.Contains(folded, "_"+strict.Fold(name)+"_") && len(name) > len(best) {
			best = name
		}
	}
	return cmp.Or(best, strict.Nearest(text, among))
}

var words = strings.NewReplacer(" ", "_", ".", "_", "/", "_", ":", "_", "@", "_")

// ruleText is a rule as WriteMap has it: one line.
type ruleText struct {
	APIKey   string `yaml:"api_key,omitempty"`
	Project  string `yaml:"billing_project,omitempty"`
	Resource string `yaml:"resource,omitempty"`
	Account  string `yaml:"account,omitempty"`
	Team     string `yaml:"team_id"`
	Service  string `yaml:"service_name,omitempty"`
}

// WriteMap writes suggestions as a map to be completed: a rule without a guess is a
// comment, so that the file is valid and says what is still to be decided.
func WriteMap(w io.Writer, bill *invoice.Bill, suggestions []Suggestion) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# Whose the usage of %s's %s is, for llmrollup firstcut --map. Rules that are comments wait for a team_id;\n", bill.Provider, bill.Export)
	b.WriteString("# the first rule counts all of whose conditions hold, and * stands for any text.\nversion: 1\n")
	// A rule of fewer conditions would take what is of another one's.
	suggestions = slices.Clone(suggestions)
	slices.SortStableFunc(suggestions, func(a, b Suggestion) int { return b.conditions() - a.conditions() })
	guessed := slices.ContainsFunc(suggestions, func(x Suggestion) bool { return x.Team != "" && x.named() })
	if guessed {
		b.WriteString("rules:\n")
	} else {
		b.WriteString("rules: []\n# Take the brackets away with the first rule.\n")
	}
	for i := range suggestions {
		x := &suggestions[i]
		if !x.named() {
			fmt.Fprintf(&b, "# %s is of no key, project or resource: export it grouped by these\n", x.amount(bill))
			continue
		}
		line, err := x.rule()
		if err != nil {
			return err
		}
		mark := "  - "
		if x.Team == "" {
			mark = "#  - "
		}
		fmt.Fprintf(&b, "%s%s # %s\n", mark, line, x.amount(bill))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (x *Suggestion) named() bool { return x.conditions() > 0 }

func (x *Suggestion) conditions() int {
	n := 0
	for _, name := range [...]string{x.APIKey, x.Project, x.Resource, x.Account} {
		if name != "" {
			n++
		}
	}
	return n
}

func (x *Suggestion) rule() (string, error) {
	var n yaml.Node
	if err := n.Encode(ruleText{x.APIKey, x.Project, x.Resource, x.Account, x.Team, x.Service}); err != nil {
		return "", err
	}
	n.Style = yaml.FlowStyle
	data, err := yaml.Marshal(&n)
	// A long one is folded; it is one line here.
	return strings.Join(strings.Fields(string(data)), " "), err
}

func (x *Suggestion) amount(bill *invoice.Bill) string {
	if !x.Priced {
		return x.Tokens.String() + " tokens without a price"
	}
	return x.Cost.Round(2) + " " + cmp.Or(bill.Currency, "USD")
}

// Name is what the bill calls it.
func (x *Suggestion) Name() string {
	var parts []string
	for _, p := range [...]struct{ what, name string }{{"key", x.APIKey}, {"project", x.Project}, {"resource", x.Resource}, {"account", x.Account}} {
		if p.name != "" {
			parts = append(parts, p.what+" "+p.name)
		}
	}
	if len(parts) == 0 {
		return "of no key or project"
	}
	return strings.Join(parts, ", ")
}
