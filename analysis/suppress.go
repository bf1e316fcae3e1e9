package analysis

import "underpin/analysis/internal/suppress"

// suppress marks the findings that comments silence and notes comments that do
// not work or silence nothing.
func (m *matcher) suppress(r *Report) {
	words := m.suppressions()
	next := 0
	for i := range m.units {
		end := next
		for end < len(r.Findings) && r.Findings[end].Path == m.s.paths[i] {
			end++
		}
		r.Notes = append(r.Notes, m.suppressIn(i, words, r.Findings[next:end])...)
		next = end
	}
}

// suppressions are the words that comments may name rules by.
func (m *matcher) suppressions() suppress.Vocabulary {
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
	return suppress.Vocabulary{Rules: names, Aliases: codes}
}

// suppressIn does so in one file, whose findings these are.
func (m *matcher) suppressIn(file int, words suppress.Vocabulary, findings []Finding) []Note {
	f := m.s.files[m.s.paths[file]]
	table := suppress.Parse(f.text, m.units[file].comments, words)
	used := map[int]bool{}
	for i := range findings {
		x := &findings[i]
		x.Suppressed = nil
		if k, ok := table.Find(x.Rule, x.Span); ok {
			used[k] = true
			d := &table.Directives[k]
			x.Suppressed = &Suppression{Kind: d.Kind, Reason: d.Reason, Location: Location{f.path, d.Span}}
		}
	}
	var notes []Note
	for _, n := range table.Notes(func(k int) bool { return used[k] }) {
		notes = append(notes, Note{Location: Location{f.path, n.Span}, Message: n.Message})
	}
	return notes
}
