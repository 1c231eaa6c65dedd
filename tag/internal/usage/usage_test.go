package usage_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/tag/internal/stream"
	"github.com/llmtag/llmtag/tag/internal/usage"
)

// want is a usage in one line: only what is reported.
func line(u usage.Usage) string {
	var parts []string
	for _, c := range []struct {
		name string
		n    *int64
	}{
		{"in", u.Input},
		{"out", u.Output},
		{"total", u.Total},
		{"read", u.CacheRead},
		{"5m", u.CacheWrite5m},
		{"1h", u.CacheWrite1h},
		{"reasoning", u.Reasoning},
		{"audio-in", u.AudioInput},
		{"audio-out", u.AudioOutput},
		{"image", u.Image},
	} {
		if c.n != nil {
			parts = append(parts, fmt.Sprintf("%s=%d", c.name, *c.n))
		}
	}
	if len(u.Units) > 0 {
		units, _ := json.Marshal(u.Units)
		parts = append(parts, string(units))
	}
	for _, text := range []struct{ name, value string }{{"model", u.Model}, {"id", u.ID}, {"tier", u.Tier}, {"region", u.Region}} {
		if text.value != "" {
			parts = append(parts, text.name+"="+text.value)
		}
	}
	if u.Suspect {
		parts = append(parts, "suspect")
	}
	return strings.Join(parts, " ")
}

// read reads an answer in pieces that end at the given places.
func read(f *usage.Format, framing, body string, cuts ...int) *usage.Reader {
	r := usage.NewReader(f)
	var write func([]byte)
	end := func() {}
	switch framing {
	case "sse":
		s := stream.NewSSE(r)
		write, end = s.Write, s.Close
	case "aws":
		a := stream.NewAWS(r, r.Fail)
		write, end = a.Write, a.Close
	default:
		write = r.Document
	}
	from := 0
	for _, cut := range append(cuts, len(body)) {
		piece := []byte(body[from:cut])
		write(piece)
		for i := range piece { // whoever keeps a piece sees it change
			piece[i] = '!'
		}
		from = cut
	}
	end()
	return r
}

// events joins messages as server-sent events.
func events(data ...string) string {
	var b strings.Builder
	for _, d := range data {
		if name, payload, ok := strings.Cut(d, "|"); ok {
			b.WriteString("event: " + name + "\n")
			d = payload
		}
		b.WriteString("data: " + d + "\n\n")
	}
	return b.String()
}

type answer struct {
	format  *usage.Format
	framing string // json, sse or aws
	body    string
	want    string
}

