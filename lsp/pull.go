package lsp

import (
	"context"
	"encoding/json"

	"underpin/analysis"
	"underpin/lsp/internal/protocol"
)

// pullDocument answers with the settled diagnostics of one document, open or not.
func pullDocument(ctx context.Context, r *request, p *protocol.DocumentDiagnosticParams) (any, error) {
	if err := r.wait(ctx); err != nil {
		return nil, err
	}
	w := noDiagnostics()
	at, path := r.at.state, ""
	var from *project
	if d := r.at.document; d != nil && d.left == "" {
		from, path = d.project, d.path
	} else if d == nil {
		from, path = r.find(p.TextDocument.URI)
	}
	if from != nil {
		if at == nil {
			at = from.now()
		}
		out, err := r.settled(ctx, from, at, analysis.Scope{Paths: []string{path}})
		if err != nil {
			return nil, err
		}
		for _, f := range byFile(out.Report) {
			if f.path == path {
				w = from.wireOrNothing(out.state, f)
			}
		}
		at = out.state
	}
	if r.at.document != nil && r.at.cell != "" {
		var err error
		if w, err = at.ofCell(path, r.at.cell, w); err != nil {
			return nil, err
		}
	}
	if w.id == p.PreviousResultID {
		return report(w, p.PreviousResultID), nil
	}
	// The list may be large and is JSON already.
	full := append(append(make([]byte, 0, len(w.body)+100), `{"kind":"full","resultId":"`...), w.id...)
	return json.RawMessage(append(append(append(full, `","items":`...), w.body...), '}')), nil
}

// report is full, or says that nothing has changed.
func report(w *wire, previous string) protocol.DocumentDiagnosticReport {
	if w.id == previous {
		return protocol.DocumentDiagnosticReport{Kind: protocol.ReportUnchanged, ResultID: w.id}
	}
	return protocol.DocumentDiagnosticReport{Kind: protocol.ReportFull, ResultID: w.id, Items: w.body}
}

// wait holds an answer back until the settings are known.
func (s *server) wait(ctx context.Context) error {
	select {
	case <-s.configured:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// find gives the project that has a file which is not open.
func (r *request) find(uri string) (*project, string) {
	for _, p := range r.workspace.list() {
		if path, ok := below(p.root, keyOf(uri)); ok && p.has(path) {
			return p, path
		}
	}
	return nil, ""
}

// pullWorkspace answers with the settled diagnostics of all files, in portions
// if the client takes them.
func pullWorkspace(ctx context.Context, r *request, p *protocol.WorkspaceDiagnosticParams) (any, error) {
	const portion = 64
	if err := r.wait(ctx); err != nil {
		return nil, err
	}
	previous := map[string]string{}
	for _, v := range p.PreviousResultIDs {
		previous[keyOf(v.URI)] = v.Value
	}
	items := []protocol.WorkspaceDocumentReport{}
	flush := func(least int) error {
		if p.PartialResultToken == nil || len(items) < least {
			return nil
		}
		if err := r.conn.out.wait(ctx); err != nil {
			return err
		}
		r.conn.notify("", "$/progress", &protocol.ProgressParams{Token: p.PartialResultToken, Value: &protocol.WorkspaceDiagnosticReport{Items: items}})
		items = []protocol.WorkspaceDocumentReport{}
		return nil
	}
	one := func(uri string, version *int, w *wire) error {
		item := protocol.WorkspaceDocumentReport{URI: uri, Version: version}
		key := keyOf(item.URI)
		item.DocumentDiagnosticReport = report(w, previous[key])
		delete(previous, key)
		items = append(items, item)
		return flush(portion)
	}
	add := func(from *project, st *state, path string, w *wire) error {
		d := st.open[path]
		switch {
		case d == nil:
			return one(from.addressOf(st, path), nil, w)
		case d.cells == nil:
			return one(d.uri, &d.version, w)
		}
		lists, err := d.cells.inCells(w)
		for i := range d.cells.list {
			if c := &d.cells.list[i]; err == nil && lists[c.uri] != nil {
				err = one(c.uri, &c.version, lists[c.uri])
			}
		}
		return err
	}
	for _, from := range r.workspace.list() {
		out, err := r.settled(ctx, from, from.now(), analysis.Scope{})
		if err != nil {
			return nil, err
		}
		for _, f := range byFile(out.Report) {
			if r.settings.Load().Scope != "open" || out.state.open[f.path] != nil {
				if err := add(from, out.state, f.path, from.wireOrNothing(out.state, f)); err != nil {
					return nil, err
				}
			}
		}
		for path, d := range out.state.open {
			if d.cells != nil && d.cells.amongst(previous) {
				if err := add(from, out.state, path, noDiagnostics()); err != nil {
					return nil, err
				}
			}
		}
		for key := range previous { // what had findings and has none now
			if path, ok := below(from.root, key); ok && out.speaksOf(path) {
				if err := add(from, out.state, path, noDiagnostics()); err != nil {
					return nil, err
				}
			}
		}
	}
	if err := flush(1); err != nil {
		return nil, err
	}
	return &protocol.WorkspaceDiagnosticReport{Items: items}, nil
}

// compare has a client that pulls ask again if other files than those it edited have changed.
func (p *project) compare(st *state, out *outcome, edited []string) {
	changed, now := false, map[string]string{}
	for _, f := range byFile(out.Report) {
		now[f.path] = p.wireOrNothing(st, f).id
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.current != st || p.closed || out.only != nil {
		return
	}
	ours := map[string]bool{}
	for _, path := range edited {
		ours[path] = true
	}
	for path, id := range now {
		changed = changed || p.pulledIDs[path] != id && !ours[path]
	}
	for path := range p.pulledIDs {
		changed = changed || now[path] == "" && !ours[path]
	}
	p.pulledIDs = now
	clear(p.touched)
	if changed {
		p.s.refresh()
	}
}

// refresh asks a client to pull again. One request at a time is under way.
func (s *server) refresh() {
	if !s.client.pulls || !s.client.refreshes {
		return
	}
	if s.refreshing.Swap(true) {
		s.again.Store(true)
		return
	}
	go func() {
		err := s.conn.call(s.ctx, "workspace/diagnostic/refresh", nil, (*json.RawMessage)(nil))
		s.refreshing.Store(false)
		if s.again.Swap(false) && err == nil {
			s.refresh()
		}
	}()
}
