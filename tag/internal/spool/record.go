package spool

import (
	"bytes"
	"hash/crc32"
)

// A record on disk is
//
//	CCCCCCCC NNNNNNNNNNNNNNNN LLLLLL record\n
//
// with the checksum (CRC-32C of all that follows it but the newline), the number and
// the length of the record, in hexadecimal digits of fixed width.
const (
	headBytes = 8 + 1 + 16 + 1 + 6 + 1
	// MaxRecord is the greatest length of a record in bytes: what six
	// hexadecimal digits can say.
	MaxRecord = 1<<24 - 1
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// appendRecord appends record as it stands on disk.
func appendRecord(b []byte, number uint64, record []byte) []byte {
	start := len(b)
	b = append(b, "00000000 "...)
	b = appendHex(b, number, 16)
	b = append(b, ' ')
	b = appendHex(b, uint64(len(record)), 6)
	b = append(b, ' ')
	b = append(b, record...)
	sum := crc32.Checksum(b[start+9:], castagnoli)
	appendHex(b[start:start], uint64(sum), 8)
	return append(b, '\n')
}

// parseRecord reads the record at the start of b. It returns 0 as the bytes it
// takes if there is none that is whole and sound. The newline at the end may be
// damaged or missing.
func parseRecord(b []byte) (number uint64, record []byte, n int) {
	if len(b) < headBytes || b[8] != ' ' || b[25] != ' ' || b[32] != ' ' {
		return 0, nil, 0
	}
	sum, ok1 := parseHex(b[:8])
	number, ok2 := parseHex(b[9:25])
	length, ok3 := parseHex(b[26:32])
	end := headBytes + int(length)
	if !ok1 || !ok2 || !ok3 || end > len(b) || uint64(crc32.Checksum(b[9:end], castagnoli)) != sum {
		return 0, nil, 0
	}
	return number, b[headBytes:end], min(end+1, len(b))
}

// cut reports whether b may be the beginning of a sound record of which the rest
// is not in b.
func cut(b []byte) bool {
	if len(b) < headBytes {
		return bytes.IndexByte(b, '\n') < 0
	}
	length, ok := parseHex(b[26:32])
	return ok && headBytes+int(length)+1 > len(b)
}

func appendHex(b []byte, n uint64, digits int) []byte {
	const hex = "0123456789abcdef"
	for shift := 4 * (digits - 1); shift >= 0; shift -= 4 {
		b = append(b, hex[n>>shift&0xf])
	}
	return b
}

func parseHex(b []byte) (n uint64, ok bool) {
	for _, c := range b {
		switch {
		case '0' <= c && c <= '9':
			n = n<<4 | uint64(c-'0')
		case 'a' <= c && c <= 'f':
			n = n<<4 | uint64(c-'a'+10)
		default:
			return 0, false
		}
	}
	return n, true
}
