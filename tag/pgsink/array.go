package pgsink

import "encoding/binary"

// elementTypes are the OIDs (pg_type.dat) of the columns, in the order of the
// statements; an array has to name that of its elements.
const (
	oidUUID        = 2950
	oidTimestamptz = 1184
	oidText        = 25
	oidBigint      = 20
	oidInteger     = 23
	oidJSONB       = 3802
)

var elementTypes = [fields]uint32{
	oidUUID, oidTimestamptz, oidText, oidText, oidText, oidText, oidBigint, oidBigint,
	oidBigint, oidBigint, oidBigint, oidBigint,
	oidBigint, oidBigint, oidBigint, oidBigint, oidText,
	oidText, oidText, oidText, oidText, oidText, oidInteger, oidUUID,
	oidBigint, oidBigint, oidText, oidInteger, oidText, oidText, oidText, oidJSONB,
	oidText,
}

// arrays turns rows, as appendRow has written them, into the arguments of
// sql/insert.sql: an array per column. A value stands in an array as it does in
// a row: its length, and its bytes.
func arrays(rows [][]byte) [][]byte {
	args := make([][]byte, fields)
	size := 0
	for _, row := range rows {
		size += len(row)
	}
	for i := range args {
		b := make([]byte, 0, 20+2*size/fields)
		b = binary.BigEndian.AppendUint32(b, 1) // dimensions
		b = binary.BigEndian.AppendUint32(b, 1) // there may be nulls
		b = binary.BigEndian.AppendUint32(b, elementTypes[i])
		b = binary.BigEndian.AppendUint32(b, uint32(len(rows)))
		args[i] = binary.BigEndian.AppendUint32(b, 1) // the first index
	}
	for _, row := range rows {
		row = row[2:] // the number of fields
		for i := range args {
			n := 4
			if length := int32(binary.BigEndian.Uint32(row)); length > 0 {
				n += int(length)
			}
			args[i] = append(args[i], row[:n]...)
			row = row[n:]
		}
	}
	return args
}

// binaryFormats says that every argument is binary.
var binaryFormats = func() (formats []int16) {
	for range fields {
		formats = append(formats, 1)
	}
	return formats
}()
