package invoice

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/llmtag/llmtag/internal/strict"
	"github.com/llmtag/llmtag/rollup/price"
)

// errNotLLM is of rows that are not of LLMs: the rest of a cloud's bill.
var errNotLLM = errors.New("the row is not of an LLM")

// A record is a row of an export while it is read.
type record struct {
	*binding
	cells []string
	comma bool // the decimal point is a comma
}

// of is the first cell of a field that is not empty.
func (r *record) of(f field) string {
	for _, i := range r.fields[f] {
		if i < len(r.cells) { // trailing empty cells may be cut off
			if text := strings.TrimSpace(r.cells[i]); text != "" && text != "null" {
				return text
			}
		}
	}
	return ""
}

// meaning is what the value of a field stands for.
func (r *record) meaning(f field, text string) string {
	if value, ok := r.Values[f][strings.ToLower(text)]; ok {
		return value
	}
	return text
}

// entries are what the row charges: one entry, or one for each kind of tokens.
func (r *record) entries() ([]Entry, error) {
	if !r.isLLM() {
		return nil, errNotLLM
	}
	if r.empty() {
		return nil, nil // a day without spend
	}
	base := Entry{Rows: 1}
	if err := r.period(&base); err != nil {
		return nil, err
	}
	base.Account, base.Project, base.APIKey = r.of(account), r.of(project), r.of(apiKey)
	base.User, base.Resource = r.of(user), r.of(resource)
	base.Provider = r.models
	if err := r.tags(&base); err != nil {
		return nil, err
	}
	if err := r.what(&base); err != nil {
		return nil, err
	}
	if text := r.of(requests); text != "" {
		n, err := parseCount(text, r.comma)
		if err != nil {
			return nil, fmt.Errorf("requests: %w", err)
		}
		base.Requests = n
	}
	if len(r.tokens) > 0 {
		return r.kinds(base)
	}
	return r.charged(base)
}

func (r *record) isLLM() bool {
	for i, condition := range r.only {
		for _, at := range condition {
			if at < len(r.cells) && r.export.only[i].match.MatchString(r.cells[at]) {
				return true
			}
		}
	}
	return len(r.only) == 0
}

// empty reports whether the row has a period and nothing else.
func (r *record) empty() bool {
	for f, at := range r.fields {
		if f == start || f == end {
			continue
		}
		for _, i := range at {
			if i < len(r.cells) && strings.TrimSpace(r.cells[i]) != "" {
				return false
			}
		}
	}
	for _, k := range r.tokens {
		if k.of < len(r.cells) && strings.TrimSpace(r.cells[k.of]) != "" {
			return false
		}
	}
	return true
}

func (r *record) period(e *Entry) error {
	text := r.of(start)
	if text == "" {
		return errors.New("there is no date")
	}
	from, err := parseMoment(text)
	if err != nil {
		return err
	}
	to := from.AddDate(0, 0, 1)
	if text := r.of(end); text != "" {
		if to, err = parseMoment(text); err != nil {
			return err
		}
	}
	if !from.Before(to) {
		return fmt.Errorf("the charge begins %s and ends before %s", from.Format(time.RFC3339), to.Format(time.RFC3339))
	}
	e.Slice, e.End = from, to
	return nil
}

func (r *record) tags(e *Entry) error {
	read, err := parseTags(r.of(tags))
	if err != nil {
		return err
	}
	all := map[string]string{}
	for key, value := range read {
		all[userTag(key)] = value
	}
	for _, column := range r.tagged {
		if column.at < len(r.cells) && r.cells[column.at] != "" {
			all[column.name] = r.cells[column.at]
		}
	}
	e.Tags = tagText(all)
	return nil
}

// what reads what is charged: the item and what it says, and the columns beside it.
func (r *record) what(e *Entry) error {
	e.Item = r.of(item)
	named := r.named(e.Item)
	e.Kind = r.kindOf(cmp.Or(r.of(kind), named["kind"]), named)
	if other := r.of(unitKind); other != "" && e.Kind == "" {
		e.Kind = r.meaning(unitKind, other)
	}
	e.Model = r.modelOf(cmp.Or(r.of(model), named["model"]))
	if e.Model == "" && e.Kind != "" {
		e.Model = r.modelOf(r.of(product))
	}
	e.ServiceTier = r.meaning(tier, strings.ToLower(cmp.Or(r.of(tier), named["tier"])))
	if on, _ := strconv.ParseBool(strings.ToLower(r.of(batch))); on {
		e.ServiceTier = "batch"
	}
	e.Region = r.meaning(region, cmp.Or(r.of(region), named["region"]))
	if text := r.meaning(prompts, r.of(prompts)); text != "" {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return fmt.Errorf("%s is no known range of prompts", strict.Quote(text))
		}
		e.PromptFrom = n
	}
	e.Charge = Used
	if text := r.of(charge); text != "" {
		e.Charge = Adjustment // an unknown one is money all the same
		if known := Charge(r.meaning(charge, text)); known != Charge(text) || known == Used {
			e.Charge = known
		}
	}
	return nil
}

