// Package exporttest writes usage as providers export it, for tests and demonstrations:
// in the columns that are documented, with the spelling and the rounding of each.
package exporttest

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/llmtag/llmtag/rollup/price"
)

// A Row is what was used of one kind of tokens by one key on one day.
type Row struct {
	Day     time.Time // midnight in the zone of the export's days
	Project string
	APIKey  string
	Model   string // as events have it
	Tier    string // "batch"; empty is standard
	Kind    string // as in prices.yaml: "input", "cache_read", …
	Tokens  int64
	Cost    price.Money
}

// An Export writes rows as one of the exports.
type Export struct {
	Name     string
	Provider string   // of the events, as package tag has it
	Models   []string // that it knows how to spell
	Cost     bool     // it has amounts
	Counts   bool     // it has quantities
	Tiers    bool     // it tells tiers
	Write    func(w io.Writer, rows []Row) error
}

// Exports are all of them.
var Exports = []Export{
	{"openai cost file", "openai", openaiModels, true, false, true, openaiCost},
	{"openai costs API", "openai", openaiModels, true, true, true, openaiCosts},
	{"openai usage file", "openai", openaiModels, false, true, true, openaiUsage},
	{"anthropic cost file", "anthropic", anthropicModels, true, false, true, anthropicCost},
	{"anthropic cost API", "anthropic", anthropicModels, true, false, true, anthropicCosts},
	{"anthropic usage file", "anthropic", anthropicModels, false, true, true, anthropicUsage},
	{"aws", "bedrock", awsModels, true, true, true, aws},
	{"google", "google", googleModels, true, true, false, google},
	{"azure", "azure", azureModels, true, true, false, azure},
}

var (
	openaiModels    = []string{"gpt-4o-2024-08-06", "gpt-4o-mini", "gpt-5.4"}
	anthropicModels = []string{"claude-sonnet-4-6", "claude-opus-5", "claude-haiku-4-5-20251001"}
	awsModels       = []string{"us.anthropic.claude-sonnet-4-6", "us.anthropic.claude-opus-4-8"}
	googleModels    = []string{"gemini-2.5-flash", "gemini-2.5-pro"}
	azureModels     = []string{"gpt-5.4", "gpt-5.2"}
)

func day(t time.Time) string { return t.Format(time.DateOnly) }

func writeCSV(w io.Writer, header string, records [][]string) error {
	out := csv.NewWriter(w)
	if err := out.Write(strings.Split(header, ",")); err != nil {
		return err
	}
	return out.WriteAll(records)
}

func openaiCost(w io.Writer, rows []Row) error {
	var records [][]string
	for _, r := range rows {
		records = append(records, []string{
			strconv.FormatInt(r.Day.Unix(), 10), strconv.FormatInt(r.Day.AddDate(0, 0, 1).Unix(), 10), day(r.Day) + "T00:00:00+00:00", day(r.Day.AddDate(0, 0, 1)) + "T00:00:00+00:00",
			padded(r.Cost), "usd", openaiItem(r), r.Project, "org-1", "Acme",
		})
	}
	return writeCSV(w, "start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,line_item,project_id,organization_id,organization_name", records)
}

// padded is an amount with zeros at its end, as the dashboard writes it.
func padded(m price.Money) string {
	text := m.String()
	if !strings.Contains(text, ".") {
		text += "."
	}
	return text + "0000"
}

func openaiItem(r Row) string {
	kind := r.Kind
	if kind == "cache_read" {
		kind = "cached input"
	}
	if r.Tier != "" {
		kind = r.Tier + " " + kind
	}
	return r.Model + ", " + kind
}

type object map[string]any

// pages writes buckets of a day each, as APIs do.
func pages(w io.Writer, rows []Row, bucket func(time.Time) object, result func(Row) object) error {
	var data []object
	for _, group := range byDay(rows) {
		b := bucket(group[0].Day)
		results := []object{}
		for _, r := range group {
			results = append(results, result(r))
		}
		b["results"] = results
		data = append(data, b)
	}
	return json.NewEncoder(w).Encode(object{"object": "page", "data": data, "has_more": false})
}

