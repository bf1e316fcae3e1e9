package lsp

import (
	"encoding/json"

	p316 "github.com/tliron/glsp/protocol_3_16"

	"underpin/lsp/internal/protocol"
)

// announce tells the client of the features.
func (s *server) announce(out *protocol.ServerCapabilities) {
	yes := true
	out.HoverProvider = true
	out.CodeActionProvider = &p316.CodeActionOptions{CodeActionKinds: []string{protocol.QuickFix, fixAllKind}, ResolveProvider: &yes}
	out.CodeLensProvider = &p316.CodeLensOptions{}
	out.InlayHintProvider = true
	out.ExecuteCommandProvider = &p316.ExecuteCommandOptions{Commands: []string{explainName, fixAllName, applyCommand}}
	out.NotebookDocumentSync = notebookOptions()
}

// named gives the address of the document that a request speaks of: itself, in
// the data of an action, or in the argument of a command.
func named(params json.RawMessage) string {
	type document struct {
		TextDocument struct {
			URI string `json:"uri"`
		} `json:"textDocument"`
	}
	var p struct {
		document
		Data      document          `json:"data"`
		Arguments []json.RawMessage `json:"arguments"`
	}
	_ = json.Unmarshal(params, &p) // what is of another form names none
	if p.TextDocument.URI == "" {
		p.document = p.Data
	}
	if p.TextDocument.URI == "" && len(p.Arguments) > 0 {
		_ = json.Unmarshal(p.Arguments[0], &p.document) // it may be something else
	}
	return p.TextDocument.URI
}

// forCell is a notebook as a request about one of its cells sees it, nil if the cell holds no Python.
func (d *document) forCell(key string) *document {
	if d == nil || d.cells == nil {
		return nil
	}
	c := d.cells.find(key)
	if c == nil {
		return nil
	}
	out := *d
	out.cell, out.uri, out.version = key, c.uri, c.version
	return &out
}

// cells gives the cells of an open notebook, nil of other files.
func (st *state) cells(path string) *cells {
	if d := st.open[path]; d != nil {
		return d.cells
	}
	return nil
}

// inward turns a range of what the client names into one of the file.
func (p place) inward(r protocol.Range) protocol.Range {
	if p.document == nil || p.cells == nil {
		return r
	}
	c := p.cells.find(p.cell)
	if c == nil {
		return r
	}
	return p.cells.inward(c, r)
}

// refreshFeatures has the client ask again for what stands between the lines,
// where that is on: the settled findings may differ from those of the first push.
func (s *server) refreshFeatures() {
	set := s.settings.Load()
	tell := func(on, can bool, method string) {
		if on && can {
			ask[json.RawMessage](s, method, nil, nil)
		}
	}
	w := s.client.capabilities.Workspace
	tell(set.CodeLens, w != nil && w.CodeLens != nil && w.CodeLens.RefreshSupport != nil && *w.CodeLens.RefreshSupport, "workspace/codeLens/refresh")
	tell(set.InlayHints, s.client.later.Workspace.InlayHint.RefreshSupport, "workspace/inlayHint/refresh")
}
