package lsp

import (
	"fmt"
	"slices"

	"underpin/analysis"
	"underpin/lsp/internal/protocol"
)

// A notebook is a document whose text is put together from its cells; what
// clients say of a cell's text comes with the notebook, not by itself.

func notebookOptions() *protocol.NotebookSyncOptions {
	o := &protocol.NotebookSyncOptions{Save: true}
	for _, l := range analysis.Languages() {
		o.NotebookSelector = append(o.NotebookSelector, protocol.NotebookSelector{Cells: []protocol.NotebookCellLanguage{{Language: l.Name}}})
	}
	return o
}

func (s *server) didOpenNotebook(p *protocol.DidOpenNotebookParams) error {
	s.start()
	n := &p.NotebookDocument
	texts := map[string]protocol.TextDocumentItem{}
	for _, item := range p.CellTextDocuments {
		texts[keyOf(item.URI)] = item
	}
	d := &document{key: keyOf(n.URI), uri: n.URI, language: analysis.Languages()[0].Name, version: n.Version}
	if old := s.documents[d.key]; old != nil && old.cells != nil {
		s.forgetCells(old)
	}
	d.cells = newCells(s.makeCells(n.Cells, texts, nil), s.client.encoding)
	s.keepCells(d)
	s.open(d, d.cells.module.String())
	return nil
}

// makeCells gives cells the texts that came along, or those they had before: a moved cell brings none.
func (s *server) makeCells(given []protocol.NotebookCell, texts map[string]protocol.TextDocumentItem, before []cell) []cell {
	var out []cell
	for _, g := range given {
		c := cell{key: keyOf(g.Document), uri: g.Document, kind: g.Kind, text: analysis.NewText("")}
		if item, ok := texts[c.key]; ok {
			c.language, c.version, c.text = item.LanguageID, int(item.Version), analysis.NewText(item.Text)
		} else if i := slices.IndexFunc(before, func(x cell) bool { return x.key == c.key }); i >= 0 {
			kind := c.kind
			c = before[i]
			c.kind = kind
		} else {
			s.logf("%s is a cell without a text", g.Document)
		}
		out = append(out, c)
	}
	return out
}

func (s *server) didChangeNotebook(p *protocol.DidChangeNotebookParams) error {
	old := s.documents[keyOf(p.NotebookDocument.URI)]
	if old == nil || old.cells == nil {
		return fmt.Errorf("%s is not an open notebook", p.NotebookDocument.URI)
	}
	if p.NotebookDocument.Version < old.version {
		return fmt.Errorf("%s: version %d came after version %d and is dropped", old.uri, p.NotebookDocument.Version, old.version)
	}
	d := *old
	d.version = p.NotebookDocument.Version
	list, err := s.changeCells(old.cells.list, p)
	if err != nil {
		d.version = old.version
		s.lose(&d, err)
		return nil
	}
	d.cells = newCells(list, s.client.encoding)
	s.forgetCells(old)
	s.keepCells(&d)
	if old.left != "" || d.project.leaves(&d, d.cells.module.Len()) != "" {
		s.open(&d, d.cells.module.String())
	} else {
		before := old.cells.module
		edits := []analysis.TextEdit{before.Difference(d.cells.module)}
		s.documents[d.key] = &d
		d.project.set(&d, d.change(d.cells.module.String()))
		s.insertions.changed(d.key, before, edits, d.version, s.o.Clock.Now())
	}
	d.project.unpublishCells(old.cells, d.cells)
	return nil
}

// changeCells makes the list of cells after a change: first their order, then their kinds, then their texts.
func (s *server) changeCells(before []cell, p *protocol.DidChangeNotebookParams) ([]cell, error) {
	list := slices.Clone(before)
	change := p.Change.Cells
	if change == nil {
		return list, nil
	}
	if c := change.Structure; c != nil {
		texts := map[string]protocol.TextDocumentItem{}
		for _, item := range c.DidOpen {
			texts[keyOf(item.URI)] = item
		}
		a := &c.Array
		if a.Start < 0 || a.DeleteCount < 0 || a.Start > len(list) || a.DeleteCount > len(list)-a.Start {
			return nil, fmt.Errorf("cells %d to %d are replaced of %d", a.Start, a.Start+a.DeleteCount, len(list))
		}
		list = slices.Replace(list, a.Start, a.Start+a.DeleteCount, s.makeCells(a.Cells, texts, before)...)
	}
	find := func(uri string) (*cell, error) {
		key := keyOf(uri)
		i := slices.IndexFunc(list, func(c cell) bool { return c.key == key })
		if i < 0 {
			return nil, fmt.Errorf("%s is no cell of the notebook", uri)
		}
		return &list[i], nil
	}
	for _, g := range change.Data {
		c, err := find(g.Document)
		if err != nil {
			return nil, err
		}
		c.kind = g.Kind
	}
	for i := range change.TextContent {
		t := &change.TextContent[i]
		c, err := find(t.Document.URI)
		if err != nil {
			return nil, err
		}
		edits, err := s.editsOf(c.text, t.Changes)
		if err != nil {
			return nil, err
		}
		if c.text, err = c.text.ApplySequence(edits...); err != nil {
			return nil, err
		}
		if t.Document.Version != nil {
			c.version = *t.Document.Version
		}
	}
	return list, nil
}

func (s *server) didSaveNotebook(p *protocol.DidSaveNotebookParams) error {
	key := keyOf(p.NotebookDocument.URI)
	if s.documents[key] == nil {
		return fmt.Errorf("%s is not open", p.NotebookDocument.URI)
	}
	s.insertions.saved(key)
	return nil
}

func (s *server) didCloseNotebook(p *protocol.DidCloseNotebookParams) error {
	key := keyOf(p.NotebookDocument.URI)
	d := s.documents[key]
	if d == nil || d.cells == nil {
		return fmt.Errorf("%s is not an open notebook", p.NotebookDocument.URI)
	}
	s.forgetCells(d)
	delete(s.documents, key)
	s.insertions.closed(key)
	d.project.forget(d)
	d.project.unpublishCells(d.cells, nil)
	return nil
}

// keepCells and forgetCells keep the way from a cell to its notebook.
func (s *server) keepCells(d *document) {
	for _, c := range d.cells.list {
		s.cellOf[c.key] = d.key
	}
}

func (s *server) forgetCells(d *document) {
	for _, c := range d.cells.list {
		delete(s.cellOf, c.key)
	}
}
