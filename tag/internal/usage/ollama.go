package usage

// Ollama is the format of Ollama's own interface. The last message of a stream
// has the counts.
func Ollama() *Format { return ollama }

var ollama = &Format{
	Name: "ollama", Vendor: "ollama", streams: true,
	root: tree(
		member{path: "model", take: takeText, slot: model},
		member{path: "done", take: takeTrue},
		member{path: "message.content", take: takePresent},
		member{path: "message.thinking", take: takePresent},
		member{path: "message.tool_calls.function.name", take: takePresent},
		member{path: "response", take: takePresent},
		member{path: "error", take: takeText, slot: finish},
		member{path: "prompt_eval_count", take: takeNumber, slot: prompt},
		member{path: "eval_count", take: takeNumber, slot: completion},
	),
	each: func(r *Reader) {
		if r.texts[finish] != "" {
			r.failed = true
			r.texts[finish] = ""
		}
	},
	result: func(r *Reader) result {
		return result{input: r.counts[prompt], output: r.counts[completion]}
	},
}
