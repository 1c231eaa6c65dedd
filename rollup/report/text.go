package report

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/llmtag/llmtag/rollup/price"
)

// places are the decimals to which costs are rounded for people.
func (r *Report) places() int {
	if hundred := price.One.Times(100); r.Total.Cost.Cmp(hundred) < 0 {
		return 4
	}
	return 2
}

func currencyName(code string) string {
	if code == "USD" {
		return "US dollars"
	}
	return code
}

func money(s *Sum, places int) string {
	if s.Null() {
		return "unpriced"
	}
	text := s.Cost.Round(places)
	whole, fraction, _ := strings.Cut(text, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return text
	}
	if n == 0 && strings.HasPrefix(whole, "-") {
		return text
	}
	return thousands(n) + "." + fraction
}

// percent is the change from before to now.
func percent(now, before price.Money) string {
	ratio, ok := now.Sub(before).Times(100).Ratio(before)
	switch {
	case !ok && now.Sign() == 0:
		return ""
	case !ok:
		return "new"
	case ratio.Sign() > 0:
		return "+" + ratio.Round(1) + " %"
	default:
		return ratio.Round(1) + " %"
	}
}

// thousands divides thousands.
func thousands(n int64) string {
	text := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, text = "-", text[1:]
	}
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return sign + text
}

// moment is a date where that is what it is.
func moment(t time.Time, zone *time.Location) string {
	local := t.In(zone)
	if y, m, d := local.Date(); local.Equal(time.Date(y, m, d, 0, 0, 0, 0, zone)) {
		return local.Format(time.DateOnly)
	}
	return local.Format(time.RFC3339Nano)
}

// printable is text without what moves a terminal's cursor.
func printable(text string) string {
	if !strings.ContainsFunc(text, unsafe) {
		return text
	}
	var b strings.Builder
	for _, c := range text {
		if unsafe(c) {
			quoted := strconv.QuoteRune(c)
			b.WriteString(quoted[1 : len(quoted)-1])
		} else {
			b.WriteRune(c)
		}
	}
	return b.String()
}

func unsafe(c rune) bool { return !unicode.IsPrint(c) }
