package usage

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/maphash"
	"math/big"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/llmtag/llmtag/tag"
)

// Options say what an accumulator keeps apart.
type Options struct {
	From, To time.Time // events before From and from To on are left out; the zero value is no bound

	// Cuts are the moments at which slices begin, beside From and, if Days is set,
	// each midnight in UTC. PromptBounds are the sizes at which ranges of the prompt
	// begin, beside 0. Both are ascending.
	Cuts         []time.Time
	Days         bool
	PromptBounds []int64

	Owners uint16 // bit i: Event.Text[i], up to CallSite, is kept apart; else it is empty in all rows

	TempDir string // for what does not fit in memory; the default is [os.TempDir]
	Memory  int    // bytes for events; the default is 32 MiB
}

// AllOwners keeps all of an owner apart.
const AllOwners = 1<<(CallSite+1) - 1

// An Accumulator adds up events, each once: of those with the same event_id, ts and
// team_id the first one counts. Its memory depends on the number of rows that it
// makes and not on that of events, which wait in a temporary file to be compared.
//
// A first pass, by several adders at once, writes a short record of each event to one
// of some hundred partitions, by a hash of what tells events apart. Then one
// partition after the other fits in memory, and is added up.
type Accumulator struct {
	opts     Options
	from, to int64 // microseconds
	cuts     []int64
	seeds    [2]maphash.Seed

	mu     sync.Mutex
	groups map[string]uint32 // by the encoded key, to an index in keys
	keys   []string

	blocks  *blocks
	table   int // bytes of a partition that are compared at a time
	parts   [partitions]partition
	outside atomic.Int64
}

// partitions are as many as keep one of a thousand million events in memory, and
// as few as fill their blocks when there are a million.
const partitions = 256

// A partition is a chain of blocks.
type partition struct {
	mu      sync.Mutex
	last    int64 // block; -1 for none
	records int64
}

// NewAccumulator returns an accumulator without events. It is to be closed.
func NewAccumulator(opts Options) *Accumulator {
	if opts.Memory <= 0 {
		opts.Memory = 32 << 20
	}
	a := &Accumulator{
		opts: opts, from: -1 << 63, to: 1<<63 - 1,
		seeds:  [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()},
		groups: make(map[string]uint32),
		blocks: newBlocks(opts.TempDir, opts.Memory),
		table:  opts.Memory / 4,
	}
	if !opts.From.IsZero() {
		a.from = opts.From.UnixMicro()
	}
	if !opts.To.IsZero() {
		a.to = opts.To.UnixMicro()
	}
	for _, cut := range opts.Cuts {
		a.cuts = append(a.cuts, cut.UnixMicro())
	}
	for i := range a.parts {
		a.parts[i].last = -1
	}
	return a
}

// Close removes the temporary file.
func (a *Accumulator) Close() error { return a.blocks.close() }

// Outside is how many events were before From or from To on.
func (a *Accumulator) Outside() int64 { return a.outside.Load() }

// An Adder takes events for an accumulator. Several may do so at once; one is used
// by one goroutine. It is a Worker of package source.
type Adder struct {
	a       *Accumulator
	groups  map[string]uint32 // of those of the accumulator, what was met here
	key     []byte
	sliceOf [2]int64 // the slice of the last event, from and to
	seq     uint64   // of the next event
	outside int64
	open    [partitions]openBlock
	err     error
}

// Adder returns an adder. Its Flush is to be called before Rows.
func (a *Accumulator) Adder() *Adder {
	return &Adder{a: a, groups: make(map[string]uint32)}
}

// seqBits is how many bits of an event's number are its place within a chunk.
const seqBits = 20

// Begin says in the order of the input, where the events that follow belong.
// Numbers ascend.
func (d *Adder) Begin(chunk int64) { d.seq = uint64(chunk) << seqBits }

// End returns an error if events could not be written to the temporary file.
func (d *Adder) End() any {
	if d.err != nil {
		return d.err
	}
	return nil
}

