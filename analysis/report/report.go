// Package report owns how findings look outside: as text for people, as JSON and SARIF for programs, as commands for GitHub.
//
// Every form is a pure function of an Input: no clock, no terminal, no files, and the same bytes for the same findings. What is shown
// and what is hidden has been decided before. The command line calls it.
package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"underpin/analysis"
)

// Input is what a run found and what is needed to show it.
type Input struct {
	Report  *analysis.Report // findings to show, in order
	Text    func(path string) (*analysis.Text, bool)
	Rules   []*analysis.Rule // in order of name
	Version string           // of the tool
	Hidden  Hidden

	Incomplete bool // something that was named could not be read
}

// Hidden counts findings that are not in the report, by why.
type Hidden struct {
	Suppressed    int `json:"suppressed"`
	Baseline      int `json:"baseline"`
	LowConfidence int `json:"belowConfidence"`
	Untouched     int `json:"untouched"` // no step on a line added since the revision asked for
}

// place is a span as people and formats count it: lines and columns from 1.
type place struct {
	line, column, endLine, endColumn int
}

// locate turns a span into lines and columns. It fails for files without text (binary, too large), whose notes
// speak of the file as a whole.
func (in Input) locate(at analysis.Location, units analysis.Encoding) (place, bool) {
	text, ok := in.Text(at.Path)
	if !ok {
		return place{}, false
	}
	start, end := text.Position(at.Span.Start, units), text.Position(at.Span.End, units)
	return place{start.Line + 1, start.Character + 1, end.Line + 1, end.Character + 1}, true
}

// wholeFile tells notes that speak of no place in their file.
func wholeFile(n analysis.Note) bool { return n.Span.Start == 0 && n.Span.End == 0 }

// counts gives the number of unsuppressed findings a severity.
func (in Input) counts() (bySeverity [3]int, shown int) {
	for _, f := range in.Report.Findings {
		if f.Suppressed == nil {
			bySeverity[f.Severity]++
			shown++
		}
	}
	return bySeverity, shown
}

// steps gives the way to a finding, which always ends at the finding itself.
func steps(f analysis.Finding) []analysis.Step {
	if n := len(f.Steps); n > 0 && f.Steps[n-1].Location == f.Location {
		return f.Steps
	}
	return append(f.Steps[:len(f.Steps):len(f.Steps)], analysis.Step{Location: f.Location})
}

// visible makes text from a source safe to print: what would move the cursor, recolour the screen or turn the
// direction of writing is replaced, because the text may come from whoever is to be found out.
func visible(s string) string {
	clean := true
	for _, r := range s {
		if hidden(r) {
			clean = false
			break
		}
	}
	if clean && utf8.ValidString(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case hidden(r):
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// hidden tells control characters and those format characters that reorder text.
func hidden(r rune) bool {
	return unicode.IsControl(r) || 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069 || r == 0x200E || r == 0x200F
}

// number writes a count with its noun.
func number(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}

func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
