package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/llmtag/llmtag/rollup/demo"
)

// A demoStep is a command of the demonstration.
type demoStep struct {
	say  string
	args []string
	code int // with which it is to end
}

// A demoShow runs commands and shows them as a user would type them.
type demoShow struct {
	app      *app
	out      io.Writer
	scenario *demo.Scenario
	files    *demo.Files
	dir      string
	env      map[string]string // what the commands have besides the environment
}

// steps are what is shown, in this order.
func (s *demoShow) steps(database bool) []demoStep {
	q := s.scenario.Quarter
	month := func(n int) string { return q.Month(n).Format("2006-01") }
	date := func(at time.Time) string { return at.Format(time.DateOnly) }
	incident := s.scenario.Incident()
	source := func(args ...string) []string {
		if !database {
			args = append(append(args, "--events"), s.files.Events...)
		}
		return args
	}
	var steps []demoStep
	add := func(say string, args ...string) { steps = append(steps, demoStep{say: say, args: args}) }
	if database {
		add("The schema.", "migrate")
		for i, file := range s.files.Events {
			say := map[int]string{
				0: "The events of a month, and the nightly job after it. One model of the company has no price: it is named, and never counted as free.",
				1: "The next month, with late events of the one before: of that, only the day that has changed is added up again.",
			}[i]
			add(say, "ingest", file)
			add("", "run", "--date", date(q.Month(i+2)))
		}
		add("Everything is added up anew from the events, and compared to the last token.", "verify")
	}
	add("Whose the last month is, beside the one before. Nobody owns what is unattributed.", source("report", "--by", "team", "--from", month(3), "--to", month(4), "--compare", "previous")...)
	add("In the month before, one service asked again and again for two days.", source("report", "--by", "service,day", "--service", s.scenario.IncidentService(), "--from", date(incident.AddDate(0, 0, -1)), "--to", date(incident.AddDate(0, 0, s.scenario.IncidentDays()+1)))...)
	add("A contract began within the quarter, in the afternoon: each price holds for what was used under it.", source("report", "--by", "model", "--model", "gpt-5-2*", "--team", "platform", "--from", month(2), "--to", month(3), "--explain")...)
	add("What a newcomer has before anything is tagged: the provider's own export, and a list of whose its projects are.", "firstcut", s.files.Bill, "--map", s.files.Map, "--by", "team")
	add("The bill beside what was metered. It is higher: somebody has used a key for five days, and logged nothing.", source("reconcile", "--invoice", s.files.Bill, "--fail-on", "unexplained")...)
	add("The last month as a page to look at, which loads nothing from anywhere.", source("report", "--by", "team,service", "--from", month(3), "--to", month(4), "--compare", "previous", "--format", "html", "--output", s.pages()[0].file)...)
	add("All of the quarter, for a spreadsheet.", source("report", "--by", "team,service,model,day", "--from", month(1), "--to", month(4), "--format", "csv", "--output", s.pages()[1].file)...)
	return steps
}

// A demoPage is something to look at in the end.
type demoPage struct{ what, file string }

func (s *demoShow) pages() []demoPage {
	return []demoPage{
		{"the page", filepath.Join(s.dir, "report.html")},
		{"the report", filepath.Join(s.dir, "report.csv")},
		{"the bill", s.files.Bill},
	}
}

// end says what there is to look at.
func (s *demoShow) end(took time.Duration) {
	s.say("That took %.0f s. Look at", took.Seconds())
	for _, f := range s.pages() {
		if there(f.file) {
			fmt.Fprintf(s.out, "  %-12s %s\n", f.what, page(f.file))
		}
	}
	fmt.Fprintf(s.out, "and try more on the events, without a database:\n  $ llmrollup report --policy %s --by service,model --explain --events %s/events-*.jsonl.gz\n", s.files.Policy, s.dir)
}

// run runs one command and shows it.
func (s *demoShow) run(ctx context.Context, step demoStep) error {
	if step.say != "" {
		s.say("%s", step.say)
	}
	s.command("llmrollup " + strings.Join(quoted(step.args), " "))
	getenv := func(key string) string {
		if value, ok := s.env[key]; ok {
			return value
		}
		return s.app.getenv(key)
	}
	code := run(ctx, step.args, strings.NewReader(""), s.out, s.out, getenv)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if code != step.code {
		return fmt.Errorf("llmrollup %s exits with %d, expected %d; its message stands above", strings.Join(step.args, " "), code, step.code)
	}
	return nil
}

func (s *demoShow) say(format string, args ...any) { fmt.Fprintf(s.out, "\n# "+format+"\n", args...) }
func (s *demoShow) command(text string)            { fmt.Fprintln(s.out, "$ "+text) }

// quoted are arguments as a shell takes them.
func quoted(args []string) []string {
	out := slices.Clone(args)
	for i, arg := range out {
		if strings.ContainsAny(arg, " *?&|;<>()$`\"'\\") {
			out[i] = "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
		}
	}
	return out
}