func byDay(rows []Row) [][]Row {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b Row) int { return a.Day.Compare(b.Day) })
	var out [][]Row
	for _, r := range rows {
		if n := len(out); n > 0 && out[n-1][0].Day.Equal(r.Day) {
			out[n-1] = append(out[n-1], r)
		} else {
			out = append(out, []Row{r})
		}
	}
	return out
}

func openaiCosts(w io.Writer, rows []Row) error {
	return pages(w, rows, func(at time.Time) object {
		return object{"object": "bucket", "start_time": at.Unix(), "end_time": at.AddDate(0, 0, 1).Unix()}
	}, func(r Row) object {
		return object{
			"object": "organization.costs.result", "amount": object{"value": json.Number(r.Cost.String()), "currency": "usd"},
			"line_item": openaiItem(r), "project_id": r.Project, "api_key_id": r.APIKey, "quantity": r.Tokens, "quantity_unit": "tokens",
		}
	})
}

// wide joins the kinds of what else is equal.
func wide(rows []Row) []map[string]int64 {
	var out []map[string]int64
	for _, g := range groups(rows) {
		kinds := map[string]int64{}
		for _, r := range g {
			kinds[r.Kind] += r.Tokens
		}
		out = append(out, kinds)
	}
	return out
}

func groups(rows []Row) [][]Row {
	at := map[[4]string]int{}
	var out [][]Row
	for _, r := range rows {
		id := [4]string{r.Day.String(), r.Project + "\x00" + r.APIKey, r.Model, r.Tier}
		i, ok := at[id]
		if !ok {
			i = len(out)
			at[id] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], r)
	}
	return out
}

func openaiUsage(w io.Writer, rows []Row) error {
	var records [][]string
	kinds := wide(rows)
	for i, g := range groups(rows) {
		r, k := g[0], kinds[i]
		records = append(records, []string{
			strconv.FormatInt(r.Day.Unix(), 10), strconv.FormatInt(r.Day.AddDate(0, 0, 1).Unix(), 10), r.Project, "1.0", "user-1", r.APIKey, r.Model,
			strings.ToUpper(strconv.FormatBool(r.Tier == "batch")), "default",
			decimal(k["input"] + k["cache_read"]), decimal(k["output"]), decimal(k["cache_read"]), decimal(k["input"]),
		})
	}
	return writeCSV(w, "start_time,end_time,project_id,num_model_requests,user_id,api_key_id,model,batch,service_tier,input_tokens,output_tokens,input_cached_tokens,input_uncached_tokens", records)
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) + ".0" }

// display is the name that Anthropic's console shows.
func display(model string) string {
	parts := strings.Split(strings.TrimSuffix(model, "-20251001"), "-")
	return "Claude " + strings.ToUpper(parts[1][:1]) + parts[1][1:] + " " + strings.Join(parts[2:], ".")
}

func tier(r Row) string {
	if r.Tier == "" {
		return "standard"
	}
	return r.Tier
}

func anthropicCost(w io.Writer, rows []Row) error {
	kinds := map[string]string{"input": "input_no_cache", "cache_read": "input_cache_read", "cache_write_5m": "input_cache_write_5m", "output": "output"}
	var records [][]string
	for _, r := range rows {
		records = append(records, []string{day(r.Day), display(r.Model), r.Project, r.APIKey, tier(r), "≤ 200k", kinds[r.Kind], r.Cost.Round(2), r.Cost.Round(2), "token", "global", "standard"})
	}
	return writeCSV(w, "usage_date_utc,model,workspace,api_key,usage_type,context_window,token_type,cost_usd,list_price_usd,cost_type,inference_geo,speed", records)
}

func anthropicCosts(w io.Writer, rows []Row) error {
	kinds := map[string]string{
		"input": "uncached_input_tokens", "cache_read": "cache_read_input_tokens", "cache_write_5m": "cache_creation.ephemeral_5m_input_tokens", "output": "output_tokens",
	}
	return pages(w, rows, anthropicBucket, func(r Row) object {
		return object{
			"currency": "USD", "amount": r.Cost.Times(100).String(), "workspace_id": r.Project, "description": display(r.Model) + " Usage", "cost_type": "tokens",
			"context_window": "0-200k", "model": r.Model, "service_tier": tier(r), "token_type": kinds[r.Kind], "inference_geo": "global",
		}
	})
}

