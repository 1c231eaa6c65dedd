package invoice

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/llmtag/llmtag/internal/strict"
	"github.com/llmtag/llmtag/rollup/price"
)

// moments are how exports write times without a zone, which are UTC.
var moments = []string{
	time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04:05.999999999 MST", "2006-01-02 15:04:05.999999999-07:00",
	"2006-01-02 15:04:05", time.DateOnly, "2006-01-02T15:04Z07:00",
	"01/02/2006", // Azure, under enterprise agreements
	"20060102",
}

// parseMoment reads the cell of a time: as text, or in seconds since 1970.
func parseMoment(text string) (time.Time, error) {
	if len(text) == 10 || strings.Contains(text, ".") {
		whole, fraction, _ := strings.Cut(text, ".")
		if seconds, err := strconv.ParseInt(whole, 10, 64); err == nil && len(whole) == 10 && strings.Trim(fraction, "0") == "" {
			return time.Unix(seconds, 0).UTC(), nil
		}
	}
	for _, layout := range moments {
		if t, err := time.Parse(layout, text); err == nil {
			if t.Year() < 2018 || t.Year() > 2100 {
				return t, fmt.Errorf("the year %d is not one of a bill", t.Year())
			}
			return t.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("%s is no date such as 2026-10-31", strict.Quote(text))
}

// parseDecimal reads a number as exports and spreadsheets write it: with zeros at its
// end, an exponent, separators of thousands, a currency sign. comma says that the
// file's decimal point is a comma.
func parseDecimal(text string, comma bool) (price.Money, error) {
	plain := strings.TrimSpace(text)
	bracketed := strings.HasPrefix(plain, "(") && strings.HasSuffix(plain, ")") // a negative amount, in accounts
	if bracketed {
		plain = plain[1 : len(plain)-1]
	}
	plain = strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\u00a0', '\u202f', '\'', '$', '€', '£':
			return -1
		}
		return r
	}, plain)
	if comma {
		plain = strings.ReplaceAll(strings.ReplaceAll(plain, ".", ""), ",", ".")
	} else if grouped(plain) {
		plain = strings.ReplaceAll(plain, ",", "")
	}
	plain = strings.TrimPrefix(plain, "+")
	if strings.HasPrefix(plain, ".") {
		plain = "0" + plain
	}
	plain = strings.Replace(strings.TrimSuffix(plain, "."), "-.", "-0.", 1)
	m, err := price.ParseMoney(plain)
	if err != nil && strings.ContainsAny(plain, "eE") {
		m, err = scientific(plain)
	}
	if err != nil {
		return m, fmt.Errorf("%s is no number", strict.Quote(text))
	}
	if bracketed {
		m = price.Money{}.Sub(m)
	}
	return m, nil
}

// grouped reports whether commas divide a number by thousands: 1,234.50.
func grouped(text string) bool {
	whole, _, _ := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	groups := strings.Split(whole, ",")
	if len(groups) == 1 || len(groups[0]) == 0 || len(groups[0]) > 3 {
		return false
	}
	return !slices.ContainsFunc(groups[1:], func(g string) bool { return len(g) != 3 })
}

// scientific reads a number with an exponent. Amounts of money have no large ones.
func scientific(text string) (price.Money, error) {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(text), "e")
	m, err := price.ParseMoney(mantissa)
	if err != nil {
		return m, err
	}
	n, err := strconv.Atoi(exponent)
	if err != nil || n < -30 || n > 30 {
		return m, fmt.Errorf("%s is no number", strict.Quote(text))
	}
	power := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(n, -n))), nil)
	factor, err := price.ParseMoney(power.String())
	if err != nil {
		return m, err
	}
	if n < 0 {
		m, _ = m.Ratio(factor)
		return m, nil
	}
	return m.Mul(factor), nil
}

// parseCount reads a whole number, also one written as 59200.0.
func parseCount(text string, comma bool) (int64, error) {
	m, err := parseDecimal(text, comma)
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseInt(m.String(), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%s is no whole number", strict.Quote(text))
	}
	return n, nil
}

// parseTags reads the cell of tags: an object, the inside of one as Azure writes it,
// or a list of keys and values as Google Cloud does.
func parseTags(text string) (map[string]string, error) {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, `"`) {
		text = "{" + text + "}"
	}
	out := map[string]string{}
	switch {
	case text == "":
		return out, nil
	case strings.HasPrefix(text, "["):
		var list []struct {
			Key   string `json:"key"`
			Value any    `json:"value"`
		}
		if err := json.Unmarshal([]byte(text), &list); err != nil {
			return nil, fmt.Errorf("%s is no list of tags", strict.Quote(text))
		}
		for _, tag := range list {
			out[tag.Key] = fmt.Sprint(tag.Value)
		}
	default:
		var object map[string]any
		if err := json.Unmarshal([]byte(text), &object); err != nil {
			return nil, fmt.Errorf("%s is no object of tags", strict.Quote(text))
		}
		for key, value := range object {
			out[key] = fmt.Sprint(value)
		}
	}
	return out, nil
}

// parseCredits adds up the cell of credits, a list of objects with an amount.
func parseCredits(text string) (price.Money, error) {
	var list []struct {
		Amount json.Number `json:"amount"`
	}
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		m, err := parseDecimal(text, false) // of a query that added them up
		if err != nil {
			return m, fmt.Errorf("%s is no list of credits", strict.Quote(text))
		}
		return m, nil
	}
	var sum price.Money
	for _, credit := range list {
		m, err := parseDecimal(credit.Amount.String(), false)
		if err != nil {
			return sum, err
		}
		sum = sum.Add(m)
	}
	return sum, nil
}

// tagText is tags as one text, in order of their keys.
func tagText(tags map[string]string) string {
	var parts []string
	for _, key := range sortedKeys(tags) {
		if tags[key] != "" {
			parts = append(parts, key+"="+tags[key])
		}
	}
	return strings.Join(parts, ",")
}
