package analyzer

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/llmtag/llmtag/internal/load"
)

// Expired returns what changes when an ignore comment below one of the directories
// expires, for caches: the days that such comments name and that are over. What is
// said of a package changes with the day but for these. Where not all files can be
// looked at, that is the day itself.
func Expired(dirs []string, now time.Time) string {
	days, err := expired(dirs, now)
	if err != nil {
		return "until " + now.UTC().Format(time.DateOnly)
	}
	return strings.Join(days, " ")
}

func expired(dirs []string, now time.Time) ([]string, error) {
	if len(dirs) == 0 {
		return nil, errors.New("without modules, packages lie anywhere")
	}
	files, err := load.GoFiles(dirs)
	if err != nil {
		return nil, err
	}
	var days []string
	dated := regexp.MustCompile(regexp.QuoteMeta(ignoreLine[len("//"):]) + `[^\n]*?until=([0-9]{4}-[0-9]{2}-[0-9]{2})`)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue // a link that leads nowhere, or it has just gone
		}
		if err != nil {
			return nil, err
		}
		if !bytes.Contains(text, []byte("until=")) {
			continue
		}
		for _, m := range dated.FindAllSubmatch(text, -1) {
			day := string(m[1])
			if until, err := time.Parse(time.DateOnly, day); err == nil && over(until, now) {
				days = append(days, day)
			}
		}
	}
	slices.Sort(days)
	return slices.Compact(days), nil
}

// over reports whether a day is over, in UTC.
func over(day, now time.Time) bool { return now.UTC().After(day.AddDate(0, 0, 1)) }
