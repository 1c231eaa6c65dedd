package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/llmtag/llmtag/rollup/usage"
	"github.com/llmtag/llmtag/tag"
)

// A spendLog is a row of LiteLLM's table LiteLLM_SpendLogs, as its API /spend/logs
// and exports of the table give it (BerriAI/litellm: schema.prisma and
// litellm/proxy/spend_tracking/spend_tracking_utils.py).
type spendLog struct {
	RequestID        string   `json:"request_id"` // the key of the table
	StartTime        string   `json:"startTime"`
	EndTime          string   `json:"endTime"`
	FirstToken       string   `json:"completionStartTime"`
	Model            string   `json:"model"`
	ModelGroup       string   `json:"model_group"` // what was asked for
	Provider         string   `json:"custom_llm_provider"`
	PromptTokens     *int64   `json:"prompt_tokens"`
	CompletionTokens *int64   `json:"completion_tokens"`
	TotalTokens      *int64   `json:"total_tokens"`
	CacheHit         anyText  `json:"cache_hit"`
	Status           string   `json:"status"`
	TeamID           string   `json:"team_id"`
	User             string   `json:"user"`     // whose key it was
	EndUser          string   `json:"end_user"` // whom the request names
	Tool             string   `json:"mcp_namespaced_tool_name"`
	Metadata         embedded `json:"metadata"`
	RequestTags      embedded `json:"request_tags"`
}

type spendMetadata struct {
	Status     string         `json:"status"`
	TeamID     string         `json:"user_api_key_team_id"`
	TeamAlias  string         `json:"user_api_key_team_alias"`
	KeyAlias   string         `json:"user_api_key_alias"`
	Custom     map[string]any `json:"spend_logs_metadata"` // what the request says of itself
	Requester  map[string]any `json:"requester_metadata"`
	Error      spendError     `json:"error_information"`
	Usage      spendUsage     `json:"usage_object"`
	Additional spendUsage     `json:"additional_usage_values"` // in older versions
}

type spendError struct {
	Code anyText `json:"error_code"`
}

type spendUsage struct {
	PromptDetails struct {
		Cached        *int64      `json:"cached_tokens"`
		Audio         *int64      `json:"audio_tokens"`
		Written       *int64      `json:"cache_creation_tokens"`
		WrittenDetail spendWrites `json:"cache_creation_token_details"`
	} `json:"prompt_tokens_details"`
	CompletionDetails struct {
		Reasoning *int64 `json:"reasoning_tokens"`
		Audio     *int64 `json:"audio_tokens"`
		Image     *int64 `json:"image_tokens"`
	} `json:"completion_tokens_details"`
	CacheRead    *int64 `json:"cache_read_input_tokens"`
	CacheWritten *int64 `json:"cache_creation_input_tokens"`
	ServiceTier  string `json:"service_tier"`
}

type spendWrites struct {
	For5m *int64 `json:"ephemeral_5m_input_tokens"`
	For1h *int64 `json:"ephemeral_1h_input_tokens"`
}

// anyText is a text, or what stands for one: LiteLLM has written cache_hit as
// "True", "None", true and null.
type anyText string

func (t *anyText) UnmarshalJSON(b []byte) error {
	*t = anyText(strings.Trim(string(b), `"`))
	return nil
}

// embedded is JSON that also comes as a text that holds it.
type embedded []byte

func (e *embedded) UnmarshalJSON(b []byte) error {
	*e = append((*e)[:0], b...)
	if len(b) > 0 && b[0] == '"' {
		var text string
		if err := json.Unmarshal(b, &text); err != nil {
			return err
		}
		*e = embedded(text)
	}
	return nil
}

// errNotRequest is returned for what is well-formed and no request that reached a
// provider: a hit in one's own cache, a call of a tool. It is counted and passed over.
var errNotRequest = errors.New("no request to a provider")

