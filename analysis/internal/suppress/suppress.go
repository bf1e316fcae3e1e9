// Package suppress owns comments that silence findings: which forms count, what they cover, and what is wrong
// with those that do not work.
//
// It is a pure function of a text and the spans of its comments, which the caller takes from the syntax tree:
// a string that looks like a comment silences nothing. Package analysis asks it about each finding.
//
//	x = run(cmd)  # underpin: ignore[rule-a, rule-b] the reason      this line
//	# underpin: ignore[rule-a] the reason                            alone on a line: the next line of code
//	# underpin: ignore-file[rule-a] the reason                       at the top: the whole file
//	# nosec    # nosec B608    # nosemgrep    # nosemgrep: id        the marks of bandit and semgrep
//	# noqa: S608                                                     the mark of flake8 and ruff; without a code it is not meant
package suppress

import (
	"fmt"
	"slices"
	"strings"

	"underpin/analysis/internal/source"
)

// Vocabulary is what comments may name.
type Vocabulary struct {
	Rules   []string            // names of all rules
	Aliases map[string][]string // other tools' codes, "B608" and "S608", to the rules that look for the same
}

// Directive is one comment, or one part of a comment, that silences something or wanted to.
type Directive struct {
	Kind   string // "underpin", "nosec", "nosemgrep", "noqa"
	Rules  []string
	All    bool // every rule
	File   bool // the whole file
	Reason string
	Span   source.Span // from its word to the end of the comment
	Broken string      // why it does not work; "" if it does

	first, last int // lines covered
	foreign     bool
}

// Table holds a file's directives in order of their place.
type Table struct {
	Directives []Directive
	text       *source.Text
}

// Note says what is wrong with a directive.
type Note struct {
	Span    source.Span
	Message string
}

// Parse reads the directives of a text. The comments' spans must be in order and cover whole comments.
func Parse(text *source.Text, comments []source.Span, words Vocabulary) *Table {
	t := &Table{text: text}
	for i, comment := range comments {
		body := text.Slice(comment)
		if !mayDirect(body) { // almost every comment; the rest of the work is for the few
			continue
		}
		for _, d := range read(body, words) {
			d.Span = d.Span.Shift(comment.Start)
			d.first = text.Line(comment.Start)
			d.last = d.first
			if alone(text, comment) {
				d.last = nextCode(text, comments, i)
			}
			if d.File && d.Broken == "" && !atTop(text, comments, i) {
				d.Broken = "ignore-file must stand at the top of the file, before any code"
			}
			t.Directives = append(t.Directives, d)
		}
	}
	return t
}

// Find gives the index of the directive that silences a rule's finding at span: on any of the lines the
// finding covers. Of several, the project's own form is preferred, because it carries the reason.
func (t *Table) Find(rule string, at source.Span) (index int, ok bool) {
	if len(t.Directives) == 0 {
		return 0, false
	}
	first, last := t.text.Line(at.Start), t.text.Line(max(at.Start, at.End-1))
	index = -1
	for i, d := range t.Directives {
		if !d.covers(rule, first, last) {
			continue
		}
		if index < 0 || t.Directives[index].foreign && !d.foreign {
			index = i
		}
	}
	return index, index >= 0
}

func (d *Directive) covers(rule string, first, last int) bool {
	if d.Broken != "" || !d.All && !slices.Contains(d.Rules, rule) {
		return false
	}
	return d.File || d.first <= last && first <= d.last
}

// Notes tells of directives that do not work and of the project's own that silenced nothing. Other tools' marks may
// be meant for those tools alone, so they are never called unused.
func (t *Table) Notes(used func(index int) bool) []Note {
	var notes []Note
	for i, d := range t.Directives {
		switch {
		case d.Broken != "":
			notes = append(notes, Note{d.Span, "this suppression does not work: " + d.Broken})
		case !d.foreign && !used(i):
			notes = append(notes, Note{d.Span, fmt.Sprintf("this suppression is not needed: nothing to silence for %s", strings.Join(d.Rules, ", "))})
		}
	}
	return notes
}

// alone tells whether nothing but space stands before the comment on its line.
func alone(text *source.Text, comment source.Span) bool {
	start := text.LineStart(text.Line(comment.Start))
	return strings.TrimSpace(text.Slice(source.Span{Start: start, End: comment.Start})) == ""
}

// nextCode is the first line after comment i that is neither blank nor a comment alone, so that several
// comments can be stacked above a line.
func nextCode(text *source.Text, comments []source.Span, i int) int {
	line := text.Line(comments[i].Start) + 1
	for i++; line < text.Lines(); line++ {
		for i < len(comments) && text.Line(comments[i].Start) < line {
			i++
		}
		onThisLine := i < len(comments) && text.Line(comments[i].Start) == line && alone(text, comments[i])
		if !onThisLine && strings.TrimSpace(text.LineText(line)) != "" {
			return line
		}
	}
	return line
}

// atTop tells whether only comments and blank lines stand before comment i.
func atTop(text *source.Text, comments []source.Span, i int) bool {
	at := text.LineStart(0)
	for _, c := range comments[:i+1] {
		if strings.TrimSpace(text.Slice(source.Span{Start: at, End: c.Start})) != "" {
			return false
		}
		at = c.End
	}
	return true
}
