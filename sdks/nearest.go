package sdks

import (
	"fmt"
	"strings"
)

// nearest returns a hint that names the valid word which word most probably
// means, or, if none is close, all valid words.
func nearest(word string, valid []string) string {
	best, least := "", len(word)/2+1
	for _, v := range valid {
		d := distance(word, v)
		if len(word) > 2 && strings.HasPrefix(v, word) {
			d = 0 // the word was cut short
		}
		if d < least {
			best, least = v, d
		}
	}
	if best != "" {
		return fmt.Sprintf("did you mean %q?", best)
	}
	return "want one of " + strings.Join(valid, ", ")
}

// distance is the Levenshtein distance of a and b in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j]+1, row[j+1]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
