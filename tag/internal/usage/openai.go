package usage

import (
	"encoding/json"
	"slices"
	"strings"
)

// Chat is the format of OpenAI's Chat Completions and Completions, and of the
// many that are shaped like them: Azure, Groq, xAI, DeepSeek, Mistral, Moonshot,
// Together, OpenRouter, Perplexity. The prompt includes what was cached, the
// completion includes reasoning; where a provider does otherwise, the total tells.
//
// Sources: OpenAI's OpenAPI description of 2026-08-21; for the others see the
// members.
func Chat() *Format { return chat }

// Responses is the format of OpenAI's Responses.
func Responses() *Format { return responses }

// Embeddings is the format of OpenAI's embeddings: input only.
func Embeddings() *Format { return embeddings }

// Images is the format of OpenAI's images. Older models report no tokens: their
// unit is the image.
func Images() *Format { return imagesFormat }

// Transcription is the format of OpenAI's transcriptions and translations, whose
// unit is the token or the second.
func Transcription() *Format { return transcription }

// Speech is the format of OpenAI's speech. Only its streams report usage.
func Speech() *Format { return speech }

var (
	openAITree = tree(openAIMembers("")...)

	chat = &Format{
		Name: "openai.chat", Vendor: "openai", root: openAITree, streams: true, sparse: true,
		each: eachOpenAI, result: openAIResult,
	}
	responses = &Format{
		Name: "openai.responses", Vendor: "openai", root: tree(slices.Concat(openAIMembers(""), openAIMembers("response."))...),
		streams: true, idle: idleResponses, each: eachOpenAI, result: openAIResult,
	}
	embeddings = &Format{
		Name: "openai.embeddings", Vendor: "openai", root: openAITree,
		each: eachOpenAI, result: embeddingsResult,
	}
	imagesFormat = &Format{
		Name: "openai.images", Vendor: "openai", ModelAsRequested: true,
		root:    tree(append(openAIMembers(""), member{path: "data", take: takeElements, slot: images})...),
		streams: true, each: eachOpenAI, result: imagesResult,
	}
	transcription = &Format{
		Name: "openai.transcription", Vendor: "openai", ModelAsRequested: true,
		root:    tree(append(openAIMembers(""), member{path: "duration", take: takeText, slot: duration})...),
		streams: true, each: eachOpenAI, result: transcriptionResult,
	}
	speech = &Format{
		Name: "openai.speech", Vendor: "openai", ModelAsRequested: true, root: openAITree,
		streams: true, each: eachOpenAI, result: openAIResult,
	}
)

// openAIMembers are the members of an answer that stands at a path.
func openAIMembers(at string) []member {
	members := []member{
		{path: at + "model", take: takeText, slot: model},
		{path: at + "id", take: takeText, slot: id},
		{path: at + "service_tier", take: takeText, slot: tier},
		{path: at + "output", open: beginItems},
		{path: at + "output.type", take: takeText, slot: part},
		{path: at + "output.action.type", take: takeText, slot: partState},
		{path: at + "output", close: endItem},
		{path: at + "status", take: takeText, slot: finish},
		{path: "type", take: takeText, slot: kind},
		{path: "error", close: func(r *Reader) { r.failed = true }},
		{path: "delta", take: takePresent}, // Responses, and streams of transcriptions
		{path: "audio", take: takePresent}, // streams of speech
		{path: "b64_json", take: takePresent},
		{path: "choices", take: takeElements, slot: choices},
		{path: "choices.text", take: takePresent},
		{path: "choices.delta.content", take: takePresent},
		{path: "choices.delta.reasoning", take: takePresent},
		{path: "choices.delta.reasoning_content", take: takePresent},
		{path: "choices.delta.refusal", take: takePresent},
		{path: "choices.delta.tool_calls.function.name", take: takePresent},
		{path: "choices.delta.tool_calls.function.arguments", take: takePresent},
		{path: "choices.delta.function_call.name", take: takePresent},
		{path: "choices.delta.audio.data", take: takePresent},
	}
	members = append(members, openAIUsage(at+"usage")...)
	if at == "" {
		members = append(members, openAIUsage("x_groq.usage")...)                                            // Groq's streams
		members = append(members, openAIUsage("choices.usage")...)                                           // Moonshot's streams
		members = append(members, member{path: "usage_info.pages_processed", take: takeNumber, slot: pages}) // Mistral's OCR
	}
	return members
}

