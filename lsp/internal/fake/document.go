package fake

import (
	"encoding/json"
	"strings"
	"unicode/utf16"

	"underpin/lsp/internal/protocol"
)

// Document is a document as the editor holds it.
type Document struct {
	URI     string
	Text    string
	Version int
}

// Edit replaces bytes of the text that the edits before it left.
type Edit struct {
	Start, End int
	New        string
}

// Open opens a document with Python in it.
func (e *Editor) Open(uri, text string) *Document { return e.OpenAs("python", uri, text) }

// OpenAs opens a document in another language.
func (e *Editor) OpenAs(language, uri, text string) *Document {
	d := &Document{URI: uri, Text: text, Version: 1}
	e.docs[uri] = d
	e.Notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": uri, "languageId": language, "version": 1, "text": text}})
	return d
}

// Change makes edits one after another and tells of them in one message.
func (e *Editor) Change(d *Document, edits ...Edit) {
	changes := []any{}
	for _, ed := range edits {
		changes = append(changes, map[string]any{
			"range": protocol.Range{Start: PositionIn(d.Text, ed.Start, e.Encoding), End: PositionIn(d.Text, ed.End, e.Encoding)},
			"text":  ed.New,
		})
		d.Text = d.Text[:ed.Start] + ed.New + d.Text[ed.End:]
	}
	e.changed(d, changes)
}

// Replace sends the whole text anew.
func (e *Editor) Replace(d *Document, text string) {
	d.Text = text
	e.changed(d, []any{map[string]any{"text": text}})
}

func (e *Editor) changed(d *Document, changes []any) {
	d.Version++
	e.Notify("textDocument/didChange", map[string]any{
		"textDocument": map[string]any{"uri": d.URI, "version": d.Version}, "contentChanges": changes,
	})
}

// Shut closes a document.
func (e *Editor) Shut(d *Document) {
	delete(e.docs, d.URI)
	e.Notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": d.URI}})
}

// Pull asks for a document's diagnostics.
func (e *Editor) Pull(uri, previous string) protocol.DocumentDiagnosticReport {
	e.t.Helper()
	var r protocol.DocumentDiagnosticReport
	e.Ask("textDocument/diagnostic", map[string]any{"textDocument": map[string]any{"uri": uri}, "previousResultId": previous}, &r)
	return r
}

// Codes lists the codes of a list of diagnostics.
func Codes(list json.RawMessage) string {
	var ds []protocol.Diagnostic
	if err := json.Unmarshal(list, &ds); err != nil {
		return err.Error()
	}
	var codes []string
	for _, d := range ds {
		codes = append(codes, d.Code)
	}
	return strings.Join(codes, " ")
}

// PositionIn names a byte of a text. It is written another way than the
// server's, so that a common error cannot hide. CR, LF and CRLF end lines.
func PositionIn(text string, offset int, encoding string) protocol.Position {
	line, start := 0, 0
	for i := 0; i < offset; i++ {
		if text[i] == '\n' && (i == 0 || text[i-1] != '\r') || text[i] == '\r' {
			line, start = line+1, i+1
		} else if text[i] == '\n' {
			start = i + 1 // the second half of CRLF
		}
	}
	if offset > 0 && offset < len(text) && text[offset] == '\n' && text[offset-1] == '\r' {
		panic("an edit inside CRLF has no position")
	}
	units := offset - start
	switch part := text[start:offset]; encoding {
	case "utf-16":
		units = len(utf16.Encode([]rune(part)))
	case "utf-32":
		units = len([]rune(part))
	}
	return protocol.Position{Line: uint32(line), Character: uint32(units)}
}
