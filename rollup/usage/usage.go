// Package usage holds sums of LLM usage: whose it was, of what, and how many
// tokens. Sums are integers that know nothing of prices, so adding them up in any
// order, with or without a database, gives the same.
package usage

import "time"

// An Owner says whose usage it is. What is not known is empty.
type Owner struct {
	TeamID      string
	ProjectID   string
	ServiceName string
	UserID      string
	RequestType string
	Environment string
	CallSite    string
}

// A Rated is what the rate of a token depends on.
type Rated struct {
	Provider    string
	Model       string // that answered
	ServiceTier string // that served
	Region      string

	// Slice is the beginning of a time in which no rate changes and no day, week or
	// month begins that is kept apart. In the database it is a part of a UTC day.
	Slice time.Time

	// PromptFrom is the smallest size of the whole prompt, in tokens, of a range
	// in which no rate changes; 0 for the first.
	PromptFrom int64
}

// A Key tells rows of sums apart.
type Key struct {
	Owner
	Rated
}

// Compare orders keys by time, owner, and what their rate depends on.
func (k Key) Compare(other Key) int { return compareKeys(&k, &other) }

// Counts are sums over the requests of one key. A count that a provider did not
// report adds nothing; Missing says how many requests reported none at all.
type Counts struct {
	Requests int64 // attempts that reached a provider
	Errors   int64 // of these, ended with an error status or without an answer
	Missing  int64 // of these, without usage
	Partial  int64 // of these, with usage that is a lower bound
	Suspect  int64 // of these, with usage that contradicts itself, added up as reported

	// Tokens. Input and Output are totals, the others are parts of these.
	Input        int64
	Output       int64
	CacheRead    int64
	CacheWrite5m int64
	CacheWrite1h int64
	Reasoning    int64
	AudioInput   int64
	AudioOutput  int64
	Image        int64
}

// Add adds the counts of o.
func (c *Counts) Add(o Counts) {
	c.Requests += o.Requests
	c.Errors += o.Errors
	c.Missing += o.Missing
	c.Partial += o.Partial
	c.Suspect += o.Suspect
	c.Input += o.Input
	c.Output += o.Output
	c.CacheRead += o.CacheRead
	c.CacheWrite5m += o.CacheWrite5m
	c.CacheWrite1h += o.CacheWrite1h
	c.Reasoning += o.Reasoning
	c.AudioInput += o.AudioInput
	c.AudioOutput += o.AudioOutput
	c.Image += o.Image
}

// A Row is one row of sums.
type Row struct {
	Key
	Counts

	// Units are sums of billed units that are not tokens, by name, as exact
	// decimals: such as "web_searches" or "seconds". Nil if there are none.
	Units map[string]string
}

// AddKind adds tokens of a kind as prices and bills call it, such as "cache_read", to
// its part and to the total that it is part of. It is false if the kind is none of
// tokens.
func (c *Counts) AddKind(kind string, n int64) bool {
	total := &c.Input
	switch kind {
	case "input":
	case "cache_read":
		c.CacheRead += n
	case "cache_write_5m":
		c.CacheWrite5m += n
	case "cache_write_1h":
		c.CacheWrite1h += n
	case "audio_input":
		c.AudioInput += n
	case "image_input":
		c.Image += n
	default:
		total = &c.Output
		switch kind {
		case "output":
		case "reasoning":
			c.Reasoning += n
		case "audio_output":
			c.AudioOutput += n
		case "image_output":
			c.Image += n
		default:
			return false
		}
	}
	*total += n
	return true
}

// Each calls f with each count.
func (c *Counts) Each(f func(n *int64)) {
	for _, n := range [...]*int64{
		&c.Requests, &c.Errors, &c.Missing, &c.Partial, &c.Suspect, &c.Input, &c.Output, &c.CacheRead,
		&c.CacheWrite5m, &c.CacheWrite1h, &c.Reasoning, &c.AudioInput, &c.AudioOutput, &c.Image,
	} {
		f(n)
	}
}
