package revision

import "bytes"

// maxLines bounds the product of the numbers of lines that are compared one by
// one: some 2,000 changed lines on either side, and 16 MB.
const maxLines = 4_000_000

// Lines returns, for each line of a file as it is, the index of the line that it
// was before; -1 for one that is new. Lines keep their order.
func Lines(before, now []byte) []int {
	was, is := bytes.Split(before, []byte("\n")), bytes.Split(now, []byte("\n"))
	old := make([]int, len(is))
	for i := range old {
		old[i] = -1
	}
	first := 0
	for first < len(was) && first < len(is) && bytes.Equal(was[first], is[first]) {
		old[first] = first
		first++
	}
	was, is = was[first:], is[first:]
	for len(was) > 0 && len(is) > 0 && bytes.Equal(was[len(was)-1], is[len(is)-1]) {
		was, is = was[:len(was)-1], is[:len(is)-1]
		old[first+len(is)] = first + len(was)
	}
	if len(was)*len(is) > maxLines {
		return old // what lies between counts as new
	}
	for i, j := range common(was, is) {
		if j >= 0 {
			old[first+i] = first + j
		}
	}
	return old
}

// common returns, for each line of is, its partner in a longest common
// subsequence of was and is; -1 for one without.
func common(was, is [][]byte) []int {
	// length[i][j] is that of the longest one of is[i:] and was[j:].
	length := make([][]int32, len(is)+1)
	length[len(is)] = make([]int32, len(was)+1)
	for i := len(is) - 1; i >= 0; i-- {
		length[i] = make([]int32, len(was)+1)
		for j := len(was) - 1; j >= 0; j-- {
			if bytes.Equal(is[i], was[j]) {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	partner := make([]int, len(is))
	j := 0
	for i := range is {
		partner[i] = -1
		for j < len(was) && !bytes.Equal(is[i], was[j]) && length[i][j+1] >= length[i+1][j] {
			j++
		}
		if j < len(was) && bytes.Equal(is[i], was[j]) {
			partner[i] = j
			j++
		}
	}
	return partner
}