// openAIUsage are the members of usage at a path. The names are OpenAI's unless
// another provider is named.
func openAIUsage(at string) []member {
	number := func(name string, s slot) member { return member{path: at + "." + name, take: takeNumber, slot: s} }
	return []member{
		{path: at, close: func(r *Reader) { r.usage = true }},
		number("prompt_tokens", prompt),
		number("completion_tokens", completion),
		number("input_tokens", prompt),
		number("output_tokens", completion),
		number("total_tokens", total),
		number("prompt_tokens_details.cached_tokens", cacheRead),
		number("prompt_tokens_details.cache_write_tokens", cacheWrite),
		number("prompt_tokens_details.audio_tokens", audioInput),
		number("prompt_tokens_details.image_tokens", imageInput), // xAI
		number("completion_tokens_details.reasoning_tokens", reasoning),
		number("completion_tokens_details.audio_tokens", audioOutput),
		number("completion_tokens_details.image_tokens", imageOutput), // OpenRouter
		number("input_tokens_details.cached_tokens", cacheRead),
		number("input_tokens_details.cache_write_tokens", cacheWrite),
		number("input_tokens_details.audio_tokens", audioInput),
		number("input_tokens_details.image_tokens", imageInput),
		number("output_tokens_details.reasoning_tokens", reasoning),
		number("output_tokens_details.audio_tokens", audioOutput),
		number("output_tokens_details.image_tokens", imageOutput),
		number("input_token_details.audio_tokens", audioInput),         // transcriptions, in the singular
		number("seconds", seconds),                                     // transcriptions by duration
		number("cached_tokens", cacheHit),                              // Moonshot
		number("prompt_cache_hit_tokens", cacheHit),                    // DeepSeek
		number("prompt_cache_miss_tokens", cacheMiss),                  // DeepSeek
		number("cache_read_input_tokens", metricsRead),                 // gateways that translate Anthropic's answers
		number("cache_creation_input_tokens", metricsWrite),            // likewise
		number("reasoning_tokens", reasoning),                          // Perplexity
		number("num_search_queries", searchUnits),                      // Perplexity
		number("num_sources_used", sources),                            // xAI
		{path: at + ".cost", take: takeText, slot: charge},             // OpenRouter
		{path: at + ".cost.total_cost", take: takeText, slot: charge},  // Perplexity
		{path: at + ".cost_in_usd_ticks", take: takeText, slot: ticks}, // xAI
	}
}

// Calls of built-in tools are items of the output. In a stream, every message
// that has an output has all of it so far.
func beginItems(r *Reader) {
	r.counts[webSearches], r.counts[fileSearches], r.counts[codeCalls] = count{}, count{}, count{}
}

func endItem(r *Reader) {
	switch one := (count{n: 1, set: true}); r.texts[part] {
	case "web_search_call":
		if action := r.texts[partState]; action == "" || action == "search" { // opening a page found is free
			r.addCount(webSearches, one)
		}
	case "file_search_call":
		r.addCount(fileSearches, one)
	case "code_interpreter_call":
		r.addCount(codeCalls, one)
	}
	r.texts[part], r.texts[partState] = "", ""
}

// idleResponses names the events of Responses that only carry content.
func idleResponses(name []byte) bool {
	switch string(name) {
	case "response.created", "response.queued", "response.in_progress",
		"response.completed", "response.incomplete", "response.failed", "error":
		return false
	}
	return strings.HasPrefix(string(name), "response.")
}

func eachOpenAI(r *Reader) {
	switch r.texts[kind] {
	case "response.completed", "response.incomplete",
		"transcript.text.done", "speech.audio.done",
		"image_generation.completed", "image_edit.completed":
		r.done = true
	case "response.failed":
		r.done, r.failed = true, true
	case "error":
		r.failed = true
	case "":
		if r.texts[finish] == "failed" { // a response that is no stream
			r.failed = true
		}
	}
	if r.UsageOnly() {
		r.done = true
	}
}

func openAIResult(r *Reader) result {
	c := &r.counts
	u := result{
		input: c[prompt], output: c[completion], total: c[total],
		cacheRead:    c[cacheRead].or(c[cacheHit]).or(c[metricsRead]),
		cacheWrite5m: c[cacheWrite].or(c[metricsWrite]),
		reasoning:    c[reasoning], audioInput: c[audioInput], audioOutput: c[audioOutput],
		image: c[imageOutput].or(c[imageInput]),
	}
	if !u.input.set && c[cacheHit].set && c[cacheMiss].set {
		u.input = c[cacheHit].plus(c[cacheMiss])
	}
	// Some routes of xAI report reasoning outside of the completion; the total
	// includes it. Where it is inside, nothing is left over.
	if u.input.set && u.output.set && u.total.set && u.reasoning.set && u.reasoning.n > 0 &&
		u.total.n-u.input.n-u.output.n == u.reasoning.n {
		u.output = u.output.plus(u.reasoning)
	}
	openAIUnits(r, &u)
	return u
}

func openAIUnits(r *Reader, u *result) {
	for _, x := range [...]struct {
		slot slot
		name string
	}{
		{webSearches, "web_searches"},
		{fileSearches, "file_searches"},
		{codeCalls, "code_interpreter_calls"},
		{searchUnits, "web_searches"},
		{sources, "sources"},
		{pages, "pages"},
		{seconds, "seconds"},
	} {
		c := r.counts[x.slot]
		u.suspect = u.suspect || c.bad
		if c.set && c.n != 0 {
			u.unit(x.name, number(c.n))
		}
	}
	if isDecimal(r.texts[charge]) {
		u.unit("usd", json.Number(r.texts[charge]))
	}
	if usd, ok := shift(r.texts[ticks], 10); ok {
		u.unit("usd", json.Number(usd))
	}
}

func embeddingsResult(r *Reader) result {
	u := openAIResult(r)
	if !u.input.set && !u.output.set {
		u.input = u.total // Voyage and Jina report the total only
	}
	if u.output.set && u.output.n == 0 {
		u.output = count{} // some send the completion that there is none of
	}
	return u
}

func imagesResult(r *Reader) result {
	u := openAIResult(r)
	// What comes out is images. What is not told otherwise is how many of the
	// tokens that went in are of images, which have a price of their own.
	u.image = r.counts[imageInput]
	if n := r.counts[images]; !u.input.set && !u.output.set && n.set {
		u.unit("images", number(n.n))
	}
	return u
}

func transcriptionResult(r *Reader) result {
	u := openAIResult(r)
	if d := r.texts[duration]; !u.input.set && u.units["seconds"] == "" && isDecimal(d) {
		u.unit("seconds", json.Number(d)) // Groq, and older answers of OpenAI
	}
	return u
}
