package analysis

import (
	"slices"

	"underpin/analysis/internal/suppress"
)

// Settle treats findings in manifests that were made outside the engine as its own: it drops those that the project's settings
// switch off, gives the others the severity that the settings name, lets comments silence them, gives each its fingerprint, and
// puts them in order. Every finding's file must have a text. Names are those of the rules that comments may speak of.
func Settle(findings []Finding, names []string, config *Config, text func(path string) (*Text, bool)) *Report {
	r := &Report{Findings: findings}
	slices.SortStableFunc(r.Findings, func(a, b Finding) int { return compare(&a, &b) })
	fingerprint(r.Findings, func(path string) *Text {
		if t, ok := text(path); ok {
			return t
		}
		return NewText("")
	})
	applyConfig(r, config)
	for from := 0; from < len(r.Findings); {
		to := from
		for to < len(r.Findings) && r.Findings[to].Path == r.Findings[from].Path {
			to++
		}
		if t, ok := text(r.Findings[from].Path); ok {
			f := &file{path: r.Findings[from].Path, text: t}
			table := suppress.Parse(t, manifestComments(f), suppress.Vocabulary{Rules: names})
			silence(f, table, r.Findings[from:to])
			for _, n := range table.Notes(func(int) bool { return true }) { // one that silences nothing may do so when more is asked
				r.Notes = append(r.Notes, Note{Location: Location{f.path, n.Span}, Message: n.Message})
			}
		}
		from = to
	}
	return r
}
