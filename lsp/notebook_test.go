package lsp_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"underpin/lsp/internal/fake"
	"underpin/lsp/internal/protocol"
)

// notebook is a notebook as an editor holds it.
type notebook struct {
	e       *fake.Editor
	uri     string
	version int
	cells   []*cellDocument
	made    int
}

type cellDocument struct {
	uri, text, language string
	kind, version       int
}

func (c *cellDocument) asCell() map[string]any {
	return map[string]any{"kind": c.kind, "document": c.uri}
}

func (c *cellDocument) item() map[string]any {
	return map[string]any{"uri": c.uri, "languageId": c.language, "version": c.version, "text": c.text}
}

func (n *notebook) newCell(text string) *cellDocument {
	n.made++
	return &cellDocument{uri: fmt.Sprintf("vscode-notebook-cell:/w/n.ipynb#W%d", n.made), text: text, language: "python", kind: 2, version: 1}
}

func openNotebook(e *fake.Editor, texts ...string) *notebook {
	n := &notebook{e: e, uri: "file:///w/n.ipynb"}
	for _, text := range texts {
		n.cells = append(n.cells, n.newCell(text))
	}
	n.open()
	return n
}

func (n *notebook) open() {
	n.version++
	cells, items := []any{}, []any{}
	for _, c := range n.cells {
		cells, items = append(cells, c.asCell()), append(items, c.item())
	}
	n.e.Notify("notebookDocument/didOpen", map[string]any{
		"notebookDocument": map[string]any{"uri": n.uri, "notebookType": "jupyter-notebook", "version": n.version, "cells": cells}, "cellTextDocuments": items,
	})
}

// cells0 is the address of the first cell, if there is one.
func (n *notebook) cells0() string {
	if len(n.cells) == 0 {
		return "none:"
	}
	return n.cells[0].uri
}

func (n *notebook) change(cells map[string]any) {
	n.version++
	n.e.Notify("notebookDocument/didChange", map[string]any{
		"notebookDocument": map[string]any{"uri": n.uri, "version": n.version}, "change": map[string]any{"cells": cells},
	})
}

// splice replaces cells; those that were there before bring no text.
func (n *notebook) splice(start, count int, with ...*cellDocument) {
	opened, closed, cells := []any{}, []any{}, []any{}
	for _, c := range with {
		cells = append(cells, c.asCell())
		if !slices.Contains(n.cells, c) {
			opened = append(opened, c.item())
		}
	}
	for _, c := range n.cells[start : start+count] {
		if !slices.Contains(with, c) {
			closed = append(closed, map[string]any{"uri": c.uri})
		}
	}
	n.cells = slices.Replace(slices.Clone(n.cells), start, start+count, with...)
	n.change(map[string]any{"structure": map[string]any{
		"array": map[string]any{"start": start, "deleteCount": count, "cells": cells}, "didOpen": opened, "didClose": closed,
	}})
}

func (n *notebook) edit(c *cellDocument, ed fake.Edit) {
	r := protocol.Range{Start: fake.PositionIn(c.text, ed.Start, n.e.Encoding), End: fake.PositionIn(c.text, ed.End, n.e.Encoding)}
	c.text, c.version = c.text[:ed.Start]+ed.New+c.text[ed.End:], c.version+1
	n.change(map[string]any{"textContent": []any{map[string]any{
		"document": map[string]any{"uri": c.uri, "version": c.version}, "changes": []any{map[string]any{"range": r, "text": ed.New}},
	}}})
}

func (n *notebook) setKind(c *cellDocument, kind int) {
	c.kind = kind
	n.change(map[string]any{"data": []any{c.asCell()}})
}

// told is what is pushed about the cells, one line each.
func (n *notebook) told(e *fake.Editor) string {
	var b strings.Builder
	for _, c := range n.cells {
		if p := e.Published[c.uri]; p != nil {
			b.WriteString(fake.Codes(p.Diagnostics))
		}
		b.WriteString("\n")
	}
	return b.String()
}

func (n *notebook) await(lines ...string) {
	want := strings.Join(lines, "\n") + "\n"
	n.e.Await(fmt.Sprintf("%q", want), func(e *fake.Editor) bool { return n.told(e) == want })
}

// The login in three cells, with commands to the notebook between.
func loginCells() []string {
	return []string{
		"%matplotlib inline\n!pip install flask\nfrom flask import Flask, request, jsonify\nimport sqlite3\napp = Flask(__name__)",
		"s = '😀'; db = sqlite3.connect(\"users.db\")\n?db",
		"@app.route(\"/search\")\ndef search():\n    q = request.args[\"q\"]\n    return db.execute(\n        f\"SELECT '😀' FROM users WHERE name = '{q}'\").fetchall()",
	}
}

