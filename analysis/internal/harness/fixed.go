package harness

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"underpin/analysis/internal/source"
)

// fixed applies each fix that a wanted finding offers and looks again.
func (r *runner) fixed() {
	for i, f := range r.wanted {
		if slices.Contains(r.wanted[:i], f) { // two wants may lie in one finding
			continue
		}
		for _, fix := range f.Fixes {
			if err := r.tryFix(f, fix); err != nil {
				r.fail("fixed", "%s: the fix of %s, %q, %v", r.place(f.Place), f.Rule, fix.Title, err)
			}
		}
	}
}

// tryFix gives an error that continues the sentence "the fix ...".
func (r *runner) tryFix(f *Finding, fix Fix) error {
	if len(fix.Edits) == 0 {
		return fmt.Errorf("changes nothing")
	}
	texts := maps.Clone(r.texts)
	var here []source.Edit // in the finding's file
	for _, e := range fix.Edits {
		text := texts[e.File]
		if text == nil {
			return fmt.Errorf("edits %s, which does not exist", e.File)
		}
		after, err := text.Apply(e.Edits...)
		if err != nil {
			return fmt.Errorf("cannot be applied to %s: %w", e.File, err)
		}
		if err := r.parses(e.File, text, after); err != nil {
			return err
		}
		texts[e.File] = after
		if e.File == f.File {
			here = append(here, e.Edits...)
		}
	}
	report, err := r.apply(r.engine.Workspace(), r.whole(texts)...)
	if err != nil {
		return fmt.Errorf("leaves what breaks the analysis: %w", err)
	}
	place := moved(f.Span, here)
	for _, g := range report.Findings {
		if g.Hidden == "" && g.Rule == f.Rule && g.File == f.File && g.Span.Overlaps(place) {
			return fmt.Errorf("does not end it: %s\n    %s", g.Message, extract(texts[g.File], g.Span))
		}
	}
	return nil
}

// parses checks that a text which parsed still does after a fix.
func (r *runner) parses(file string, before, after *source.Text) error {
	if _, broken, err := r.engine.SyntaxError(r.ctx, file, before.String()); broken || err != nil {
		return err
	}
	at, broken, err := r.engine.SyntaxError(r.ctx, file, after.String())
	if err == nil && broken {
		return fmt.Errorf("leaves a syntax error:\n    %s", strings.TrimSpace(after.LineText(after.Line(at))))
	}
	return err
}

// moved is where a span lies after edits of the text, widened by what was
// inserted at its edges and by edits that reach beyond them.
func moved(s source.Span, edits []source.Edit) source.Span {
	out := s
	for _, e := range edits {
		switch {
		case e.Start > s.End:
		case e.End <= s.Start && e.Start < s.Start:
			out = out.Shift(e.Delta())
		default:
			out.Start -= max(s.Start-e.Start, 0)
			out.End += e.Delta() + max(e.End-s.End, 0)
		}
	}
	return out
}

// extract is the lines of a span.
func extract(text *source.Text, s source.Span) string {
	var lines []string
	for n := text.Line(s.Start); n <= text.Line(max(s.Start, s.End-1)); n++ {
		lines = append(lines, strings.TrimSpace(text.LineText(n)))
	}
	return strings.Join(lines, "\n    ")
}
