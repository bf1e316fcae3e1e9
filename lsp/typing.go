package lsp

import (
	"maps"
	"slices"
	"time"

	"underpin/analysis"
)

// wordPause is how long nothing is said about a name of a package that the last edit left off in: whoever types it goes on
// within that time, or is done.
const wordPause = 800 * time.Millisecond

// whole leaves out of a report what it says about names that are still written, and tells whether there were any.
func (st *state) whole(r *analysis.Report) (whole *analysis.Report, waits bool) {
	st.project.mu.Lock()
	defer st.project.mu.Unlock()
	written := func(f analysis.Finding) bool {
		d := st.open[f.Path]
		return f.Typing && d != nil && st.project.rested[f.Path] != d
	}
	if !slices.ContainsFunc(r.Findings, written) {
		return r, false
	}
	st.waits.Store(true)
	out := *r // the snapshot keeps its own
	out.Findings = slices.DeleteFunc(slices.Clone(r.Findings), written)
	return &out, true
}

// rest says of documents of a state that nobody goes on writing where their last edits left off.
func (st *state) rest(these func(*document) bool) {
	st.project.mu.Lock()
	defer st.project.mu.Unlock()
	rested := st.project.rested
	maps.DeleteFunc(rested, func(path string, _ *document) bool { return st.open[path] == nil })
	for path, d := range st.open {
		if these(d) {
			rested[path] = d
		}
	}
}

// saved says so of a document, and has the client told what was held back.
func (d *document) saved() {
	if d.left != "" {
		return
	}
	st := d.project.now()
	st.rest(func(open *document) bool { return open == d })
	if st.waits.Load() {
		go d.project.tellAll(st, nil)
	}
}

// tellAll has the client know the settled findings of a state. edited are the files about which a client that pulls asks anyhow.
func (p *project) tellAll(st *state, edited []string) (out *outcome, err error) {
	if out, err = p.s.analyse(st.ctx, st, analysis.Scope{}); err != nil {
		return nil, err
	}
	if p.s.client.pulls {
		p.compare(st, out, edited)
	} else {
		p.publish(st, out, nil)
	}
	return out, nil
}
