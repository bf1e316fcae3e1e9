package analysis

import "underpin/analysis/insertion"

// What the outside needs of package insertion, whose comment tells what it follows.
type (
	Tracker    = insertion.Tracker
	Marks      = insertion.Marks
	Insertion  = insertion.Insertion
	EditChange = insertion.Change
	EditSignal = insertion.Signal
)

// NewTracker makes a tracker of insertions without documents.
func NewTracker() *Tracker { return insertion.New() }

// View is what a user wants to see.
type View uint8

// Views. The zero value is the one without a setting.
const (
	Everything View = iota // every finding as it is
	Insertions             // what touches an insertion
	Changes                // what touches anything that differs from the text at the opening
)

// ParseView reads the name of a view, as settings write it.
func ParseView(name string) (View, bool) {
	for v := Everything; v <= Changes; v++ {
		if v.String() == name {
			return v, true
		}
	}
	return Everything, false
}

// String gives the name used in settings.
func (v View) String() string { return [...]string{"everything", "insertions", "changes"}[v] }

// Others is what becomes of findings that a view is not about.
type Others uint8

// Demoted findings are shown as information.
const (
	Demoted Others = iota
	Hidden
)

// Touched is what a finding has to do with what was edited.
type Touched struct {
	Insertion *Insertion // the most certain one that a step of its way lies in, or nil
	Changed   bool       // some step lies in a change
}

// Touch asks the marks about every station of a finding's way, in whatever files. name gives the document of a path as
// the tracker was told it; nil: the path itself.
func Touch(m *Marks, f *Finding, name func(path string) string) Touched {
	t := Touched{Insertion: Inserted(m, f, name)}
	eachStation(f, name, func(document string, at Span) { t.Changed = t.Changed || m.Changed(document, at) })
	return t
}

// Inserted gives the insertion that Touch does, and asks for nothing else: what changed takes comparing whole texts.
func Inserted(m *Marks, f *Finding, name func(path string) string) *Insertion {
	var best *Insertion
	eachStation(f, name, func(document string, at Span) {
		if in := m.Touches(document, at); in != nil && (best == nil || in.Confidence > best.Confidence) {
			best = in
		}
	})
	return best
}

// eachStation visits a finding's place and the steps of its way.
func eachStation(f *Finding, name func(path string) string, visit func(document string, at Span)) {
	at := func(l Location) {
		document := l.Path
		if name != nil {
			document = name(l.Path)
		}
		visit(document, l.Span)
	}
	at(f.Location)
	for i := range f.Steps {
		at(f.Steps[i].Location)
	}
}

// Shows tells whether a view is about a finding.
func (v View) Shows(t Touched) bool {
	return v == Everything || v == Insertions && t.Insertion != nil || v == Changes && (t.Changed || t.Insertion != nil)
}

// Show gives the severity with which a view shows a finding, and whether it shows it at all. It never raises one.
func (v View) Show(s Severity, t Touched, others Others) (Severity, bool) {
	if v.Shows(t) {
		return s, true
	}
	if others == Hidden {
		return s, false
	}
	return Info, true
}
