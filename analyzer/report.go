package analyzer

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
	"github.com/llmtag/llmtag/analyzer/internal/judge"
	"github.com/llmtag/llmtag/policy"
)

// settle writes the faults that count into the report.
func (fs *files) settle(r *Report, judged *judge.Result) {
	wrong := map[string]bool{}
	r.Places.add(Places{}) // none yet
	var found []Finding
	for _, f := range judged.Faults {
		if !f.At.IsValid() || fs.skipped[fs.written(f.At).Filename] {
			continue
		}
		if f.Says == "" { // it is about tags
			wrong[f.Site.At.String()] = true
			for _, site := range f.Same {
				wrong[site.At.String()] = true
			}
		}
		if fs.suppressed(f) {
			r.Suppressed++
			r.Places.Suppressed[strings.Join([]string{f.At.String(), f.Rule, f.Short, strings.Join(f.Missing, ",")}, " ")] = true
			continue
		}
		if sev := fs.policy.Severity(f.Rule); sev != policy.Off {
			found = append(found, fs.finding(f, sev))
		}
	}
	for at, standing := range judged.Sites {
		if fs.skipped[fs.written(at).Filename] {
			continue
		}
		r.Sites++
		state := Compliant
		switch {
		case wrong[at.String()] || standing == judge.Untagged:
			state = Wrong
		case standing == judge.Deferred:
			state = Deferred
			r.Deferred++
		default:
			r.Compliant++
		}
		r.Places.Sites[at.String()] = state
	}
	for _, d := range fs.directives {
		if d.used {
			r.Places.Ignores[d.pos.String()] = true
		}
		r.Dated = r.Dated || !d.until.IsZero()
		if f, bad := d.finding(fs.policy, fs.pkg); bad && fs.policy.Severity("bad-ignore") != policy.Off {
			f.Severity = fs.policy.Severity("bad-ignore").String()
			found = append(found, f)
		}
	}
	slices.SortStableFunc(found, compareFindings)
	number(found)
	r.Findings = found
}

func compareFindings(a, b Finding) int {
	return cmp.Or(cmp.Compare(a.Pos.Filename, b.Pos.Filename), cmp.Compare(a.Pos.Line, b.Pos.Line),
		cmp.Compare(a.Pos.Column, b.Pos.Column), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
}

func (fs *files) finding(f *judge.Fault, sev policy.Severity) Finding {
	f.Missing = fs.inOrder(f.Missing)
	out := Finding{
		Rule: f.Rule, Severity: sev.String(), Pos: position(f.At), End: endPosition(f.At),
		Missing: f.Missing, Attached: fs.inOrder(f.Attached), SDK: f.Site.SDK, Callee: f.Site.Callee, Package: f.Site.Pkg, Function: f.Site.Func,
	}
	out.start, out.end = f.At.Range()
	tags := strings.Join(f.Missing, ", ")
	switch {
	case f.Says != "":
		out.Message = f.Short + " " + f.Says
	case f.Value != nil:
		out.Message = f.Short + " " + f.Value.Text
		if v := f.Value; v.At.IsValid() && v.At != f.At {
			out.Related = append(out.Related, relatedTo(v.At, "the value"))
		}
	case f.Rule == "unproven-tags":
		out.Message = f.Short + " may lack " + tags
		if f.Why != "" {
			out.Message += ": " + f.Why
		}
	default:
		out.Message = f.Short + " lacks " + tags
	}
	seen := map[string]bool{}
	for _, w := range f.Trail {
		r := relatedTo(w.At, w.Text)
		if k := r.Pos.String() + r.Message; w.At.IsValid() && !seen[k] {
			seen[k] = true
			out.Related = append(out.Related, r)
		}
	}
	if fs.policy.Catalog != nil {
		if o, ok := fs.policy.Catalog.OwnerOf(fs.written(f.At).Filename); ok {
			out.Owner = &Owner{Service: o.Service, Team: o.Team}
		}
	}
	out.Suggestion = fs.suggestion(f)
	return out
}

func relatedTo(at ir.Pos, text string) Related {
	start, _ := at.Range()
	return Related{Pos: position(at), Message: text, start: start}
}

func (fs *files) inOrder(tags []string) []string {
	out := make([]string, 0, len(tags))
	for _, t := range fs.policy.Tags {
		if slices.Contains(tags, t.Name) {
			out = append(out, t.Name)
		}
	}
	return out
}

// number gives findings their fingerprints: what is wrong with what, where in
// the program, and which of several alike. Lines and the directory above the
// module do not count.
func number(found []Finding) {
	seen := map[string]int{}
	for i := range found {
		f := &found[i]
		id := strings.Join([]string{f.Rule, f.Package, filepath.Base(f.Pos.Filename), f.Function, f.Callee, strings.Join(f.Missing, ",")}, "\x00")
		seen[id]++
		sum := sha256.Sum256([]byte(id + "\x00" + strconv.Itoa(seen[id])))
		f.Fingerprint = hex.EncodeToString(sum[:16])
	}
}
