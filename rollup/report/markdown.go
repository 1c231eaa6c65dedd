package report

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// WriteMarkdown writes the report as a table of GitHub-flavoured Markdown, for issues,
// pull requests and chats. Costs are rounded as in a table; of what they consist is
// collapsed.
func (r *Report) WriteMarkdown(w io.Writer) error {
	var b strings.Builder
	if !r.Brief {
		fmt.Fprintf(&b, "**Spend from %s to %s** (%s), in %s", moment(r.From, r.Zone), moment(r.To, r.Zone), r.Zone, currencyName(r.currency()))
		if r.Compare != None {
			fmt.Fprintf(&b, ", compared with %s to %s", moment(r.BeforeFrom, r.Zone), moment(r.BeforeTo, r.Zone))
		}
		b.WriteString("\n\n")
	}
	r.markdownTable(&b)
	if r.Total.Requests == 0 && !r.Bill {
		b.WriteString("\nno events\n")
	}
	if !r.Brief {
		for _, note := range r.notes() {
			text := note.text(strings.Join(codes(note.names), ", "))
			b.WriteString("\n> " + strings.ReplaceAll(text, "\n", " ") + "\n")
		}
	}
	if r.Explain {
		r.markdownItems(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *Report) markdownTable(b *strings.Builder) {
	header, rule := slices.Clone(r.By), slices.Repeat([]string{":---"}, len(r.By))
	for _, c := range r.counts() {
		header = append(header, c.name)
	}
	header = append(header, "cost")
	if r.Compare != None {
		header = append(header, "before", "change")
	}
	for len(rule) < len(header) {
		rule = append(rule, "---:")
	}
	unpriced := r.Total.UnpricedTokens > 0
	if unpriced {
		header, rule = append(header, "unpriced tokens"), append(rule, "---:")
	}
	cells(b, header)
	cells(b, rule)
	places := r.places()
	row := func(key []string, l *Line, format string) {
		out := append(slices.Clone(key), r.figures(l, places)...)
		if unpriced {
			out = append(out, thousands(l.UnpricedTokens))
		}
		for i, cell := range out {
			if cell != "" && (i >= len(key) || format != "%s") {
				out[i] = fmt.Sprintf(format, cell)
			}
		}
		cells(b, out)
	}
	for i := range r.Rows {
		row(codes(r.Rows[i].Key), &r.Rows[i], "%s")
	}
	name := make([]string, len(r.By))
	if r.Others != nil && len(r.By) > 0 {
		others := slices.Clone(name)
		others[0] = fmt.Sprintf("(%d others)", r.Folded)
		row(others, r.Others, "%s")
	}
	if len(r.By) > 0 {
		name[0] = "total"
		row(name, &r.Total, "**%s**")
	}
}

// markdownItems are of what costs consist.
func (r *Report) markdownItems(b *strings.Builder) {
	b.WriteString("\n<details><summary>Of what each cost consists</summary>\n\n")
	by := len(r.By)
	cells(b, append(slices.Clone(r.By), "kind", "quantity", "rate", "cost", "price", "source"))
	cells(b, append(slices.Repeat([]string{":---"}, by+1), "---:", "---:", "---:", ":---", ":---"))
	for i := range r.Rows {
		l := &r.Rows[i]
		for j := range l.Items {
			item := &l.Items[j]
			cells(b, append(codes(l.Key), inline(item.Kind), item.Quantity.String(), item.rate(), item.Cost.String(), inline(item.Rate.ID), inline(item.Rate.Source)))
		}
		if l.UnpricedTokens > 0 {
			cells(b, append(codes(l.Key), "without a price", thousands(l.UnpricedTokens), "", "", strings.Join(codes(l.UnpricedModels), ", "), ""))
		}
	}
	b.WriteString("\n</details>\n")
}

func cells(b *strings.Builder, row []string) {
	b.WriteString("| " + strings.Join(row, " | ") + " |\n")
}

func codes(values []string) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = inline(v)
	}
	return out
}

// harmless is text in which Markdown sees nothing: no emphasis, link, mention, reference
// to an issue, or emoji such as :100:, which is in main.go:100:2.
var harmless = regexp.MustCompile(`^[(\pL\pN]([\pL\pN ._/,;+%=×()-]*:?[\pL\pN ._/,;+%=×()-]*[\pL\pN).])?$`)

// inline is text as it is, in one cell: as code if Markdown would see more in it.
func inline(text string) string {
	text = printable(text)
	if text == "" || harmless.MatchString(text) && !strings.Contains(text, "//") && !strings.Contains(text, "www.") {
		return text
	}
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if len(fence) > 1 || strings.TrimSpace(text) != text {
		text = " " + text + " "
	}
	return fence + strings.ReplaceAll(text, "|", `\|`) + fence
}
