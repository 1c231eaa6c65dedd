// Package tag gives every request to an LLM provider an owner, and records what
// it used. It imports the standard library only, and works with every SDK that
// takes an [net/http.Client].
//
// # Clients
//
// [HTTPClient] makes a client for an [Owner]; hand it to the SDK. Its requests carry
// the owner's tags as headers, and those of their context: [WithUser],
// [WithRequestType], [WithEnvironment], [WithOwner]. A request that lacks a required
// tag is not sent, see [Enforce]. The caller sees what it would see without: the
// same bytes, errors and abilities of the body, when they come.
//
// # Events
//
// Each attempt that reaches a provider becomes an [Event], with the usage that the
// provider reported: read while the caller reads the answer, also from streams.
// Nothing is estimated. What was not reported is nil; UsageStatus says how far the
// counts can be trusted. An event holds no prompt, no completion and no key.
//
// # Recorder
//
// A [Recorder] delivers events to a [Sink] or several, in the background: [JSONL],
// [OpenFile], [Slog], PostgreSQL (package tag/pgsink), OpenTelemetry metrics (module
// tag/tagotel), or one of your own. Recording never blocks and never fails a request.
// [Spooled] keeps on disk what a sink has not taken; what is lost is counted in
// [Stats] and said by [Recorder.Close].
package tag
