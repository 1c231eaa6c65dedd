package source

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/tag"
)

//go:fix inline

// spendRow is a row of LiteLLM's API /spend/logs, shortened where it says nothing of
// usage or owner.
const spendRow = `{"request_id":"chatcmpl-34df","call_type":"acompletion","api_key":"88dc","spend":0.01383,"total_tokens":2598,"prompt_tokens":2095,"completion_tokens":503,"startTime":"2026-10-14T08:00:00.250Z","endTime":"2026-10-14T08:00:02.000Z","completionStartTime":"2026-10-14T08:00:00.750Z","model":"anthropic/claude-sonnet-4-6","model_id":"","model_group":"claude","custom_llm_provider":"anthropic","api_base":"https://api.anthropic.com/v1/messages","user":"default_user_id","metadata":{"user_api_key_alias":"checkout-assistant","user_api_key_team_id":"payments","user_api_key_team_alias":"Payments","spend_logs_metadata":{"project_id":"checkout","request_type":"summarize"},"requester_metadata":{"environment":"prod"},"status":"success","usage_object":{"completion_tokens":503,"prompt_tokens":2095,"total_tokens":2598,"completion_tokens_details":{"reasoning_tokens":100},"prompt_tokens_details":{"audio_tokens":null,"cached_tokens":1000,"cache_creation_tokens":95,"cache_creation_token_details":{"ephemeral_5m_input_tokens":60,"ephemeral_1h_input_tokens":35}},"cache_creation_input_tokens":95,"cache_read_input_tokens":1000}},"cache_hit":"False","cache_key":"Cache OFF","request_tags":["User-Agent: OpenAI","environment:staging"],"end_user":"u-42","team_id":"","status":"success"}`

func spendEvent() tag.Event {
	return tag.Event{
		EventID:  tag.FormatEventID(tag.DeriveEventID([]byte("litellm chatcmpl-34df"))),
		Time:     time.Date(2026, 10, 14, 8, 0, 0, 250_000_000, time.UTC),
		Provider: "anthropic", Model: "claude-sonnet-4-6", RequestedModel: "claude",
		InputTokens: new(int64(2095)), OutputTokens: new(int64(503)), TotalTokens: new(int64(2598)),
		CacheReadTokens: new(int64(1000)), CacheWrite5mTokens: new(int64(60)), CacheWrite1hTokens: new(int64(35)), ReasoningTokens: new(int64(100)),
		ProjectID: "checkout", ServiceName: "checkout-assistant", TeamID: "payments", UserID: "u-42", RequestType: "summarize", Environment: "prod",
		RequestID: "chatcmpl-34df", Attempt: 1, LatencyMS: 1750, FirstTokenMS: new(int64(500)), Status: tag.StatusOK, UsageStatus: tag.UsageReported,
	}
}

