package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
)

// WriteCSV writes the report with a header, without the total: a row per line of the
// report or, with Explain, a row per part of its cost. A cost that is not known is
// empty.
func (r *Report) WriteCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	header := append([]string{}, r.By...)
	if r.Explain {
		header = append(header, "price", "source", "kind", "quantity", "rate_usd", "per", "cost")
	} else {
		header = append(header, "requests", "input_tokens", "output_tokens", "cost", "unpriced_tokens", "unpriced_models")
		if r.Compare != None {
			header = append(header, "before_requests", "before_input_tokens", "before_output_tokens", "before_cost", "before_unpriced_tokens", "before_unpriced_models")
		}
	}
	if err := out.Write(header); err != nil {
		return err
	}
	for i := range r.Rows {
		for _, record := range r.records(&r.Rows[i]) {
			if err := out.Write(record); err != nil {
				return err
			}
		}
	}
	if r.Others != nil {
		others := *r.Others
		others.Key = make([]string, len(r.By))
		for i := range others.Key {
			others.Key[i] = "(others)"
		}
		for _, record := range r.records(&others) {
			if err := out.Write(record); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

func (r *Report) records(l *Line) [][]string {
	if !r.Explain {
		record := append(append([]string{}, l.Key...), csvSum(&l.Sum)...)
		if l.Before != nil {
			record = append(record, csvSum(l.Before)...)
		}
		return [][]string{record}
	}
	var records [][]string
	for _, i := range l.Items {
		per := "1"
		if i.Tokens {
			per = "1000000"
		}
		records = append(records, append(append([]string{}, l.Key...),
			i.Rate.ID, i.Rate.Source, i.Kind, i.Quantity.String(), i.Line.Rate.String(), per, i.Cost.String()))
	}
	if l.UnpricedTokens > 0 {
		records = append(records, append(append([]string{}, l.Key...),
			"", "", "unpriced", strconv.FormatInt(l.UnpricedTokens, 10), "", "1000000", ""))
	}
	return records
}

func csvSum(s *Sum) []string {
	cost := ""
	if !s.Null() {
		cost = s.Cost.String()
	}
	return []string{
		strconv.FormatInt(s.Requests, 10), strconv.FormatInt(s.Input, 10), strconv.FormatInt(s.Output, 10),
		cost, strconv.FormatInt(s.UnpricedTokens, 10), strings.Join(s.UnpricedModels, " "),
	}
}
