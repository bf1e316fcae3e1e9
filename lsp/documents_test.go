package lsp_test

import (
	"encoding/json"
	"strings"
	"testing"

	"underpin/lsp/internal/fake"
	"underpin/lsp/internal/protocol"
)

// pulls starts an editor that pulls, without a disk.
func pulls(t *testing.T) *fake.Editor {
	t.Helper()
	return fake.Start(t, fake.Config{Capabilities: pulling()})
}

// want holds a document's settled diagnostics against those of its text.
func want(t *testing.T, e *fake.Editor, d *fake.Document) {
	t.Helper()
	if got, fresh := string(e.Pull(d.URI, "").Items), diagnosticsOf(t, pulling(), d.URI, d.Text); !sameList(json.RawMessage(got), fresh) {
		t.Errorf("%s, want %s", got, fresh)
	}
}

func change(d *fake.Document, version any, changes ...any) map[string]any {
	return map[string]any{"textDocument": map[string]any{"uri": d.URI, "version": version}, "contentChanges": changes}
}

func TestWrongEditsKeepTheLastGoodText(t *testing.T) {
	e := pulls(t)
	d := e.Open(page, login(t))
	at := func(line, char int) map[string]int { return map[string]int{"line": line, "character": char} }
	far := map[string]any{"range": map[string]any{"start": at(9999, 0), "end": at(9999, 1)}, "text": "x"}
	backwards := map[string]any{"range": map[string]any{"start": at(3, 0), "end": at(2, 0)}, "text": "x"}
	good := map[string]any{"range": map[string]any{"start": at(0, 0), "end": at(0, 0)}, "text": "x"}
	e.Notify("textDocument/didChange", change(d, 2, good, far)) // all or nothing
	e.Notify("textDocument/didChange", change(d, 3, backwards))
	e.Notify("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": d.URI, "version": 4}, "contentChanges": []any{map[string]any{"range": 5}}})
	e.Notify("textDocument/didChange", map[string]any{"textDocument": nil})
	want(t, e, d)
	e.Await("word of it, once", func(e *fake.Editor) bool { return len(e.Told("window/showMessage")) == 1 })
	d.Version = 4
	e.Change(d, fake.Edit{New: "# and on\n"})
	want(t, e, d)
	e.Replace(d, "x = 1\n")
	want(t, e, d)
}

func TestVersionsOutOfOrder(t *testing.T) {
	e := pulls(t)
	d := e.Open(page, "")
	d.Version = 10
	e.Replace(d, login(t))
	e.Notify("textDocument/didChange", change(d, 5, map[string]any{"text": "late = 1\n"})) // dropped
	want(t, e, d)
	e.Notify("textDocument/didChange", change(d, nil, map[string]any{"text": "x = 1\n"})) // some clients know no versions
	d.Text = "x = 1\n"
	want(t, e, d)
}

func TestUnopenedDocuments(t *testing.T) {
	e := pulls(t)
	d := &fake.Document{URI: page}
	e.Notify("textDocument/didChange", change(d, 2, map[string]any{"text": "x"}))
	e.Notify("textDocument/didSave", map[string]any{"textDocument": map[string]string{"uri": page}})
	e.Shut(d)
	e.Shut(d)
	if r := e.Pull(page, ""); r.Kind != "full" || string(r.Items) != "[]" {
		t.Errorf("%+v", r)
	}
	d = e.Open(page, login(t))
	want(t, e, d)
	d = e.Open(page, "x = 1\n") // a second time
	want(t, e, d)
}

func TestOtherLanguagesAreLeftAlone(t *testing.T) {
	e := pulls(t)
	e.Notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": "file:///w/a.rs", "languageId": "rust", "version": 1, "text": login(t)}})
	if got := string(e.Pull("file:///w/a.rs", "").Items); got != "[]" {
		t.Error(got)
	}
	d := e.Open("untitled:Untitled-1", login(t))
	if fake.Codes(e.Pull(d.URI, "").Items) == "" {
		t.Error("an untitled buffer has no findings")
	}
	e.Notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": "file:///w/big.py", "languageId": "python", "version": 1, "text": strings.Repeat("# many\n", 400_000)}})
	if got := string(e.Pull("file:///w/big.py", "").Items); got != "[]" {
		t.Error("a file over the limit:", got)
	}
}

func TestEncodings(t *testing.T) {
	const text = "import os\nfrom flask import request\n\ndef 日本(é):\n    '😀'; os.system('😀é' + request.args['😀'])\n"
	for encoding, want := range map[string]int{"utf-8": 12, "utf-16": 10, "utf-32": 9} {
		e := fake.Start(t, fake.Config{Capabilities: map[string]any{"general": map[string]any{"positionEncodings": []string{"utf-7", encoding, "utf-16"}}}})
		if e.Encoding != encoding {
			t.Fatalf("%s, not %s", e.Encoding, encoding)
		}
		e.Open(page, text)
		var ds []protocol.Diagnostic
		if err := json.Unmarshal(e.Pull(page, "").Items, &ds); err != nil || len(ds) != 1 {
			t.Fatal(err, ds)
		}
		start := fake.PositionIn(text, strings.Index(text, "os.system"), encoding)
		if ds[0].Range.Start != start || int(start.Character) != want {
			t.Errorf("%s: %v, want %v", encoding, ds[0].Range.Start, start)
		}
	}
	if e := fake.Start(t, fake.Config{}); e.Encoding != "utf-16" {
		t.Errorf("without a word: %s", e.Encoding)
	}
}

func TestClosingGivesTheDisksTextBack(t *testing.T) {
	disk := fake.NewDisk(map[string]string{page: login(t)}, "file:///w")
	e := fake.Start(t, fake.Config{Server: optionsWith(disk), Folders: []string{"file:///w"}})
	flawed := func(e *fake.Editor) bool { p := e.Published[page]; return p != nil && fake.Codes(p.Diagnostics) != "" }
	e.Await("the disk's findings", flawed)
	d := e.Open(page, "x = 1\n")
	e.Await("none", func(e *fake.Editor) bool { return !flawed(e) && e.Published[page].Version != nil })
	e.Shut(d)
	e.Await("the disk's findings again", func(e *fake.Editor) bool { return flawed(e) && e.Published[page].Version == nil })
}

func TestSavingMendsALostText(t *testing.T) {
	disk := fake.NewDisk(map[string]string{page: "x = 1\n"}, "file:///w")
	e := fake.Start(t, fake.Config{Capabilities: pulling(), Server: optionsWith(disk), Folders: []string{"file:///w"}})
	d := e.Open(page, "x = 1\n")
	far := map[string]any{"range": map[string]any{"start": map[string]int{"line": 99, "character": 0}, "end": map[string]int{"line": 99, "character": 0}}, "text": login(t)}
	e.Notify("textDocument/didChange", change(d, 2, far))
	d.Text = login(t)
	disk.Write(page, &d.Text)
	e.Notify("textDocument/didSave", map[string]any{"textDocument": map[string]string{"uri": page}})
	want(t, e, d)
}