func TestLiteLLM(t *testing.T) {
	with := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(spendRow) }
	changed := func(change func(*tag.Event)) []tag.Event {
		e := spendEvent()
		change(&e)
		return []tag.Event{e}
	}
	metadata := spendRow[strings.Index(spendRow, `"metadata":`)+len(`"metadata":`) : strings.Index(spendRow, `,"cache_hit"`)]
	quoted, _ := json.Marshal(metadata)
	csvQuoted := `"` + strings.ReplaceAll(metadata, `"`, `""`) + `"`
	tests := map[string]struct {
		text string
		want []tag.Event
	}{
		"a line":                             {spendRow, []tag.Event{spendEvent()}},
		"a list, as the API answers":         {"[" + spendRow + ",\n" + spendRow + "]", []tag.Event{spendEvent(), spendEvent()}},
		"metadata as text, as in an export":  {with(metadata, string(quoted)), []tag.Event{spendEvent()}},
		"a time without zone is UTC":         {with("2026-10-14T08:00:00.250Z", "2026-10-14 08:00:00.25"), []tag.Event{spendEvent()}},
		"a hit in the own cache is no event": {with(`"cache_hit":"False"`, `"cache_hit":"True"`), nil},
		"likewise as a truth value":          {with(`"cache_hit":"False"`, `"cache_hit":true`), nil},
		"a call of a tool is no event":       {with(`"status":"success"}`, `"mcp_namespaced_tool_name":"s/t"}`), nil},
		"the team of the row":                {with(`"team_id":""`, `"team_id":"ads"`), changed(func(e *tag.Event) { e.TeamID = "ads" })},
		"no team but an alias":               {with(`"user_api_key_team_id":"payments",`, ""), changed(func(e *tag.Event) { e.TeamID = "Payments" })},
		"tags with names of fields":          {with(`"requester_metadata":{"environment":"prod"},`, ""), changed(func(e *tag.Event) { e.Environment = "staging" })},
		"another name of the provider":       {with(`"custom_llm_provider":"anthropic"`, `"custom_llm_provider":"vertex_ai"`, "anthropic/claude", "vertex_ai/claude"), changed(func(e *tag.Event) { e.Provider = "google" })},
		"usage of older versions":            {with(`"usage_object":`, `"additional_usage_values":`), []tag.Event{spendEvent()}},
		"no times of cache writes":           {with(`,"cache_creation_token_details":{"ephemeral_5m_input_tokens":60,"ephemeral_1h_input_tokens":35}`, ""), changed(func(e *tag.Event) { e.CacheWrite5mTokens, e.CacheWrite1hTokens = new(int64(95)), nil })},
		"a failure": {
			with(`"status":"success"`, `"status":"failure","error_information":{"error_code":"429"}`, `"total_tokens":2598,"prompt_tokens":2095,"completion_tokens":503,`, `"total_tokens":0,"prompt_tokens":0,"completion_tokens":0,`),
			changed(func(e *tag.Event) {
				e.Status, e.HTTPStatus, e.UsageStatus = tag.StatusError, 429, tag.UsageMissing
				e.InputTokens, e.OutputTokens, e.TotalTokens, e.CacheReadTokens, e.CacheWrite5mTokens, e.CacheWrite1hTokens, e.ReasoningTokens = nil, nil, nil, nil, nil, nil, nil
			}),
		},
		"CSV, as psql writes it": {
			"request_id,call_type,spend,total_tokens,prompt_tokens,completion_tokens,startTime,endTime,completionStartTime,model,model_group,custom_llm_provider,user,metadata,cache_hit,request_tags,end_user,team_id\n" +
				`chatcmpl-34df,acompletion,0.01383,2598,2095,503,2026-10-14 08:00:00.25,2026-10-14 08:00:02,2026-10-14 08:00:00.75,anthropic/claude-sonnet-4-6,claude,anthropic,default_user_id,` + csvQuoted + `,False,"[""environment:staging""]",u-42,` + "\n",
			[]tag.Event{spendEvent()},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := readText(t, tt.text)
			if diff := cmp.Diff(tt.want, r.events); diff != "" {
				t.Errorf("(-want +got):\n%s\n%v %v", diff, r.rejects, r.Faults)
			}
			if tt.want == nil && (r.Skipped != 1 || len(r.rejects) > 0) {
				t.Errorf("got %d skipped, %v", r.Skipped, r.rejects)
			}
			if len(r.Unknown) > 0 {
				t.Errorf("keys of LiteLLM are said to be unknown: %v", r.Unknown)
			}
		})
	}
}

// spans is what OpenTelemetry's collector writes: a request, the agent that made it
// and a query of a database.
const spans = `{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"checkout-assistant"}},{"key":"deployment.environment.name","value":{"stringValue":"prod"}},{"key":"team_id","value":{"stringValue":"payments"}}]},"scopeSpans":[{"scope":{"name":"opentelemetry.instrumentation.openai_v2"},"spans":[` +
	`{"traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"EEE19B7EC3C1B174","parentSpanId":"EEE19B7EC3C1B173","name":"chat gpt-4o","kind":3,"startTimeUnixNano":"1791964800250000999","endTimeUnixNano":"1791964802000000000","attributes":[` +
	`{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.provider.name","value":{"stringValue":"azure.ai.openai"}},{"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}},{"key":"gen_ai.response.model","value":{"stringValue":"gpt-4o-2024-08-06"}},{"key":"gen_ai.response.id","value":{"stringValue":"chatcmpl-9"}},` +
	`{"key":"gen_ai.usage.input_tokens","value":{"intValue":"1200"}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":80}},{"key":"gen_ai.usage.cache_read.input_tokens","value":{"intValue":"1000"}},{"key":"gen_ai.usage.cache_creation.input_tokens","value":{"intValue":"50"}},{"key":"gen_ai.usage.reasoning.output_tokens","value":{"intValue":"12"}},` +
	`{"key":"gen_ai.response.finish_reasons","value":{"arrayValue":{"values":[{"stringValue":"stop"}]}}},{"key":"project_id","value":{"stringValue":"checkout"}},{"key":"request_type","value":{"stringValue":"summarize"}},{"key":"enduser.id","value":{"stringValue":"u-42"}},{"key":"openai.response.service_tier","value":{"stringValue":"priority"}}],"status":{}},` +
	`{"traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"EEE19B7EC3C1B173","name":"invoke_agent","startTimeUnixNano":"1791964800000000000","endTimeUnixNano":"1791964803000000000","attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"invoke_agent"}},{"key":"gen_ai.usage.input_tokens","value":{"intValue":"1200"}}]},` +
	`{"traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"EEE19B7EC3C1B172","name":"SELECT","startTimeUnixNano":"1791964800000000000","endTimeUnixNano":"1791964803000000000","attributes":[{"key":"db.system","value":{"stringValue":"postgresql"}}]}]}]}]}`

