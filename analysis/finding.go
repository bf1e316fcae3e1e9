package analysis

import "underpin/analysis/internal/source"

// Span is a half-open range of byte offsets in a file's text.
type Span = source.Span

// TextEdit replaces a range of a text: byte offsets in the text before.
type TextEdit = source.Edit

// Severity is how bad a finding is if it is right.
type Severity uint8

// Severities in rising order.
const (
	Info Severity = iota
	Warning
	Error
)

// String gives the name used in rules, flags and output.
func (s Severity) String() string {
	switch s {
	case Info:
		return "info"
	case Warning:
		return "warning"
	}
	return "error"
}

// Confidence is how sure the engine is: High when source, sink and every step
// were resolved by qualified name or type, Medium with one guess, Low with more.
type Confidence uint8

// Confidences in rising order.
const (
	Low Confidence = iota
	Medium
	High
)

// String gives the name used in flags and output.
func (c Confidence) String() string {
	switch c {
	case Low:
		return "low"
	case Medium:
		return "medium"
	}
	return "high"
}

// Location is a place in a file of the session.
type Location struct {
	Path string // as given to Apply, slashes
	Span Span
}

// Step is one station of the way from source to sink.
type Step struct {
	Location
	Message string // one short sentence without a full stop
}

// FileEdits are the edits of one file that belong together.
type FileEdits struct {
	Path  string
	Edits []TextEdit
}

// Fix is a change that mends a finding.
type Fix struct {
	ID    string // stable within the finding, "parameterise"
	Title string // what a menu shows
	Edits []FileEdits
}

// Finding is one flaw at one place.
type Finding struct {
	Rule        string // the rule's file name, "sql-injection"
	CWE         int
	Severity    Severity
	Confidence  Confidence
	Message     string
	Location             // where it is reported: the sink
	Steps       []Step   // source first, sink last; one step at least
	Evidence    []string // of a name of a package: what was looked up, in order, and what that gave; short sentences without a full stop
	Typing      bool     // of a name of a package: the last edit of its file left off in it, so it may not be whole; quick answers leave such findings out
	Fixes       []Fix
	Fingerprint string // 32 hex digits; survives moved lines
	Suppressed  *Suppression
}

// Suppression says that and why a finding was silenced in the source.
type Suppression struct {
	Kind   string // the comment's word: "underpin", "nosec", "nosemgrep", "noqa"
	Reason string
	Location
}

// Note tells of something that limited the analysis of a file: it was binary,
// too large, nested too deep, a step limit was hit, a suppression has no reason.
type Note struct {
	Location
	Message string
	Kind    string // what many such notes say in one line, behind their number: "functions were ..."; empty: each speaks for itself
}

// Report is what an analysis of a scope gives. Findings and notes are sorted by
// path, start, rule.
type Report struct {
	Findings []Finding
	Notes    []Note
	Files    int // files analysed
	Scripts  int // files of which only the packages that they import were looked at
	Lines    int

	Manifests int // files of which only the packages that they install were looked at
}
