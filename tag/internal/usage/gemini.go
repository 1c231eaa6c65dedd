package usage

import "strings"

// Gemini is the format of Google's generateContent and embedContent, with an API
// key and on Vertex, plain, as an array and as server-sent events.
// Thoughts and prompts of tools are told outside of candidates and prompt; the
// prompt includes what was cached. In a stream the counts are those so far: the
// last counts.
//
// Source: Google's Go SDK 1.77.0.
func Gemini() *Format { return gemini }

// VertexPredict is the format of Vertex' predict, for embeddings and images.
func VertexPredict() *Format { return vertexPredict }

var (
	gemini = &Format{
		Name: "gemini", Vendor: "google", root: tree(geminiMembers()...),
		streams: true, each: eachGemini, result: geminiResult,
	}
	vertexPredict = &Format{
		Name: "vertex.predict", Vendor: "google", ModelAsRequested: true,
		root: tree(
			member{path: "predictions", take: takeElements, slot: images},
			member{path: "predictions.mimeType", take: takeText, slot: part},
			member{path: "predictions.embeddings.statistics.token_count", take: takeSum, slot: prompt},
			member{path: "metadata.billableCharacterCount", take: takeNumber, slot: characters},
		),
		result: vertexPredictResult,
	}
)

func geminiMembers() []member {
	members := []member{
		{path: "modelVersion", take: takeText, slot: model},
		{path: "responseId", take: takeText, slot: id},
		{path: "candidates.finishReason", take: takeText, slot: finish},
		{path: "promptFeedback.blockReason", take: takeText, slot: finish},
		{path: "candidates.content.parts.text", take: takePresent},
		{path: "candidates.content.parts.functionCall.name", take: takePresent},
		{path: "candidates.content.parts.inlineData.mimeType", take: takePresent},
		{path: "error", close: func(r *Reader) { r.failed = true }},
		{path: "metadata.billableCharacterCount", take: takeNumber, slot: characters},
	}
	const at = "usageMetadata."
	number := func(name string, s slot) member { return member{path: at + name, take: takeNumber, slot: s} }
	members = append(
		members,
		number("promptTokenCount", prompt),
		number("candidatesTokenCount", completion),
		number("responseTokenCount", completion), // the Live API
		number("totalTokenCount", total),
		number("cachedContentTokenCount", cacheRead),
		number("thoughtsTokenCount", reasoning),
		number("toolUsePromptTokenCount", toolPrompt),
		member{path: at + "trafficType", take: takeText, slot: tier},
		member{path: at + "serviceTier", take: takeText, slot: tier},
	)
	// Details by modality come with every message and are those so far, so each
	// list begins anew.
	details := func(name string, audio, image slot, fresh bool) {
		members = append(
			members,
			member{path: at + name + ".modality", take: takeText, slot: part},
			member{path: at + name + ".tokenCount", take: takeNumber, slot: partTokens},
			member{
				path: at + name,
				open: func(r *Reader) {
					if fresh {
						r.counts[audio], r.counts[image] = count{}, count{}
					}
				},
				close: func(r *Reader) {
					switch r.texts[part] {
					case "AUDIO":
						r.addCount(audio, r.counts[partTokens])
					case "IMAGE":
						r.addCount(image, r.counts[partTokens])
					}
					r.texts[part], r.counts[partTokens] = "", count{}
				},
			},
		)
	}
	details("promptTokensDetails", audioInput, imageInput, true)
	details("candidatesTokensDetails", audioOutput, imageOutput, true)
	details("responseTokensDetails", audioOutput, imageOutput, true)
	return members
}

func eachGemini(r *Reader) {
	if r.texts[finish] != "" {
		r.done = true
	}
}

func geminiResult(r *Reader) result {
	c := &r.counts
	u := result{
		input: c[prompt].plus(c[toolPrompt]), total: c[total],
		cacheRead: c[cacheRead], reasoning: c[reasoning],
		audioInput: c[audioInput], audioOutput: c[audioOutput], image: c[imageOutput],
		tier: geminiTier(r.texts[tier]),
	}
	if !c[prompt].set {
		u.input = c[prompt]
	}
	u.output = c[completion].plus(c[reasoning])
	// What the total leaves for thoughts tells whether the candidates have them
	// already, as behind some gateways. A count of zero is left out of Google's
	// JSON: there the total tells that nothing was generated.
	if c[total].set && c[prompt].set {
		rest := c[total].n - u.input.n
		switch {
		case !c[completion].set && !c[completion].bad && rest == c[reasoning].n:
			u.output = count{n: rest, set: true, bad: c[reasoning].bad}
		case c[completion].set && c[reasoning].set && c[reasoning].n > 0 && rest == c[completion].n:
			u.output = c[completion]
		}
	}
	if n := c[characters]; n.set {
		u.unit("characters", number(n.n))
	}
	return u
}

// geminiTier says Vertex' kinds of traffic in the words of tiers.
func geminiTier(traffic string) string {
	switch traffic {
	case "ON_DEMAND":
		return "standard"
	case "ON_DEMAND_PRIORITY":
		return "priority"
	case "ON_DEMAND_FLEX":
		return "flex"
	case "PROVISIONED_THROUGHPUT":
		return "provisioned"
	case "TRAFFIC_TYPE_UNSPECIFIED":
		return ""
	}
	return strings.ToLower(traffic)
}

func vertexPredictResult(r *Reader) result {
	u := result{input: r.counts[prompt], total: r.counts[prompt]}
	if n := r.counts[characters]; n.set {
		u.unit("characters", number(n.n))
	}
	if n := r.counts[images]; n.set && !u.input.set && strings.HasPrefix(r.texts[part], "image/") {
		u.unit("images", number(n.n))
	}
	return u
}
