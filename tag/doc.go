// Package tag gives every request to an LLM provider an owner, and records what
// it used. It imports the standard library only, and works with every SDK that
// takes an [net/http.Client].
package tag
