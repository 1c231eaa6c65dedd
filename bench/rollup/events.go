package main

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/llmtag/llmtag/tag"
)

// firstDay is the first of the thirty days of the events.
var firstDay = time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)

// generate calls each for n events of 30 days: 200 services of 40 teams and 60
// projects, 30 models, which make some 36,000 rows of sums. Of a hundred, one is sent twice; of two hundred, one comes
// a day late. The same n gives the same events.
func generate(n int, each func(e *tag.Event) error) error {
	r := rand.New(rand.NewPCG(1, 2))
	count := func(n int64) *int64 { return &n }
	providers := []string{"openai", "anthropic", "google"}
	types := []string{"summarize", "chat", "classify", "embed", "extract"}
	tiers := []string{"standard", "standard", "standard", "batch", "priority"}
	var again tag.Event
	for i := range n {
		if i%100 == 99 && again.EventID != "" {
			if err := each(&again); err != nil {
				return err
			}
			continue
		}
		at := firstDay.Add(time.Duration(float64(i) / float64(n) * float64(30*24*time.Hour))).Truncate(time.Microsecond)
		if i%200 == 77 {
			at = at.Add(-24 * time.Hour)
		}
		var id [16]byte
		ms := uint64(at.UnixMilli())
		binary.BigEndian.PutUint64(id[:], ms<<16|0x7000|r.Uint64()&0xfff)
		binary.BigEndian.PutUint64(id[8:], 1<<63|r.Uint64()>>2)
		service := int(r.ExpFloat64()*30) % 200
		model := (service*7 + r.IntN(2)) % 30 // a service has two
		in := int64(r.ExpFloat64() * 3000)
		out := int64(r.ExpFloat64() * 400)
		e := tag.Event{
			EventID: tag.FormatEventID(id), Time: at,
			Provider: providers[model%3], Model: fmt.Sprintf("model-%02d-2026-05-01", model), RequestedModel: fmt.Sprintf("model-%02d", model),
			InputTokens: count(in), OutputTokens: count(out), TotalTokens: count(in + out), CacheReadTokens: count(in / 3), ReasoningTokens: count(out / 5),
			ProjectID: fmt.Sprintf("project-%02d", service%60), ServiceName: fmt.Sprintf("service-%03d", service), TeamID: fmt.Sprintf("team-%02d", service%40),
			UserID: fmt.Sprintf("u-%d", r.IntN(100_000)), RequestType: types[(service+r.IntN(3))%len(types)], Environment: "prod",
			RequestID: fmt.Sprintf("req_%016x", r.Uint64()), Attempt: 1, AttemptGroup: tag.FormatEventID(id),
			LatencyMS: int64(r.IntN(5000)), FirstTokenMS: count(int64(r.IntN(500))), Status: tag.StatusOK, HTTPStatus: 200,
			UsageStatus: tag.UsageReported, ServiceTier: tiers[service%len(tiers)],
		}
		if r.IntN(50) == 0 {
			e.Status, e.HTTPStatus, e.UsageStatus = tag.StatusError, 500, tag.UsageMissing
			e.InputTokens, e.OutputTokens, e.TotalTokens, e.CacheReadTokens, e.ReasoningTokens = nil, nil, nil, nil, nil
		}
		if i%100 == 42 {
			again = e
		}
		if err := each(&e); err != nil {
			return err
		}
	}
	return nil
}

// columns are those of the CSV file, and of the table.
const columns = "event_id,ts,team_id,provider,model,requested_model,input_tokens,output_tokens,total_tokens,cache_read_tokens,cache_write_5m_tokens,cache_write_1h_tokens,reasoning_tokens,audio_input_tokens,audio_output_tokens,image_tokens,project_id,service_name,user_id,request_type,environment,request_id,attempt,attempt_group,latency_ms,first_token_ms,status,http_status,usage_status,service_tier,region,units,call_site"

