package strict

// A Pos is a place in a file.
type Pos struct {
	File         string // as the user named it
	Line, Column int    // 1-based; the column counts bytes, in very long lines characters
}

// Kind is the form of a value.
type Kind int

// The kinds of values.
const (
	Null Kind = iota
	Scalar
	Mapping
	Sequence
)

// A Node is a value of a file. Aliases and merge keys are resolved.
type Node struct {
	Pos
	Kind    Kind
	Text    string  // of a scalar, as written, without quotes
	Tag     string  // of a scalar: !!str, !!int, !!float, !!bool, …
	Entries []Entry // of a mapping, in order, each key once
	Items   []*Node // of a sequence
	Again   []Entry // keys of a mapping that occurred before, in order
	Dir     string  // absolute directory of the file

	index map[string]int // key → position in Entries
}

// An Entry is a key of a mapping and its value.
type Entry struct {
	Key    string
	KeyPos Pos
	Value  *Node
}

// Entry returns the entry of a key, nil if n has none. n may be nil.
func (n *Node) Entry(key string) *Entry {
	if n == nil {
		return nil
	}
	if i, ok := n.index[key]; ok {
		return &n.Entries[i]
	}
	return nil
}

// add appends e, unless its key is there; it reports whether it did.
func (n *Node) add(e Entry) bool {
	if _, ok := n.index[e.Key]; ok {
		return false
	}
	if n.index == nil {
		n.index = map[string]int{}
	}
	n.index[e.Key] = len(n.Entries)
	n.Entries = append(n.Entries, e)
	return true
}

// Get returns the value at a path of keys (string) and indices (int), nil if
// there is none. n may be nil.
func (n *Node) Get(path ...any) *Node {
	for _, step := range path {
		if n == nil {
			return nil
		}
		switch step := step.(type) {
		case string:
			e := n.Entry(step)
			if e == nil {
				return nil
			}
			n = e.Value
		case int:
			if n.Kind == Scalar && step == 0 {
				continue // one value stands for a list of one
			}
			if step >= len(n.Items) {
				return nil
			}
			n = n.Items[step]
		}
	}
	return n
}

// Merge returns base overridden by over: mappings key by key, everything else
// as a whole. Both are free of faults. Keys keep the order of base; new ones follow. A null changes
// nothing. Keys that say the same thing in two ways, such as header and
// headers, are given as synonyms: one of them in over displaces the other.
func Merge(base, over *Node, synonyms map[string]string) *Node {
	if over == nil || over.Kind == Null {
		return base
	}
	if base == nil || base.Kind != Mapping || over.Kind != Mapping {
		return over
	}
	merged := &Node{Pos: over.Pos, Kind: Mapping, Dir: over.Dir}
	for _, e := range base.Entries {
		o := over.Entry(e.Key)
		if o == nil && over.Entry(synonyms[e.Key]) != nil {
			continue
		}
		if o != nil && o.Value.Kind != Null {
			e = Entry{Key: e.Key, KeyPos: o.KeyPos, Value: Merge(e.Value, o.Value, synonyms)}
		}
		merged.add(e)
	}
	for _, e := range over.Entries {
		merged.add(e)
	}
	return merged
}
