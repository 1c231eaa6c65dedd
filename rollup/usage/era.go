package usage

import "time"

// Era is when events can be of: from a moment on, and before another. Before the first
// there was no provider, and beyond the last a clock or a unit is wrong: 1970 is what a time
// of zero is read as, and 9999 what some programs write for "never".
func Era() (begin, end time.Time) {
	return time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)
}