// Event adds e.
func (d *Adder) Event(e *Event) {
	if e.Micros < d.a.from || e.Micros >= d.a.to {
		d.outside++
		return
	}
	if d.err != nil {
		return
	}
	group := d.group(e)
	id := d.a.identity(e)
	part := int((id[0] ^ id[1]) * 0x9e3779b97f4a7c15 >> 56)
	o := &d.open[part]
	const most = 2*8 + 5*binary.MaxVarintLen64 + 9*binary.MaxVarintLen64 + 1
	if o.room() < most+len(e.Units) {
		if d.err = d.a.flush(part, o, most+len(e.Units)); d.err != nil {
			return
		}
	}
	o.append(id, d.seq, group, e)
	if d.seq&(1<<seqBits-1) < 1<<seqBits-1 {
		d.seq++
	}
}

// Flush hands over what the adder holds.
func (d *Adder) Flush() error {
	for i := range d.open {
		if d.err == nil && d.open[i].records > 0 {
			d.err = d.a.flush(i, &d.open[i], 0)
		}
	}
	d.a.outside.Add(d.outside)
	d.outside = 0
	return d.err
}

// identity is what tells events apart, in 128 bits: the id, and a hash of what
// belongs to the key beside it.
func (a *Accumulator) identity(e *Event) (id [2]uint64) {
	var buf [64]byte
	b := binary.LittleEndian.AppendUint64(buf[:0], uint64(e.Micros))
	b = append(b, e.Text[TeamID]...)
	id[0] = binary.BigEndian.Uint64(e.ID[:8]) ^ maphash.Bytes(a.seeds[0], b)
	id[1] = binary.BigEndian.Uint64(e.ID[8:]) ^ maphash.Bytes(a.seeds[1], b)
	return id
}

// group is the number of the row to which e belongs.
func (d *Adder) group(e *Event) uint32 {
	if e.Micros < d.sliceOf[0] || e.Micros >= d.sliceOf[1] {
		d.sliceOf[0], d.sliceOf[1] = d.a.slice(e.Micros)
	}
	prompt := int64(0)
	if n := e.Number[InputTokens]; n > 0 {
		for _, bound := range d.a.opts.PromptBounds {
			if n < bound {
				break
			}
			prompt = bound
		}
	}
	b := d.key[:0]
	b = binary.LittleEndian.AppendUint64(b, uint64(d.sliceOf[0]))
	b = binary.AppendUvarint(b, uint64(prompt))
	for i := range ServiceTier {
		if i <= CallSite && d.a.opts.Owners>>i&1 == 0 {
			continue
		}
		text := e.Text[i]
		if i == Model && len(text) == 0 {
			text = e.Text[RequestedModel] // the answer was cut off before it said
		}
		b = binary.AppendUvarint(b, uint64(len(text)))
		b = append(b, text...)
	}
	for _, i := range [...]int{ServiceTier, Region} {
		b = binary.AppendUvarint(b, uint64(len(e.Text[i])))
		b = append(b, e.Text[i]...)
	}
	d.key = b
	if group, ok := d.groups[string(b)]; ok {
		return group
	}
	a := d.a
	a.mu.Lock()
	defer a.mu.Unlock()
	group, ok := a.groups[string(b)]
	if !ok {
		key := string(b)
		group = uint32(len(a.keys))
		a.keys = append(a.keys, key)
		a.groups[key] = group
	}
	d.groups[a.keys[group]] = group
	return group
}

const dayMicros = 24 * 60 * 60 * 1_000_000

// slice is the slice in which a moment is: it begins at from, and the next at to.
func (a *Accumulator) slice(micros int64) (from, to int64) {
	from, to = a.from, a.to
	if a.opts.Days {
		from = max(from, micros-(micros%dayMicros+dayMicros)%dayMicros)
		to = min(to, micros-(micros%dayMicros+dayMicros)%dayMicros+dayMicros)
	}
	i, found := slices.BinarySearch(a.cuts, micros)
	if found {
		i++
	}
	if i > 0 {
		from = max(from, a.cuts[i-1])
	}
	if i < len(a.cuts) {
		to = min(to, a.cuts[i])
	}
	return from, to
}

