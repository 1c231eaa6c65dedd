package price

import "github.com/llmtag/llmtag/internal/strict"

// A DecodeError is one fault in a price file, of which its message says where it stands.
type DecodeError = strict.Fault
