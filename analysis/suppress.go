package analysis

import "underpin/analysis/internal/suppress"

// suppress marks the findings that comments silence and notes comments that do
// not work or silence nothing.
func (m *matcher) suppress(r *Report) {
	var names []string
	for _, x := range m.s.s.rules {
		names = append(names, x.Name)
	}
	codes := map[string][]string{}
	for _, x := range m.s.s.set.Rules {
		for _, c := range x.Codes {
			codes[c] = append(codes[c], x.Name)
		}
	}
	words := suppress.Vocabulary{Rules: names, Aliases: codes}
	next := 0
	for i, u := range m.units {
		f := m.s.files[m.s.paths[i]]
		table := suppress.Parse(f.text, u.comments, words)
		used := map[int]bool{}
		for ; next < len(r.Findings) && r.Findings[next].Path == f.path; next++ {
			x := &r.Findings[next]
			k, ok := table.Find(x.Rule, x.Span)
			if !ok {
				continue
			}
			used[k] = true
			d := &table.Directives[k]
			x.Suppressed = &Suppression{Kind: d.Kind, Reason: d.Reason, Location: Location{f.path, d.Span}}
		}
		for _, n := range table.Notes(func(k int) bool { return used[k] }) {
			r.Notes = append(r.Notes, Note{Location: Location{f.path, n.Span}, Message: n.Message})
		}
	}
}
