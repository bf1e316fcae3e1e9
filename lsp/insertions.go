package lsp

import (
	"time"

	"underpin/analysis"
)

// insertions follows what was inserted into the open documents: it hears of
// every edit and later tells where the code of a finding came from.
//
// opened, changed, saved and closed come from the loop; origin and shown from
// any goroutine. They answer for the present texts: an analysis that is behind
// them is thrown away anyhow.
type insertions struct{ tracker *analysis.Tracker }

func newInsertions() *insertions { return &insertions{analysis.NewTracker()} }

// opened starts a document with its text, or gives it another as a whole.
func (n *insertions) opened(key, text string) {
	n.tracker.Open(key, 0, text)
}

// changed hears of edits, each of the text that the ones before it left, the first of before. It is
// called before the edits reach the engine, so that no finding is asked about too early.
func (n *insertions) changed(key string, before *analysis.Text, edits []analysis.TextEdit, version int, at time.Time) {
	_, err := n.tracker.Change(analysis.EditChange{Path: key, Version: version, Edits: edits, At: at})
	if err != nil { // not followed so far; the engine refuses wrong edits, and tells
		n.tracker.Open(key, version, before.String())
	}
}

// saved does not begin a new count of changes: what view "changes" is about would go with every automatic save.
func (*insertions) saved(key string)    {}
func (n *insertions) closed(key string) { n.tracker.Close(key) }

// origin tells where a finding's code came from, "" if that is unknown. key
// gives the document of a path.
func (n *insertions) origin(f *analysis.Finding, key func(path string) string) string {
	if in := analysis.Inserted(n.tracker.Marks(), f, key); in != nil {
		return in.Origin.String()
	}
	return ""
}

// shown tells whether a view ("insertions", "changes", "everything") shows a finding in full.
func (n *insertions) shown(view string, f *analysis.Finding, key func(path string) string) bool {
	v, _ := analysis.ParseView(view)
	return v == analysis.Everything || v.Shows(analysis.Touch(n.tracker.Marks(), f, key))
}
