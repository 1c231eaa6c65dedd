package tag

// A queue holds events in memory, oldest first, each with a number: the first
// event of a lane is number 0. It grows with what it holds, up to the bounds of
// the lane, and gives the memory back when it has been empty. The zero queue is
// empty.
type queue struct {
	ring  []Event // its length is a power of two
	head  uint64  // number of the oldest
	tail  uint64  // number of the next to come
	bytes int64   // sum of sizes
}

// smallRing is what an idle queue keeps, in events.
const smallRing = 64

func (q *queue) len() int { return int(q.tail - q.head) }

func (q *queue) at(n uint64) *Event { return &q.ring[n&uint64(len(q.ring)-1)] }

func (q *queue) push(e *Event, size int64) {
	if q.len() == len(q.ring) {
		q.resize(max(smallRing, 2*len(q.ring)))
	}
	*q.at(q.tail) = *e
	q.tail++
	q.bytes += size
}

// copyTo appends the events with numbers from first up to limit, limit excluded.
func (q *queue) copyTo(events []Event, first, limit uint64) []Event {
	for n := first; n < limit; n++ {
		events = append(events, *q.at(n))
	}
	return events
}

// forget removes the events before number limit.
func (q *queue) forget(limit uint64) {
	for ; q.head < limit; q.head++ {
		e := q.at(q.head)
		q.bytes -= size(e)
		*e = Event{} // its strings can be collected
	}
	if q.head == q.tail && len(q.ring) > smallRing {
		q.ring = nil
	}
}

func (q *queue) resize(n int) {
	ring := make([]Event, n)
	for i := q.head; i < q.tail; i++ {
		ring[i&uint64(n-1)] = *q.at(i)
	}
	q.ring = ring
}

// size is about what e takes in memory, in bytes.
func size(e *Event) int64 {
	const fixed = 512 // the struct, and the numbers that it points to
	n := fixed + len(e.EventID) + len(e.Provider) + len(e.Model) + len(e.RequestedModel) +
		len(e.ProjectID) + len(e.ServiceName) + len(e.TeamID) + len(e.UserID) + len(e.RequestType) + len(e.Environment) +
		len(e.RequestID) + len(e.AttemptGroup) + len(e.ServiceTier) + len(e.Region) + len(e.CallSite)
	for unit, number := range e.Units {
		n += 64 + len(unit) + len(number)
	}
	return int64(n)
}
