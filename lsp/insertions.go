package lsp

import (
	"time"

	"underpin/analysis"
)

// insertions is where package analysis/insertion is asked: it hears of every
// edit and later tells where the code of a finding came from. Until that
// package is there it knows nothing, and everything is shown.
//
// opened, changed, saved and closed come from the loop; origin and shown from
// any goroutine.
type insertions struct{}

func newInsertions() *insertions { return &insertions{} }

// opened starts a document with its text.
func (*insertions) opened(key, text string) {}

// changed hears of edits, each of the text that the ones before it left, the first of before.
func (*insertions) changed(key string, before *analysis.Text, edits []analysis.TextEdit, version int, at time.Time) {
}

// saved and closed end what counts as changed since.
func (*insertions) saved(key string)  {}
func (*insertions) closed(key string) {}

// origin tells where a finding's code came from, "" if that is unknown. key
// gives the document of a path.
func (*insertions) origin(f *analysis.Finding, key func(path string) string) string { return "" }

// shown tells whether a view ("insertions", "changes", "everything") shows a finding in full.
func (*insertions) shown(view string, f *analysis.Finding, key func(path string) string) bool {
	return true
}
