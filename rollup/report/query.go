package report

import (
	"context"
	"iter"
	"slices"
	"time"

	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/usage"
)

// A Source gives sums, from a database or from files.
type Source interface {
	// Rows gives the sums that q asks for, in any order, a key perhaps several times.
	Rows(ctx context.Context, q Query) iter.Seq2[Row, error]
}

// A Row is a row of sums and what it costs.
type Row struct {
	usage.Row
	Rate *price.Rate // nil: there is no price for it, or it is Billed
	Bill
}

// Bill is what the row of a provider's bill says beside usage; empty in rows of events.
type Bill struct {
	Billed   *price.Money // what it costs, whatever a price table says; nil if that is Rate's to say
	Account  string       // who is billed
	Project  string       // as the provider calls it
	APIKey   string
	LineItem string // what is charged, as the provider spells it
	Charge   string
}

// A Query says which sums.
type Query struct {
	// Starts are the beginnings of periods that are kept apart, ascending; the Slice
	// of a row is the beginning of its period. The first is where the query begins.
	Starts []time.Time
	To     time.Time // where it ends, exclusive

	Fields []Field     // what is kept apart; other fields of a row's key are empty
	Where  []Condition // all of these hold
}

// A Condition is that a field has one of some values.
type Condition struct {
	Field  Field
	Values []string // exact; "" is a value that is missing
}

// A Field is a part of the key of sums, under the name of its dimension.
type Field string

// The fields.
const (
	Team        Field = "team"
	Project     Field = "project"
	Service     Field = "service"
	User        Field = "user"
	RequestType Field = "request_type"
	Environment Field = "environment"
	CallSite    Field = "call_site"
	Provider    Field = "provider"
	Model       Field = "model"
	ServiceTier Field = "service_tier"
	Region      Field = "region"
)

// The fields of bills.
const (
	Account        Field = "account"
	BillingProject Field = "billing_project" // the provider's, not the owner's
	APIKey         Field = "api_key"
	LineItem       Field = "line_item"
	Charge         Field = "charge"
)

// Fields are all of them, in the order of help texts.
var Fields = []Field{Team, Project, Service, User, RequestType, CallSite, Environment, Provider, Model, ServiceTier, Region}

// BillFields are those of bills.
var BillFields = []Field{Team, Project, Service, Account, BillingProject, APIKey, User, LineItem, Charge, Provider, Model, ServiceTier, Region}

// Of is the field's value in a row.
func (f Field) Of(row *Row) string {
	switch f {
	case Account:
		return row.Account
	case BillingProject:
		return row.Project
	case APIKey:
		return row.APIKey
	case LineItem:
		return row.LineItem
	case Charge:
		return row.Charge
	default:
		return *f.in(&row.Key)
	}
}

// Clear empties the field in a key.
func (f Field) Clear(k *usage.Key) { *f.in(k) = "" }

func (f Field) in(k *usage.Key) *string {
	switch f {
	case Team:
		return &k.TeamID
	case Project:
		return &k.ProjectID
	case Service:
		return &k.ServiceName
	case User:
		return &k.UserID
	case RequestType:
		return &k.RequestType
	case Environment:
		return &k.Environment
	case CallSite:
		return &k.CallSite
	case Provider:
		return &k.Provider
	case Model:
		return &k.Model
	case ServiceTier:
		return &k.ServiceTier
	case Region:
		return &k.Region
	default:
		panic("report: no such field: " + string(f))
	}
}

// Match reports whether a row fulfils the condition.
func (c Condition) Match(row *Row) bool { return slices.Contains(c.Values, c.Field.Of(row)) }

// What missing values are called.
const (
	Unattributed = "(unattributed)" // of an owner
	Unknown      = "(unknown)"      // of what was asked for
)

// missing is how a missing value of f is called.
func (f Field) missing() string {
	switch f {
	case Provider, Model, ServiceTier, Region, Account, BillingProject, APIKey, LineItem, Charge:
		return Unknown
	default:
		return Unattributed
	}
}