func spanEvent() tag.Event {
	return tag.Event{
		EventID:  tag.FormatEventID(tag.DeriveEventID([]byte("otlp 5b8efff798038103d269b633813fc60c eee19b7ec3c1b174"))),
		Time:     time.Unix(1791964800, 250_000_000).UTC(),
		Provider: "azure", Model: "gpt-4o-2024-08-06", RequestedModel: "gpt-4o",
		InputTokens: new(int64(1200)), OutputTokens: new(int64(80)), TotalTokens: new(int64(1280)), CacheReadTokens: new(int64(1000)), CacheWrite5mTokens: new(int64(50)), ReasoningTokens: new(int64(12)),
		ProjectID: "checkout", ServiceName: "checkout-assistant", TeamID: "payments", UserID: "u-42", RequestType: "summarize", Environment: "prod",
		RequestID: "chatcmpl-9", Attempt: 1, LatencyMS: 1749, Status: tag.StatusOK, UsageStatus: tag.UsageReported, ServiceTier: "priority",
	}
}

func TestOTLP(t *testing.T) {
	with := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(spans) }
	changed := func(change func(*tag.Event)) []tag.Event {
		e := spanEvent()
		change(&e)
		return []tag.Event{e}
	}
	var pretty strings.Builder
	encoder := json.NewEncoder(&pretty)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(json.RawMessage(spans)); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		text string
		want []tag.Event
	}{
		"an object a line, as the collector's file exporter": {spans + "\n" + `{"resourceMetrics":[]}` + "\n" + spans + "\n", []tag.Event{spanEvent(), spanEvent()}},
		"a document over several lines":                      {pretty.String(), []tag.Event{spanEvent()}},
		"older names": {with("gen_ai.provider.name", "gen_ai.system", "azure.ai.openai", "az.ai.openai", "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens",
			"cache_read.input_tokens", "cache_read_input_tokens", "cache_creation.input_tokens", "cache_creation_input_tokens", "usage.reasoning.output_tokens", "usage.reasoning_tokens", "deployment.environment.name", "deployment.environment", "enduser.id", "user.id",
			"scopeSpans", "instrumentationLibrarySpans"), []tag.Event{spanEvent()}},
		"the span's own service name before the resource's": {with("request_type", "service_name", "summarize", "other"), changed(func(e *tag.Event) { e.ServiceName, e.RequestType = "other", "" })},
		"an error":           {with(`"status":{}`, `"status":{"code":"STATUS_CODE_ERROR"}`), changed(func(e *tag.Event) { e.Status = tag.StatusError })},
		"an error by number": {with(`"status":{}`, `"status":{"code":2}`), changed(func(e *tag.Event) { e.Status = tag.StatusError })},
		"no counts": {with("gen_ai.usage", "x.usage"), changed(func(e *tag.Event) {
			e.InputTokens, e.OutputTokens, e.TotalTokens, e.CacheReadTokens, e.CacheWrite5mTokens, e.ReasoningTokens = nil, nil, nil, nil, nil, nil
			e.UsageStatus = tag.UsageMissing
		})},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := readText(t, tt.text)
			if diff := cmp.Diff(tt.want, r.events); diff != "" {
				t.Errorf("(-want +got):\n%s\n%v %v", diff, r.rejects, r.Faults)
			}
			if len(r.rejects) > 0 || r.Skipped == 0 {
				t.Errorf("got %d skipped, %v", r.Skipped, r.rejects)
			}
		})
	}
}

func TestAFormatThatIsGivenIsNotGuessed(t *testing.T) {
	for format, want := range map[Format]string{
		LiteLLM: `startTime: is "", expected a time such as 2026-11-30T12:34:56.789Z`,
		CSV:     `the header has a " in a field`,
	} {
		file := t.TempDir() + "/events"
		write(t, file, full+"\n")
		r := readFiles(t, Options{Format: format}, file)
		got := ""
		var gotSb161 strings.Builder
		for _, fault := range r.Faults {
			gotSb161.WriteString(fault.Error())
		}
		got += gotSb161.String()
		var gotSb164 strings.Builder
		for _, reject := range r.rejects {
			gotSb164.WriteString(reject.Reason)
		}
		got += gotSb164.String()
		if len(r.events) > 0 || !strings.Contains(got, want) {
			t.Errorf("%s: got %v, %s, want %s", format, r.events, got, want)
		}
	}
}
