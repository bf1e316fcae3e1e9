package harness

import (
	"fmt"
	"strings"
)

// at is the example's place in the Markdown.
func (r *runner) at() string { return fmt.Sprintf("%s:%d", r.example.Doc, r.example.Line) }

// line is the place in the Markdown of a file's line, counted from 1; the file
// is named where the example has several.
func (r *runner) line(file string, line int) string {
	for _, f := range r.example.Files {
		if f.Path != file {
			continue
		}
		at := fmt.Sprintf("%s:%d", r.example.Doc, f.Line+line-1)
		if len(r.example.Files) > 1 {
			at += " (" + file + ")"
		}
		return at
	}
	return r.at() + " (" + file + ")"
}

func (r *runner) place(p Place) string {
	first, _ := r.lines(p)
	return r.line(p.File, first)
}

// lines gives the first and the last line of a place, from 1. An empty place has one line.
func (r *runner) lines(p Place) (first, last int) {
	text := r.texts[p.File]
	if text == nil {
		return 0, 0
	}
	return text.Line(p.Span.Start) + 1, text.Line(max(p.Span.Start, p.Span.End-1)) + 1
}

// source is a line of code without its indentation.
func (r *runner) source(file string, line int) string {
	if text := r.texts[file]; text != nil {
		return strings.TrimSpace(text.LineText(line - 1))
	}
	return ""
}

// describe is the line of a finding and its path.
func (r *runner) describe(f *Finding) string {
	first, _ := r.lines(f.Place)
	return "\n    " + r.source(f.File, first) + r.path(f)
}

// path is a finding's path, a line for each step.
func (r *runner) path(f *Finding) string {
	var b strings.Builder
	for _, s := range f.Steps {
		first, _ := r.lines(s.Place)
		fmt.Fprintf(&b, "\n      %s: %s  <- %s", r.place(s.Place), r.source(s.File, first), s.Message)
	}
	return b.String()
}

// render is everything about findings, a line for each, to compare two analyses
// of the same texts.
func (r *runner) render(report *Report) []string {
	var out []string
	for _, f := range report.Findings {
		line := fmt.Sprintf("%s: %s, %s confidence: %s", r.place(f.Place), f.Rule, f.Confidence, f.Message)
		for _, s := range f.Steps {
			line += fmt.Sprintf("\n      %s (bytes %d to %d): %s", r.place(s.Place), s.Span.Start, s.Span.End, s.Message)
		}
		out = append(out, line)
	}
	return out
}
