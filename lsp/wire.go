package lsp

import (
	"encoding/json"
	"fmt"
	"hash/crc64"
	"maps"
	"slices"
	"sync"

	"underpin/analysis"
)

// wire is the diagnostics of one file as they are sent.
type wire struct {
	body json.RawMessage // a list
	id   string          // the same for the same list
}

// wireOf names a list by its checksum: a cryptographic one takes a millisecond
// where a file has many findings, and nobody gains from two lists of one name.
func wireOf(body json.RawMessage) *wire {
	if string(body) == "[]" {
		return noDiagnostics()
	}
	return &wire{body, fmt.Sprintf("%016x-%x", crc64.Checksum(body, crc64.MakeTable(crc64.ECMA)), len(body))}
}

func noDiagnostics() *wire { return &wire{json.RawMessage("[]"), "none"} }

// wires keeps what was made of a file's findings for as long as it would be made again.
type wires struct {
	mu   sync.Mutex
	kept map[string]*made
}

// keep drops what is kept of other files than these.
func (w *wires) keep(these map[string]*wire) {
	w.mu.Lock()
	defer w.mu.Unlock()
	maps.DeleteFunc(w.kept, func(path string, _ *made) bool { return these[path] == nil })
}

// made is a wire and all that it was made of.
type made struct {
	*wire
	settings *settings
	findings []analysis.Finding
	notes    []analysis.Note
	marks    []mark
	texts    map[string]*analysis.Text
	cells    map[string]*cells
}

// mark is what the tracking of insertions says of a finding.
type mark struct {
	origin string
	shown  bool
}

// file is one file's part of a report.
type fileReport struct {
	path     string
	findings []analysis.Finding
	notes    []analysis.Note
}

// byFile divides a report, which is sorted by path.
func byFile(r *analysis.Report) []fileReport {
	var out []fileReport
	at := func(path string) *fileReport {
		i, found := slices.BinarySearchFunc(out, path, func(f fileReport, path string) int {
			switch {
			case f.path < path:
				return -1
			case f.path > path:
				return 1
			}
			return 0
		})
		if !found {
			out = slices.Insert(out, i, fileReport{path: path})
		}
		return &out[i]
	}
	for i := 0; i < len(r.Findings); {
		end := i + 1
		for end < len(r.Findings) && r.Findings[end].Path == r.Findings[i].Path {
			end++
		}
		at(r.Findings[i].Path).findings = r.Findings[i:end:end]
		i = end
	}
	for _, n := range r.Notes {
		if toldInPlace(&n) {
			f := at(n.Path)
			f.notes = append(f.notes, n)
		}
	}
	return out
}

// wire gives a file's diagnostics, those kept from before if nothing has changed that they depend on.
func (p *project) wire(st *state, f fileReport) *wire {
	set := p.s.settings.Load()
	marks := make([]mark, len(f.findings))
	for i := range f.findings {
		marks[i] = mark{p.s.insertions.origin(&f.findings[i], st.keyOf), p.s.insertions.shown(set.View, &f.findings[i], st.keyOf)}
	}
	p.wires.mu.Lock()
	old := p.wires.kept[f.path]
	p.wires.mu.Unlock()
	if old != nil && old.settings == set && slices.Equal(old.marks, marks) && old.still(st) &&
		slices.EqualFunc(old.findings, f.findings, sameFinding) && slices.Equal(old.notes, f.notes) {
		return old.wire
	}
	r := renderer{p: p, st: st, settings: set, texts: map[string]*analysis.Text{}}
	m := &made{settings: set, findings: f.findings, notes: f.notes, marks: marks, texts: r.texts}
	m.wire = wireOf(r.render(f, marks))
	m.cells = map[string]*cells{}
	for path := range r.texts {
		if c := st.cells(path); c != nil {
			m.cells[path] = c
		}
	}
	p.wires.mu.Lock()
	defer p.wires.mu.Unlock()
	if p.wires.kept == nil {
		p.wires.kept = map[string]*made{}
	}
	p.wires.kept[f.path] = m
	return m.wire
}

// still tells whether all texts are those from which positions were taken.
func (m *made) still(st *state) bool {
	for path, text := range m.texts {
		if now, _ := st.snapshot.Text(path); now != text || m.cells[path] != st.cells(path) {
			return false
		}
	}
	return true
}

func sameFinding(a, b analysis.Finding) bool {
	return a.Location == b.Location && a.Rule == b.Rule && a.Severity == b.Severity && a.Confidence == b.Confidence &&
		a.Message == b.Message && a.Fingerprint == b.Fingerprint && (a.Suppressed == nil) == (b.Suppressed == nil) &&
		slices.Equal(a.Steps, b.Steps) &&
		slices.EqualFunc(a.Fixes, b.Fixes, func(a, b analysis.Fix) bool { return a.ID == b.ID })
}
