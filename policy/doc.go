// Package policy reads an organisation's tagging policy: which tags every LLM
// request must carry, how strictly, who owns which code, and what the rollup
// does with the bill. The file is described in docs/policy.md.
//
// Reading is strict. A policy with a fault is no policy: [Load] returns all
// faults of the file at once, each a [DecodeError] that says where it stands
// and what was expected there.
package policy
