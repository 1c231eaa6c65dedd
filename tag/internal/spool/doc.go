// Package spool keeps records on disk until they are acknowledged: through a kill
// of the process, and with Config.Fsync through a loss of power.
//
// A directory is shared by any number of processes. Each has a directory of its
// own in it, which it holds locked; what a dead process leaves is claimed by the
// next that opens the directory, or by a living one (see [Adopt]).
//
//	DIR/refused.jsonl             records that were put aside for good
//	DIR/damaged                   bytes that were found damaged, as they were
//	DIR/<process>/lock            locked while the process lives
//	DIR/<process>/cursor          number of the first record that is not acknowledged
//	DIR/<process>/<number>.seg    segments, each named for its first record
//
// A record is a line: checksum, number and length in hexadecimal, and the record
// itself, which has no newline. So a segment can be read by eye and with grep, and
// after damage the next newline is where reading goes on; since records are
// numbered, it is known how many are lost.
package spool
