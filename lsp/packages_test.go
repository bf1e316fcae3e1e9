package lsp_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"underpin/analysis/packages"
	"underpin/lsp"
	"underpin/lsp/internal/fake"
	"underpin/lsp/internal/protocol"
)

// packageIndex lists some names of PyPI, and none else.
func packageIndex(t testing.TB) packages.Names {
	t.Helper()
	month := func(year int) time.Time { return time.Date(year, 3, 1, 0, 0, 0, 0, time.UTC) }
	data, err := packages.Build(month(2026),
		packages.List{Ecosystem: packages.PyPI, Complete: true, Entries: []packages.Entry{
			{Name: "requests", Rank: 4, LastRelease: month(2025)}, {Name: "flask", Rank: 90, LastRelease: month(2025)}, {Name: "old-thing", LastRelease: month(2015)},
		}},
		packages.List{Ecosystem: packages.NPM, Entries: []packages.Entry{{Name: "react", Downloads: 90_000_000}}})
	if err != nil {
		t.Fatal(err)
	}
	x, err := packages.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// withPackages starts an editor whose server knows names, in a project of these files at file:///w. The clock stands still.
func withPackages(t *testing.T, files map[string]string, more ...func(*fake.Config)) (*fake.Editor, *fake.Disk, *fake.Clock) {
	t.Helper()
	named := map[string]string{}
	for name, text := range files {
		named["file:///w/"+name] = text
	}
	disk, clock, index := fake.NewDisk(named, "file:///w"), fake.NewClock(), packageIndex(t)
	disk.Near = &lsp.Around{}
	c := fake.Config{Folders: []string{"file:///w"}, Capabilities: able("utf-16")}
	c.Server = lsp.Options{Files: disk, Clock: clock.Clock(), Index: func(func()) packages.Names { return index }}
	for _, f := range more {
		f(&c)
	}
	return fake.Start(t, c), disk, clock
}

// named gives the code that each diagnostic of a document is about, with its rule.
func named(d *fake.Document, e *fake.Editor) string {
	p := e.Published[d.URI]
	if p == nil {
		return "nothing was pushed"
	}
	var list []protocol.Diagnostic
	if err := json.Unmarshal(p.Diagnostics, &list); err != nil {
		return err.Error()
	}
	var out []string
	for _, x := range list {
		line := strings.Split(d.Text, "\n")[x.Range.Start.Line]
		out = append(out, line[x.Range.Start.Character:x.Range.End.Character])
	}
	return strings.Join(out, " ")
}

// says awaits the names that diagnostics of the present text are about.
func says(t *testing.T, e *fake.Editor, d *fake.Document, want string) {
	t.Helper()
	e.Await(d.URI+" has findings about: "+want, func(e *fake.Editor) bool {
		return e.Published[d.URI] != nil && *e.Published[d.URI].Version == d.Version && named(d, e) == want
	})
}

// typeInto types a text letter by letter at the end of a document, and waits each time until the server knows the settled findings.
func typeInto(e *fake.Editor, d *fake.Document, text string) {
	for _, c := range text {
		e.Change(d, fake.Edit{Start: len(d.Text), End: len(d.Text), New: string(c)})
		var r protocol.DocumentDiagnosticReport
		e.Ask("textDocument/diagnostic", map[string]any{"textDocument": map[string]any{"uri": d.URI}}, &r)
	}
}

// While a line of requirements is typed, nothing is said of names that are not whole; then the invented ones are told.
func TestRequirementsAreTyped(t *testing.T) {
	e, _, clock := withPackages(t, nil)
	d := e.OpenAs("pip-requirements", "file:///w/requirements.txt", "requests>=2\n")
	says(t, e, d, "")
	pushes := len(e.Pushes)
	typeInto(e, d, "flask")
	typeInto(e, d, "==3.1\nflask-auto-shield")
	e.Await("no false word", func(e *fake.Editor) bool {
		for _, p := range e.Pushes[pushes:] {
			if string(p.Diagnostics) != "[]" {
				t.Fatalf("version %d: %s", *p.Version, p.Diagnostics)
			}
		}
		return true
	})
	typeInto(e, d, "\n")
	says(t, e, d, "flask-auto-shield")
	typeInto(e, d, "qux") // and may go on
	e.Await("nothing new", func(e *fake.Editor) bool { return named(d, e) == "flask-auto-shield" })
	clock.Free()
	e.Await("the pause", func(e *fake.Editor) bool { return named(d, e) == "flask-auto-shield qux" })
	// What was said once stays while something is typed elsewhere.
	e.Change(d, fake.Edit{Start: 0, End: 0, New: "\n"})
	says(t, e, d, "flask-auto-shield qux")
}

func TestSavingEndsAWord(t *testing.T) {
	e, _, _ := withPackages(t, nil)
	d := e.OpenAs("pip-requirements", "file:///w/requirements.txt", "requests\n")
	says(t, e, d, "")
	e.Change(d, fake.Edit{Start: 9, End: 9, New: "qux"})
	e.Notify("textDocument/didSave", map[string]any{"textDocument": map[string]any{"uri": d.URI}})
	e.Await("it is said", func(e *fake.Editor) bool { return named(d, e) == "qux" })
}

// An import is judged by the project around it: its files, its manifests, what is installed for it and what lies beside.
func TestImportsFollowTheProject(t *testing.T) {
	e, disk, _ := withPackages(t, map[string]string{"app.py": "", "tools_of_shop.py": "", "requirements.txt": "requests\n"})
	d := e.Open("file:///w/app.py", "import os\nimport requests\nimport tools_of_shop\nimport acme_sdk\nfrom .x import y\n")
	says(t, e, d, "acme_sdk")
	changed := func(name, text string, kind int) {
		disk.Write("file:///w/"+name, &text)
		e.Notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": "file:///w/" + name, "type": kind}}})
	}
	changed("requirements.txt", "requests\nacme-sdk-python\n", 2)
	e.Await("the manifest's own finding", has("file:///w/requirements.txt", "nonexistent-package"))
	says(t, e, d, "")
	changed("requirements.txt", "requests\n", 2)
	says(t, e, d, "acme_sdk")
	changed("acme_sdk.py", "x = 1\n", 1)
	says(t, e, d, "")
	disk.Write("file:///w/acme_sdk.py", nil)
	e.Notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": "file:///w/acme_sdk.py", "type": 3}}})
	says(t, e, d, "acme_sdk")
	disk.Lay(lsp.Around{Installed: []string{"acme_sdk"}})
	e.Notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": "file:///w/.venv/x.dist-info/METADATA", "type": 1}}})
	says(t, e, d, "")
}

// So is one of JavaScript and TypeScript.
func TestScriptImports(t *testing.T) {
	e, disk, _ := withPackages(t, map[string]string{"src/app.ts": "", "src/near.ts": "", "package.json": `{"dependencies": {"react": "18"}}`})
	d := e.OpenAs("typescript", "file:///w/src/app.ts", "import r from 'react'\nimport n from './near'\nimport s from 'acme-super-sdk/x'\n")
	says(t, e, d, "acme-super-sdk")
	h := hoverAt(e, d.URI, rangeOf(t, e, d.Text, "react", 0).Start)
	if h == nil || !strings.Contains(h.Contents.Value, "million a month") {
		t.Errorf("%+v", h)
	}
	text := `{"dependencies": {"react": "18", "acme-super-sdk": "git+https://example.org/x.git"}}`
	disk.Write("file:///w/package.json", &text)
	e.Notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": "file:///w/package.json", "type": 2}}})
	says(t, e, d, "")
	text = "{}"
	disk.Write("file:///w/package.json", &text)
	e.Notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": "file:///w/package.json", "type": 2}}})
	says(t, e, d, "acme-super-sdk")
	disk.Lay(lsp.Around{Modules: func() []string { return []string{"acme-super-sdk"} }})
	e.Notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": "file:///w/node_modules/acme-super-sdk/package.json", "type": 1}}})
	says(t, e, d, "")
	disk.Lay(lsp.Around{})
	e.Notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": "file:///w/node_modules/acme-super-sdk/package.json", "type": 3}}})
	says(t, e, d, "acme-super-sdk")
	pushes := len(e.Pushes)
	typeInto(e, d, "import y from 'acm")
	typeInto(e, d, "e-kit-tool'\n")
	e.Await("the finished name", func(e *fake.Editor) bool { return named(d, e) == "acme-super-sdk acme-kit-tool" })
	e.Await("no false word", func(e *fake.Editor) bool {
		for _, p := range e.Pushes[pushes:] {
			if s := string(p.Diagnostics); strings.Count(s, "acme-kit") > 0 && !strings.Contains(s, "`acme-kit-tool`") {
				t.Error(s)
			}
		}
		return true
	})
}

// What is installed for a file alone is known where its folder can be looked at.
func TestLooseManifestsLookAround(t *testing.T) {
	e, disk, _ := withPackages(t, nil, func(c *fake.Config) { c.Folders = nil })
	disk.Lay(lsp.Around{Modules: func() []string { return []string{"no-such-thing"} }})
	says(t, e, e.OpenAs("json", "file:///else/package.json", `{"dependencies": {"no-such-thing": "1", "nor-this-thing": "2"}}`), "nor-this-thing")
}

// A file alone may have neighbours that nobody sees: its imports are not judged, what it installs is.
func TestLooseDocuments(t *testing.T) {
	e, _, _ := withPackages(t, nil, func(c *fake.Config) { c.Folders = nil })
	says(t, e, e.Open("file:///else/app.py", "import acme_sdk\nimport reqeusts\n"), "")
	says(t, e, e.OpenAs("dockerfile", "file:///else/Dockerfile", "FROM x\nRUN pip install requests acme-sdk\n"), "acme-sdk")
	says(t, e, e.OpenAs("pip-requirements", "untitled:Untitled-1", "acme-sdk==1\n"), "acme-sdk")
	says(t, e, e.OpenAs("shellscript", "file:///else/x.sh", "pip install cv3-tools\n"), "cv3-tools")
	e.OpenAs("json", "file:///else/data.json", `{"dependencies": {"no-such-thing": "1"}}`)
	says(t, e, e.OpenAs("json", "file:///else/package.json", `{"dependencies": {"no-such-thing": "1"}}`), "no-such-thing")
	e.Await("nothing about other files", func(e *fake.Editor) bool { return e.Published["file:///else/data.json"] == nil })
}

// While the files of a folder are not all read, an import may mean one of them.
func TestImportsWaitForTheIndex(t *testing.T) {
	e, _, _ := withPackages(t, map[string]string{"app.py": "", "b.py": "", "c.py": ""}, func(c *fake.Config) { c.Options = map[string]any{"maxFiles": 2} })
	d := e.Open("file:///w/app.py", "import acme_sdk\n")
	says(t, e, d, "")
	says(t, e, e.OpenAs("pip-requirements", "file:///w/requirements.txt", "acme-sdk\n"), "acme-sdk")
}

// The index may come later, as it does in browsers.
func TestIndexComesLater(t *testing.T) {
	var mu sync.Mutex // analyses ask at any time
	var index packages.Names
	told := make(chan func(), 10)
	e, _, _ := withPackages(t, nil, func(c *fake.Config) {
		asked := false
		c.Folders = []string{"file:///page"}
		c.Server = lsp.Options{Alone: true, Index: func(came func()) packages.Names {
			mu.Lock()
			defer mu.Unlock()
			if index == nil && !asked {
				asked = true
				told <- came
			}
			return index
		}}
	})
	d := e.Open("file:///page/app.py", "import acme_sdk\n")
	says(t, e, d, "")
	came := <-told
	mu.Lock()
	index = packageIndex(t)
	mu.Unlock()
	came()
	says(t, e, d, "acme_sdk")
}

func TestHoverOverPackages(t *testing.T) {
	e, _, _ := withPackages(t, map[string]string{"app.py": ""}, func(c *fake.Config) { c.Capabilities = able("utf-16") })
	d := e.OpenAs("pip-requirements", "file:///w/requirements.txt", "requests>=2\nold-thing\nno-such-thing\n")
	app := e.Open("file:///w/app.py", "import requests\nimport os\n")
	says(t, e, d, "no-such-thing")
	for _, test := range []struct {
		d    *fake.Document
		at   string
		want []string
	}{
		{d, "requests", []string{"**`requests`** is a package of PyPI", "- PyPI has it (as of March 2026)", "- last release in March 2025", "- number 4 by downloads"}},
		{d, "old", []string{"**`old-thing`** is a package", "nobody may look after it any more"}},
		{d, "no-such", []string{"nonexistent-package", "- PyPI has no no-such-thing (as of March 2026)"}},
		{app, "requests", []string{"**`requests`** comes with the package requests, which the project names", "- a manifest names requests", "- last release"}},
		{app, "os", []string{"**`os`** comes with the language"}},
	} {
		h := hoverAt(e, test.d.URI, rangeOf(t, e, test.d.Text, test.at, 0).Start)
		if h == nil {
			t.Errorf("no hover over %s", test.at)
			continue
		}
		for _, part := range test.want {
			if !strings.Contains(h.Contents.Value, part) {
				t.Errorf("hover over %s lacks %q: %s", test.at, part, h.Contents.Value)
			}
		}
		if strings.Count(h.Contents.Value, "PyPI has no no-such-thing") > 1 {
			t.Errorf("told twice: %s", h.Contents.Value)
		}
	}
}

// The quick fix of a misspelt name installs the one that is meant; evidence comes with the diagnostic.
func TestPackageFix(t *testing.T) {
	e, _, _ := withPackages(t, nil)
	d := e.OpenAs("pip-requirements", "file:///w/requirements.txt", "reqeusts>=2\n")
	says(t, e, d, "reqeusts")
	var list []protocol.Diagnostic
	if err := json.Unmarshal(e.Published[d.URI].Diagnostics, &list); err != nil || len(list[0].Data.Evidence) < 2 {
		t.Errorf("%v %+v", err, list)
	}
	var actions []protocol.CodeAction
	e.Ask("textDocument/codeAction", map[string]any{
		"textDocument": map[string]any{"uri": d.URI}, "range": list[0].Range, "context": map[string]any{"diagnostics": list},
	}, &actions)
	if len(actions) == 0 || !strings.HasPrefix(actions[0].Title, "Install requests instead") {
		t.Fatalf("%+v", actions)
	}
	edit := actions[0].Edit
	if edit == nil {
		var a protocol.CodeAction
		e.Ask("codeAction/resolve", actions[0], &a)
		edit = a.Edit
	}
	changes := edit.Changes[d.URI]
	for _, x := range edit.DocumentChanges {
		changes = append(changes, x.Edits...)
	}
	if len(changes) != 1 || changes[0].NewText != "requests" {
		t.Fatalf("%+v", edit)
	}
	e.Change(d, fake.Edit{Start: 0, End: 8, New: "requests"})
	says(t, e, d, "")
}

// Commands in a notebook's cells install something too.
func TestCommandsInCells(t *testing.T) {
	e, _, _ := withPackages(t, nil)
	cell := func(n int) string { return fmt.Sprintf("vscode-notebook-cell:/w/book.ipynb#c%d", n) }
	texts := []string{"!pip install requests acme-sdk\nimport os\n", "%%bash\npip install cv3-tools\n", "{'a': 1}\n"}
	var cells, items []any
	for i, text := range texts {
		cells = append(cells, map[string]any{"kind": 2, "document": cell(i)})
		items = append(items, map[string]any{"uri": cell(i), "languageId": "python", "version": 1, "text": text})
	}
	e.Notify("notebookDocument/didOpen", map[string]any{
		"notebookDocument":  map[string]any{"uri": "file:///w/book.ipynb", "notebookType": "jupyter-notebook", "version": 1, "cells": cells},
		"cellTextDocuments": items,
	})
	e.Await("findings in the cells", func(e *fake.Editor) bool {
		for i, want := range []string{"acme-sdk", "cv3-tools", ""} {
			if e.Published[cell(i)] == nil || named(&fake.Document{URI: cell(i), Text: texts[i]}, e) != want {
				return false
			}
		}
		return true
	})
	changed := func(version, line, from, to int, text string) {
		at := func(c int) map[string]int { return map[string]int{"line": line, "character": c} }
		e.Notify("notebookDocument/didChange", map[string]any{
			"notebookDocument": map[string]any{"uri": "file:///w/book.ipynb", "version": version},
			"change": map[string]any{"cells": map[string]any{"textContent": []any{map[string]any{
				"document": map[string]any{"uri": cell(0), "version": version},
				"changes":  []any{map[string]any{"range": map[string]any{"start": at(from), "end": at(to)}, "text": text}},
			}}}},
		})
	}
	changed(2, 0, 22, 30, "")
	e.Await("the first cell is mended", func(e *fake.Editor) bool { return string(e.Published[cell(0)].Diagnostics) == "[]" })
	changed(3, 0, 22, 22, "qux \n")
	texts[0] = "!pip install requests qux \n\nimport os\n"
	e.Await("another name", func(e *fake.Editor) bool { return named(&fake.Document{URI: cell(0), Text: texts[0]}, e) == "qux" })
}
