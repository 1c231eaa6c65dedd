package source

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"unicode/utf8"

	"github.com/llmtag/llmtag/rollup/usage"
	"github.com/llmtag/llmtag/tag"
)

// What no event can be. A line beyond is put aside: added up, one of them would
// spoil the sums of a day, or make a database refuse all that is read with it.
const (
	// mostTokens is of one request. Models take some millions of tokens; a sum of
	// several million such requests still is a 64-bit integer.
	mostTokens = 1_000_000_000_000

	// longestText is in bytes. A text is in the keys of indexes, which take some
	// 2700 bytes in PostgreSQL.
	longestText = 2048

	// mostUnits, and digits after the point, are of one billed unit of one request.
	mostUnits      = 1_000_000_000_000
	mostUnitDigits = 18
	mostMS         = 1 << 40 // 34 years
)

var (
	firstTime, lastTime     = usage.Era()
	firstMicros, lastMicros = firstTime.UnixMicro(), lastTime.UnixMicro()
)

// numberNames are those of usage.Event.Number, and textNames of Text.
var numberNames, textNames = func() (numbers [usage.Numbers]string, texts [usage.Texts]string) {
	for _, f := range fields {
		switch f.kind {
		case ofNumber:
			numbers[f.index] = f.name
		case ofText:
			texts[f.index] = f.name
		default:
		}
	}
	return numbers, texts
}()

// finish fills in what was left out, as [tag.Event.UnmarshalJSON] does, and says
// why e is no event that can be added up, if it is none.
func finish(e *usage.Event) error {
	if e.Micros < firstMicros || e.Micros >= lastMicros {
		return fmt.Errorf("ts: is in the year %d, expected %d to %d; is its unit or the clock wrong?",
			e.Time().Year(), firstTime.Year(), lastTime.Year()-1)
	}
	for i := range e.Text {
		text := e.Text[i]
		if len(text) <= longestText {
			continue
		}
		return fmt.Errorf("%s: is %d bytes long, expected at most %d", textNames[i], len(text), longestText)
	}
	if group := e.Text[usage.AttemptGroup]; len(group) > 0 {
		if id := new([16]byte); !parseUUID(group, id) {
			return errors.New("attempt_group: is no UUID; leave it out if the attempt stands alone")
		}
	}
	if err := checkNumbers(e); err != nil {
		return err
	}
	if len(e.Units) > 0 {
		if err := checkUnits(e.Units); err != nil {
			return err
		}
	}
	if e.Status == "" {
		e.Status = tag.StatusOK
	}
	if e.Number[usage.Attempt] == 0 {
		e.Set(usage.Attempt, 1)
	}
	const both = 1<<usage.InputTokens | 1<<usage.OutputTokens
	if !e.Known(usage.TotalTokens) && e.Has&both == both {
		e.Set(usage.TotalTokens, e.Number[usage.InputTokens]+e.Number[usage.OutputTokens])
	}
	if e.UsageStatus == "" {
		e.UsageStatus = usageStatus(e)
	}
	return nil
}

func checkNumbers(e *usage.Event) error {
	suspect := e.UsageStatus == tag.UsageSuspect
	for i, n := range e.Number {
		most := int64(mostTokens)
		switch {
		case i == usage.Attempt || i == usage.HTTPStatus:
			most = 1<<31 - 1
		case i >= usage.FirstTokenMS:
			most = mostMS
		}
		if n >= 0 && n <= most {
			continue
		}
		isCount := i < usage.FirstTokenMS
		switch {
		case n > most || n < -most:
			return fmt.Errorf("%s: is %d, expected at most %d", numberNames[i], n, most)
		case isCount && suspect:
			// What a provider has reported, and package tag has flagged.
		case isCount:
			return fmt.Errorf("%s: is negative; if the provider did report that, write \"usage_status\": \"suspect\" beside it", numberNames[i])
		default:
			return fmt.Errorf("%s: is negative", numberNames[i])
		}
	}
	return nil
}

// usageStatus says what can be said of the counts alone.
func usageStatus(e *usage.Event) tag.UsageStatus {
	n := &e.Number
	const counts = 1<<usage.FirstTokenMS - 1
	switch {
	case e.Known(usage.InputTokens) && n[usage.CacheReadTokens]+n[usage.CacheWrite5mTokens]+n[usage.CacheWrite1hTokens] > n[usage.InputTokens],
		e.Known(usage.OutputTokens) && n[usage.ReasoningTokens] > n[usage.OutputTokens]:
		return tag.UsageSuspect
	case e.Has&counts != 0, len(e.Units) > 0:
		return tag.UsageReported
	}
	return tag.UsageMissing
}

// checkUnits refuses amounts that PostgreSQL and exact decimals cannot take in
// reasonable space.
func checkUnits(text []byte) error {
	var units map[string]json.Number
	if err := json.Unmarshal(text, &units); err != nil {
		return errors.New("units: has a value that is no number")
	}
	for name, amount := range units {
		s := string(amount)
		if len(s) > 64 || strings.ContainsAny(s, "eE") {
			return fmt.Errorf("units: %.40q is %.40q, expected a decimal number without exponent", name, s)
		}
		_, fraction, _ := strings.Cut(s, ".")
		value, ok := new(big.Rat).SetString(s)
		switch {
		case !ok:
			return fmt.Errorf("units: %.40q is %.40q, expected a decimal number", name, s)
		case value.Sign() < 0:
			return fmt.Errorf("units: %.40q is negative", name)
		case value.Cmp(big.NewRat(mostUnits, 1)) > 0, len(fraction) > mostUnitDigits:
			return fmt.Errorf("units: %.40q is %.40q, expected at most %d, with at most %d digits after the point", name, s, int64(mostUnits), mostUnitDigits)
		case len(name) > longestText:
			return fmt.Errorf("units: has a name of %d bytes, expected at most %d", len(name), longestText)
		}
	}
	return nil
}

// checkUTF8 says where a line is not UTF-8.
func checkUTF8(line []byte) error {
	for i := 0; i < len(line); {
		if line[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(line[i:])
		if r == utf8.RuneError && size == 1 {
			return fmt.Errorf("is not UTF-8 at byte %d; if it is Latin-1, convert the file: iconv -f LATIN1 -t UTF-8", i+1)
		}
		i += size
	}
	return nil
}
