package tag

import "context"

// A Sink takes events for good: a file, a log, a table.
type Sink interface {
	// Write takes events. If it returns an error, some of them may have been
	// taken all the same; all are sent again, so a sink either recognises
	// EventID or lives with duplicates. It is not called by two goroutines at
	// once. It does not keep the slice.
	Write(ctx context.Context, events []Event) error
}