// decode is the key of a group.
func (a *Accumulator) decode(key string) Key {
	b := []byte(key)
	var k Key
	k.Slice = time.UnixMicro(int64(binary.LittleEndian.Uint64(b))).UTC()
	b = b[8:]
	number := func() uint64 {
		n, size := binary.Uvarint(b)
		b = b[size:]
		return n
	}
	k.PromptFrom = int64(number())
	for i, to := range [...]*string{
		TeamID: &k.TeamID, ProjectID: &k.ProjectID, ServiceName: &k.ServiceName, UserID: &k.UserID,
		RequestType: &k.RequestType, Environment: &k.Environment, CallSite: &k.CallSite,
		Provider: &k.Provider, Model: &k.Model, ServiceTier: &k.ServiceTier, Region: &k.Region,
	} {
		if i <= CallSite && a.opts.Owners>>i&1 == 0 {
			continue
		}
		n := number()
		*to = string(b[:n])
		b = b[n:]
	}
	return k
}

// Rows adds up all events and returns a row per key, in the order of their keys,
// and how many events were duplicates. It is called once, after all adders have
// been flushed.
func (a *Accumulator) Rows() (rows []Row, duplicates int64, err error) {
	workers := min(runtime.GOMAXPROCS(0), partitions)
	sums := make([]*sum, workers)
	var next atomic.Int64
	var wg sync.WaitGroup
	errs := make([]error, workers)
	for w := range workers {
		sums[w] = newSum(a)
		wg.Go(func() {
			for errs[w] == nil {
				i := next.Add(1) - 1
				if i >= partitions {
					return
				}
				errs[w] = sums[w].partition(&a.parts[i])
			}
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, 0, err
	}
	total := sums[0]
	for _, s := range sums[1:] {
		total.add(s)
	}
	for group, counts := range total.counts {
		if counts.Requests == 0 {
			continue // all of it were duplicates of events of another key
		}
		rows = append(rows, Row{Key: a.decode(a.keys[group]), Counts: counts, Units: total.units[uint32(group)].texts()})
	}
	slices.SortFunc(rows, func(x, y Row) int { return compareKeys(&x.Key, &y.Key) })
	return rows, total.duplicates, nil
}

func compareKeys(x, y *Key) int {
	if c := x.Slice.Compare(y.Slice); c != 0 {
		return c
	}
	texts := func(k *Key) [11]string {
		return [11]string{
			k.TeamID, k.ProjectID, k.ServiceName, k.UserID, k.RequestType, k.Environment, k.CallSite,
			k.Provider, k.Model, k.ServiceTier, k.Region,
		}
	}
	a, b := texts(x), texts(y)
	if c := slices.Compare(a[:], b[:]); c != 0 {
		return c
	}
	return int(min(max(x.PromptFrom-y.PromptFrom, -1), 1))
}

// flags of a record.
const (
	isError = 1 << iota
	isMissing
	isPartial
	isSuspect
	hasUnits
)

func flagsOf(e *Event) (flags byte) {
	if e.Status == tag.StatusError {
		flags |= isError
	}
	switch e.UsageStatus {
	case tag.UsageMissing:
		flags |= isMissing
	case tag.UsagePartial:
		flags |= isPartial
	case tag.UsageSuspect:
		flags |= isSuspect
	case tag.UsageReported:
	}
	if len(e.Units) > 0 {
		flags |= hasUnits
	}
	return flags
}

// recorded are the counts of a record, in their order.
var recorded = [...]int{
	InputTokens, OutputTokens, CacheReadTokens, CacheWrite5mTokens, CacheWrite1hTokens,
	ReasoningTokens, AudioInputTokens, AudioOutputTokens, ImageTokens,
}

// amounts are sums of units by name.
type amounts map[string]*big.Rat

// texts are the sums as decimals, without zeros at their end.
func (m amounts) texts() map[string]string {
	if len(m) == 0 {
		return nil
	}
	texts := make(map[string]string, len(m))
	for name, sum := range m {
		digits, _ := sum.FloatPrec() // exact: a sum of decimals is one
		texts[name] = string(bytes.TrimSuffix([]byte(sum.FloatString(digits)), []byte(".")))
	}
	return texts
}
