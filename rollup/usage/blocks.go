package usage

import (
	"encoding/binary"
	"fmt"
	"os"
	"sync"
)

// A record is what an event adds, and to what:
//
//	16 bytes   the identity
//	uvarint    the event's number, less that of the record before it in the block
//	uvarint    the group
//	1 byte     flags
//	uvarint    a bit for each of the counts that follow
//	varints    counts that are not 0
//	uvarint    the length of the units, and the units, if the flags say so
//
// A block begins with the number of the block before it in its partition, the number
// of its first event, and its own length.
const (
	blockSize   = 16 << 10
	blockHeader = 8 + 8 + 4
)

// An openBlock is one to which records are added.
type openBlock struct {
	b       []byte
	seq     uint64 // of the last record
	records int64
}

// room is how many bytes fit.
func (o *openBlock) room() int { return cap(o.b) - len(o.b) }

func (o *openBlock) append(id [2]uint64, seq uint64, group uint32, e *Event) {
	b := o.b
	if o.records == 0 {
		binary.LittleEndian.PutUint64(b[8:], seq)
		o.seq = seq
	}
	b = binary.LittleEndian.AppendUint64(b, id[0])
	b = binary.LittleEndian.AppendUint64(b, id[1])
	b = binary.AppendUvarint(b, seq-o.seq)
	b = binary.AppendUvarint(b, uint64(group))
	flags := flagsOf(e)
	b = append(b, flags)
	which := uint64(0)
	for bit, i := range recorded {
		if e.Number[i] != 0 {
			which |= 1 << bit
		}
	}
	b = binary.AppendUvarint(b, which)
	for _, i := range recorded {
		if n := e.Number[i]; n != 0 {
			b = binary.AppendVarint(b, n)
		}
	}
	if flags&hasUnits != 0 {
		b = binary.AppendUvarint(b, uint64(len(e.Units)))
		b = append(b, e.Units...)
	}
	o.b, o.seq = b, seq
	o.records++
}

// flush hands over the block of a partition, and makes room for need bytes.
func (a *Accumulator) flush(part int, o *openBlock, need int) error {
	if o.records > 0 {
		p := &a.parts[part]
		p.mu.Lock()
		binary.LittleEndian.PutUint64(o.b, uint64(p.last))
		binary.LittleEndian.PutUint32(o.b[16:], uint32(len(o.b)))
		number, err := a.blocks.write(o.b)
		if err == nil {
			p.last = number
			p.records += o.records
		}
		p.mu.Unlock()
		if err != nil {
			return err
		}
	}
	if size := max(blockSize, blockHeader+need); cap(o.b) < size {
		o.b = make([]byte, 0, size)
	}
	o.b, o.records = o.b[:blockHeader], 0
	return nil
}

// blocks keep blocks in memory, and in a temporary file when there are more than fit.
type blocks struct {
	dir string

	mu     sync.Mutex
	most   int // bytes in memory
	used   int
	memory [][]byte // by their number
	file   *os.File
	size   int64 // of the file
}

func newBlocks(dir string, most int) *blocks { return &blocks{dir: dir, most: most} }

// inFile is the bit of a number that says that the rest is an offset in the file.
const inFile = 1 << 62

// write keeps a copy of b.
func (s *blocks) write(b []byte) (number int64, err error) {
	s.mu.Lock()
	if s.used+len(b) <= s.most {
		s.used += len(b)
		s.memory = append(s.memory, append([]byte(nil), b...))
		number = int64(len(s.memory)) - 1
		s.mu.Unlock()
		return number, nil
	}
	if s.file == nil {
		if s.file, err = os.CreateTemp(s.dir, "llmrollup-*"); err != nil {
			s.mu.Unlock()
			return 0, fmt.Errorf("making a temporary file (set TMPDIR to a directory with more room): %w", err)
		}
		_ = os.Remove(s.file.Name()) // so that it is gone even if we are killed; where that is refused, close removes it
	}
	at := s.size
	s.size += int64(len(b))
	s.mu.Unlock()

	if _, err := s.file.WriteAt(b, at); err != nil {
		return 0, fmt.Errorf("writing the temporary file (set TMPDIR to a directory with more room): %w", err)
	}
	return at | inFile, nil
}

// read returns a block, which is in buf perhaps.
func (s *blocks) read(number int64, buf []byte) ([]byte, error) {
	if number&inFile == 0 {
		return s.memory[number], nil
	}
	at := number &^ inFile
	n, err := s.file.ReadAt(buf[:min(blockSize, s.size-at)], at)
	if n < blockHeader {
		return nil, fmt.Errorf("reading the temporary file: %w", err)
	}
	size := int(binary.LittleEndian.Uint32(buf[16:]))
	if size > n {
		buf = make([]byte, size)
		if _, err := s.file.ReadAt(buf, at); err != nil {
			return nil, fmt.Errorf("reading the temporary file: %w", err)
		}
	}
	return buf[:size], nil
}

func (s *blocks) close() error {
	if s.file == nil {
		return nil
	}
	name := s.file.Name()
	err := s.file.Close()
	_ = os.Remove(name)
	s.file = nil
	if err != nil {
		return fmt.Errorf("closing the temporary file: %w", err)
	}
	return nil
}
