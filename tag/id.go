package tag

import (
	"crypto/rand"
	"encoding/hex"
	"time"
)

// newID returns a UUID of version 7 (RFC 9562): 48 bits of milliseconds of t, so
// that ids of one time lie together in an index, and 74 random bits.
func newID(t time.Time) string {
	var random [16]byte
	_, _ = rand.Read(random[:]) // never fails: it ends the process instead
	text := textUUID(idAt(t, random))
	return string(text[:])
}

// newIDs returns two such ids, for the price of one.
func newIDs(t time.Time) (string, string) {
	var random [2][16]byte
	_, _ = rand.Read(random[0][:])
	_, _ = rand.Read(random[1][:])
	a, b := textUUID(idAt(t, random[0])), textUUID(idAt(t, random[1]))
	var both [2 * 36]byte
	copy(both[:], a[:])
	copy(both[36:], b[:])
	text := string(both[:])
	return text[:36], text[36:]
}

// idAt makes an id of random bytes.
func idAt(t time.Time, id [16]byte) [16]byte {
	ms := uint64(t.UnixMilli())
	for i := range 6 {
		id[i] = byte(ms >> (40 - 8*i))
	}
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return id
}

func formatUUID(id [16]byte) string {
	text := textUUID(id)
	return string(text[:])
}

func textUUID(id [16]byte) (text [36]byte) {
	hex.Encode(text[0:8], id[0:4])
	hex.Encode(text[9:13], id[4:6])
	hex.Encode(text[14:18], id[6:8])
	hex.Encode(text[19:23], id[8:10])
	hex.Encode(text[24:36], id[10:16])
	text[8], text[13], text[18], text[23] = '-', '-', '-', '-'
	return text
}