// answers are of all providers, as their references have them.
var answers = map[string]answer{
	"OpenAI chat: the prompt includes cached and written tokens, the completion includes reasoning": {
		usage.Chat(), "json",
		`{"id":"chatcmpl-1","model":"gpt-5.6-sol-2026-05-01","choices":[{"index":0,"message":{"content":"a \"usage\": {\"prompt_tokens\": 7} b"}}],
		  "usage":{"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,
		  "prompt_tokens_details":{"cached_tokens":60,"cache_write_tokens":10,"audio_tokens":5},
		  "completion_tokens_details":{"reasoning_tokens":30,"audio_tokens":2,"accepted_prediction_tokens":0,"rejected_prediction_tokens":4}},"service_tier":"default"}`,
		"in=100 out=50 total=150 read=60 5m=10 reasoning=30 audio-in=5 audio-out=2 model=gpt-5.6-sol-2026-05-01 id=chatcmpl-1 tier=default",
	},
	"OpenAI chat: several choices are in the completion already": {
		usage.Chat(), "json",
		`{"choices":[{"index":0},{"index":1},{"index":2}],"usage":{"prompt_tokens":10,"completion_tokens":33,"total_tokens":43}}`,
		"in=10 out=33 total=43",
	},
	"OpenAI chat, stream: usage is in the last chunk, null before": {
		usage.Chat(), "sse",
		events(
			`{"id":"chatcmpl-2","model":"gpt-4o-2024-08-06","choices":[{"delta":{"role":"assistant","content":""}}],"usage":null}`,
			`{"id":"chatcmpl-2","model":"gpt-4o-2024-08-06","choices":[{"delta":{"content":"Hello"}}],"usage":null}`,
			`{"id":"chatcmpl-2","model":"gpt-4o-2024-08-06","choices":[{"delta":{"content":"go \"usage\":{\"prompt_tokens\":1}"}}],"usage":null}`,
			`{"id":"chatcmpl-2","model":"gpt-4o-2024-08-06","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}`,
			`[DONE]`,
		),
		"in=9 out=2 total=11 model=gpt-4o-2024-08-06 id=chatcmpl-2",
	},
	"OpenAI chat, stream: who does not ask is told nothing": {
		usage.Chat(), "sse",
		events(`{"id":"c","model":"m","choices":[{"delta":{"content":"Hello"}}]}`, `[DONE]`),
		"model=m id=c",
	},
	"OpenAI responses": {
		usage.Responses(), "json",
		`{"id":"resp_1","object":"response","status":"completed","model":"gpt-5","output":[
		  {"type":"web_search_call","action":{"type":"search"}},{"type":"web_search_call","action":{"type":"open_page"}},{"type":"file_search_call"},{"type":"message","content":[{"type":"output_text","text":"x"}]}],
		  "usage":{"input_tokens":36,"input_tokens_details":{"cached_tokens":6,"cache_write_tokens":1},"output_tokens":87,"output_tokens_details":{"reasoning_tokens":64},"total_tokens":123},"service_tier":"flex"}`,
		`in=36 out=87 total=123 read=6 5m=1 reasoning=64 {"file_searches":1,"web_searches":1} model=gpt-5 id=resp_1 tier=flex`,
	},
	"OpenAI responses, stream: usage is in the completed event": {
		usage.Responses(), "sse",
		events(
			`response.created|{"type":"response.created","response":{"id":"resp_2","model":"gpt-5","status":"in_progress","output":[],"usage":null,"service_tier":"auto"}}`,
			`response.output_text.delta|{"type":"response.output_text.delta","delta":"Hi"}`,
			`response.output_text.delta|{"type":"response.output_text.delta","delta":" there"}`,
			`response.completed|{"type":"response.completed","response":{"id":"resp_2","model":"gpt-5","status":"completed","output":[{"type":"web_search_call"}],"usage":{"input_tokens":5,"output_tokens":7,"total_tokens":12},"service_tier":"default"}}`,
		),
		`in=5 out=7 total=12 {"web_searches":1} model=gpt-5 id=resp_2 tier=default`,
	},
	"OpenAI embeddings: input only": {
		usage.Embeddings(), "json",
		`{"object":"list","data":[{"embedding":[0.1,-0.2,3e-5],"index":0}],"model":"text-embedding-3-small","usage":{"prompt_tokens":8,"total_tokens":8}}`,
		"in=8 total=8 model=text-embedding-3-small",
	},
	"Voyage embeddings: the total is the input": {
		usage.Embeddings(), "json",
		`{"data":[{"embedding":[1]}],"model":"voyage-3","usage":{"total_tokens":10}}`,
		"in=10 total=10 model=voyage-3",
	},
	"OpenAI images: what goes in is text and images": {
		usage.Images(), "json",
		`{"created":1,"data":[{"b64_json":"AAAA"}],"usage":{"input_tokens":50,"output_tokens":4160,"total_tokens":4210,"input_tokens_details":{"text_tokens":10,"image_tokens":40}}}`,
		"in=50 out=4160 total=4210 image=40",
	},
	"OpenAI images of older models are billed by the image": {
		usage.Images(), "json", `{"created":1,"data":[{"url":"a"},{"url":"b"}]}`, `{"images":2}`,
	},
	"OpenAI images, stream": {
		usage.Images(), "sse",
		events(
			`image_generation.partial_image|{"type":"image_generation.partial_image","b64_json":"AA"}`,
			`image_generation.completed|{"type":"image_generation.completed","b64_json":"AA","usage":{"input_tokens":5,"output_tokens":100,"total_tokens":105,"input_tokens_details":{"text_tokens":5,"image_tokens":0}}}`,
		),
		"in=5 out=100 total=105 image=0",
	},
	"OpenAI transcription by tokens": {
		usage.Transcription(), "json",
		`{"text":"usage","usage":{"type":"tokens","input_tokens":14,"input_token_details":{"text_tokens":0,"audio_tokens":14},"output_tokens":45,"total_tokens":59}}`,
		"in=14 out=45 total=59 audio-in=14",
	},
	"OpenAI transcription by duration": {
		usage.Transcription(), "json", `{"text":"x","usage":{"type":"duration","seconds":27}}`, `{"seconds":27}`,
	},
	"a transcription that only has a duration, to the digit": {
		usage.Transcription(), "json", `{"task":"transcribe","duration":8.470000267028809,"text":"x"}`, `{"seconds":8.470000267028809}`,
	},
	"Groq, stream: usage is in x_groq": {
		usage.Chat(), "sse",
		events(
			`{"id":"c","model":"llama","choices":[{"delta":{"content":"x"}}]}`,
			`{"id":"c","model":"llama","choices":[{"delta":{},"finish_reason":"stop"}],"x_groq":{"id":"req_1","usage":{"queue_time":0.01,"prompt_tokens":20,"completion_tokens":5,"total_tokens":25}}}`,
			`[DONE]`,
		),
		"in=20 out=5 total=25 model=llama id=c",
	},
	"Moonshot, stream: usage is in the choice": {
		usage.Chat(), "sse",
		events(
			`{"id":"c","choices":[{"delta":{"content":"x"}}]}`,
			`{"id":"c","choices":[{"delta":{},"finish_reason":"stop","usage":{"prompt_tokens":20,"completion_tokens":5,"total_tokens":25,"cached_tokens":12}}]}`,
			`[DONE]`,
		),
		"in=20 out=5 total=25 read=12 id=c",
	},
	"DeepSeek: hits and misses are the prompt": {
		usage.Chat(), "json",
		`{"model":"deepseek-chat","usage":{"prompt_tokens":30,"completion_tokens":4,"total_tokens":34,"prompt_cache_hit_tokens":20,"prompt_cache_miss_tokens":10}}`,
		"in=30 out=4 total=34 read=20 model=deepseek-chat",
	},
	"xAI: reasoning outside of the completion, as the total tells": {
		usage.Chat(), "json",
		`{"model":"grok-4","usage":{"prompt_tokens":32,"completion_tokens":9,"total_tokens":135,"completion_tokens_details":{"reasoning_tokens":94},"prompt_tokens_details":{"cached_tokens":6,"image_tokens":8},"num_sources_used":2,"cost_in_usd_ticks":12345}}`,
		`in=32 out=103 total=135 read=6 reasoning=94 image=8 {"sources":2,"usd":0.0000012345} model=grok-4`,
	},
	"Perplexity: searches and the provider's own charge": {
		usage.Chat(), "json",
		`{"model":"sonar","usage":{"prompt_tokens":14,"completion_tokens":10,"total_tokens":24,"num_search_queries":3,"cost":{"request_cost":0.006,"total_cost":0.00612}}}`,
		`in=14 out=10 total=24 {"usd":0.00612,"web_searches":3} model=sonar`,
	},
	"Anthropic: the input is what no cache has": {
		usage.Anthropic(), "json",
		`{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-5-20260801","content":[{"type":"text","text":"x"}],"stop_reason":"end_turn",
		  "usage":{"input_tokens":10,"cache_creation_input_tokens":300,"cache_read_input_tokens":2000,"cache_creation":{"ephemeral_5m_input_tokens":100,"ephemeral_1h_input_tokens":200},
		  "output_tokens":40,"output_tokens_details":{"thinking_tokens":25},"server_tool_use":{"web_search_requests":2},"service_tier":"standard","inference_geo":"us"}}`,
		`in=2310 out=40 total=2350 read=2000 5m=100 1h=200 reasoning=25 {"web_searches":2} model=claude-sonnet-5-20260801 id=msg_1 tier=standard region=us`,
	},
	"Anthropic: writes of unknown time to live are of five minutes": {
		usage.Anthropic(), "json",
		`{"type":"message","usage":{"input_tokens":1,"cache_creation_input_tokens":30,"cache_read_input_tokens":0,"output_tokens":4}}`,
		"in=31 out=4 total=35 read=0 5m=30",
	},
	"Anthropic: fast is a price of its own": {
		usage.Anthropic(), "json",
		`{"type":"message","usage":{"input_tokens":1,"output_tokens":4,"service_tier":"standard","speed":"fast"}}`,
		"in=1 out=4 total=5 tier=fast",
	},
	"Anthropic, stream: the last value of each field counts": {
		usage.Anthropic(), "sse",
		events(
			`message_start|{"type":"message_start","message":{"id":"msg_2","model":"claude-x","usage":{"input_tokens":25,"cache_read_input_tokens":100,"output_tokens":1}}}`,
			`content_block_start|{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}`,
			`ping|{"type":"ping"}`,
			`content_block_delta|{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}`,
			`content_block_delta|{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"!"}}`,
			`content_block_stop|{"type":"content_block_stop","index":0}`,
			`message_delta|{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":10}}`,
			`message_delta|{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":15}}`,
			`message_stop|{"type":"message_stop"}`,
		),
		"in=125 out=15 total=140 read=100 model=claude-x id=msg_2",
	},
	"Gemini: thoughts and tools' prompts are outside": {
		usage.Gemini(), "json",
		`{"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"STOP"}],"modelVersion":"gemini-3-pro","responseId":"r1",
		  "usageMetadata":{"promptTokenCount":100,"cachedContentTokenCount":40,"candidatesTokenCount":20,"toolUsePromptTokenCount":7,"thoughtsTokenCount":50,"totalTokenCount":177,
		  "promptTokensDetails":[{"modality":"TEXT","tokenCount":70},{"modality":"AUDIO","tokenCount":30}],"candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":12}],"trafficType":"ON_DEMAND"}}`,
		"in=107 out=70 total=177 read=40 reasoning=50 audio-in=30 image=12 model=gemini-3-pro id=r1 tier=standard",
	},
	"Gemini behind a gateway whose candidates have the thoughts": {
		usage.Gemini(), "json",
		`{"usageMetadata":{"promptTokenCount":100,"candidatesTokenCount":70,"thoughtsTokenCount":50,"totalTokenCount":170}}`,
		"in=100 out=70 total=170 reasoning=50",
	},
	"Gemini: a blocked prompt generated nothing": {
		usage.Gemini(), "json",
		`{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":6,"totalTokenCount":6}}`,
		"in=6 out=0 total=6",
	},
	"Gemini, stream: counts so far, also of modalities": {
		usage.Gemini(), "sse",
		events(
			`{"candidates":[{"content":{"parts":[{"text":"a"}]}}],"usageMetadata":{"promptTokenCount":8,"totalTokenCount":8,"promptTokensDetails":[{"modality":"AUDIO","tokenCount":3}]},"modelVersion":"gemini-x"}`,
			`{"candidates":[{"content":{"parts":[{"text":"b"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":8,"candidatesTokenCount":5,"thoughtsTokenCount":9,"totalTokenCount":22,"promptTokensDetails":[{"modality":"AUDIO","tokenCount":3}]},"modelVersion":"gemini-x"}`,
		),
		"in=8 out=14 total=22 reasoning=9 audio-in=3 model=gemini-x",
	},
	"Gemini, stream as an array": {
		usage.Gemini(), "json",
		"[{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}}],\"usageMetadata\":{\"promptTokenCount\":8,\"totalTokenCount\":8}}\n,\r\n" +
			`{"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":8,"candidatesTokenCount":5,"totalTokenCount":13}}]`,
		"in=8 out=5 total=13",
	},
	"Vertex predict, embeddings: tokens are told by text": {
		usage.VertexPredict(), "json",
		`{"predictions":[{"embeddings":{"values":[0.1],"statistics":{"token_count":4,"truncated":false}}},{"embeddings":{"values":[0.1],"statistics":{"token_count":6}}}],"metadata":{"billableCharacterCount":40}}`,
		`in=10 total=10 {"characters":40}`,
	},
	"Bedrock Converse: as Anthropic, writes by time to live": {
		usage.Converse(), "json",
		`{"output":{"message":{"content":[{"text":"x"}]}},"stopReason":"end_turn","usage":{"inputTokens":10,"outputTokens":5,"totalTokens":15,"cacheReadInputTokens":100,"cacheWriteInputTokens":30,"cacheDetails":[{"ttl":"1h","inputTokens":20},{"ttl":"5m","inputTokens":10}]},"metrics":{"latencyMs":5}}`,
		"in=140 out=5 total=145 read=100 5m=10 1h=20",
	},
	"Bedrock ConverseStream: usage is in the metadata": {
		usage.Converse(), "aws",
		message("messageStart", `{"role":"assistant"}`) + message("contentBlockDelta", `{"contentBlockIndex":0,"delta":{"text":"Hi"}}`) +
			message("contentBlockDelta", `{"contentBlockIndex":0,"delta":{"text":"Hi"}}`) + message("messageStop", `{"stopReason":"end_turn"}`) +
			message("metadata", `{"usage":{"inputTokens":10,"outputTokens":5,"totalTokens":15},"metrics":{"latencyMs":5}}`),
		"in=10 out=5 total=15",
	},
	"Bedrock InvokeModel of Claude": {
		usage.Invoke(), "json",
		`{"id":"msg_bdrk_1","type":"message","model":"claude-x","usage":{"input_tokens":10,"cache_read_input_tokens":5,"cache_creation_input_tokens":0,"output_tokens":7}}`,
		"in=15 out=7 total=22 read=5 5m=0 model=claude-x id=msg_bdrk_1",
	},
	"Bedrock InvokeModel of Titan": {
		usage.Invoke(), "json", `{"inputTextTokenCount":5,"results":[{"tokenCount":20,"outputText":"x"},{"tokenCount":2,"outputText":"y"}]}`, "in=5 out=22 total=27",
	},
	"Bedrock InvokeModel of Llama": {
		usage.Invoke(), "json", `{"generation":"x","prompt_token_count":5,"generation_token_count":20,"stop_reason":"stop"}`, "in=5 out=20 total=25",
	},
	"Bedrock InvokeModel of an OpenAI model": {
		usage.Invoke(), "json", `{"id":"c","choices":[{"message":{"content":"x"}}],"usage":{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7}}`, "in=5 out=2 total=7 id=c",
	},
	"Bedrock InvokeModel of Nova": {
		usage.Invoke(), "json", `{"output":{},"usage":{"inputTokens":5,"outputTokens":2,"totalTokens":7,"cacheReadInputTokenCount":3,"cacheWriteInputTokenCount":0}}`, "in=8 out=2 total=10 read=3 5m=0",
	},
	"Bedrock InvokeModel, stream of Claude": {
		usage.InvokeStream(), "aws",
		chunk(`{"type":"message_start","message":{"id":"msg_3","model":"claude-x","usage":{"input_tokens":10,"cache_creation_input_tokens":4,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":4},"output_tokens":1}}}`) +
			chunk(`{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}`) +
			chunk(`{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":8}}`) +
			chunk(`{"type":"message_stop","amazon-bedrock-invocationMetrics":{"inputTokenCount":10,"outputTokenCount":8,"invocationLatency":9,"firstByteLatency":3}}`),
		"in=14 out=8 total=22 5m=0 1h=4 model=claude-x id=msg_3",
	},
	"Bedrock InvokeModel, stream of a model without counts of its own": {
		usage.InvokeStream(), "aws",
		chunk(`{"outputs":[{"text":"x"}]}`) + chunk(`{"outputs":[{"text":"y","stop_reason":"stop"}],"amazon-bedrock-invocationMetrics":{"inputTokenCount":12,"outputTokenCount":3}}`),
		"in=12 out=3 total=15",
	},
	"Cohere chat, version 2: billed units count, tokens do not": {
		usage.Cohere(), "json",
		`{"id":"c1","message":{"content":[{"type":"text","text":"x"}]},"usage":{"billed_units":{"input_tokens":5.0,"output_tokens":418},"tokens":{"input_tokens":71,"output_tokens":418}}}`,
		"in=5 out=418 total=423 id=c1",
	},
	"Cohere chat, version 1": {
		usage.Cohere(), "json",
		`{"text":"x","generation_id":"g1","meta":{"api_version":{"version":"1"},"billed_units":{"input_tokens":3,"output_tokens":4},"tokens":{"input_tokens":69,"output_tokens":4}}}`,
		"in=3 out=4 total=7 id=g1",
	},
	"Cohere chat, version 2, stream": {
		usage.Cohere(), "sse",
		events(
			`message-start|{"type":"message-start","id":"c2","delta":{"message":{"role":"assistant"}}}`,
			`content-delta|{"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"Hi"}}}}`,
			`content-delta|{"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"Hi"}}}}`,
			`message-end|{"type":"message-end","delta":{"finish_reason":"COMPLETE","usage":{"billed_units":{"input_tokens":5,"output_tokens":6},"tokens":{"input_tokens":75,"output_tokens":6}}}}`,
		),
		"in=5 out=6 total=11 id=c2",
	},
	"Cohere chat, version 1, stream": {
		usage.Cohere(), "json",
		`{"is_finished":false,"event_type":"stream-start","generation_id":"g2"}` + "\n" + `{"is_finished":false,"event_type":"text-generation","text":"x"}` + "\n" +
			`{"is_finished":true,"event_type":"stream-end","response":{"generation_id":"g2","meta":{"billed_units":{"input_tokens":3,"output_tokens":4}}}}` + "\n",
		"in=3 out=4 total=7 id=g2",
	},
	"Cohere rerank: searches": {
		usage.Cohere(), "json", `{"id":"r","results":[{"index":1,"relevance_score":0.9}],"meta":{"billed_units":{"search_units":1}}}`, `{"search_units":1} id=r`,
	},
	"Ollama": {
		usage.Ollama(), "json", `{"model":"llama3","message":{"content":"x"},"done":true,"prompt_eval_count":26,"eval_count":298}`, "in=26 out=298 total=324 model=llama3",
	},
	"Ollama, stream": {
		usage.Ollama(), "json",
		`{"model":"llama3","message":{"content":"a"},"done":false}` + "\n" + `{"model":"llama3","message":{"content":""},"done":true,"prompt_eval_count":26,"eval_count":298}` + "\n",
		"in=26 out=298 total=324 model=llama3",
	},
	"unknown format: OpenAI's": {
		usage.Any(), "json", `{"id":"c","model":"m","usage":{"prompt_tokens":10,"completion_tokens":3,"total_tokens":13,"prompt_tokens_details":{"cached_tokens":4}}}`, "in=10 out=3 total=13 read=4 model=m id=c",
	},
	"unknown format: Anthropic's": {
		usage.Any(), "json", `{"id":"m1","type":"message","model":"m","usage":{"input_tokens":10,"cache_read_input_tokens":4,"output_tokens":3}}`, "in=14 out=3 total=17 read=4 model=m id=m1",
	},
	"unknown format: Gemini's": {
		usage.Any(), "sse", events(`{"usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":3,"totalTokenCount":13}}`), "in=10 out=3 total=13",
	},
	"unknown format: something else": {
		usage.Any(), "json", `{"hello":"world"}`, "",
	},
}