// writeEvents writes n events as JSON lines, as package tag does, and as CSV, unless
// the files are there.
func writeEvents(dir string, n int) (jsonl, csv string, err error) {
	jsonl, csv = filepath.Join(dir, fmt.Sprintf("events-%d.jsonl", n)), filepath.Join(dir, fmt.Sprintf("events-%d.csv", n))
	if _, err := os.Stat(csv); err == nil {
		return jsonl, csv, nil
	}
	lines, err := os.Create(jsonl)
	if err != nil {
		return "", "", err
	}
	defer lines.Close()
	rows, err := os.Create(csv + ".part")
	if err != nil {
		return "", "", err
	}
	defer rows.Close()
	l, c := bufio.NewWriterSize(lines, 1<<20), bufio.NewWriterSize(rows, 1<<20)
	if _, err := io.WriteString(c, columns+"\n"); err != nil {
		return "", "", err
	}
	var line []byte
	err = generate(n, func(e *tag.Event) error {
		b, err := e.MarshalJSON()
		if err != nil {
			return err
		}
		if _, err := l.Write(append(b, '\n')); err != nil {
			return err
		}
		line = appendCSV(line[:0], e)
		_, err = c.Write(line)
		return err
	})
	if err != nil {
		return "", "", err
	}
	if err := l.Flush(); err != nil {
		return "", "", err
	}
	if err := c.Flush(); err != nil {
		return "", "", err
	}
	return jsonl, csv, os.Rename(csv+".part", csv)
}

// writeOnce copies a file of CSV without the events that are there twice.
func writeOnce(from, to string) (err error) {
	if _, err := os.Stat(to); err == nil {
		return nil
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	w := bufio.NewWriterSize(out, 1<<20)
	seen := map[string]bool{}
	scan := bufio.NewScanner(in)
	for scan.Scan() {
		if id := scan.Text()[:8]; id != "event_id" {
			id = scan.Text()[:36]
			if seen[id] {
				continue
			}
			seen[id] = true
		}
		if _, err := w.WriteString(scan.Text() + "\n"); err != nil {
			return err
		}
	}
	return errors.Join(scan.Err(), w.Flush())
}

// writeCSV writes n events as CSV.
func writeCSV(w io.Writer, n int) error {
	b := bufio.NewWriterSize(w, 1<<20)
	if _, err := io.WriteString(b, columns+"\n"); err != nil {
		return err
	}
	var line []byte
	err := generate(n, func(e *tag.Event) error {
		line = appendCSV(line[:0], e)
		_, err := b.Write(line)
		return err
	})
	if err != nil {
		return err
	}
	return b.Flush()
}

// appendCSV appends a row; no text of ours needs quotes.
func appendCSV(b []byte, e *tag.Event) []byte {
	number := func(n *int64) string {
		if n == nil {
			return ""
		}
		return strconv.FormatInt(*n, 10)
	}
	b = append(b, strings.Join([]string{
		e.EventID, e.Time.Format("2006-01-02T15:04:05.000000Z"), e.TeamID, e.Provider, e.Model, e.RequestedModel,
		number(e.InputTokens), number(e.OutputTokens), number(e.TotalTokens), number(e.CacheReadTokens), number(e.CacheWrite5mTokens), number(e.CacheWrite1hTokens),
		number(e.ReasoningTokens), number(e.AudioInputTokens), number(e.AudioOutputTokens), number(e.ImageTokens),
		e.ProjectID, e.ServiceName, e.UserID, e.RequestType, e.Environment, e.RequestID, strconv.Itoa(e.Attempt), e.AttemptGroup,
		strconv.FormatInt(e.LatencyMS, 10), number(e.FirstTokenMS), string(e.Status), strconv.Itoa(e.HTTPStatus), string(e.UsageStatus), e.ServiceTier, e.Region, "", e.CallSite,
	}, ",")...)
	return append(b, '\n')
}
