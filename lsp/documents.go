package lsp

import (
	"encoding/json"
	"fmt"

	"underpin/analysis"
	"underpin/lsp/internal/protocol"
)

// document is an open document. It is replaced, never changed, so that what
// holds one keeps what it saw.
type document struct {
	key      string
	uri      string // as the client spells it
	language string
	version  int
	project  *project
	path     string // in the project
	left     string // why it is not analysed; "" if it is
	lost     bool   // an edit could not be applied: the client's text may differ
	cells    *cells // of a notebook
	cell     string // the key of the cell that a request names; empty in what is kept
}

// place is a document as it stood at one moment.
type place struct {
	*document
	state *state
}

// text is the document's text at that moment; nil if it is not analysed.
func (p place) text() *analysis.Text {
	if p.document == nil || p.left != "" {
		return nil
	}
	text, _ := p.state.snapshot.Text(p.path)
	return text
}

// placeOf finds the open document that a request speaks of.
func (s *server) placeOf(params json.RawMessage) place {
	key := keyOf(named(params))
	d := s.documents[key]
	if notebook, ok := s.cellOf[key]; ok && d == nil {
		d = s.documents[notebook].forCell(key)
	}
	if d == nil {
		return place{}
	}
	return place{d, d.project.now()}
}

func (s *server) didOpen(p *protocol.DidOpenTextDocumentParams) error {
	s.start()
	item := &p.TextDocument
	key := keyOf(item.URI)
	if s.documents[key] != nil {
		s.logf("%s is opened a second time; its new text counts", item.URI)
	}
	s.open(&document{key: key, uri: item.URI, language: item.LanguageID, version: int(item.Version)}, item.Text)
	return nil
}

// open puts a document's text into the project it belongs to.
func (s *server) open(d *document, text string) {
	d.project, d.path = s.home(d.key, d.language)
	d.left = d.project.leaves(d, len(text))
	s.documents[d.key] = d
	if d.left != "" {
		s.logf("%s is not checked: %s", d.uri, d.left)
		d.project.forget(d)
		return
	}
	s.insertions.opened(d.key, text)
	d.project.set(d, d.change(text))
}

// change gives a document another text.
func (d *document) change(text string) analysis.FileChange {
	c := analysis.FileChange{Path: d.path, Text: []byte(text), Open: true}
	if d.cells != nil {
		c.Notebook = d.cells.raw
	}
	return c
}

func (s *server) didChange(p *protocol.DidChangeTextDocumentParams) error {
	old := s.documents[keyOf(p.TextDocument.URI)]
	if old == nil {
		return fmt.Errorf("%s is not open", p.TextDocument.URI)
	}
	d := *old
	if v := p.TextDocument.Version; v != nil {
		if *v < old.version {
			return fmt.Errorf("%s: version %d came after version %d and is dropped", d.uri, *v, old.version)
		}
		d.version = *v
	}
	whole := len(p.ContentChanges) > 0 && p.ContentChanges[len(p.ContentChanges)-1].Range == nil
	if old.left != "" {
		if whole { // it may be small enough now
			s.open(&d, p.ContentChanges[len(p.ContentChanges)-1].Text)
		}
		return nil
	}
	before := place{old, old.project.now()}.text()
	if before == nil {
		return fmt.Errorf("%s has no text here", d.uri)
	}
	edits, err := s.editsOf(before, p.ContentChanges)
	if err != nil {
		d.version = old.version
		s.lose(&d, err)
		return nil
	}
	if whole {
		d.lost = false
	}
	s.documents[d.key] = &d
	if why := d.project.leaves(&d, before.Len()); why != "" {
		d.left = why
		d.project.forget(&d)
		return nil
	}
	s.insertions.changed(d.key, before, edits, d.version, s.o.Clock.Now())
	d.project.set(&d, analysis.FileChange{Path: d.path, Edits: edits})
	return nil
}

// editsOf turns a client's changes into byte edits, each of the text that the ones before it left.
func (s *server) editsOf(text *analysis.Text, changes []protocol.ContentChange) ([]analysis.TextEdit, error) {
	edits := make([]analysis.TextEdit, 0, len(changes))
	for i := range changes {
		c := &changes[i]
		edit := analysis.TextEdit{Start: 0, End: text.Len(), New: c.Text}
		if c.Range != nil {
			span, err := text.Span(position(c.Range.Start), position(c.Range.End), s.client.encoding)
			if err != nil {
				return nil, fmt.Errorf("change %d of %d: %w", i+1, len(changes), err)
			}
			edit.Start, edit.End = span.Start, span.End
		}
		edits = append(edits, edit)
		if i+1 < len(changes) {
			var err error
			if text, err = text.ApplySequence(edit); err != nil {
				return nil, err
			}
		}
	}
	return edits, nil
}

// lose keeps the last text that was right and says so, once.
func (s *server) lose(d *document, why error) {
	s.logf("%s: %v; the text before this edit is kept", d.uri, why)
	if !d.lost {
		s.tell(protocol.MessageWarning, "the editor's changes do not fit the text of %s; its findings may be out of place until it is saved or opened again", d.path)
	}
	d.lost = true
	s.documents[d.key] = d
}

func (s *server) didSave(p *protocol.DidSaveTextDocumentParams) error {
	old := s.documents[keyOf(p.TextDocument.URI)]
	if old == nil {
		return fmt.Errorf("%s is not open", p.TextDocument.URI)
	}
	s.insertions.saved(old.key)
	old.saved()
	text := p.Text
	if text == nil && old.lost {
		if onDisk, ok := old.project.read(old.path); ok {
			content := string(onDisk)
			text = &content
		}
	}
	if text == nil {
		return nil
	}
	if now := (place{old, old.project.now()}).text(); now != nil && now.String() == *text {
		return nil
	}
	d := *old
	d.lost = false
	s.open(&d, *text)
	return nil
}

func (s *server) didClose(p *protocol.DidCloseTextDocumentParams) error {
	key := keyOf(p.TextDocument.URI)
	d := s.documents[key]
	if d == nil {
		return fmt.Errorf("%s is not open", p.TextDocument.URI)
	}
	delete(s.documents, key)
	s.insertions.closed(key)
	d.project.forget(d)
	return nil
}

func position(p protocol.Position) analysis.Position {
	return analysis.Position{Line: int(p.Line), Character: int(p.Character)}
}
