package lsp

import (
	"slices"
	"strings"

	"github.com/sourcegraph/jsonrpc2"

	"underpin/analysis"
	"underpin/lsp/internal/protocol"
)

// editor collects edits as the client is told of them.
type editor struct {
	*request
	documents []protocol.TextDocumentEdit
}

// workspaceEdit gives the edits of files in the form that the client understands.
func (r *request) workspaceEdit(files []analysis.FileEdits) (*protocol.WorkspaceEdit, error) {
	e := editor{request: r}
	for _, f := range files {
		for _, x := range f.Edits {
			if err := e.add(f.Path, x); err != nil {
				return nil, err
			}
		}
	}
	return e.done(), nil
}

func (e *editor) add(path string, x analysis.TextEdit) error {
	if c := e.at.state.cells(path); c != nil {
		uri, version, edit, ok := c.edit(e.rangeOf(c.module, x.Span()), x.New)
		if !ok {
			return &jsonrpc2.Error{Code: protocol.CodeRequestFailed, Message: "the change reaches over cells"}
		}
		e.put(uri, version, edit)
		return nil
	}
	uri, version, at := e.where(analysis.Location{Path: path, Span: x.Span()})
	e.put(uri, version, protocol.TextEdit{Range: at, NewText: x.New})
	return nil
}

func (e *editor) put(uri string, version *int, x protocol.TextEdit) {
	i := slices.IndexFunc(e.documents, func(d protocol.TextDocumentEdit) bool { return d.TextDocument.URI == uri })
	if i < 0 {
		i = len(e.documents)
		var d protocol.TextDocumentEdit
		d.TextDocument.URI, d.TextDocument.Version = uri, version
		e.documents = append(e.documents, d)
	}
	e.documents[i].Edits = append(e.documents[i].Edits, x)
}

// done gives document changes with versions, so that a client whose text has
// moved on refuses them, where it knows such.
func (e *editor) done() *protocol.WorkspaceEdit {
	if e.client.versionedEdits() {
		return &protocol.WorkspaceEdit{DocumentChanges: e.documents}
	}
	out := &protocol.WorkspaceEdit{Changes: map[string][]protocol.TextEdit{}}
	for _, d := range e.documents {
		out.Changes[d.TextDocument.URI] = d.Edits
	}
	return out
}

// snippet turns what stands at the end of an edit into what the user types over.
func snippet(e *protocol.WorkspaceEdit, end string) {
	for i := range e.DocumentChanges {
		for k := range e.DocumentChanges[i].Edits {
			x := &e.DocumentChanges[i].Edits[k]
			if before, after, ok := strings.Cut(x.NewText, end); ok {
				escape := strings.NewReplacer(`\`, `\\`, `$`, `\$`, `}`, `\}`)
				x.Snippet = &protocol.Snippet{Kind: "snippet", Value: escape.Replace(before) + "${1:" + escape.Replace(end) + "}" + escape.Replace(after)}
			}
		}
	}
}

func (c *client) versionedEdits() bool {
	w := c.capabilities.Workspace
	return w != nil && w.WorkspaceEdit != nil && w.WorkspaceEdit.DocumentChanges != nil && *w.WorkspaceEdit.DocumentChanges
}
