package spool

import (
	"errors"
	"io"
	"os"
)

// place is where a Read ended: the next begins there if it asks for the record
// with that number.
type place struct {
	number  uint64 // of the record at offset, if all is well
	segment uint64 // its first record
	offset  int64
	valid   bool
}

// A Batch is what Read has found.
type Batch struct {
	Records [][]byte // as they were appended
	Next    uint64   // number of the record after the last, where to read on
	Lost    int      // records before Next that are damaged or gone
	Damaged []byte   // what was found in their place, if anything
}

// readBytes is how much is read from a segment at a time.
const readBytes = 1 << 20

// Read returns at most limit records with numbers from first up to before, before
// excluded. Damaged records are skipped. There may be fewer than asked for; Next
// is greater than first in any case, unless there is nothing left to read.
func (s *Spool) Read(first, before uint64, limit int) (Batch, error) {
	s.mu.Lock()
	before = min(before, s.next)
	seg, followed, ok := s.find(first)
	at := s.place
	s.mu.Unlock()
	batch := Batch{Next: first}
	if first >= before {
		return batch, nil
	}
	if !ok { // no segment has it: what there is begins later, or nowhere
		batch.Next = before
		if seg.first > first {
			batch.Next = min(before, seg.first)
		}
		batch.Lost = int(batch.Next - first)
		return batch, nil
	}
	if !at.valid || at.number != first || at.segment != seg.first {
		at = place{number: seg.first, segment: seg.first, valid: true}
	}
	// Where this segment's records end: the next segment says it.
	end := before
	if followed > 0 {
		end = min(end, followed)
	}
	if err := s.scan(&batch, &at, end, limit); err != nil {
		return batch, err
	}
	s.mu.Lock()
	s.place = at
	s.mu.Unlock()
	return batch, nil
}

// find returns the segment that has the record with the number, and the first
// number of the segment after it, 0 if there is none. If no segment has it, it
// returns the first one that begins later. s.mu is locked.
func (s *Spool) find(number uint64) (seg segment, followed uint64, ok bool) {
	for i, candidate := range s.segments {
		if candidate.first > number {
			if i == 0 {
				return candidate, 0, false
			}
			break
		}
		seg, ok, followed = candidate, true, 0
		if i+1 < len(s.segments) {
			followed = s.segments[i+1].first
		}
	}
	return seg, followed, ok
}

// scan reads records of one segment from at into batch: those with numbers from
// batch.Next up to end, end excluded.
func (s *Spool) scan(batch *Batch, at *place, end uint64, limit int) error {
	f, err := os.Open(s.path(at.segment))
	if errors.Is(err, os.ErrNotExist) {
		batch.skip(end)
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	size := int(max(headBytes, min(readBytes, info.Size()-at.offset+1))) // a byte more, to see the end
	for batch.Next < end && len(batch.Records) < limit {
		b := make([]byte, size)
		n, err := f.ReadAt(b, at.offset)
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		last := errors.Is(err, io.EOF)
		used := batch.parse(b[:n], at, end, limit, last)
		at.offset += int64(used)
		if used == 0 && last {
			batch.skip(end) // the segment ends before its last record
			at.valid = false
			break
		}
		if used == 0 && size > headBytes+MaxRecord { // no record is as long as this
			batch.Damaged = append(batch.Damaged, b[:n]...)
			at.offset += int64(n)
		} else if used == 0 {
			size *= 2 // the record is longer than what was read
		}
	}
	return nil
}

// parse takes records from b, which stands at at, and returns how many bytes it
// has taken. last says that nothing follows b in its segment.
func (batch *Batch) parse(b []byte, at *place, end uint64, limit int, last bool) (used int) {
	for used < len(b) && batch.Next < end && len(batch.Records) < limit {
		rest := b[used:]
		number, record, n := parseRecord(rest)
		if n > 0 {
			if number >= end {
				batch.skip(end) // this one belongs to the next read
				return used
			}
			used += n
			if number >= batch.Next { // else it is before the first that was asked for
				batch.skip(number)
				batch.Records = append(batch.Records, record)
				batch.Next = number + 1
			}
			at.number = number + 1
			continue
		}
		if !last && cut(rest) {
			return used
		}
		i := resume(rest)
		if i == len(rest) && !last {
			return used
		}
		if at.number >= batch.Next { // else it has been reported
			batch.Damaged = append(batch.Damaged, rest[:i]...)
		}
		used += i
	}
	return used
}

// resume returns where reading goes on in b, which begins with damage: after the
// next newline, or at a sound record before that, whose newline was hit.
func resume(b []byte) int {
	for i := 1; i < len(b); i++ {
		if b[i-1] == '\n' {
			return i
		}
		if _, _, n := parseRecord(b[i:]); n > 0 {
			return i
		}
	}
	return len(b)
}

// skip counts what lies before number as lost.
func (batch *Batch) skip(number uint64) {
	if number > batch.Next {
		batch.Lost += int(number - batch.Next)
		batch.Next = number
	}
}
