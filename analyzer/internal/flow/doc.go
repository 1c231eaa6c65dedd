// Package flow is the must-analysis: an abstract interpreter over package ir
// that knows, at every construction of a client and every request, which
// headers and metadata are surely attached. docs/design/analysis.md has the
// reasons.
//
// Its files, from the bottom up:
//
//   - Values: value, join, size, walk, operators, text, slices, maps, names.
//   - What happens to a request: effect; and what that means for one tag: evaluate,
//     outcome.
//   - Memory: heap, state, memory, sweep; values without memory, as other functions
//     see them: freeze, substitute. Objects that paths bring together: align,
//     alignmemory, unite.
//   - Running a function: interp, exec, builtin; its branches: narrow, failing; its
//     loops: loop, unroll, segments, iterate.
//   - Calls: call, dispatch, summary, unseen; the standard library: standard,
//     context, url, request.
//   - What SDKs do: described, roles, fields, construct, clients; libraries for raw
//     requests: httplib; transports and middleware: probe, incoming, smithy.
//   - Beside tags: mark; what becomes of responses and of counted tokens: response,
//     estimate.
//   - A package and what it leaves to importers: program, relevance, facts, analyse;
//     its fields and variables: cell, expose, aged.
//   - What was seen: site, record; what callers owe: duty, payment, rerun.
package flow