func anthropicBucket(at time.Time) object {
	return object{"starting_at": day(at) + "T00:00:00Z", "ending_at": day(at.AddDate(0, 0, 1)) + "T00:00:00Z"}
}

func anthropicUsage(w io.Writer, rows []Row) error {
	var records [][]string
	kinds := wide(rows)
	for i, g := range groups(rows) {
		r, k := g[0], kinds[i]
		n := func(kind string) string { return strconv.FormatInt(k[kind], 10) }
		records = append(records, []string{
			day(r.Day), r.Model, r.APIKey, r.Project, tier(r), "≤ 200k", n("input"), n("cache_write_5m"), "0", n("cache_read"), n("output"),
		})
	}
	return writeCSV(w, "usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,usage_output_tokens,web_search_count,inference_geo,speed", records)
}

func aws(w io.Writer, rows []Row) error {
	kinds := map[string]string{"input": "input-tokens", "output": "output-tokens", "cache_read": "cache-read-input-token-count", "cache_write_5m": "cache-write-input-token-count"}
	var records [][]string
	for _, r := range rows {
		parts := strings.Split(strings.TrimPrefix(r.Model, "us.anthropic.claude-"), "-")
		item := fmt.Sprintf("USE1-Claude%s.%s%s-%s", parts[1], parts[2], strings.ToUpper(parts[0][:1])+parts[0][1:], kinds[r.Kind])
		if r.Tier != "" {
			item += "-" + r.Tier
		}
		records = append(records, []string{
			"111", r.Project, day(r.Day) + "T00:00:00Z", day(r.Day.AddDate(0, 0, 1)) + "T00:00:00Z", "Usage", "AmazonBedrock", "Amazon Bedrock", item,
			"arn:aws:bedrock:us-east-1:1:application-inference-profile/" + r.APIKey, price.One.Times(r.Tokens).Per(1000).String(), "1K tokens", r.Cost.String(), "USD", "us-east-1",
		})
	}
	return writeCSV(w, "bill_payer_account_id,line_item_usage_account_id,line_item_usage_start_date,line_item_usage_end_date,line_item_line_item_type,line_item_product_code,product_product_name,line_item_usage_type,line_item_resource_id,line_item_usage_amount,pricing_unit,line_item_unblended_cost,line_item_currency_code,product_region_code", records)
}

func google(w io.Writer, rows []Row) error {
	kinds := map[string]string{"input": "Text Input", "output": "Text Output", "cache_read": "Cached Input"}
	out := json.NewEncoder(w)
	for _, r := range rows {
		name := strings.ReplaceAll(strings.ReplaceAll(r.Model, "-", " "), "gemini", "Gemini")
		err := out.Encode(object{
			"billing_account_id": "01", "service": object{"description": "Vertex AI"}, "sku": object{"description": name + " " + kinds[r.Kind] + " Tokens"},
			"usage_start_time": day(r.Day) + " 00:00:00 UTC", "usage_end_time": day(r.Day.AddDate(0, 0, 1)) + " 00:00:00 UTC", "project": object{"id": r.Project},
			"labels": []object{{"key": "key", "value": r.APIKey}}, "cost": json.Number(r.Cost.String()), "currency": "USD",
			"usage": object{"amount": r.Tokens, "unit": "count"}, "credits": []object{}, "cost_type": "regular",
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func azure(w io.Writer, rows []Row) error {
	kinds := map[string]string{"input": "Inp", "output": "Outp", "cache_read": "cached Inp"}
	var records [][]string
	for _, r := range rows {
		records = append(records, []string{
			r.Day.Format("01/02/2006"), "acc", r.Project, "Foundry Models", "Azure OpenAI", strings.Replace(r.Model, "-", " ", 1) + " " + kinds[r.Kind] + " glbl Tokens",
			price.One.Times(r.Tokens).Per(1000).String(), "1K", r.Cost.String(), "USD", "/subscriptions/1/" + r.APIKey, "Usage",
		})
	}
	return writeCSV(w, "Date,BillingAccountId,ResourceGroup,MeterCategory,MeterSubCategory,MeterName,Quantity,UnitOfMeasure,CostInBillingCurrency,BillingCurrencyCode,ResourceId,ChargeType", records)
}