func TestNotebook(t *testing.T) {
	for _, encoding := range []string{"utf-8", "utf-16", "utf-32"} {
		e := fake.Start(t, fake.Config{Capabilities: able(encoding), Options: map[string]any{"codeLens": true, "inlayHints": true}})
		n := openNotebook(e, loginCells()...)
		n.await("", "", "sql-injection")
		last := n.cells[2]
		at := rangeOf(t, e, last.text, "db.execute", 0)
		source := rangeOf(t, e, last.text, "request.args", 0)
		e.Await("the way", func(e *fake.Editor) bool {
			return strings.Contains(string(e.Published[last.uri].Diagnostics), fmt.Sprintf(`{"location":{"uri":%q,"range":{"start":{"line":%d,`, last.uri, source.Start.Line))
		})
		e.Await("the place", func(e *fake.Editor) bool {
			return strings.Contains(string(e.Published[last.uri].Diagnostics), fmt.Sprintf(`"range":{"start":{"line":%d,"character":%d}`, at.Start.Line, at.Start.Character)) &&
				*e.Published[last.uri].Version == 1
		})
		if h := hoverAt(e, last.uri, at.Start); h == nil || !strings.Contains(h.Contents.Value, "1. [cell 3, line 3]("+last.uri+") query parameter\n") || h.Range.Start != at.Start {
			t.Errorf("%+v", h)
		}
		if h := hoverAt(e, n.cells[0].uri, at.Start); h != nil {
			t.Errorf("%+v", h)
		}
		a := pick(t, actionsAt(e, last.uri, at), "parameters")
		edit := resolved(e, a).DocumentChanges[0]
		if now := after(t, e, last.text, edit.Edits); edit.TextDocument.URI != last.uri || *edit.TextDocument.Version != 1 || !strings.Contains(now, "\"SELECT '😀' FROM users WHERE name = ?\", (q,)).fetchall()") {
			t.Errorf("%+v\n%s", edit, now)
		}
		if got := lensesOf(e, last.uri); got != "2:4 1 finding: sql-injection (underpin.explain)\n" || lensesOf(e, n.cells[0].uri) != "" {
			t.Error(got)
		}
		all := protocol.Range{End: protocol.Position{Line: 5}}
		if got := hintsOf(e, last.uri, all); strings.Count(got, "\n") != 2 || hintsOf(e, n.cells[1].uri, all) != "" {
			t.Error(got)
		}
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestNotebookChanges(t *testing.T) {
	e := fake.Start(t, fake.Config{Capabilities: able("utf-16")})
	n := openNotebook(e, loginCells()...)
	n.await("", "", "sql-injection")

	first, second, last := n.cells[0], n.cells[1], n.cells[2]
	n.edit(last, fake.Edit{New: "\n# 😀\n"}) // typed in the cell itself
	n.await("", "", "sql-injection")
	n.splice(0, 0, n.newCell("# one more\n")) // added
	n.await("", "", "", "sql-injection")
	n.splice(3, 1) // moved, as removed and added
	n.cells = append(n.cells, last)
	n.cells = n.cells[:len(n.cells)-1]
	e.Await("no finding", func(e *fake.Editor) bool { return string(e.Published[last.uri].Diagnostics) == "[]" })
	n.splice(3, 0, last)
	n.await("", "", "", "sql-injection")
	n.splice(2, 2, last, second) // moved in one step: db is unknown above, where the function only reads it later
	n.await("", "", "sql-injection", "")
	n.setKind(last, 1)
	e.Await("no finding", func(e *fake.Editor) bool { return string(e.Published[last.uri].Diagnostics) == "[]" })
	n.setKind(last, 2)
	n.await("", "", "sql-injection", "")
	at := strings.Index(first.text, "from flask")
	n.edit(first, fake.Edit{Start: at, End: len(first.text), New: "request = None"})
	n.await("", "", "", "")
	n.edit(first, fake.Edit{Start: at, End: len(first.text), New: loginCells()[0][at:]})
	n.await("", "", "sql-injection", "")
	e.Notify("notebookDocument/didSave", map[string]any{"notebookDocument": map[string]any{"uri": n.uri}})
	e.Notify("notebookDocument/didClose", map[string]any{"notebookDocument": map[string]any{"uri": n.uri}, "cellTextDocuments": []any{}})
	e.Await("no finding", func(e *fake.Editor) bool { return string(e.Published[last.uri].Diagnostics) == "[]" })
	if h := hoverAt(e, last.uri, protocol.Position{Line: 5}); h != nil {
		t.Errorf("%+v", h)
	}
	n.open()
	n.await("", "", "sql-injection", "")
}

// Wrong messages cost nothing but themselves.
func TestNotebookGoneWrong(t *testing.T) {
	e := fake.Start(t, fake.Config{Capabilities: able("utf-16")})
	n := openNotebook(e, loginCells()...)
	n.await("", "", "sql-injection")
	e.Notify("notebookDocument/didChange", map[string]any{"notebookDocument": map[string]any{"uri": "file:///w/other.ipynb", "version": 1}, "change": map[string]any{}})
	e.Notify("notebookDocument/didClose", map[string]any{"notebookDocument": map[string]any{"uri": "file:///w/other.ipynb"}})
	e.Notify("notebookDocument/didSave", map[string]any{"notebookDocument": map[string]any{"uri": "file:///w/other.ipynb"}})
	n.change(map[string]any{"structure": map[string]any{"array": map[string]any{"start": 7, "deleteCount": 1}}})
	n.change(map[string]any{"data": []any{map[string]any{"kind": 1, "document": "x:y"}}})
	n.change(map[string]any{"textContent": []any{map[string]any{
		"document": map[string]any{"uri": n.cells[0].uri, "version": 2}, "changes": []any{map[string]any{"range": protocol.Range{Start: protocol.Position{Line: 99}, End: protocol.Position{Line: 99}}, "text": "x"}},
	}}})
	e.Await("complaints", func(e *fake.Editor) bool { return len(e.Told("window/logMessage")) >= 6 })
	if h := hoverAt(e, n.cells[2].uri, rangeOf(t, e, n.cells[2].text, "db.execute", 0).Start); h == nil {
		t.Error("the notebook is lost")
	}
	n.open()
	n.await("", "", "sql-injection")
}

// A missing import goes where the first cell's imports end, whose last line has no line end.
func TestNotebookFixWithImport(t *testing.T) {
	e := fake.Start(t, fake.Config{Capabilities: able("utf-16")})
	n := openNotebook(e, "from flask import request, Flask\nimport os", "app = Flask(__name__)\n@app.route('/x')\ndef x():\n    host = request.args['h']\n    return os.popen(f'ping -c 1 {host}').read()")
	n.await("", "command-injection")
	list := actionsAt(e, n.cells[1].uri, rangeOf(t, e, n.cells[1].text, "os.popen", 0))
	texts := map[string]string{}
	for _, c := range n.cells {
		texts[c.uri] = c.text
	}
	for _, c := range resolved(e, list[0]).DocumentChanges {
		texts[c.TextDocument.URI] = after(t, e, texts[c.TextDocument.URI], c.Edits)
	}
	if got := texts[n.cells[0].uri]; got != "from flask import request, Flask\nimport os\nimport shlex" {
		t.Errorf("%s\n%q\n%q", list[0].Title, got, texts[n.cells[1].uri])
	}
}

// After any changes a notebook's diagnostics are those of a fresh one, cell by cell.
func TestNotebookEqualsAFreshStart(t *testing.T) {
	parts := append(loginCells(), "x = 1\n", "# é\n\n", "\"\"\"", "db = None\n", "%%bash\nls (\n", "q = request.args['q']\ndb.execute('DELETE ' + q) \\")
	rapid.Check(t, func(t *rapid.T) {
		capabilities := able(rapid.SampledFrom([]string{"utf-8", "utf-16", "utf-32"}).Draw(t, "encoding"))
		capabilities["textDocument"].(map[string]any)["diagnostic"] = map[string]any{}
		e := fake.Start(t, fake.Config{Capabilities: capabilities})
		n := openNotebook(e, loginCells()...)
		for range rapid.IntRange(1, 8).Draw(t, "changes") {
			at := rapid.IntRange(0, len(n.cells)).Draw(t, "at")
			var c *cellDocument
			if at < len(n.cells) {
				c = n.cells[at]
			}
			part := rapid.SampledFrom(parts).Draw(t, "part")
			switch what := rapid.IntRange(0, 4).Draw(t, "what"); {
			case what == 0 || c == nil:
				n.splice(at, 0, n.newCell(part))
			case what == 1:
				n.splice(at, 1)
			case what == 2 && at > 0:
				n.splice(at-1, 2, c, n.cells[at-1])
			case what == 3:
				n.setKind(c, 3-c.kind)
			default:
				start := boundary(c.text, rapid.IntRange(0, len(c.text)).Draw(t, "start"))
				n.edit(c, fake.Edit{Start: start, End: boundary(c.text, rapid.IntRange(start, len(c.text)).Draw(t, "end")), New: part})
			}
		}
		fresh := fake.Start(t, fake.Config{Capabilities: capabilities})
		again := &notebook{e: fresh, uri: n.uri, cells: n.cells, version: n.version}
		again.open()
		for _, c := range n.cells {
			got, want := e.Pull(c.uri, ""), fresh.Pull(c.uri, "")
			if !sameList(got.Items, string(want.Items)) {
				t.Fatalf("%s\n%q\ngot  %s\nwant %s", c.uri, c.text, got.Items, want.Items)
			}
		}
		var all protocol.WorkspaceDiagnosticReport
		known := []any{map[string]any{"uri": n.cells0(), "value": "something older"}}
		e.Ask("workspace/diagnostic", map[string]any{"previousResultIds": known}, &all)
		for _, item := range all.Items {
			if want := fresh.Pull(item.URI, ""); !sameList(item.Items, string(want.Items)) {
				t.Fatalf("%s\ngot  %s\nwant %s", item.URI, item.Items, want.Items)
			}
		}
		if len(n.cells) > 0 && n.cells[0].kind == 2 && !slices.ContainsFunc(all.Items, func(r protocol.WorkspaceDocumentReport) bool { return r.URI == n.cells0() }) {
			t.Fatalf("nothing is said of %s", n.cells0())
		}
		for _, x := range []*fake.Editor{e, fresh} {
			if err := x.Close(); err != nil {
				t.Fatal(err)
			}
		}
	})
}