// liteLLMEvent reads a row of spend logs into e, which is empty. Its counts
// include what was read from and written to a provider's cache, as ours do.
func liteLLMEvent(line []byte, e *usage.Event) error {
	if err := checkUTF8(line); err != nil {
		return err
	}
	var log spendLog
	if err := json.Unmarshal(line, &log); err != nil {
		return jsonReason(err)
	}
	var meta spendMetadata
	if len(log.Metadata) > 0 {
		if err := json.Unmarshal(log.Metadata, &meta); err != nil {
			return fmt.Errorf("metadata: %w", jsonReason(err))
		}
	}
	if log.RequestID == "" {
		return errors.New("request_id: is missing; it is the key of LiteLLM's table")
	}
	if hit := strings.ToLower(string(log.CacheHit)); hit == "true" || log.Tool != "" {
		return errNotRequest
	}
	start, err := liteLLMTime("startTime", log.StartTime)
	if err != nil {
		return err
	}
	t := tag.Event{
		EventID: tag.FormatEventID(tag.DeriveEventID([]byte("litellm " + log.RequestID))),
		Time:    start, RequestID: log.RequestID,
		Provider: providerOf(log.Provider), Model: withoutProvider(log.Model, log.Provider), RequestedModel: log.ModelGroup,
		ServiceTier: firstText(meta.Usage.ServiceTier, meta.Additional.ServiceTier),
	}
	if end, err := liteLLMTime("endTime", log.EndTime); err == nil && !end.Before(start) {
		t.LatencyMS = end.Sub(start).Milliseconds()
	}
	if first, err := liteLLMTime("completionStartTime", log.FirstToken); err == nil && first.After(start) && log.FirstToken != log.EndTime {
		ms := first.Sub(start).Milliseconds()
		t.FirstTokenMS = &ms
	}
	own := func(name string) string {
		for _, m := range []map[string]any{meta.Custom, meta.Requester} {
			if s, ok := m[name].(string); ok && s != "" {
				return s
			}
		}
		return tagValue(log.RequestTags, name)
	}
	t.TeamID = firstText(own("team_id"), log.TeamID, meta.TeamID, meta.TeamAlias)
	t.ProjectID = own("project_id")
	t.ServiceName = firstText(own("service_name"), meta.KeyAlias)
	t.UserID = firstText(own("user_id"), log.EndUser, log.User)
	t.RequestType = own("request_type")
	t.Environment = own("environment")
	liteLLMCounts(&log, &meta, &t)
	if log.Status == "failure" || meta.Status == "failure" {
		t.Status = tag.StatusError
		t.HTTPStatus, _ = strconv.Atoi(string(meta.Error.Code))
		if t.HTTPStatus < 100 || t.HTTPStatus > 599 {
			t.HTTPStatus = 0
		}
	}
	return fromTag(&t, e)
}

// liteLLMCounts sets the counts of t. LiteLLM writes 0 for what it does not know,
// so nothing but zeros is nothing known.
func liteLLMCounts(log *spendLog, meta *spendMetadata, t *tag.Event) {
	zero := func(n *int64) bool { return n == nil || *n == 0 }
	if zero(log.PromptTokens) && zero(log.CompletionTokens) && zero(log.TotalTokens) {
		return
	}
	t.InputTokens, t.OutputTokens, t.TotalTokens = log.PromptTokens, log.CompletionTokens, log.TotalTokens
	for _, u := range []*spendUsage{&meta.Additional, &meta.Usage} { // the second is the newer
		set := func(to **int64, from ...*int64) {
			for _, n := range from {
				if n != nil {
					*to = n
					return
				}
			}
		}
		set(&t.CacheReadTokens, u.CacheRead, u.PromptDetails.Cached)
		if w := u.PromptDetails.WrittenDetail; w.For5m != nil || w.For1h != nil {
			set(&t.CacheWrite5mTokens, w.For5m)
			set(&t.CacheWrite1hTokens, w.For1h)
		} else {
			set(&t.CacheWrite5mTokens, u.CacheWritten, u.PromptDetails.Written)
		}
		set(&t.AudioInputTokens, u.PromptDetails.Audio)
		set(&t.AudioOutputTokens, u.CompletionDetails.Audio)
		set(&t.ReasoningTokens, u.CompletionDetails.Reasoning)
		set(&t.ImageTokens, u.CompletionDetails.Image)
	}
}

