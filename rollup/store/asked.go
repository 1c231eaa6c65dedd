package store

import (
	"slices"
	"strings"
	"time"
)

// asked is what a report asks of the sums, as the statements usage_rows and usage_units
// are written for it. What is kept together is no part of the GROUP BY, and what is not
// asked for no condition: grouping a year of sums by constants takes as long again.
type asked struct {
	Periods bool // several
	Columns []askedColumn
	args    []any // $1 where periods begin, $2 where the last ends, $3 days left out, then the values of columns
}

// askedColumn is a column of the sums that a report may keep apart and filter by.
type askedColumn struct {
	Name  string
	Apart bool
	Param int // of the values that it may have; 0: any
}

// columnNames are the columns of the sums by the names of [Columns], where they differ.
var columnNames = map[string]string{"team": "team_id", "project": "project_id", "service": "service_name"}

// ask prepares q, without the days that are left out.
func (q *Query) ask(left []time.Time) asked {
	a := asked{Periods: len(q.Starts) > 1, args: []any{q.Starts, q.To, left}}
	for _, field := range Columns {
		if field == user {
			continue
		}
		c := askedColumn{Name: field, Apart: slices.Contains(q.Fields, field)}
		if name, ok := columnNames[field]; ok {
			c.Name = name
		}
		if values, ok := q.values(field); ok {
			a.args = append(a.args, values)
			c.Param = len(a.args)
		}
		a.Columns = append(a.Columns, c)
	}
	return a
}

// values are those that a field may have by all conditions; ok is false if it may have any.
func (q *Query) values(field string) (values []string, ok bool) {
	for _, c := range q.Where {
		switch {
		case c.Field != field:
		case !ok:
			values, ok = notNil(slices.Clone(c.Values)), true
		default:
			values = slices.DeleteFunc(values, func(v string) bool { return !slices.Contains(c.Values, v) })
		}
	}
	return values, ok
}

// statement returns usage_rows or usage_units for a. Its texts are names of columns and
// numbers of parameters only.
func (a *asked) statement(name string) string {
	var text strings.Builder
	if err := statementTemplates().ExecuteTemplate(&text, name+".sql", a); err != nil {
		panic(err) // a test prepares them
	}
	return strings.TrimSpace(text.String())
}
