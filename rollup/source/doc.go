// Package source reads events from files: JSON lines and CSV with the names of the
// event's fields, LiteLLM's spend logs and OpenTelemetry's GenAI spans, each also
// compressed by gzip.
//
// What a line has to be is decided by encoding/json, encoding/csv and
// [tag.Event.UnmarshalJSON]; scanners by hand read what is common faster and leave
// the rest to these. A line that cannot be an event is put aside with the reason,
// and the others are read.
package source
