package analysis

import (
	"strings"

	"underpin/analysis/internal/source"
	"underpin/analysis/internal/suppress"
)

// suppress marks the findings that comments silence and notes comments that do
// not work or silence nothing.
func (m *matcher) suppress(r *Report) {
	words := m.suppressions()
	inFile := map[string][]Finding{}
	for from := 0; from < len(r.Findings); {
		to := from
		for to < len(r.Findings) && r.Findings[to].Path == r.Findings[from].Path {
			to++
		}
		inFile[r.Findings[from].Path] = r.Findings[from:to]
		from = to
	}
	for i := range m.units {
		r.Notes = append(r.Notes, m.suppressIn(i, words, inFile[m.s.paths[i]])...)
	}
	for _, path := range m.s.names.scripts {
		r.Notes = append(r.Notes, m.suppressScript(m.s.files[path], words, inFile[path])...)
	}
	for _, path := range m.s.names.installing {
		if f := m.s.files[path]; f.manifest {
			r.Notes = append(r.Notes, m.suppressManifest(f, words, inFile[path])...)
		}
	}
}

// suppressManifest does so in a file that is no code: a comment is what stands behind a number sign that begins a word.
func (m *matcher) suppressManifest(f *file, words suppress.Vocabulary, findings []Finding) []Note {
	if len(findings) == 0 {
		return nil // such comments are other tools' too, and unused ones do no harm here
	}
	return silence(f, suppress.Parse(f.text, manifestComments(f), words), findings)
}

func manifestComments(f *file) (comments []source.Span) {
	for line := range f.text.Lines() {
		s := f.text.LineText(line)
		if i := strings.IndexByte(s, '#'); i == 0 || i > 0 && (s[i-1] == ' ' || s[i-1] == '\t') {
			start := f.text.LineStart(line)
			comments = append(comments, source.Span{Start: start + i, End: start + len(s)})
		}
	}
	return comments
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
	return silence(f, suppress.Parse(f.text, m.units[file].comments, words), findings)
}

// silence marks a file's findings that a table of comments covers.
func silence(f *file, table *suppress.Table, findings []Finding) []Note {
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
