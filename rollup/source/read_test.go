package source

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/rollup/usage"
	"github.com/llmtag/llmtag/tag"
)

// collector keeps the events of a chunk.
type collector struct{ events []tag.Event }

func (c *collector) Begin(int64)          { c.events = nil }
func (c *collector) Event(e *usage.Event) { c.events = append(c.events, e.Tag()) }
func (c *collector) End() any             { return c.events }

// a reading is all that came of files.
type reading struct {
	events  []tag.Event
	rejects []Reject
	*Summary
}

func readFiles(t *testing.T, opts Options, files ...string) *reading {
	t.Helper()
	r := &reading{}
	opts.Reject = func(reject Reject) error {
		r.rejects = append(r.rejects, reject)
		return nil
	}
	var err error
	r.Summary, err = Read(t.Context(), files, opts, func() Worker { return &collector{} }, func(events any) error {
		r.events = append(r.events, events.([]tag.Event)...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if int(r.Events) != len(r.events) || int(r.Rejected) != len(r.rejects) {
		t.Errorf("the summary says %d events and %d rejects, but there were %d and %d", r.Events, r.Rejected, len(r.events), len(r.rejects))
	}
	return r
}

func readText(t *testing.T, text string) *reading {
	t.Helper()
	file := filepath.Join(t.TempDir(), "events")
	write(t, file, text)
	r := readFiles(t, Options{}, file)
	for i := range r.rejects {
		r.rejects[i].File = filepath.Base(r.rejects[i].File)
	}
	return r
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func zip(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// event is the i-th of a series, as a line.
func event(i int) string {
	return fmt.Sprintf(`{"event_id":"0193b2c4-5d6e-7f80-9a1b-%012x","ts":"2026-10-14T08:15:30Z","model":"gpt-4o","input_tokens":%d,"output_tokens":1,"team_id":"payments"}`, i, i)
}

func series(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(event(i) + "\n")
	}
	return b.String()
}

func utf16le(text string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(text)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

func TestFormsOfTheSameEvent(t *testing.T) {
	var want tag.Event
	if err := json.Unmarshal([]byte(full), &want); err != nil {
		t.Fatal(err)
	}
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, []byte(full), "", "  "); err != nil {
		t.Fatal(err)
	}
	const header = "event_id,ts,provider,model,requested_model,input_tokens,output_tokens,total_tokens,cache_read_tokens,cache_write_5m_tokens,cache_write_1h_tokens,reasoning_tokens,audio_input_tokens,audio_output_tokens,image_tokens,project_id,service_name,team_id,user_id,request_type,environment,request_id,attempt,attempt_group,latency_ms,first_token_ms,status,http_status,usage_status,service_tier,region,units,call_site\n"
	const row = `0193b2c4-5d6e-7f80-9a1b-2c3d4e5f6071,2026-10-14 08:15:30.123456+00,anthropic,claude-sonnet-4-6,claude-sonnet-latest,1200,80,1280,1000,100,,12.0,,,0,checkout,checkout-assistant,payments,u-42,summarize,prod,msg_01,2,0193b2c4-5d6e-7f80-9a1b-2c3d4e5f6072,913,204,ok,200,reported,standard,eu,"{""web_searches"": 2}","main.answer, main.go:42"` + "\n"
	reversed := func(line string) string {
		s := csvScanner{comma: ','}
		if _, err := s.record([]byte(line)); err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for i, v := range slices.Backward(s.fields) {
			b.WriteString(`"` + strings.ReplaceAll(string(v), `"`, `""`) + `"`)
			if i > 0 {
				b.WriteString(";")
			}
		}
		return b.String() + "\r\n"
	}
	for name, text := range map[string]string{
		"JSON lines":                            full + "\n",
		"without the last end of line":          full,
		"with a byte order mark":                "\ufeff" + full + "\n",
		"with Windows line ends":                full + "\r\n",
		"with empty lines":                      "\n\n" + full + "\n \n",
		"keys in any case":                      strings.Replace(full, "input_tokens", "Input_Tokens", 1),
		"with escapes":                          strings.Replace(full, "payments", `p\u0061yments`, 1),
		"with keys that are no field's":         strings.Replace(full, "{", `{"extra":{"a":[1]},"more":1,`, 1),
		"one object over several lines":         pretty.String(),
		"a list":                                "[" + full + "]",
		"a list over several lines":             "[\n" + pretty.String() + "\n]\n",
		"gzip":                                  zip(t, full+"\n"),
		"gzip, two files concatenated":          zip(t, full[:400]) + zip(t, full[400:]+"\n"),
		"CSV":                                   header + row,
		"CSV with a byte order mark":            "\ufeff" + header + row,
		"CSV, header in another order, ; and ”": reversed(header) + reversed(row),
		"CSV, gzip":                             zip(t, header+row),
	} {
		t.Run(name, func(t *testing.T) {
			r := readText(t, text)
			if diff := cmp.Diff([]tag.Event{want}, r.events); diff != "" {
				t.Errorf("(-want +got):\n%s\n%v %v", diff, r.rejects, r.Faults)
			}
		})
	}
}

func TestAMinimalEventOfALineIsTheSameWhereverItIsRead(t *testing.T) {
	var want tag.Event
	if err := json.Unmarshal([]byte(minimal), &want); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{minimal, "  " + minimal + " \r\n", event(1) + "\n" + minimal + "\n"} {
		r := readText(t, text)
		if diff := cmp.Diff(want, r.events[len(r.events)-1]); diff != "" {
			t.Errorf("%q (-package tag +here):\n%s", text, diff)
		}
	}
	const csv = "ts,model,input_tokens,output_tokens,project_id,service_name,team_id,request_id\n2026-10-14T08:00:00+02:00,gpt-4o,100,20,checkout,checkout-assistant,payments,r-1\n"
	first, second := readText(t, csv).events[0], readText(t, "\ufeff"+strings.ReplaceAll(csv, "\n", "\r\n")).events[0]
	if first.EventID != second.EventID || first.EventID[14] != '5' {
		t.Errorf("the same record of CSV got the ids %s and %s", first.EventID, second.EventID)
	}
	second.EventID = want.EventID
	if diff := cmp.Diff(want, second); diff != "" {
		t.Errorf("CSV (-JSON +CSV):\n%s", diff)
	}
}

func TestLinesThatArePutAside(t *testing.T) {
	line := func(members string) string { return `{"ts":"2026-10-14T08:00:00Z",` + members + `}` }
	const header = "ts,model,input_tokens,team_id\n"
	for name, tt := range map[string]struct{ text, want string }{
		"no JSON":                           {"{\"ts\":\n", `2: is not JSON at byte 6`},
		"cut off":                           {full[:200], `2: is not JSON at byte 200`},
		"another kind of JSON":              {`[1]`, `2: is a JSON array, expected an object`},
		"no time":                           {`{"model":"gpt-4o"}`, `2: ts: is missing; write the time of the request, such as "2026-11-30T12:34:56Z"`},
		"a time without zone":               {`{"ts":"2026-10-14T08:00:00"}`, `2: ts: is no time in RFC 3339; write it as "2026-11-30T12:34:56Z"`},
		"year 9999":                         {`{"ts":"9999-12-31T00:00:00Z"}`, `2: ts: is in the year 9999, expected 2020 to 2099; is its unit or the clock wrong?`},
		"year 1970":                         {`{"ts":"1970-01-01T00:00:00Z"}`, `2: ts: is in the year 1970, expected 2020 to 2099; is its unit or the clock wrong?`},
		"negative tokens":                   {line(`"input_tokens":-5`), `2: input_tokens: is negative; if the provider did report that, write "usage_status": "suspect" beside it`},
		"negative tokens, said to be right": {line(`"output_tokens":-5,"usage_status":"reported"`), `2: output_tokens: is negative; if the provider did report that, write "usage_status": "suspect" beside it`},
		"an impossible count":               {line(`"input_tokens":9000000000000000`), `2: input_tokens: is 9000000000000000, expected at most 1000000000000`},
		"a count beyond 64 bits":            {line(`"input_tokens":99999999999999999999`), `2: input_tokens: is a number, expected a whole number of at most 64 bits`},
		"a count as text":                   {line(`"input_tokens":"12"`), `2: input_tokens: is a string, expected a whole number of at most 64 bits`},
		"a fraction":                        {line(`"input_tokens":1.5`), `2: input_tokens: is a number, expected a whole number of at most 64 bits`},
		"a text without end":                {line(`"team_id":"` + strings.Repeat("x", 10<<20) + `"`), `2: team_id: is 10485760 bytes long, expected at most 2048`},
		"Latin-1":                           {line("\"team_id\":\"caf\xe9\""), `2: is not UTF-8 at byte 44; if it is Latin-1, convert the file: iconv -f LATIN1 -t UTF-8`},
		"a NUL byte":                        {line(`"team_id":"a\u0000"`), `2: team_id: has a NUL byte, which no text in a database has`},
		"an unknown status":                 {line(`"status":"fine"`), `2: status: is none of ok, error, cancelled and truncated`},
		"no UUID":                           {line(`"event_id":"42"`), `2: event_id: is no UUID; leave it out to have it derived from the line`},
		"a unit that is no number":          {line(`"units":{"seconds":"long"}`), `2: units: has a value that is no number`},
		"a negative unit":                   {line(`"units":{"seconds":-1}`), `2: units: "seconds" is negative`},
		"a unit with an exponent":           {line(`"units":{"seconds":1e400}`), `2: units: "seconds" is "1e400", expected a decimal number without exponent`},
		"spend logs without id":             {`{"startTime":"2026-10-14T08:00:00Z","call_type":"acompletion"}`, `2: request_id: is missing; it is the key of LiteLLM's table`},
		"a span without time":               {`{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"a","spanId":"b","attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}}]}]}]}]}`, `2: span b: startTimeUnixNano: is "", expected nanoseconds since 1970`},

		"CSV: too few fields":   {header + "2026-10-14T08:00:00Z,gpt-4o\n", `2: has 2 fields, expected 4 as in the header`},
		"CSV: a fraction":       {header + "2026-10-14T08:00:00Z,gpt-4o,1.5,a\n", `2: input_tokens: is "1.5", expected a whole number`},
		"CSV: negative tokens":  {header + "2026-10-14T08:00:00Z,gpt-4o,-5,a\n", `2: input_tokens: is negative; if the provider did report that, write "usage_status": "suspect" beside it`},
		"CSV: a time elsewhere": {header + "14.10.2026,gpt-4o,5,a\n", `2: ts: is "14.10.2026", expected RFC 3339 such as 2026-11-30T12:34:56Z`},
		"CSV: no zone":          {header + "2026-10-14 08:00:00,gpt-4o,5,a\n", `2: ts: is "2026-10-14 08:00:00", expected RFC 3339 such as 2026-11-30T12:34:56Z`},
		"CSV: no time":          {header + ",gpt-4o,5,a\n", `2: ts: is missing; write the time of the request, such as 2026-11-30T12:34:56Z`},
		"CSV: year 1970":        {header + "1970-01-01T00:00:00Z,gpt-4o,5,a\n", `2: ts: is in the year 1970, expected 2020 to 2099; is its unit or the clock wrong?`},
		"CSV: a bare quote":     {header + "2026-10-14T08:00:00Z,12\" screen,5,a\n", `2: has a " in a field that does not begin with one; write the field as "…" and the quote as ""`},
		"CSV: an open quote":    {header + "2026-10-14T08:00:00Z,\"gpt,5,a\n", `2: has a " that is not closed`},
		"CSV: Latin-1":          {header + "2026-10-14T08:00:00Z,gpt-4o,5,caf\xe9\n", `2: is not UTF-8 at byte 34; if it is Latin-1, convert the file: iconv -f LATIN1 -t UTF-8`},
	} {
		t.Run(name, func(t *testing.T) {
			text, good := tt.text, "2026-10-15T08:00:00Z,gpt-4o,7,b\n"
			if !strings.HasPrefix(text, header) {
				good = event(7) + "\n"
				text = event(1) + "\n" + text
			}
			if !strings.HasSuffix(text, "\n") {
				text += "\n"
			}
			r := readText(t, text+good)
			if len(r.rejects) != 1 {
				t.Fatalf("got %v, want one line put aside", r.rejects)
			}
			if got := fmt.Sprintf("%d: %s", r.rejects[0].Line, r.rejects[0].Reason); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if n := len(r.events); n == 0 || *r.events[n-1].InputTokens != 7 {
				t.Errorf("the line after it was not read: %v", r.events)
			}
		})
	}
}

func TestFilesThatAreNoEvents(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"UTF-16":                  {utf16le(full), "is UTF-16; convert it: iconv -f UTF-16 -t UTF-8"},
		"UTF-16 without a mark":   {utf16le(full)[2:], "has NUL bytes like UTF-16 without its mark, or is no text; if it is UTF-16, convert it: iconv -f UTF-16LE -t UTF-8"},
		"a page":                  {"<!DOCTYPE html>\n<html>…", `is HTML or XML, not events (it begins with "<!DOCTYPE html>"); was an error or log-in page saved in place of the file?`},
		"a spreadsheet":           {"PK\x03\x04…", "is a ZIP archive (or a spreadsheet); unpack it, or save the sheet as CSV"},
		"a text":                  {"Hello\nworld\n", `is neither JSON nor CSV with a header: it begins with "Hello"`},
		"CSV without a time":      {"model,tokens\n", `the header has no column ts: it is "model,tokens", expected the names of the event's fields, such as ts,model,input_tokens,output_tokens,project_id,service_name,team_id,request_id`},
		"CSV with a column twice": {"ts,model,model\n", `the header has the column "model" twice`},
		"damaged gzip":            {"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\xff\xff\xff", "the compressed data is damaged: flate: corrupt input before offset 1"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			bad, good := filepath.Join(dir, "bad"), filepath.Join(dir, "good")
			write(t, bad, tt.text)
			write(t, good, event(7))
			r := readFiles(t, Options{}, bad, good)
			if len(r.Faults) != 1 || !strings.HasPrefix(r.Faults[0].Error(), bad+": "+tt.want) {
				t.Errorf("got %v\nwant %s: %s", r.Faults, bad, tt.want)
			}
			if len(r.events) != 1 {
				t.Errorf("of the file after it, %d events were read, want 1", len(r.events))
			}
		})
	}
}

func TestATruncatedGzipGivesWhatIsWhole(t *testing.T) {
	const n = 20000
	packed := zip(t, series(n))
	for _, keep := range []int{len(packed) / 2, len(packed) - 1, len(packed) - 9} {
		r := readText(t, packed[:keep])
		if len(r.Faults) != 1 || !strings.Contains(r.Faults[0].Error(), "the compressed data ends in the middle: it was cut off") {
			t.Errorf("got %v, want a fault of the file", r.Faults)
		}
		if len(r.rejects) > 0 {
			t.Errorf("half a line was taken for one: %v", r.rejects)
		}
		if len(r.events) < n/3 || len(r.events) > n {
			t.Errorf("%d of %d events were read", len(r.events), n)
		}
		for i, e := range r.events {
			if *e.InputTokens != int64(i) {
				t.Fatalf("event %d has %d tokens", i, *e.InputTokens)
			}
		}
	}
	// Of CSV, the end of a number may be missing.
	rows := "ts,input_tokens\n" + strings.Repeat("2026-10-14T08:00:00Z,1234567\n", 100000)
	packed = zip(t, rows)
	for _, e := range readText(t, packed[:len(packed)*2/3]).events {
		if *e.InputTokens != 1234567 {
			t.Fatalf("half a number was read: %d", *e.InputTokens)
		}
	}
}

func TestOrderAndLineNumbersDoNotDependOnWorkers(t *testing.T) {
	const n = 30000 // several chunks
	var text strings.Builder
	var wantBad []string
	for i := range n {
		if i%997 == 5 {
			fmt.Fprintf(&text, "{bad %d\n", i)
			wantBad = append(wantBad, fmt.Sprintf("%d {bad %d", i+1, i))
			continue
		}
		text.WriteString(event(i) + "\n")
	}
	dir := t.TempDir()
	files := []string{filepath.Join(dir, "a.jsonl"), filepath.Join(dir, "b.jsonl.gz"), "-"}
	write(t, files[0], text.String())
	write(t, files[1], zip(t, text.String()))
	var wantRejects []string
	for range 3 {
		wantRejects = append(wantRejects, wantBad...)
	}
	for _, workers := range []int{1, 2, 5} {
		r := readFiles(t, Options{Workers: workers, Stdin: strings.NewReader(text.String())}, files...)
		var rejects []string
		for _, reject := range r.rejects {
			rejects = append(rejects, fmt.Sprintf("%d %s", reject.Line, reject.Text))
		}
		if diff := cmp.Diff(wantRejects, rejects); diff != "" {
			t.Errorf("%d workers: rejects (-want +got):\n%s", workers, diff)
		}
		at := 0
		for range 3 {
			for i := range n {
				if i%997 == 5 {
					continue
				}
				if *r.events[at].InputTokens != int64(i) {
					t.Fatalf("%d workers: event %d is %d, want %d", workers, at, *r.events[at].InputTokens, i)
				}
				at++
			}
		}
		if r.Files != 3 || r.Lines != 3*n {
			t.Errorf("%d workers: got %d files and %d lines, want 3 and %d", workers, r.Files, r.Lines, 3*n)
		}
	}
}

func TestCSVWithQuotesAcrossChunks(t *testing.T) {
	var text strings.Builder
	text.WriteString("ts,input_tokens,call_site\n")
	const n = 50000
	for i := range n {
		switch {
		case i%1000 == 7:
			text.WriteString("2026-10-14T08:00:00Z,5,\"open\n")
		case i%3 == 0:
			fmt.Fprintf(&text, "2026-10-14T08:00:00Z,%d,\"a, \"\"b\"\"\nand a second line\"\n", i)
		default:
			fmt.Fprintf(&text, "2026-10-14T08:00:00Z,%d,main.go\n", i)
		}
	}
	r := readText(t, text.String())
	bad := 0
	for i := range n {
		if i%1000 == 7 {
			bad++
		}
	}
	if len(r.rejects) < bad || len(r.rejects) > 2*bad || len(r.events) < n-2*bad {
		t.Errorf("%d events and %d rejects, want nearly %d and some more than %d", len(r.events), len(r.rejects), n-bad, bad)
	}
}

func TestALineThatIsTooLongIsPassedOver(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 17 MiB")
	}
	r := readText(t, event(1)+"\n"+`{"ts":"`+strings.Repeat("x", LongestLine+10)+"\"}\n"+event(2)+"\n{\n")
	if len(r.events) != 2 || len(r.rejects) != 2 {
		t.Fatalf("got %d events and %d rejects, want 2 and 2", len(r.events), len(r.rejects))
	}
	if got, want := r.rejects[0].Reason, "is longer than 16 MiB, and was not read; only its beginning is kept"; got != want || r.rejects[0].Line != 2 {
		t.Errorf("got line %d: %s, want 2: %s", r.rejects[0].Line, got, want)
	}
	if r.rejects[1].Line != 4 {
		t.Errorf("the line after it has the number %d, want 4", r.rejects[1].Line)
	}
}

func TestRejectsAreLoadedAgainOnceRepaired(t *testing.T) {
	bad := `{"ts":"2026-10-14T08:00:00Z","team_id":"payments","input_tokens":-5}`
	text := event(1) + "\n" + bad + "\nnonsense\n{}\n" + strings.Replace(full, `"ts":"2026`, `"ts":"1970`, 1) + "\n"
	r := readText(t, text)
	var file bytes.Buffer
	for _, reject := range r.rejects {
		file.Write(append(reject.JSON(), '\n'))
	}
	if len(r.rejects) != 4 {
		t.Fatalf("got %v, want 4 rejects", r.rejects)
	}
	again := readText(t, file.String())
	if len(again.events) != 0 || len(again.rejects) != 4 {
		t.Fatalf("not repaired: got %d events, %v", len(again.events), again.rejects)
	}
	if want := "was put aside before and is not repaired; write the event in place of the line"; again.rejects[1].Reason != want {
		t.Errorf("got %q, want %q", again.rejects[1].Reason, want)
	}
	var third bytes.Buffer
	for _, reject := range again.rejects {
		third.Write(append(reject.JSON(), '\n'))
	}
	if got, want := strings.Count(third.String(), rejectedKey), 4; got != want {
		t.Errorf("put aside twice, the reason is there %d times, want %d:\n%s", got, want, third.String())
	}
	repaired := strings.NewReplacer(`:-5`, `:5`, "1970", "2026").Replace(file.String())
	r = readText(t, repaired)
	if len(r.events) != 2 || *r.events[0].InputTokens != 5 || r.events[1].EventID != "0193b2c4-5d6e-7f80-9a1b-2c3d4e5f6071" {
		t.Fatalf("repaired: got %v, %v", r.events, r.rejects)
	}
	if want := tag.FormatEventID(tag.DeriveEventID([]byte(bad))); r.events[0].EventID != want {
		t.Errorf("repaired, the event has the id %s, want that of the line that was put aside, %s", r.events[0].EventID, want)
	}
	if len(r.Unknown) > 0 {
		t.Errorf("keys of the rejects are said to be unknown: %v", r.Unknown)
	}
	// CSV becomes an object, and bytes that are no UTF-8 are kept.
	r = readText(t, "ts,model,input_tokens,team_id\n2026-10-14T08:00:00Z,gpt-4o,5,caf\xe9\n")
	r = readText(t, string(r.rejects[0].JSON())+"\n")
	if len(r.events) != 1 || r.events[0].TeamID != "café" || *r.events[0].InputTokens != 5 {
		t.Errorf("got %v, %v", r.events, r.rejects)
	}
}

func TestKeysOfNoFieldAreCounted(t *testing.T) {
	r := readText(t, strings.Repeat(`{"ts":"2026-10-14T08:00:00Z","team":"a","cost":0.5}`+"\n", 3)+`{"ts":"2026-10-14T08:00:00Z","team":"a"}`)
	if diff := cmp.Diff(map[string]int64{"team": 4, "cost": 3}, r.Unknown); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReadingStopsWhenNobodyWantsMore(t *testing.T) {
	file := filepath.Join(t.TempDir(), "events.jsonl")
	write(t, file, series(50000))
	full := errors.New("disk full")
	_, err := Read(t.Context(), []string{file}, Options{}, func() Worker { return &collector{} }, func(any) error { return full })
	if !errors.Is(err, full) {
		t.Errorf("got %v, want %v", err, full)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = Read(ctx, []string{file}, Options{}, func() Worker { return &collector{} }, func(any) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

func TestNamesOfFiles(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.jsonl", "a.jsonl", "c.csv"} {
		write(t, filepath.Join(dir, name), "")
	}
	files, err := Expand([]string{filepath.Join(dir, "*.jsonl"), "-", filepath.Join(dir, "c.csv")})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{filepath.Join(dir, "a.jsonl"), filepath.Join(dir, "b.jsonl"), "-", filepath.Join(dir, "c.csv")}
	if diff := cmp.Diff(want, files); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for name, want := range map[string]string{
		dir:                         dir + " is a directory; name its files: " + filepath.Join(dir, "*.jsonl"),
		filepath.Join(dir, "none*"): "no file matches " + filepath.Join(dir, "none*"),
		filepath.Join(dir, "none"):  "stat " + filepath.Join(dir, "none") + ": no such file or directory",
	} {
		if _, err := Expand([]string{name}); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", name, err, want)
		}
	}
}
