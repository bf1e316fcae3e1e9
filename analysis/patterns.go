package analysis

import (
	"slices"
	"sync"

	"underpin/analysis/internal/pattern"
	"underpin/analysis/internal/route"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/source"
	"underpin/analysis/internal/suppress"
	"underpin/analysis/internal/types"
)

// patternFinder looks for what one rule of kind pattern describes.
type patternFinder struct {
	*pattern.Finder
	rule *rule.Rule
}

func newPatternFinders(set *rule.Set) []patternFinder {
	var out []patternFinder
	for _, r := range set.Rules {
		if r.Pattern != nil {
			out = append(out, patternFinder{pattern.New(r.Pattern), r})
		}
	}
	return out
}

// lineFinders tells which rules may find a line in a text, a bit each in the order of patterns: where there are any, its strings must be known.
func (s *Session) lineFinders(text string) uint64 {
	var out uint64
	for i, f := range s.patterns() {
		if f.Lines(text) {
			out |= 1 << (i % 64)
		}
	}
	return out
}

// patterns finds what comments, lines and functions of a file show by themselves.
func (m *matcher) patterns(table *route.Table) ofFile {
	handlers := map[*types.Func]bool{}
	for _, h := range table.Handlers {
		handlers[h.Func] = true
	}
	before, run := sync.OnceValue(table.Before), sync.OnceValue(table.Run) // few files ask
	hints := pattern.Hints{
		Program: m.program, Handler: func(f *types.Func) bool { return handlers[f] }, Asked: m.asked,
		Before: func(f *types.Func) bool { return before()[f] }, Run: func(f *types.Func) bool { return run()[f] },
		Text: func(path string) *source.Text { return m.s.files[path].text },
	}
	if m.excerpt == nil {
		often := sync.OnceValue(table.Often)
		hints.Reach = pattern.NewReach(m.program, func(f *types.Func) bool { return often()[f] })
	}
	finders := m.s.s.patterns()
	return func(i int) (out []found) {
		u, path := m.units[i], m.s.paths[i]
		text := m.s.files[path].text
		file := &pattern.File{Text: text, Body: m.program.Modules[i].Body, Imports: u.imports, Comments: remarks(text, u.comments), Strings: u.strings}
		for k, f := range finders {
			file.Lines = u.lines&(1<<(k%64)) != 0
			if f.rule.NotIn != nil && f.rule.NotIn.MatchString(path) {
				continue
			}
			for _, x := range f.Find(file, hints) {
				out = append(out, m.patternFinding(f.rule, &x))
			}
		}
		return out
	}
}

func (m *matcher) patternFinding(r *rule.Rule, x *pattern.Finding) found {
	f := found{rule: r, fn: x.Fn, instr: x.Instr, guess: x.Find.Guess}
	f.Finding = Finding{
		Rule: r.Name, CWE: r.CWE, Severity: severityOf(r.Severity), Confidence: confidence(x.Find.Guess),
		Location: Location{x.Fn.Module.Path, x.Span}, Message: message(r, x.Find.As, x.Find.As),
	}
	if x.Find.Says != "" {
		f.Message = x.Find.Says
	}
	if x.Find.Severity != "" {
		f.Severity = severityOf(x.Find.Severity)
	}
	f.Steps = []Step{{f.Location, "written here"}}
	return f
}

// remarks are the comments without suppressions of ours, which explain nothing to a reader of the code.
func remarks(text *source.Text, comments []source.Span) []source.Span {
	ours := func(c source.Span) bool { return suppress.Ours(text.Slice(c)) }
	if !slices.ContainsFunc(comments, ours) {
		return comments
	}
	var out []source.Span
	for _, c := range comments {
		if ours(c) {
			c.End = c.Start + len(suppress.Code(text.Slice(c))) // what stands before it
		}
		if c.End > c.Start {
			out = append(out, c)
		}
	}
	return out
}
