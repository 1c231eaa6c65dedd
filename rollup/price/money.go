package price

import (
	"fmt"
	"math/big"
	"strings"
)

// Money is an exact amount in US dollars, or a rate in dollars per something. The
// zero value is 0. It is a fraction, since a price per hour is no finite decimal per
// second; it is made a decimal only where it is shown. It is never a float.
type Money struct{ r *big.Rat }

// ParseMoney reads a plain decimal such as "0.0025".
func ParseMoney(text string) (Money, error) {
	if !plain(text) {
		return Money{}, fmt.Errorf("%q is no decimal number such as 2.50", text)
	}
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		return Money{}, fmt.Errorf("%q is no decimal number such as 2.50", text)
	}
	return Money{r}, nil
}

// plain reports whether text is a decimal without exponent.
func plain(text string) bool {
	digits := strings.TrimPrefix(text, "-")
	whole, fraction, point := strings.Cut(digits, ".")
	if whole == "" || point && fraction == "" || len(text) > 64 {
		return false
	}
	return strings.Trim(whole+fraction, "0123456789") == ""
}

func (m Money) rat() *big.Rat {
	if m.r == nil {
		return new(big.Rat)
	}
	return m.r
}

// Add returns m + o.
func (m Money) Add(o Money) Money {
	if m.r == nil {
		return o
	}
	if o.r == nil {
		return m
	}
	return Money{new(big.Rat).Add(m.r, o.r)}
}

// Sub returns m − o.
func (m Money) Sub(o Money) Money { return Money{new(big.Rat).Sub(m.rat(), o.rat())} }

// Mul returns m × o.
func (m Money) Mul(o Money) Money { return Money{new(big.Rat).Mul(m.rat(), o.rat())} }

// Times returns m × n.
func (m Money) Times(n int64) Money {
	return Money{new(big.Rat).Mul(m.rat(), new(big.Rat).SetInt64(n))}
}

// Per returns m ÷ n, for a rate per n. n is not 0.
func (m Money) Per(n int64) Money {
	return Money{new(big.Rat).Mul(m.rat(), big.NewRat(1, n))}
}

// Ratio returns m ÷ o, and false if o is 0.
func (m Money) Ratio(o Money) (Money, bool) {
	if o.Sign() == 0 {
		return Money{}, false
	}
	return Money{new(big.Rat).Quo(m.rat(), o.rat())}, true
}

// Cmp compares m and o as numbers.
func (m Money) Cmp(o Money) int { return m.rat().Cmp(o.rat()) }

// Sign is -1, 0 or 1.
func (m Money) Sign() int { return m.rat().Sign() }

// mostDigits are shown of an amount that is no finite decimal.
const mostDigits = 18

// String returns m as a decimal: exact, without zeros at its end. An amount that is
// no finite decimal is rounded to 18 places, half away from zero.
func (m Money) String() string {
	digits, exact := m.rat().FloatPrec()
	if !exact {
		digits = mostDigits
	}
	text := m.rat().FloatString(digits)
	if strings.Contains(text, ".") {
		text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// Round returns m with so many places, half away from zero, for people.
func (m Money) Round(places int) string {
	text := m.rat().FloatString(places)
	if strings.Trim(text, "-0.") == "" {
		return strings.TrimPrefix(text, "-")
	}
	return text
}

// MarshalText returns m exactly: as a decimal, or as a fraction where it is no
// finite decimal.
func (m Money) MarshalText() ([]byte, error) {
	if _, exact := m.rat().FloatPrec(); !exact {
		return []byte(m.rat().String()), nil
	}
	return []byte(m.String()), nil
}

// UnmarshalText reads what MarshalText writes.
func (m *Money) UnmarshalText(text []byte) error {
	numerator, denominator, fraction := strings.Cut(string(text), "/")
	if !plain(numerator) || fraction && !plain(denominator) {
		return fmt.Errorf("%q is no amount of money", text)
	}
	r, ok := new(big.Rat).SetString(string(text))
	if !ok {
		return fmt.Errorf("%q is no amount of money", text)
	}
	m.r = r
	return nil
}

// Abs returns m without its sign.
func (m Money) Abs() Money { return Money{new(big.Rat).Abs(m.rat())} }

// One is 1.
var One = Money{big.NewRat(1, 1)}

// Int64 returns m as a whole number; ok is false if it is none, or too large.
func (m Money) Int64() (n int64, ok bool) {
	if !m.rat().IsInt() || !m.rat().Num().IsInt64() {
		return 0, false
	}
	return m.rat().Num().Int64(), true
}

// Floor returns the largest whole number that is not above m, which fits an int64.
func (m Money) Floor() int64 {
	r := m.rat()
	return new(big.Int).Div(r.Num(), r.Denom()).Int64() // Euclidean, and denominators are positive
}
