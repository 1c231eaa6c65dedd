package policy

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
)

// Explain writes what holds, a line for each key, and where it was stated.
func Explain(p *Policy, w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	row := func(key, value string) {
		fmt.Fprintf(t, "%s\t%s\t%s\n", key, cmp.Or(value, "-"), cmp.Or(p.origins[key], "default"))
	}
	for _, tag := range p.Tags {
		row("tags."+tag.Name, tag.describe())
	}
	row("enforce", string(cmp.Or(p.Enforce, Effective)))
	row("exclude", strings.Join(p.Exclude, ", "))
	row("tests", strconv.FormatBool(p.Tests))
	row("environment_headers", map[bool]string{false: "ignore", true: "trust"}[p.TrustEnvironmentHeaders])
	for _, name := range RuleNames() {
		rule := p.Rules[name]
		text := rule.Severity.String()
		if len(rule.Placeholders) > 0 {
			text += ", placeholders " + strings.Join(rule.Placeholders, ", ")
		}
		if len(rule.Recorders) > 0 {
			text += ", recorders " + strings.Join(rule.Recorders, ", ")
		}
		row("rules."+name, text)
	}
	row("sdks", strings.Join(p.written(p.SDKs), ", "))
	wrappers := make([]string, len(p.Wrappers))
	for i, wrapper := range p.Wrappers {
		wrappers[i] = wrapper.Func
	}
	row("wrappers", strings.Join(wrappers, ", "))
	row("catalog", p.Catalog.describe())
	explainRollup(p, row)
	return t.Flush()
}

func explainRollup(p *Policy, row func(key, value string)) {
	r := p.Rollup
	row("rollup.timezone", string(r.Timezone))
	zones := make([]string, len(r.Timezones))
	for i, zone := range r.Timezones {
		zones[i] = string(zone)
	}
	row("rollup.timezones", strings.Join(zones, ", "))
	prices := "built-in"
	if r.Prices != "" {
		prices = p.from(r.Prices)
	}
	row("rollup.prices", prices)
	row("rollup.budgets.baseline", string(r.Budgets.Baseline))
	row("rollup.budgets.soft_cap", string(r.Budgets.SoftCap))
	row("rollup.budgets.pace", string(r.Budgets.Pace))
	row("rollup.budgets.fallback", string(r.Budgets.Fallback))
	row("rollup.budgets.teams", strings.Join(slices.Sorted(maps.Keys(r.Budgets.Teams)), ", "))
	row("rollup.alerts.ceiling", fmt.Sprint(r.Alerts.Ceiling))
	row("rollup.alerts.escalation", string(r.Alerts.Escalation))
	row("rollup.alerts.window", string(r.Alerts.Window))
	row("rollup.alerts.silent", string(r.Alerts.Silent))
	row("rollup.showback.monthly", strings.Join(r.Showback.Monthly, ", "))
	row("rollup.showback.quarterly", strings.Join(r.Showback.Quarterly, ", "))
	row("rollup.showback.chargeback", strconv.FormatBool(r.Showback.Chargeback))
}

func (t Tag) describe() string {
	parts := []string{"optional"}
	if t.Required {
		parts[0] = "required"
	}
	if len(t.Headers) > 0 {
		parts = append(parts, "header "+strings.Join(t.Written, " or "))
	} else {
		parts = append(parts, "no header")
	}
	if t.Pattern != nil {
		parts = append(parts, "pattern "+t.Pattern.String())
	}
	switch {
	case t.FromCatalog:
		parts = append(parts, fmt.Sprintf("%d values of the catalog", len(t.Values)))
	case t.Values != nil:
		parts = append(parts, "values "+strings.Join(t.Values, ", "))
	}
	return strings.Join(parts, ", ")
}

func (c *Catalog) describe() string {
	if c == nil {
		return ""
	}
	return fmt.Sprintf("%s: teams %d, services %d", strings.Join(c.Files, ", "), len(c.Teams), len(c.Services))
}

// written returns absolute paths relative to the policy's directory.
func (p *Policy) written(paths []string) []string {
	names := make([]string, len(paths))
	for i, path := range paths {
		names[i] = p.from(path)
	}
	return names
}
