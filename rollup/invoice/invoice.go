// Package invoice reads what providers of LLMs export of usage and cost, and gives
// it one shape: who was billed, for what, on which day, how much.
package invoice

import (
	"strings"
	"time"

	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/usage"
)

// A Bill is what one provider's export says.
type Bill struct {
	Provider string // who exports: "openai", "anthropic", "aws", "google", "azure"
	Export   string // which of its exports, such as "cost file"
	Form     Form
	Files    []string  // as the user named them
	From, To time.Time // of all charges, To exclusive; zero if there are none
	Currency string    // ISO 4217, such as "USD"; empty in usage exports
	Entries  []Entry   // by their keys, ascending
	Rows     int64     // of the files that are part of entries, repeated ones included

	// Rounding is by how much the amount of each row may differ from the exact one, as
	// the provider rounds it.
	Rounding price.Money
}

// Form is what an export counts.
type Form string

// The forms.
const (
	Cost  Form = "cost"  // money, perhaps with quantities
	Usage Form = "usage" // tokens, without money
)

// A Key tells entries apart. What an export does not have is empty.
type Key struct {
	// Rated is what a rate depends on. Slice is when the charge period begins, and
	// Provider and Model are names that the price table knows, where the model can
	// be told; else Model is empty and Item says what the export calls it.
	usage.Rated
	End time.Time // of the charge period, exclusive

	Account  string // organisation, payer, billing account
	Project  string // OpenAI project, Anthropic workspace, AWS account, Google project, Azure resource group
	APIKey   string // id or name of a key
	User     string
	Resource string // inference profile, deployment's resource
	Tags     string // "key=value" in order of keys, divided by commas

	Item   string // what is charged, as the export spells it: line item, usage type, SKU, meter
	Kind   string // kind of tokens or unit as in prices.yaml, such as "cache_read"; empty if the export does not say
	Charge Charge
}

// Charge is what an amount is for.
type Charge string

// The charges.
const (
	Used       Charge = "usage"
	Tax        Charge = "tax"
	Credit     Charge = "credit"     // also refunds: what lowers a bill
	Discount   Charge = "discount"   // agreed before
	Purchase   Charge = "purchase"   // fees, subscriptions, capacity bought beforehand
	Adjustment Charge = "adjustment" // corrections and the provider's own rounding
)

// An Entry is the sum of the rows of an export that have one key.
type Entry struct {
	Key
	Rows     int64        // how many; each is rounded by the provider
	Repeated int64        // of these, equal to another one in every cell
	Quantity *price.Money // tokens, or units of Kind; nil if not told
	Cost     *price.Money // nil in usage exports
	List     *price.Money // before discounts; nil if not told
	Requests int64        // 0 if not told

	RepeatedQuantity price.Money // of the repeated rows, part of Quantity
	RepeatedCost     price.Money // the same, part of Cost
	RepeatedRequests int64       // the same, part of Requests
}

var charges = []Charge{Used, Tax, Credit, Discount, Purchase, Adjustment}

// Once is the entry without its repeated rows.
func (e *Entry) Once() Entry {
	out := *e
	if e.Repeated == 0 {
		return out
	}
	out.Rows, out.Repeated = e.Rows-e.Repeated, 0
	out.RepeatedQuantity, out.RepeatedCost, out.RepeatedRequests = price.Money{}, price.Money{}, 0
	out.Requests = e.Requests - e.RepeatedRequests
	if e.Quantity != nil {
		n := e.Quantity.Sub(e.RepeatedQuantity)
		out.Quantity = &n
	}
	if e.Cost != nil {
		n := e.Cost.Sub(e.RepeatedCost)
		out.Cost = &n
	}
	return out
}

// Tag is the value of a tag; "" if there is none.
func (e *Entry) Tag(key string) string {
	for tag := range strings.SplitSeq(e.Tags, ",") {
		if name, value, _ := strings.Cut(tag, "="); strings.EqualFold(name, key) {
			return value
		}
	}
	return ""
}

// Months are the months of the bill's charges, such as "2026-10", ascending.
func (b *Bill) Months() []string {
	var out []string
	for _, e := range b.Entries { // by time
		if month := e.Slice.Format("2006-01"); len(out) == 0 || out[len(out)-1] != month {
			out = append(out, month)
		}
	}
	return out
}
