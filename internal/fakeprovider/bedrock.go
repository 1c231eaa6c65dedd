package fakeprovider

import (
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"net/http"
	"strconv"
)

// converse is Bedrock's Converse. As with Anthropic, the input is what was neither
// read from a cache nor written to one. Of a stream, the last message has usage.
type converse struct{}

func (converse) usage(u Usage) object {
	v := object{"inputTokens": u.Fresh, "outputTokens": u.Output(), "totalTokens": u.Input() + u.Output()}
	if u.CacheRead > 0 {
		v["cacheReadInputTokens"], v["cacheWriteInputTokens"] = u.CacheRead, u.CacheWrite
		v["cacheDetails"] = []object{{"ttl": "5m", "inputTokens": u.CacheWrite}}
	}
	return v
}

var toolUse = object{"toolUseId": "tool_1", "name": "weather", "input": object{"city": "Ghent"}}

func (c converse) answer(w http.ResponseWriter, r *request) {
	content, stop := object{"text": text()}, "end_turn"
	if r.tools {
		content, stop = object{"toolUse": toolUse}, "tool_use"
	}
	w.Header().Set("X-Amzn-Requestid", "req-1")
	writeJSON(w, http.StatusOK, object{
		"output":     object{"message": object{"role": "assistant", "content": []object{content}}},
		"stopReason": stop, "usage": c.usage(r.scenario.Usage()), "metrics": object{"latencyMs": 12},
	})
}

func (c converse) stream(s *stream, r *request) {
	s.w.Header().Set("X-Amzn-Requestid", "req-1")
	s.begin("application/vnd.amazon.eventstream")
	s.message("messageStart", object{"role": "assistant"})
	stop := "end_turn"
	if r.tools {
		stop = "tool_use"
		s.message("contentBlockStart", object{"contentBlockIndex": 0, "start": object{"toolUse": object{"toolUseId": "tool_1", "name": "weather"}}})
		s.message("contentBlockDelta", object{"contentBlockIndex": 0, "delta": object{"toolUse": object{"input": `{"city":"Ghent"}`}}})
	} else {
		for _, word := range words {
			s.message("contentBlockDelta", object{"contentBlockIndex": 0, "delta": object{"text": word}})
		}
	}
	s.message("contentBlockStop", object{"contentBlockIndex": 0})
	s.message("messageStop", object{"stopReason": stop})
	s.message("metadata", object{"usage": c.usage(r.scenario.Usage()), "metrics": object{"latencyMs": 12}})
}

func (converse) fail(w http.ResponseWriter, status int) {
	name := "ValidationException"
	if status >= http.StatusInternalServerError {
		name = "ServiceUnavailableException"
	}
	w.Header().Set("X-Amzn-Errortype", name)
	writeJSON(w, status, object{"message": "no"})
}

// invoke is Bedrock's InvokeModel, for models of Anthropic: their own format,
// wrapped in a stream, whose last message also has Bedrock's counts.
type invoke struct{ converse }

func (invoke) answer(w http.ResponseWriter, r *request) {
	u := r.scenario.Usage()
	w.Header().Set("X-Amzn-Requestid", "req-1")
	w.Header().Set("X-Amzn-Bedrock-Input-Token-Count", strconv.FormatInt(u.Fresh, 10))
	w.Header().Set("X-Amzn-Bedrock-Output-Token-Count", strconv.FormatInt(u.Output(), 10))
	messages{}.answer(w, r)
}

func (invoke) stream(s *stream, r *request) {
	u := r.scenario.Usage()
	s.w.Header().Set("X-Amzn-Requestid", "req-1")
	s.begin("application/vnd.amazon.eventstream")
	m := messages{}
	chunk := func(v object) {
		data, err := json.Marshal(v)
		if err != nil {
			panic(err) // of our own values
		}
		s.message("chunk", object{"bytes": data})
	}
	first := m.usage(Usage{Fresh: u.Fresh, CacheRead: u.CacheRead, CacheWrite: u.CacheWrite, Visible: 1})
	chunk(object{"type": "message_start", "message": m.message(r, []object{}, nil, first)})
	chunk(object{"type": "content_block_start", "index": 0, "content_block": object{"type": "text", "text": ""}})
	for _, word := range words {
		chunk(object{"type": "content_block_delta", "index": 0, "delta": object{"type": "text_delta", "text": word}})
	}
	chunk(object{"type": "content_block_stop", "index": 0})
	last := object{"output_tokens": u.Output()}
	if u.Reasoning > 0 {
		last["output_tokens_details"] = object{"thinking_tokens": u.Reasoning}
	}
	chunk(object{"type": "message_delta", "delta": object{"stop_reason": "end_turn"}, "usage": last})
	chunk(object{"type": "message_stop", "amazon-bedrock-invocationMetrics": object{
		"inputTokenCount": u.Fresh, "outputTokenCount": u.Output(), "cacheReadInputTokenCount": u.CacheRead, "cacheWriteInputTokenCount": u.CacheWrite,
	}})
}

// message sends a message of an AWS event stream: lengths and their checksum,
// headers, payload, checksum.
func (s *stream) message(kind string, v any) {
	payload, err := json.Marshal(v)
	if err != nil {
		panic(err) // of our own values
	}
	var headers []byte
	for _, h := range [][2]string{{":event-type", kind}, {":content-type", "application/json"}, {":message-type", "event"}} {
		headers = append(headers, byte(len(h[0])))
		headers = append(headers, h[0]...)
		headers = append(headers, 7) // a string
		headers = binary.BigEndian.AppendUint16(headers, uint16(len(h[1])))
		headers = append(headers, h[1]...)
	}
	m := binary.BigEndian.AppendUint32(nil, uint32(16+len(headers)+len(payload)))
	m = binary.BigEndian.AppendUint32(m, uint32(len(headers)))
	m = binary.BigEndian.AppendUint32(m, crc32.ChecksumIEEE(m))
	m = append(append(m, headers...), payload...)
	s.send(binary.BigEndian.AppendUint32(m, crc32.ChecksumIEEE(m)))
}
