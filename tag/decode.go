package tag

import (
	"encoding/json"
	"strings"
)

// parseJSON reads what appendJSON has written, also by another version of this
// package, as it was: unlike UnmarshalJSON it completes and refuses nothing, since
// what was recorded is not the spool's to judge.
func (e *Event) parseJSON(line []byte) error {
	type plain Event // without UnmarshalJSON
	var stored struct {
		plain
		Units map[string]json.RawMessage `json:"units"` // also what is no number
	}
	if err := json.Unmarshal(line, &stored); err != nil {
		return err
	}
	*e = Event(stored.plain)
	if len(stored.Units) > 0 {
		e.Units = make(map[string]json.Number, len(stored.Units))
		for name, raw := range stored.Units {
			e.Units[name] = json.Number(strings.Trim(string(raw), `"`))
		}
	}
	return nil
}
