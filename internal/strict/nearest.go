package strict

import (
	"strings"
	"unicode"
)

// Nearest returns the word among the given ones that word is most probably a
// misspelling of, or "" if none is close: one of the two begins with the other,
// as "team" and "team_id", or at most a third of the letters have to change.
// Case and the difference of "-" and "_" weigh nothing. Of equally close words
// it is the first.
func Nearest(word string, among []string) string {
	best, bestDistance := "", 0
	for _, candidate := range among {
		a, b := Fold(word), Fold(candidate)
		d, limit := distance(a, b), max(len(a), len(b), 3)/3
		if min(len(a), len(b)) > 2 && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a)) {
			d = min(d, limit)
		}
		if d > limit || d >= len(b) {
			continue
		}
		if best == "" || d < bestDistance {
			best, bestDistance = candidate, d
		}
	}
	return best
}

// Fold takes from a name what nobody remembers: case, and whether it was "-" or "_".
func Fold(s string) string { return strings.ToLower(strings.ReplaceAll(s, "-", "_")) }

// distance is the number of letters to insert, delete, replace or swap with
// their neighbour to make b of a (optimal string alignment).
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	if len(s) > 100 || len(t) > 100 {
		return 100 // no name, and the table would be large
	}
	table := make([][]int, len(s)+1)
	for i := range table {
		table[i] = make([]int, len(t)+1)
		table[i][0] = i
	}
	for j := range t {
		table[0][j+1] = j + 1
	}
	for i := 1; i <= len(s); i++ {
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			table[i][j] = min(table[i-1][j]+1, table[i][j-1]+1, table[i-1][j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				table[i][j] = min(table[i][j], table[i-2][j-2]+1)
			}
		}
	}
	return table[len(s)][len(t)]
}

// Slip reports whether two words differ by a slip of the pen: a letter that is
// missing, too many, another one, or swapped with its neighbour. Words that
// differ in a digit are meant to.
func Slip(a, b string) bool {
	return distance(a, b) == 1 && digits(a) == digits(b)
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}
