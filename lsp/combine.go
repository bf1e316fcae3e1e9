package lsp

import (
	"slices"
	"strings"

	"underpin/analysis"
)

// combine puts fixes together into one change. A fix comes in as a whole or not
// at all: what does not go together with those before it is left for the next
// time. It tells how many came in.
func combine(fixes []*analysis.Fix) (files []analysis.FileEdits, taken int) {
	edits := map[string][]analysis.TextEdit{}
	for _, f := range fixes {
		if !slices.ContainsFunc(f.Edits, func(e analysis.FileEdits) bool { return !fits(edits[e.Path], e.Edits) }) {
			taken++
			for _, e := range f.Edits {
				for _, x := range e.Edits {
					if !slices.Contains(edits[e.Path], x) {
						edits[e.Path] = append(edits[e.Path], x)
					}
				}
			}
		}
	}
	for path, list := range edits {
		slices.SortStableFunc(list, compareEdits)
		files = append(files, analysis.FileEdits{Path: path, Edits: list})
	}
	slices.SortFunc(files, func(a, b analysis.FileEdits) int { return strings.Compare(a.Path, b.Path) })
	return files, taken
}

func compareEdits(a, b analysis.TextEdit) int {
	if c := a.Span().Compare(b.Span()); c != 0 {
		return c
	}
	return strings.Compare(a.New, b.New)
}

// fits tells whether more edits of a file go together with those there. The
// same replacement and the same whole line may be wanted twice; the same
// brackets around something only if all of them are the same.
func fits(there, more []analysis.TextEdit) bool {
	if !slices.ContainsFunc(more, func(e analysis.TextEdit) bool { return !slices.Contains(there, e) }) {
		return true
	}
	for _, e := range more {
		if (e.Start < e.End || wholeLine(e)) && slices.Contains(there, e) {
			continue
		}
		for _, old := range there {
			switch {
			case e.Start == e.End && old.Start == old.End:
				if e.Start == old.Start && !(wholeLine(e) && wholeLine(old)) {
					return false
				}
			case e.Start == e.End || old.Start == old.End:
				if e.Start <= old.End && old.Start <= e.End {
					return false
				}
			case e.Start < old.End && old.Start < e.End:
				return false
			}
		}
	}
	return true
}

// wholeLine tells an insertion of lines, an import: the order of two does not matter.
func wholeLine(e analysis.TextEdit) bool {
	return e.Start == e.End && (strings.HasSuffix(e.New, "\n") || strings.HasPrefix(e.New, "\n") || strings.HasPrefix(e.New, "\r\n"))
}
