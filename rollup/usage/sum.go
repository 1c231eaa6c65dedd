package usage

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math/big"
)

// A sum adds up partitions, by group.
type sum struct {
	a          *Accumulator
	counts     []Counts
	units      map[uint32]amounts
	duplicates int64

	// The events of a partition, of each the first: an open hash table, and the
	// records without their beginning.
	slots   []slot
	records []byte
	buf     []byte
}

// A slot is empty if at is 0.
type slot struct {
	id  [2]uint64
	seq uint64
	at  uint32 // where the record is, plus 1
}

func newSum(a *Accumulator) *sum {
	return &sum{a: a, counts: make([]Counts, len(a.keys)), units: make(map[uint32]amounts), buf: make([]byte, blockSize)}
}

// partition adds up a partition. One that is too large for memory is read several
// times, for a part of its events each time.
func (s *sum) partition(p *partition) error {
	if p.records == 0 {
		return nil
	}
	const each = 48 // a slot, of which three quarters are in use at most
	passes := uint64(p.records*each/int64(s.a.table)) + 1
	size := 1
	for int64(size) < p.records/int64(passes)*3/2+16 {
		size *= 2
	}
	for pass := range passes {
		if cap(s.slots) < size {
			s.slots = make([]slot, size)
		}
		s.slots = s.slots[:size]
		clear(s.slots)
		s.records = s.records[:0]
		if err := s.load(p, pass, passes); err != nil {
			return err
		}
		for i := range s.slots {
			if at := s.slots[i].at; at > 0 {
				if err := s.take(s.records[at-1:]); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// load reads those events of a partition that a pass is for.
func (s *sum) load(p *partition, pass, passes uint64) error {
	used := 0
	for number := p.last; number >= 0; {
		b, err := s.a.blocks.read(number, s.buf)
		if err != nil {
			return err
		}
		number = int64(binary.LittleEndian.Uint64(b))
		seq := binary.LittleEndian.Uint64(b[8:])
		for b = b[blockHeader:]; len(b) > 0; {
			id := [2]uint64{binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[8:])}
			b = b[16:]
			delta, n := binary.Uvarint(b)
			b = b[n:]
			seq += delta
			rest := recordLength(b)
			record := b[:rest]
			b = b[rest:]
			hash := (id[0] ^ id[1]*0xff51afd7ed558ccd) * 0x9e3779b97f4a7c15
			if passes > 1 && hash>>52%passes != pass {
				continue
			}
			if s.keep(id, seq, hash, record) {
				if used++; 4*used > 3*len(s.slots) {
					s.grow()
				}
			} else {
				s.duplicates++
			}
		}
	}
	return nil
}

// keep puts a record into the table, unless an earlier one of the same event is
// there. It reports whether the event is new.
func (s *sum) keep(id [2]uint64, seq, hash uint64, record []byte) bool {
	mask := uint64(len(s.slots) - 1)
	for i := hash >> 8 & mask; ; i = (i + 1) & mask {
		switch slot := &s.slots[i]; {
		case slot.at == 0:
			slot.id, slot.seq, slot.at = id, seq, uint32(len(s.records)+1)
			s.records = append(s.records, record...)
			return true
		case slot.id == id:
			if seq < slot.seq {
				slot.seq, slot.at = seq, uint32(len(s.records)+1)
				s.records = append(s.records, record...)
			}
			return false
		}
	}
}

// grow makes the table larger: hashes have fallen unevenly on passes.
func (s *sum) grow() {
	old := s.slots
	s.slots = make([]slot, 2*len(old))
	mask := uint64(len(s.slots) - 1)
	for _, entry := range old {
		if entry.at == 0 {
			continue
		}
		hash := (entry.id[0] ^ entry.id[1]*0xff51afd7ed558ccd) * 0x9e3779b97f4a7c15
		i := hash >> 8 & mask
		for s.slots[i].at != 0 {
			i = (i + 1) & mask
		}
		s.slots[i] = entry
	}
}

// recordLength is how long a record is, from its group on.
func recordLength(b []byte) int {
	_, at := binary.Uvarint(b)
	flags := b[at]
	at++
	which, n := binary.Uvarint(b[at:])
	at += n
	for ; which != 0; which &= which - 1 {
		for b[at] >= 0x80 {
			at++
		}
		at++
	}
	if flags&hasUnits != 0 {
		size, n := binary.Uvarint(b[at:])
		at += n + int(size)
	}
	return at
}

// take adds the record at the beginning of b.
func (s *sum) take(b []byte) error {
	group, n := binary.Uvarint(b)
	b = b[n:]
	flags := b[0]
	which, n := binary.Uvarint(b[1:])
	b = b[1+n:]
	c := &s.counts[group]
	c.Requests++
	c.Errors += int64(flags & isError)
	c.Missing += int64(flags & isMissing / isMissing)
	c.Partial += int64(flags & isPartial / isPartial)
	c.Suspect += int64(flags & isSuspect / isSuspect)
	for bit, to := range [len(recorded)]*int64{
		&c.Input, &c.Output, &c.CacheRead, &c.CacheWrite5m, &c.CacheWrite1h,
		&c.Reasoning, &c.AudioInput, &c.AudioOutput, &c.Image,
	} {
		if which>>bit&1 != 0 {
			v, n := binary.Varint(b)
			*to += v
			b = b[n:]
		}
	}
	if flags&hasUnits != 0 {
		size, n := binary.Uvarint(b)
		return s.takeUnits(uint32(group), b[n:n+int(size)])
	}
	return nil
}

func (s *sum) takeUnits(group uint32, text []byte) error {
	var units map[string]json.Number
	if err := json.Unmarshal(text, &units); err != nil {
		return fmt.Errorf("units that were valid when they were read: %w", err)
	}
	if s.units[group] == nil {
		s.units[group] = make(amounts)
	}
	for name, amount := range units {
		value, ok := new(big.Rat).SetString(string(amount))
		if !ok {
			return fmt.Errorf("units: %q is %q, expected a decimal", name, amount)
		}
		s.units[group].add(name, value)
	}
	return nil
}

func (m amounts) add(name string, value *big.Rat) {
	if sum := m[name]; sum != nil {
		sum.Add(sum, value)
	} else {
		m[name] = new(big.Rat).Set(value)
	}
}

// add adds what another has added up.
func (s *sum) add(o *sum) {
	for i := range o.counts {
		s.counts[i].Add(o.counts[i])
	}
	for group, units := range o.units {
		if s.units[group] == nil {
			s.units[group] = make(amounts)
		}
		for name, value := range units {
			s.units[group].add(name, value)
		}
	}
	s.duplicates += o.duplicates
}
