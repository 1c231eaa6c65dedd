package analyzer

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"go/ast"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
	"github.com/llmtag/llmtag/policy"
)

// files says which findings of a package count.
type files struct {
	policy     *policy.Policy
	fset       *token.FileSet
	skipped    map[string]bool // generated, excluded and test files
	directives []*directive
}

func classify(pass *analysis.Pass, pol *policy.Policy, tests bool) *files {
	fs := &files{policy: pol, fset: pass.Fset, skipped: map[string]bool{}}
	for _, f := range pass.Files {
		name := written(pass.Fset, f.FileStart).Filename
		if ast.IsGenerated(f) || pol.Excluded(name) || !tests && strings.HasSuffix(name, "_test.go") {
			fs.skipped[name] = true
			continue
		}
		fs.directives = append(fs.directives, directives(pass.Fset, f)...)
	}
	return fs
}

// settle writes the faults that count into the report.
func (fs *files) settle(r *Report, j *judge) {
	wrong := map[string]bool{}
	var found []Finding
	for _, f := range merged(j.faults) {
		if !f.at.IsValid() || fs.skipped[fs.written(f.at).Filename] {
			continue
		}
		wrong[f.site.At.String()] = true
		if fs.suppressed(f) {
			r.Suppressed++
			continue
		}
		if sev := fs.policy.Severity(f.rule); sev != policy.Off {
			found = append(found, fs.finding(f, sev))
		}
	}
	for at, deferred := range j.sites {
		if fs.skipped[fs.written(at).Filename] {
			continue
		}
		r.Sites++
		switch {
		case wrong[at.String()]:
		case deferred:
			r.Deferred++
		default:
			r.Compliant++
		}
	}
	for _, d := range fs.directives {
		if f, bad := d.finding(fs.policy, j.pkg); bad && fs.policy.Severity("bad-ignore") != policy.Off {
			f.Severity = fs.policy.Severity("bad-ignore").String()
			found = append(found, f)
		}
	}
	slices.SortStableFunc(found, compareFindings)
	number(found)
	r.Findings = found
}

// written returns the place of p in the file that is read, whatever //line says.
func (fs *files) written(p ir.Pos) token.Position {
	if !p.Start.IsValid() {
		return position(p) // of another package
	}
	return written(fs.fset, p.Start)
}

func compareFindings(a, b Finding) int {
	return cmp.Or(cmp.Compare(a.Pos.Filename, b.Pos.Filename), cmp.Compare(a.Pos.Line, b.Pos.Line),
		cmp.Compare(a.Pos.Column, b.Pos.Column), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
}

// merged joins faults of one rule at one place: one site may be seen from
// several functions.
func merged(faults []*fault) []*fault {
	var out []*fault
	for _, f := range faults {
		i := slices.IndexFunc(out, func(o *fault) bool {
			passedOn := o.at != o.site.At && f.at != f.site.At // to callers of a function with several constructions
			return o.rule == f.rule && o.at == f.at && (o.site.Callee == f.site.Callee || passedOn) && slices.EqualFunc(o.values, f.values, func(a, b badValue) bool { return a.text == b.text })
		})
		if i < 0 {
			out = append(out, f)
			continue
		}
		for _, m := range f.missing {
			if !slices.Contains(out[i].missing, m) {
				out[i].missing = append(out[i].missing, m)
			}
		}
		out[i].attached = slices.DeleteFunc(out[i].attached, func(t string) bool { return slices.Contains(out[i].missing, t) })
	}
	return out
}

func (fs *files) finding(f *fault, sev policy.Severity) Finding {
	f.missing = fs.inOrder(f.missing)
	out := Finding{
		Rule: f.rule, Severity: sev.String(), Pos: position(f.at), End: endPosition(f.at), start: f.at.Start, end: f.at.End,
		Missing: f.missing, Attached: fs.inOrder(f.attached), SDK: f.site.SDK, Callee: f.site.Callee, Package: f.site.Pkg, Function: f.site.Func,
	}
	tags := strings.Join(f.missing, ", ")
	switch {
	case len(f.values) > 0:
		out.Message = f.short + " " + f.values[0].text
		if v := f.values[0]; v.at.IsValid() && v.at != f.at {
			out.Related = append(out.Related, Related{Pos: position(v.at), Message: "the value", start: v.at.Start})
		}
	case f.rule == "unproven-tags":
		out.Message = f.short + " may lack " + tags
		if f.why != "" {
			out.Message += ": " + f.why
		}
	default:
		out.Message = f.short + " lacks " + tags
	}
	seen := map[string]bool{}
	for _, w := range f.trail {
		r := Related{Pos: position(w.At), Message: w.Text, start: w.At.Start}
		if k := r.Pos.String() + r.Message; w.At.IsValid() && !seen[k] {
			seen[k] = true
			out.Related = append(out.Related, r)
		}
	}
	if fs.policy.Catalog != nil {
		if o, ok := fs.policy.Catalog.OwnerOf(fs.written(f.at).Filename); ok {
			out.Owner = &Owner{Service: o.Service, Team: o.Team}
		}
	}
	out.Suggestion = fs.suggestion(f)
	return out
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

// suggestion says which headers are to be attached.
func (fs *files) suggestion(f *fault) string {
	if len(f.values) > 0 {
		return ""
	}
	var heads []string
	for _, t := range fs.policy.Tags {
		if slices.Contains(f.missing, t.Name) && len(t.Written) > 0 {
			heads = append(heads, t.Written[0])
		}
	}
	if len(heads) == 0 {
		return ""
	}
	return "attach " + strings.Join(heads, ", ")
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