// named are the groups of the first pattern of items that matches.
func (r *record) named(text string) map[string]string {
	out := map[string]string{}
	for _, re := range r.items {
		found := re.FindStringSubmatch(text)
		if found == nil {
			continue
		}
		for i, name := range re.SubexpNames() {
			name = strings.TrimRight(name, "0123456789") // tier2 is the tier in another place
			if name != "" && found[i] != "" {
				out[name] = found[i]
			}
		}
		return out
	}
	return out
}

// kindOf is the kind of tokens that an item names: in one word, or with words before it.
func (r *record) kindOf(text string, named map[string]string) string {
	full := strings.Join(nonEmpty(named["part"], named["cache"], text), " ")
	if value := r.meaning(kind, full); value != full {
		return value
	}
	if value := r.meaning(kind, text); value != text {
		return value
	}
	return strings.ReplaceAll(strings.ToLower(full), " ", "_")
}

func nonEmpty(texts ...string) []string {
	var out []string
	for _, text := range texts {
		if text != "" {
			out = append(out, text)
		}
	}
	return out
}

// modelOf is the name of a model in the price table, as far as the export's rules say.
func (r *record) modelOf(text string) string {
	text = strings.TrimSpace(text)
	for _, rule := range r.rewrites {
		if found := rule.match.FindStringSubmatchIndex(text); found != nil {
			name := string(rule.match.ExpandString(nil, rule.as, text, found))
			return strings.Trim(dashes.ReplaceAllString(strings.ToLower(name), "-"), "-")
		}
	}
	return text
}

var dashes = regexp.MustCompile(`[ -]+`)

// kinds makes an entry of each kind of tokens that the row has a column for.
func (r *record) kinds(base Entry) ([]Entry, error) {
	counts := map[string]int64{}
	var out []Entry
	for _, k := range r.tokens {
		n, err := r.count(k)
		if err != nil {
			return nil, err
		}
		if n < 0 {
			return nil, fmt.Errorf("column %s: its parts are more than the whole, by %d", r.header.names[k.of], -n)
		}
		counts[k.kind] += n
		if n == 0 {
			continue
		}
		e := base
		used := whole(n)
		e.Kind, e.Quantity = k.kind, &used
		out = append(out, e)
		base.Requests = 0 // they are counted once
	}
	for _, sum := range r.sums {
		if sum.at >= len(r.cells) || r.cells[sum.at] == "" {
			continue
		}
		total, err := parseCount(r.cells[sum.at], r.comma)
		if err != nil {
			return nil, fmt.Errorf("column %s: %w", sum.column, err)
		}
		var parts int64
		for _, kind := range sum.kinds {
			parts += counts[kind]
		}
		if parts != total {
			return nil, fmt.Errorf("column %s is %d, its parts are %d", sum.column, total, parts)
		}
	}
	if len(out) == 0 && base.Requests > 0 {
		out = append(out, base)
	}
	return out, nil
}

func (r *record) count(k boundKind) (int64, error) {
	var n int64
	for i, at := range append([]int{k.of}, k.less...) {
		if at >= len(r.cells) || strings.TrimSpace(r.cells[at]) == "" || r.cells[at] == "null" {
			continue
		}
		value, err := parseCount(r.cells[at], r.comma)
		if err != nil {
			return 0, fmt.Errorf("column %s: %w", r.header.names[at], err)
		}
		if i > 0 {
			value = -value
		}
		n += value
	}
	return n, nil
}

func whole(n int64) price.Money {
	m, _ := price.ParseMoney(strconv.FormatInt(n, 10))
	return m
}

// charged makes the entry of a row that is about one thing, and one more for credits.
func (r *record) charged(e Entry) ([]Entry, error) {
	if text := r.of(quantity); text != "" {
		used, err := parseDecimal(text, r.comma)
		if err != nil {
			return nil, fmt.Errorf("quantity: %w", err)
		}
		used = used.Mul(r.units())
		e.Quantity = &used
	}
	if r.Form == form(Usage) {
		return []Entry{e}, nil
	}
	text := r.of(cost)
	if text == "" {
		return nil, errors.New("there is no amount")
	}
	amount, err := parseDecimal(text, r.comma)
	if err != nil {
		return nil, fmt.Errorf("amount: %w", err)
	}
	amount = amount.Per(r.per)
	e.Cost = &amount
	if text := r.of(list); text != "" {
		listed, err := parseDecimal(text, r.comma)
		if err != nil {
			return nil, fmt.Errorf("list price: %w", err)
		}
		listed = listed.Per(r.per)
		e.List = &listed
	}
	out := []Entry{e}
	if text := r.of(credits); text != "" {
		credited, err := parseCredits(text)
		if err != nil {
			return nil, err
		}
		if credited.Sign() != 0 {
			c := e
			c.Charge, c.Cost, c.List, c.Quantity, c.Requests = Credit, &credited, nil, nil, 0
			out = append(out, c)
		}
	}
	return out, nil
}

// units is how many tokens one of the quantity's units is.
func (r *record) units() price.Money {
	named := r.named(r.of(item))
	for _, text := range []string{r.of(unit), named["per"]} {
		if value, ok := r.Values[unit][strings.ToLower(text)]; ok && text != "" && value != "1" {
			if m, err := price.ParseMoney(value); err == nil {
				return m
			}
		}
	}
	return whole(1)
}
