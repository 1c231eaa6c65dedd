package usage

import (
	"encoding/json"
	"strconv"
	"strings"
)

func number(n int64) json.Number { return json.Number(strconv.FormatInt(n, 10)) }

// isDecimal reports whether text is a number without sign and exponent, of a
// length that a table takes.
func isDecimal(text string) bool {
	whole, fraction, point := strings.Cut(text, ".")
	return digits(whole) && (!point || digits(fraction)) && len(text) <= maxNumber &&
		(len(whole) == 1 || whole[0] != '0')
}

func digits(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

// shift divides a whole number by ten to the power of places, exactly.
func shift(text string, places int) (string, bool) {
	if !digits(text) || len(text) > maxNumber {
		return "", false
	}
	text = strings.Repeat("0", max(0, places+1-len(text))) + text
	whole, fraction := text[:len(text)-places], strings.TrimRight(text[len(text)-places:], "0")
	whole = strings.TrimLeft(whole, "0")
	if whole == "" {
		whole = "0"
	}
	if fraction == "" {
		return whole, true
	}
	return whole + "." + fraction, true
}
