package sdks

import "github.com/llmtag/llmtag/internal/strict"

// A DecodeError is one fault in an SDK description, of which its message says where it stands.
type DecodeError = strict.Fault

// Decode reads one SDK description. The names in it are expanded: no "$alias"
// and no "{A, B}" is left. The error joins a [*DecodeError] for each fault, in
// the order of the file.
func Decode(file string, data []byte) (*SDK, error) {
	sdk, d := decode(file, data)
	if err := d.Err(); err != nil {
		return nil, err
	}
	return sdk, nil
}

// decode is Decode, with the places of what was decoded.
func decode(file string, data []byte) (*SDK, *decoder) {
	d := &decoder{funcs: map[string]function{}}
	d.root = strict.Document(file, "", data, `a description begins with "sdk: NAME"`, d.Report)
	sdk := new(SDK)
	if d.root != nil {
		d.Decoder().Decode(d.root, sdk, "")
		d.filled(d.root)
	}
	if !d.Any() { // names that were not read cannot be judged
		d.check(sdk)
		expand(d, sdk)
	}
	return sdk, d
}

// decoder knows the places of a description's parts and collects faults.
type decoder struct {
	strict.Faults
	root  *strict.Node
	funcs map[string]function // by section and full name
}

// A function is one that a row is about.
type function struct {
	name string // in full
	at   strict.Pos
}

// at returns the place of what stands at a path of keys and indices, or of the
// nearest thing around it.
func (d *decoder) at(path ...any) strict.Pos {
	for n := len(path); n >= 0; n-- {
		if node := d.root.Get(path[:n]...); node != nil {
			return node.Pos
		}
	}
	return strict.Pos{}
}

// filled notes texts that are given and empty: no name, word or path is.
func (d *decoder) filled(n *strict.Node) {
	if n.Kind == strict.Scalar && n.Text == "" {
		d.Reportf(n.Pos, "leave the key out, or fill it in", "an empty text")
	}
	for _, e := range n.Entries {
		d.filled(e.Value)
	}
	for _, item := range n.Items {
		d.filled(item)
	}
}