// message is one of an AWS event stream.
func message(event, payload string) string {
	return string(stream.Message(map[string]string{":message-type": "event", ":event-type": event, ":content-type": "application/json"}, []byte(payload)))
}

// chunk is one of InvokeModelWithResponseStream.
func chunk(payload string) string {
	return message("chunk", `{"bytes":"`+base64.StdEncoding.EncodeToString([]byte(payload))+`","p":"abcdefgh"}`)
}

func TestAnswers(t *testing.T) {
	for name, tt := range answers {
		t.Run(name, func(t *testing.T) {
			if got := line(read(tt.format, tt.framing, tt.body).Usage()); got != tt.want {
				t.Errorf("read whole:\ngot  %s\nwant %s", got, tt.want)
			}
			for cut := range len(tt.body) {
				if got := line(read(tt.format, tt.framing, tt.body, cut).Usage()); got != tt.want {
					t.Fatalf("cut at %d, before %q:\ngot  %s\nwant %s", cut, tt.body[cut:min(len(tt.body), cut+20)], got, tt.want)
				}
			}
			var bytewise []int
			for cut := range len(tt.body) {
				bytewise = append(bytewise, cut)
			}
			if got := line(read(tt.format, tt.framing, tt.body, bytewise...).Usage()); got != tt.want {
				t.Errorf("read byte by byte:\ngot  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestStreamsEndWithTheirMark(t *testing.T) {
	for name, tt := range answers {
		if tt.want == "" || strings.HasPrefix(name, "unknown") {
			continue
		}
		r := read(tt.format, tt.framing, tt.body)
		if tt.framing == "json" && !r.Complete() || tt.framing != "json" && !r.Done() {
			t.Errorf("%s: the end was not seen", name)
		}
		// Without its last message, or its last bytes, it has not ended.
		body := strings.TrimSpace(tt.body)
		cut := body[:len(body)-1]
		if i := strings.LastIndex(body, "\n\n"); tt.framing == "sse" && i >= 0 {
			cut = body[:i+1]
			if strings.HasSuffix(body, "[DONE]") && strings.Contains(body, `"choices":[]`) {
				cut = body[:strings.LastIndex(cut[:i], "\n\n")+1]
			}
		}
		if tt.framing == "aws" {
			cut = body[:len(body)-60]
		}
		if r := read(tt.format, tt.framing, cut); tt.framing == "json" && r.Complete() || tt.framing != "json" && r.Done() {
			t.Errorf("%s: cut after %q, but the end was seen", name, cut[max(0, len(cut)-40):])
		}
	}
}

func TestNumbersThatCannotBeRight(t *testing.T) {
	chat := func(members string) string { return `{"usage":{` + members + `}}` }
	tests := map[string]struct{ members, want string }{
		"negative":                        {`"prompt_tokens":-5,"completion_tokens":3`, "in=-5 out=3 total=-2 suspect"},
		"in quotes":                       {`"prompt_tokens":"12","completion_tokens":3`, "in=12 out=3 total=15 suspect"},
		"beyond 64 bits":                  {`"prompt_tokens":99999999999999999999,"completion_tokens":3`, "out=3 suspect"},
		"a thousand digits":               {`"prompt_tokens":` + strings.Repeat("9", 1000) + `,"completion_tokens":3`, "out=3 suspect"},
		"an exponent":                     {`"prompt_tokens":1e3,"completion_tokens":3.0`, "in=1000 out=3 total=1003"},
		"an absurd exponent":              {`"prompt_tokens":1e999999999,"completion_tokens":3`, "out=3 suspect"},
		"a fraction":                      {`"prompt_tokens":1.5,"completion_tokens":3`, "out=3 suspect"},
		"the sum is beyond 64 bits":       {`"prompt_tokens":9223372036854775807,"completion_tokens":3`, "in=9223372036854775807 out=3 suspect"},
		"the cache exceeds the prompt":    {`"prompt_tokens":5,"completion_tokens":3,"prompt_tokens_details":{"cached_tokens":6}`, "in=5 out=3 total=8 read=6 suspect"},
		"reasoning exceeds the output":    {`"prompt_tokens":5,"completion_tokens":3,"completion_tokens_details":{"reasoning_tokens":4}`, "in=5 out=3 total=8 reasoning=4 suspect"},
		"input and output exceed a total": {`"prompt_tokens":5,"completion_tokens":3,"total_tokens":7`, "in=5 out=3 total=7 suspect"},
		"null is not reported":            {`"prompt_tokens":null,"completion_tokens":3`, "out=3"},
		"zero is reported":                {`"prompt_tokens":0,"completion_tokens":0,"prompt_tokens_details":{"cached_tokens":0}`, "in=0 out=0 total=0 read=0"},
		"another type":                    {`"prompt_tokens":{"a":1},"completion_tokens":[3]`, ""},
		"true":                            {`"prompt_tokens":true,"completion_tokens":3`, "out=3 suspect"},
		"the last of two counts":          {`"prompt_tokens":1,"prompt_tokens":2`, "in=2"},
		"escaped names are names":         {`"\u0070rompt_tokens":1`, "in=1"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := line(read(usage.Chat(), "json", chat(tt.members)).Usage()); got != tt.want {
				t.Errorf("%s\ngot  %s\nwant %s", tt.members, got, tt.want)
			}
		})
	}
	anthropic := `{"type":"message","usage":{"input_tokens":1,"output_tokens":1,"cache_creation_input_tokens":5,"cache_creation":{"ephemeral_5m_input_tokens":1,"ephemeral_1h_input_tokens":1}}}`
	if got, want := line(read(usage.Anthropic(), "json", anthropic).Usage()), "in=6 out=1 total=7 5m=1 1h=1 suspect"; got != want {
		t.Errorf("writes that do not add up:\ngot  %s\nwant %s", got, want)
	}
}

func TestServerSentEventsAsTheStandardHasThem(t *testing.T) {
	const want = "in=9 out=2 total=11"
	const data = `{"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}`
	for name, body := range map[string]string{
		"LF":                           "data: " + data + "\n\ndata: [DONE]\n\n",
		"CR LF":                        "data: " + data + "\r\n\r\ndata: [DONE]\r\n\r\n",
		"CR":                           "data: " + data + "\r\rdata: [DONE]\r\r",
		"no space":                     "data:" + data + "\n\ndata:[DONE]\n\n",
		"a byte order mark":            "\ufeffdata: " + data + "\n\ndata: [DONE]\n\n",
		"comments":                     ": OPENROUTER PROCESSING\n\ndata: " + data + "\n\n: ping\n\ndata: [DONE]\n\n",
		"id and retry":                 "id: 1\nretry: 3\ndata: " + data + "\nid: 2\n\ndata: [DONE]\n\n",
		"several lines of data":        "data: {\ndata: \"usage\":\ndata: " + data[len(`{"usage":`):] + "\n\ndata: [DONE]\n\n",
		"no empty line at the end":     "data: " + data + "\n\ndata: [DONE]",
		"a broken message before":      "data: {\"a\": oops\n\ndata: " + data + "\n\ndata: [DONE]\n\n",
		"an unfinished message before": "data: {\"a\": \"\n\ndata: " + data + "\n\ndata: [DONE]\n\n",
	} {
		for cut := range len(body) {
			r := read(usage.Chat(), "sse", body, cut)
			if got := line(r.Usage()); got != want || !r.Done() {
				t.Errorf("%s, cut at %d: got %q, done %v, want %q", name, cut, got, r.Done(), want)
				break
			}
		}
	}
}

func TestAProviderReportsFailure(t *testing.T) {
	for name, r := range map[string]*usage.Reader{
		"OpenAI's stream":    read(usage.Chat(), "sse", events(`{"choices":[{"delta":{"content":"x"}}]}`, `{"error":{"message":"x","type":"server_error"}}`)),
		"Responses":          read(usage.Responses(), "sse", events(`response.failed|{"type":"response.failed","response":{"status":"failed","usage":null}}`)),
		"a failed response":  read(usage.Responses(), "json", `{"id":"r","status":"failed","error":{"code":"server_error"}}`),
		"Anthropic's stream": read(usage.Anthropic(), "sse", events(`error|{"type":"error","error":{"type":"overloaded_error","message":"x"}}`)),
		"Gemini's stream":    read(usage.Gemini(), "sse", events(`{"error":{"code":503}}`)),
		"Bedrock's stream":   read(usage.Converse(), "aws", string(stream.Message(map[string]string{":message-type": "exception", ":exception-type": "throttlingException"}, []byte(`{}`)))),
		"Ollama's stream":    read(usage.Ollama(), "json", `{"error":"x"}`),
	} {
		if !r.Failed() {
			t.Errorf("%s: the failure was not seen", name)
		}
	}
}

func TestDeepAndLongDocuments(t *testing.T) {
	deep := strings.Repeat(`{"choices":[`, 100_000) + strings.Repeat(`]}`, 100_000)
	if got := line(read(usage.Chat(), "json", `{"x":`+deep+`,"usage":{"prompt_tokens":1}}`).Usage()); got != "in=1" {
		t.Errorf("after a deep value: got %q, want in=1", got)
	}
	r := usage.NewReader(usage.Embeddings())
	r.Document([]byte(`{"data":[{"embedding":[`))
	piece := bytes.Repeat([]byte("0.123456789,"), 1000)
	allocs := testing.AllocsPerRun(100, func() { r.Document(piece) })
	r.Document([]byte(`0]}],"usage":{"prompt_tokens":3,"total_tokens":3}}`))
	if got := line(r.Usage()); got != "in=3 total=3" || allocs > 0 {
		t.Errorf("after a long value: got %q with %v allocations a piece, want in=3 total=3 with none", got, allocs)
	}
}

// FuzzPieces holds the reader against itself: an answer in pieces says what it
// says as a whole, and nothing panics. Passing over messages is off, since it is
// done only with messages that are there at once.
func FuzzPieces(f *testing.F) {
	var formats []answer
	seen := map[string]bool{}
	for _, tt := range answers {
		f.Add(tt.body, uint16(len(tt.body)/2), uint16(7))
		if key := tt.format.Name + tt.framing; !seen[key] {
			seen[key] = true
			tt.format = usage.Thorough(tt.format)
			formats = append(formats, tt)
		}
	}
	f.Fuzz(func(t *testing.T, body string, a, b uint16) {
		n := len(body) + 1
		cuts := []int{min(int(a)%n, int(b)%n), max(int(a)%n, int(b)%n)}
		for _, tt := range formats {
			whole, pieces := read(tt.format, tt.framing, body), read(tt.format, tt.framing, body, cuts...)
			if diff := cmp.Diff(whole.Usage(), pieces.Usage()); diff != "" {
				t.Errorf("%s %s %q cut at %v (-whole +pieces):\n%s", tt.format.Name, tt.framing, body, cuts, diff)
			}
			if whole.Done() != pieces.Done() || whole.Failed() != pieces.Failed() || tt.framing == "json" && whole.Complete() != pieces.Complete() {
				t.Errorf("%s %s %q cut at %v: done %v %v, failed %v %v, complete %v %v", tt.format.Name, tt.framing, body, cuts,
					whole.Done(), pieces.Done(), whole.Failed(), pieces.Failed(), whole.Complete(), pieces.Complete())
			}
		}
	})
}

// FuzzScan holds the scanner against encoding/json: what is valid it reads alike.
func FuzzScan(f *testing.F) {
	for _, tt := range answers {
		if tt.framing == "json" {
			f.Add(tt.body)
		}
	}
	f.Fuzz(func(t *testing.T, body string) {
		var want struct {
			Usage struct {
				Prompt json.RawMessage `json:"prompt_tokens"`
			} `json:"usage"`
		}
		if strings.Count(body, "prompt_tokens") != 1 || strings.Count(body, `"usage"`) != 1 || json.Unmarshal([]byte(body), &want) != nil {
			return
		}
		n, err := strconv.ParseInt(string(want.Usage.Prompt), 10, 64)
		if err != nil || n < 0 {
			return
		}
		r := read(usage.Chat(), "json", body)
		if got := r.Usage().Input; got == nil || *got != n {
			t.Errorf("%s: got %v, want %d", body, got, n)
		}
		if !r.Complete() {
			t.Errorf("%s: not complete", body)
		}
	})
}

// TestUsageBesideTheFirstContent cuts a message in which the first content and the
// usage come together, wherever it can be cut.
func TestUsageBesideTheFirstContent(t *testing.T) {
	body := events(`{"choices":[{"delta":{"content":"x"}}],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}`, "[DONE]")
	for a := range len(body) {
		for b := a; b < len(body); b++ {
			if got := line(read(usage.Chat(), "sse", body, a, b).Usage()); got != "in=9 out=2 total=11" {
				t.Fatalf("cut at %d and %d: got %q", a, b, got)
			}
		}
	}
}

// TestPassingOverMessages compares a reader that passes over messages of a stream
// which only carry content with one that does not.
func TestPassingOverMessages(t *testing.T) {
	content := []string{"x", "gg g", `\"usage\"`, `\"usage\":{\"prompt_tokens\":3}`, `usage`, `\\`, `{"`, "größe"}
	const long = `a long {text} with { and \"usage\": {`
	rng := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		var messages []string
		for range rng.IntN(20) {
			text := strings.Repeat(long, rng.IntN(2)*rng.IntN(200)) + strings.ReplaceAll(content[rng.IntN(len(content))], `{"`, `{\"`)
			tail := []string{"", `,"usage":null`, `,"usage" : null`}[rng.IntN(3)]
			id := []string{"c", "c", "c", "d{", `\",\"usage\":{`}[rng.IntN(5)]
			messages = append(messages, `{"obfuscation":"`+id+`","id":"c","choices":[{"index":0,"delta":{"content":"`+text+`"}}]`+tail+`}`)
		}
		switch rng.IntN(4) {
		case 0:
			messages = append(messages, `{"id":"c","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}`)
		case 1:
			messages = append(messages, `{"id":"c","choices":[{"delta":{"content":"`+strings.Repeat(long, rng.IntN(100))+`"},"finish_reason":"stop"}],"usage" : {"prompt_tokens":9,"completion_tokens":2}}`)
		case 2:
			messages = append(messages, []string{
				`{"error":{"message":"x"}}`, `{ "error" : { "message" : "x" } }`,
				`{"id":"c","choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}],"error":{"code":502}}`, // OpenRouter
			}[rng.IntN(3)])
			for range rng.IntN(3) {
				messages = append(messages, `{"id":"c","choices":[{"index":0,"delta":{"content":"`+strings.Repeat(long, rng.IntN(20))+`"}}]}`)
			}
		}
		if rng.IntN(2) == 0 {
			messages = append(messages, "[DONE]")
		}
		if rng.IntN(4) == 0 { // others follow it
			messages = slices.Insert(messages, rng.IntN(len(messages)+1), "[DONE]")
		}
		body := events(messages...)
		var cuts []int
		for at := rng.IntN(2000); at < len(body) && rng.IntN(8) > 0; at += 1 + rng.IntN(5000) {
			cuts = append(cuts, at)
		}
		quick, thorough := read(usage.Chat(), "sse", body, cuts...), read(usage.Thorough(usage.Chat()), "sse", body)
		if a, b := line(quick.Usage()), line(thorough.Usage()); a != b || quick.Done() != thorough.Done() || quick.Failed() != thorough.Failed() {
			t.Fatalf("%s\nquick    %s %v %v\nthorough %s %v %v", body, a, quick.Done(), quick.Failed(), b, thorough.Done(), thorough.Failed())
		}
	}
}
