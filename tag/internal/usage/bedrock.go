package usage

import "slices"

// Converse is the format of Bedrock's Converse and ConverseStream. As with
// Anthropic, the input is what was neither read from nor written to a cache.
//
// Source: AWS' reference of TokenUsage.
func Converse() *Format { return converse }

// Invoke is the format of Bedrock's InvokeModel: that of the model which is
// invoked, be it Claude, Nova, Titan, Llama, Cohere or one shaped like OpenAI's.
func Invoke() *Format { return invoke }

// InvokeStream is the format of InvokeModelWithResponseStream: the model's own
// messages, wrapped. The last one has Bedrock's own counts.
func InvokeStream() *Format { return invokeStream }

var (
	converse = &Format{
		Name: "bedrock.converse", Vendor: "bedrock", ModelAsRequested: true,
		root: tree(slices.Concat(converseMembers(), []member{
			{path: "delta.text", take: takePresent},
			{path: "delta.toolUse.input", take: takePresent},
			{path: "delta.reasoningContent.text", take: takePresent},
		})...),
		streams: true, idle: idleConverse, each: eachConverse, result: converseResult,
	}
	invoke = &Format{
		Name: "bedrock.invoke", Vendor: "bedrock", ModelAsRequested: true,
		root: tree(invokeMembers()...), each: eachInvoke, result: invokeResult,
	}
	invokeStream = &Format{
		Name: "bedrock.invoke-stream", Vendor: "bedrock", ModelAsRequested: true,
		root: tree(member{path: "bytes", take: takeBytes}), streams: true,
		result: func(*Reader) result { return result{} }, inner: invoke,
	}
)

func converseMembers() []member {
	number := func(name string, s slot) member { return member{path: "usage." + name, take: takeNumber, slot: s} }
	return []member{
		number("inputTokens", prompt),
		number("outputTokens", completion),
		number("totalTokens", total),
		number("cacheReadInputTokens", cacheRead),
		number("cacheReadInputTokenCount", cacheRead), // Nova by InvokeModel
		number("cacheWriteInputTokens", cacheWrite),
		number("cacheWriteInputTokenCount", cacheWrite),
		{
			path:  "usage.cacheDetails",
			open:  func(r *Reader) { r.counts[cacheWrite5m], r.counts[cacheWrite1h] = count{}, count{} },
			close: endCacheDetail,
		},
		{path: "usage.cacheDetails.ttl", take: takeText, slot: part},
		{path: "usage.cacheDetails.inputTokens", take: takeNumber, slot: partTokens},
		{path: "serviceTier.type", take: takeText, slot: tier},
	}
}

func endCacheDetail(r *Reader) {
	switch r.texts[part] {
	case "1h":
		r.addCount(cacheWrite1h, r.counts[partTokens])
	default:
		r.addCount(cacheWrite5m, r.counts[partTokens])
	}
	r.texts[part], r.counts[partTokens] = "", count{}
}

func idleConverse(name []byte) bool { return string(name) != "metadata" }

func eachConverse(r *Reader) {
	if r.texts[kind] == "metadata" {
		r.done = true
	}
}

func converseResult(r *Reader) result {
	c := &r.counts
	u := result{output: c[completion], total: c[total], cacheRead: c[cacheRead]}
	parts := c[cacheWrite5m].plus(c[cacheWrite1h])
	if parts.set {
		u.cacheWrite5m, u.cacheWrite1h = c[cacheWrite5m], c[cacheWrite1h]
		u.suspect = parts.bad || c[cacheWrite].set && c[cacheWrite].n != parts.n
	} else {
		u.cacheWrite5m = c[cacheWrite]
	}
	u.input = c[prompt]
	if c[prompt].set {
		u.input = c[prompt].plus(c[cacheRead]).plus(c[cacheWrite].or(parts))
	}
	// Bedrock's total is the sum of what it counts; it has been seen with and
	// without the caches. An event's total has them.
	if u.input.set && u.output.set {
		if sum := c[prompt].plus(c[completion]); c[total].set && c[total].n == sum.n {
			u.total = u.input.plus(u.output)
		}
	}
	return u
}

// invokeMembers are those of all models. Their names do not collide, but for
// input_tokens, of which the model's kind tells the sense.
func invokeMembers() []member {
	number := func(path string, s slot) member { return member{path: path, take: takeNumber, slot: s} }
	metrics := "amazon-bedrock-invocationMetrics."
	return slices.Concat(anthropicMembers(), converseMembers(), []member{
		number("inputTextTokenCount", prompt), // Titan
		{path: "results.tokenCount", take: takeSum, slot: completion},
		number("totalOutputTextTokenCount", completion), // Titan's streams
		number("prompt_token_count", prompt),            // Llama
		number("generation_token_count", completion),
		number("usage.prompt_tokens", prompt), // OpenAI's and others shaped like them
		number("usage.completion_tokens", completion),
		number("usage.total_tokens", total),
		number("meta.billed_units.input_tokens", billedInput), // Cohere
		number("meta.billed_units.output_tokens", billedOutput),
		{path: "outputText", take: takePresent},
		{path: "generation", take: takePresent},
		{path: "contentBlockDelta.delta.text", take: takePresent}, // Nova's streams
		number("metadata.usage.inputTokens", prompt),
		number("metadata.usage.outputTokens", completion),
		number("metadata.usage.cacheReadInputTokenCount", cacheRead),
		number("metadata.usage.cacheWriteInputTokenCount", cacheWrite),
		{path: "choices.delta.content", take: takePresent},
		{path: "choices.text", take: takePresent},
		number(metrics+"inputTokenCount", metricsInput),
		number(metrics+"outputTokenCount", metricsOutput),
		number(metrics+"cacheReadInputTokenCount", metricsRead),
		number(metrics+"cacheWriteInputTokenCount", metricsWrite),
		{path: "amazon-bedrock-invocationMetrics", close: func(r *Reader) { r.done = true }},
	})
}

func eachInvoke(r *Reader) {
	if r.texts[kind] == "error" {
		r.failed = true
	}
}

func invokeResult(r *Reader) result {
	c := &r.counts
	switch {
	case c[total].set && c[prompt].set && c[total].n == c[prompt].plus(c[completion]).n && !c[cacheRead].set:
		return result{input: c[prompt], output: c[completion], total: c[total]}
	case c[prompt].set || c[completion].set:
		u := anthropicResult(r) // also right where there is no cache
		if !u.output.set {
			u.output = c[metricsOutput]
		}
		return u
	case c[billedInput].set || c[billedOutput].set:
		return result{input: c[billedInput], output: c[billedOutput]}
	}
	u := result{output: c[metricsOutput], cacheRead: c[metricsRead], cacheWrite5m: c[metricsWrite]}
	u.input = c[metricsInput]
	if u.input.set {
		u.input = u.input.plus(c[metricsRead]).plus(c[metricsWrite])
	}
	return u
}
