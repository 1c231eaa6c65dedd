package usage

import (
	"math/big"
	"strconv"
	"strings"
)

// A count is a number that an answer reports.
type count struct {
	n   int64
	set bool // it was reported, and fits
	bad bool // it cannot be right: negative, a fraction, a text, or beyond 64 bits
}

// parseCount reads a number as JSON writes it. Whole numbers may be written with
// a fraction or an exponent: Cohere counts in "5.0". A negative number and one in
// quotes are kept, and bad.
func parseCount(text []byte, long, quoted bool) count {
	if long {
		return count{bad: true}
	}
	if n, ok := plain(text); ok {
		return count{n: n, set: true, bad: quoted}
	}
	s := string(text)
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return count{n: n, set: true, bad: quoted || n < 0}
	}
	if i := strings.LastIndexAny(s, "eE"); i >= 0 && len(s)-i > 4 {
		return count{bad: true} // 1e99999 is no number to work out
	}
	if strings.ContainsAny(s, "/_xXoObBpPi") {
		return count{bad: true} // what big.Rat reads beyond JSON
	}
	rat, ok := new(big.Rat).SetString(s)
	if !ok || !rat.IsInt() || !rat.Num().IsInt64() {
		return count{bad: true}
	}
	n := rat.Num().Int64()
	return count{n: n, set: true, bad: quoted || n < 0}
}

// plain reads the digits of a number that surely fits, which nearly all do.
func plain(text []byte) (n int64, ok bool) {
	for _, c := range text {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, 0 < len(text) && len(text) <= 18
}

// plus adds counts of which the second may be unreported.
func (c count) plus(d count) count {
	switch {
	case !d.set:
		c.bad = c.bad || d.bad
		return c
	case !c.set:
		d.bad = d.bad || c.bad
		return d
	}
	sum := c.n + d.n
	if (sum > c.n) != (d.n > 0) {
		return count{bad: true} // beyond 64 bits
	}
	return count{n: sum, set: true, bad: c.bad || d.bad}
}

// or returns c if it was reported, else d.
func (c count) or(d count) count {
	if c.set || c.bad {
		return c
	}
	return d
}
