package stream

import (
	"encoding/binary"
	"hash/crc32"
	"maps"
	"slices"
)

// AWS reads an AWS event stream: messages with a prelude of lengths and its
// checksum, headers, a payload and a checksum. The name of a message is its
// :event-type.
//
// Source: the Smithy specification, "Amazon Event Stream".
type AWS struct {
	to      Consumer
	failed  func() // called for a message that is an exception
	state   awsState
	head    []byte // prelude, then headers
	left    int    // bytes until the state ends
	payload int    // length of the payload
	begun   bool
}

type awsState uint8

const (
	inPrelude awsState = iota
	inHeaders
	inPayload
	inChecksum
	lost // this is no event stream
)

const (
	preludeSize  = 12
	checksumSize = 4
	maxHeaders   = 128 << 10 // of the specification
	maxMessage   = 24 << 20  // of the specification, headers and payload
)

// NewAWS returns a reader of an AWS event stream. It calls failed for each
// message by which the provider reports an error.
func NewAWS(to Consumer, failed func()) *AWS {
	return &AWS{to: to, failed: failed, left: preludeSize}
}

// Write reads another piece.
func (a *AWS) Write(p []byte) {
	for len(p) > 0 && a.state != lost {
		n := min(len(p), a.left)
		switch a.state {
		case inPrelude, inHeaders:
			a.head = append(a.head, p[:n]...)
		case inPayload:
			a.to.Data(p[:n], n == a.left)
		}
		p = p[n:]
		a.left -= n
		for a.left == 0 && a.state != lost {
			a.next()
		}
	}
}

// next goes on to the next part.
func (a *AWS) next() {
	switch a.state {
	case inPrelude:
		total := binary.BigEndian.Uint32(a.head)
		headers := binary.BigEndian.Uint32(a.head[4:])
		if crc32.ChecksumIEEE(a.head[:8]) != binary.BigEndian.Uint32(a.head[8:]) ||
			headers > maxHeaders || total > maxMessage || total < preludeSize+headers+checksumSize {
			a.state = lost
			return
		}
		a.head = a.head[:0]
		a.payload = int(total - preludeSize - headers - checksumSize)
		a.state, a.left = inHeaders, int(headers)
	case inHeaders:
		name, exception := readHeaders(a.head)
		if exception {
			a.failed()
		}
		a.to.Begin(name)
		a.begun = true
		a.head = a.head[:0]
		a.state, a.left = inPayload, a.payload
	case inPayload:
		a.to.End()
		a.begun = false
		a.state, a.left = inChecksum, checksumSize
	case inChecksum:
		a.state, a.left = inPrelude, preludeSize
	}
}

// readHeaders finds the kind of a message.
func readHeaders(p []byte) (name []byte, exception bool) {
	for len(p) > 0 {
		n := int(p[0])
		if len(p) < 1+n+1 {
			break
		}
		key, typ := string(p[1:1+n]), p[1+n]
		p = p[2+n:]
		var size int
		switch typ {
		case 0, 1: // true, false
		case 2: // byte
			size = 1
		case 3: // short
			size = 2
		case 4: // integer
			size = 4
		case 5, 8: // long, time
			size = 8
		case 6, 7: // bytes, string
			if len(p) < 2 {
				return name, exception
			}
			size = int(binary.BigEndian.Uint16(p))
			p = p[2:]
		case 9: // UUID
			size = 16
		default:
			return name, exception
		}
		if len(p) < size {
			break
		}
		switch value := p[:size]; key {
		case ":event-type":
			name = value
		case ":message-type":
			exception = string(value) == "exception" || string(value) == "error"
		}
		p = p[size:]
	}
	return name, exception
}

// Close is where the stream ends.
func (a *AWS) Close() {
	if a.begun {
		a.to.End()
		a.begun = false
	}
}

// Done reports whether no message is cut.
func (a *AWS) Done() bool { return a.state == inPrelude && len(a.head) == 0 }

// Message returns one message of an AWS event stream, for tests and for servers
// that stand in for Bedrock.
func Message(headers map[string]string, payload []byte) []byte {
	var head []byte
	for _, name := range slices.Sorted(maps.Keys(headers)) {
		value := headers[name]
		head = append(head, byte(len(name)))
		head = append(head, name...)
		head = append(head, 7)
		head = binary.BigEndian.AppendUint16(head, uint16(len(value)))
		head = append(head, value...)
	}
	b := binary.BigEndian.AppendUint32(nil, uint32(preludeSize+len(head)+len(payload)+checksumSize))
	b = binary.BigEndian.AppendUint32(b, uint32(len(head)))
	b = binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
	b = append(b, head...)
	b = append(b, payload...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
}