// liteLLMTime reads RFC 3339, or a time without a zone, which LiteLLM's table has in UTC.
func liteLLMTime(key, text string) (time.Time, error) {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999", "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02 15:04:05.999999999Z07"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("%s: is %.40q, expected a time such as 2026-11-30T12:34:56.789Z", key, text)
}

// tagValue is the value of a request's tag that is written name:value or name=value.
func tagValue(tags embedded, name string) string {
	var list []string
	if len(tags) == 0 || json.Unmarshal(tags, &list) != nil {
		return ""
	}
	for _, s := range list {
		if rest, ok := strings.CutPrefix(s, name); ok && len(rest) > 1 && (rest[0] == ':' || rest[0] == '=') {
			return strings.TrimSpace(rest[1:])
		}
	}
	return ""
}

func firstText(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// providers are what others call the providers of our price table.
var providers = map[string]string{
	// LiteLLM, custom_llm_provider
	"azure_ai": "azure", "azure_text": "azure", "bedrock_converse": "bedrock",
	"gemini": "google", "vertex_ai": "google", "vertex_ai_beta": "google", "text-completion-openai": "openai",
	"cohere_chat": "cohere", "anthropic_text": "anthropic",

	// OpenTelemetry, gen_ai.provider.name and the older gen_ai.system
	"aws.bedrock": "bedrock", "aws_bedrock": "bedrock", "azure.ai.openai": "azure", "azure.ai.inference": "azure", "az.ai.openai": "azure", "az.ai.inference": "azure",
	"gcp.gemini": "google", "gcp.vertex_ai": "google", "gcp.gen_ai": "google", "google_genai": "google", "mistral_ai": "mistral", "x_ai": "xai",
}

func providerOf(name string) string {
	name = strings.ToLower(name)
	if ours, ok := providers[name]; ok {
		return ours
	}
	return name
}

// withoutProvider is the name of a model as its provider calls it: gateways write
// anthropic/claude-… for some, and a few providers have such a slash themselves.
func withoutProvider(model, provider string) string {
	if rest, ok := strings.CutPrefix(model, provider+"/"); ok && provider != "" {
		return rest
	}
	return model
}

// jsonReason says what is wrong with JSON in words of the format, not of Go.
func jsonReason(err error) error {
	var typ *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &typ) && typ.Field != "":
		kind, _, _ := strings.Cut(typ.Value, " ")
		return fmt.Errorf("%s: is a %s, expected %s", typ.Field, kind, jsonKind(typ.Type.String()))
	case errors.As(err, &typ):
		return fmt.Errorf("is a JSON %s, expected an object", typ.Value)
	case errors.As(err, &syntax):
		return fmt.Errorf("is not JSON at byte %d", syntax.Offset)
	}
	return err
}

func jsonKind(goType string) string {
	switch {
	case strings.Contains(goType, "map"), strings.Contains(goType, "struct"):
		return "an object"
	case strings.Contains(goType, "[]"):
		return "a list"
	case strings.Contains(goType, "int"):
		return "a whole number"
	}
	return "a text"
}

// liteLLMRecord makes a row of a CSV export an object as the API gives it.
func liteLLMRecord(h *header, values [][]byte) []byte {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, value := range values {
		if len(value) == 0 {
			continue
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		name, _ := json.Marshal(h.names[i])
		b.Write(name)
		b.WriteByte(':')
		if strings.HasSuffix(h.names[i], "_tokens") && json.Valid(value) {
			b.Write(value)
			continue
		}
		text, _ := json.Marshal(string(value))
		b.Write(text)
	}
	b.WriteByte('}')
	return b.Bytes()
}
