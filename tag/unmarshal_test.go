package tag

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

func TestAnEventIsReadAsItWasWritten(t *testing.T) {
	for name, want := range map[string]Event{
		"full":    fullEvent(),
		"minimal": {EventID: newID(time.Now()), Time: time.Now(), Status: StatusError, UsageStatus: UsageMissing, Attempt: 1},
		"suspect": {EventID: newID(time.Now()), Time: time.Now(), Status: StatusOK, UsageStatus: UsageSuspect, Attempt: 1, InputTokens: count(-1)},
	} {
		t.Run(name, func(t *testing.T) {
			want.Time = want.Time.UTC().Truncate(time.Microsecond)
			line, err := json.Marshal(want)
			if err != nil {
				t.Fatal(err)
			}
			var got Event
			if err := json.Unmarshal(line, &got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-written +read):\n%s", line, diff)
			}
		})
	}
}

func TestTheMinimalForm(t *testing.T) {
	const line = `{"ts":"2026-10-14T08:00:00+02:00","model":"gpt-4o","input_tokens":100,"output_tokens":20,"project_id":"checkout","service_name":"checkout-assistant","team_id":"payments","request_id":"r-1"}`
	want := Event{
		Time: time.Date(2026, 10, 14, 6, 0, 0, 0, time.UTC), Model: "gpt-4o",
		InputTokens: count(100), OutputTokens: count(20), TotalTokens: count(120),
		ProjectID: "checkout", ServiceName: "checkout-assistant", TeamID: "payments", RequestID: "r-1",
		Attempt: 1, Status: StatusOK, UsageStatus: UsageReported,
	}
	read := func(text string) (e Event) {
		t.Helper()
		if err := json.Unmarshal([]byte(text), &e); err != nil {
			t.Fatal(err)
		}
		return e
	}
	got := read(line)
	if id := got.EventID; !isUUID(id) || id[14] != '5' || !strings.ContainsRune("89ab", rune(id[19])) {
		t.Errorf("got event_id %q, want a UUID of version 5", id)
	}
	want.EventID = got.EventID
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("event (-want +got):\n%s", diff)
	}
	if again := read("  " + line + "\n"); again.EventID != got.EventID {
		t.Errorf("the same line is another event: %s and %s", got.EventID, again.EventID)
	}
	if other := read(strings.Replace(line, "r-1", "r-2", 1)); other.EventID == got.EventID {
		t.Error("another line is the same event")
	}
	if missing := read(`{"ts":"2026-10-14T08:00:00Z"}`); missing.UsageStatus != UsageMissing {
		t.Errorf("without counts: got usage_status %q, want missing", missing.UsageStatus)
	}
	if suspect := read(`{"ts":"2026-10-14T08:00:00Z","input_tokens":5,"cache_read_tokens":6}`); suspect.UsageStatus != UsageSuspect {
		t.Errorf("with a part that exceeds its total: got usage_status %q, want suspect", suspect.UsageStatus)
	}
}

func TestEventsThatAreRefused(t *testing.T) {
	with := func(members string) string { return `{"ts":"2026-10-14T08:00:00Z",` + members + `}` }
	for text, want := range map[string]string{
		`{"model":"gpt-4o"}`:                     `event: ts: is missing; write the time of the request, such as "2026-11-30T12:34:56Z"`,
		`{"ts":"14.10.2026"}`:                    `event: ts: is no time in RFC 3339; write it as "2026-11-30T12:34:56Z"`,
		`{"ts":1791964800}`:                      `event: ts: is no text; write it as "2026-11-30T12:34:56Z"`,
		`[1]`:                                    `event: is a JSON array, expected an object`,
		with(`"input_tokens":1.5`):               `event: input_tokens: is a number, expected a whole number of at most 64 bits`,
		with(`"input_tokens":"12"`):              `event: input_tokens: is a string, expected a whole number of at most 64 bits`,
		with(`"model":{"name":"secret"}`):        `event: model: is a object, expected a text`,
		with(`"units":{"seconds":"long"}`):       `event: units: has a value that is no number`,
		with(`"status":"fine"`):                  `event: status: is none of ok, error, cancelled and truncated`,
		with(`"usage_status":"estimated"`):       `event: usage_status: is none of reported, partial, missing and suspect`,
		with(`"event_id":"1"`):                   `event: event_id: is no UUID; leave it out to have it derived from the line`,
		with(`"attempt":-1`):                     `event: attempt: is negative`,
		with(`"attempt_group":"call of secret"`): `event: attempt_group: is no UUID; leave it out if the attempt stands alone`,
	} {
		var e Event
		err := json.Unmarshal([]byte(text), &e)
		if err == nil || err.Error() != want {
			t.Errorf("%s\ngot error %v\nwant %s", text, err, want)
		}
		if typ := new(EventError); !errors.As(err, &typ) {
			t.Errorf("%s: got an error of type %T", text, err)
		}
	}
}

func TestTheSchemaThatIsCheckedInIsCurrent(t *testing.T) {
	const file = "../schema/event.schema.json"
	want := eventSchema(t)
	if os.Getenv("UPDATE_SCHEMA") != "" {
		if err := os.WriteFile(file, want, 0o644); err != nil { //nolint:gosec // a file of the repository
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs from the Go type; run go generate ./tag (-want +got):\n%s", file, diff)
	}
}

func TestSchemaAndDecoderAgree(t *testing.T) {
	schema := compileSchema(t)
	full, _ := json.Marshal(fullEvent())
	empty, _ := json.Marshal(Event{Time: time.Now(), Status: StatusOK, UsageStatus: UsageMissing, Attempt: 1})
	for text, ok := range map[string]bool{
		string(full):                                         true,
		string(empty):                                        true,
		`{"ts":"2026-10-14T08:00:00Z"}`:                      true,
		`{"ts":"2026-10-14T08:00:00+02:00"}`:                 true,
		`{"ts":"2026-10-14T08:00:00Z","x":1}`:                true,
		`{"ts":"2026-10-14T08:00:00Z","input_tokens":-1}`:    true,
		`{"ts":"2026-10-14T08:00:00Z","units":{"usd":0.25}}`: true,
		`{"ts":"2026-10-14T08:00:00Z","units":{"usd":"x"}}`:  false,
		`{"ts":"2026-10-14T08:00:00Z","input_tokens":1.5}`:   false,
		`{"ts":"2026-10-14T08:00:00Z","input_tokens":"1"}`:   false,
		`{"ts":"2026-10-14T08:00:00Z","status":"fine"}`:      false,
		`{"ts":"2026-10-14T08:00:00Z","usage_status":"x"}`:   false,
		`{"ts":"2026-10-14T08:00:00Z","event_id":"1"}`:       false,
		`{"ts":"2026-10-14T08:00:00Z","attempt":-1}`:         false,
		`{"ts":"2026-10-14T08:00:00Z","attempt_group":"1"}`:  false,
		`{"ts":"yesterday"}`:                                 false,
		`{}`:                                                 false,
		`[]`:                                                 false,
	} {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		bySchema := schema.Validate(value)
		var e Event
		byDecoder := json.Unmarshal([]byte(text), &e)
		if (bySchema == nil) != ok || (byDecoder == nil) != ok {
			t.Errorf("%s: the schema says %v, the decoder %v, want valid: %v", text, bySchema, byDecoder, ok)
		}
	}
}
