package lsp_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"underpin/analysis"
	"underpin/lsp"
	"underpin/lsp/internal/fake"
	"underpin/lsp/internal/protocol"
)

func optionsWith(disk *fake.Disk) lsp.Options { return lsp.Options{Files: disk} }

// Two files: what app.py hands over does harm in db.py.
const (
	appURI, dbURI = "file:///w/app.py", "file:///w/db.py"
	appText       = "from flask import Flask, request\nimport db\napp = Flask(__name__)\n\n@app.route('/x')\ndef x():\n    return db.find(request.args['q'])\n"
	dbText        = "import sqlite3\n\ndef find(name):\n    c = sqlite3.connect('a.db')\n    return c.execute(\"select * from t where n='\" + name + \"'\").fetchall()\n"
)

func twoFiles() *fake.Disk {
	return fake.NewDisk(map[string]string{appURI: appText, dbURI: dbText}, "file:///w")
}

func has(uri, code string) func(*fake.Editor) bool {
	return func(e *fake.Editor) bool {
		p := e.Published[uri]
		return p != nil && strings.Contains(fake.Codes(p.Diagnostics), code)
	}
}

func hasNone(uri string) func(*fake.Editor) bool {
	return func(e *fake.Editor) bool { p := e.Published[uri]; return p != nil && fake.Codes(p.Diagnostics) == "" }
}

func TestFindingsAcrossFiles(t *testing.T) {
	e := fake.Start(t, fake.Config{Server: optionsWith(twoFiles()), Folders: []string{"file:///w"}})
	e.Await("a finding in db.py", has(dbURI, "sql-injection"))
	var ds []protocol.Diagnostic
	if err := json.Unmarshal(e.Published[dbURI].Diagnostics, &ds); err != nil {
		t.Fatal(err)
	}
	d := ds[0]
	if d.Source != "underpin" || d.Data == nil || d.Data.CWE != 89 || d.Data.Fingerprint == "" || d.Data.Confidence == "" || d.CodeDescription == nil {
		t.Errorf("%+v", d)
	}
	if !slices.ContainsFunc(d.RelatedInformation, func(r protocol.DiagnosticRelatedInformation) bool { return r.Location.URI == appURI }) {
		t.Errorf("the way does not start in app.py: %+v", d.RelatedInformation)
	}
	app := e.Open(appURI, appText)
	e.Change(app, fake.Edit{Start: strings.Index(appText, "request.args['q']"), End: strings.Index(appText, ")\n"), New: ""})
	e.Replace(app, strings.Replace(appText, "request.args['q']", "'fixed'", 1))
	e.Await("no finding in db.py", hasNone(dbURI))
	e.Replace(app, appText)
	e.Await("the finding again", has(dbURI, "sql-injection"))
}

// An edit is answered twice: at once for its file, then for all.
func TestTwoPhases(t *testing.T) {
	var mu sync.Mutex
	var scopes []analysis.Scope
	o := optionsWith(twoFiles())
	o.Analyse = func(ctx context.Context, s *analysis.Snapshot, scope analysis.Scope) (*analysis.Report, error) {
		mu.Lock()
		scopes = append(scopes, scope)
		mu.Unlock()
		return s.Findings(ctx, scope)
	}
	e := fake.Start(t, fake.Config{Server: o, Folders: []string{"file:///w"}})
	e.Await("a finding in db.py", has(dbURI, "sql-injection"))
	mu.Lock()
	scopes = nil
	mu.Unlock()
	pushes := len(e.Pushes)
	db := e.Open(dbURI, strings.Replace(dbText, "import", "\nimport", 1))
	e.Await("it moves", func(e *fake.Editor) bool { return len(e.Pushes) > pushes && *e.Published[dbURI].Version == db.Version })
	e.Change(db, fake.Edit{New: "\n"})
	e.Await("it moves on", func(e *fake.Editor) bool { return *e.Published[dbURI].Version == db.Version })
	mu.Lock()
	defer mu.Unlock()
	if len(scopes) == 0 || !scopes[0].Touched || fmt.Sprint(scopes[0].Paths) != "[db.py]" {
		t.Errorf("%+v", scopes)
	}
}

func TestUnchangedIsNotPushedAgain(t *testing.T) {
	e := fake.Start(t, fake.Config{})
	d := e.Open(page, login(t))
	e.Await("findings", func(e *fake.Editor) bool { return e.Published[page] != nil })
	for range 5 {
		e.Change(d, fake.Edit{Start: len(d.Text), End: len(d.Text), New: "# nothing\n"})
	}
	e.Change(d, fake.Edit{New: "#\n"})
	e.Await("they move", func(e *fake.Editor) bool { return *e.Published[page].Version == d.Version })
	if len(e.Pushes) != 2 {
		t.Errorf("%d pushes", len(e.Pushes))
	}
}

func TestPulls(t *testing.T) {
	capabilities := map[string]any{
		"textDocument": map[string]any{"diagnostic": map[string]any{}},
		"workspace":    map[string]any{"diagnostics": map[string]any{"refreshSupport": true}},
	}
	e := fake.Start(t, fake.Config{Server: optionsWith(twoFiles()), Folders: []string{"file:///w"}, Capabilities: capabilities})
	if !strings.Contains(string(e.Capabilities), `"diagnosticProvider":{"identifier":"underpin","interFileDependencies":true,"workspaceDiagnostics":true}`) {
		t.Errorf("%s", e.Capabilities)
	}
	e.Await("refresh, as the workspace is read", func(e *fake.Editor) bool { return len(e.Told("workspace/diagnostic/refresh")) > 0 })
	refreshes := len(e.Messages)
	r := e.Pull(dbURI, "")
	if fake.Codes(r.Items) != "sql-injection" {
		t.Fatalf("%+v", r)
	}
	if again := e.Pull(dbURI, r.ResultID); again.Kind != "unchanged" || again.Items != nil || again.ResultID != r.ResultID {
		t.Errorf("%+v", again)
	}
	app := e.Open(appURI, appText)
	e.Replace(app, "x = 1\n")
	e.Await("refresh, as another file has changed", func(e *fake.Editor) bool { return len(e.Messages) > refreshes })
	if r := e.Pull(dbURI, r.ResultID); r.Kind != "full" || fake.Codes(r.Items) != "" {
		t.Errorf("%+v", r)
	}
	if len(e.Pushes) != 0 {
		t.Error("pushed to a client that pulls")
	}
}

func TestWorkspacePullIsStreamed(t *testing.T) {
	files := map[string]string{}
	for i := range 300 {
		files[fmt.Sprintf("file:///w/f%03d.py", i)] = login(t)
	}
	e := fake.Start(t, fake.Config{Server: optionsWith(fake.NewDisk(files, "file:///w")), Folders: []string{"file:///w"}, Capabilities: map[string]any{
		"textDocument": map[string]any{"diagnostic": map[string]any{}},
		"workspace":    map[string]any{"diagnostics": map[string]any{"refreshSupport": true}},
	}})
	e.Await("refresh", func(e *fake.Editor) bool { return len(e.Told("workspace/diagnostic/refresh")) > 0 })
	var last protocol.WorkspaceDiagnosticReport
	e.Ask("workspace/diagnostic", map[string]any{"previousResultIds": []any{}, "partialResultToken": "p"}, &last)
	var previous []map[string]string
	parts := 0
	e.Await("all parts", func(e *fake.Editor) bool {
		previous, parts = nil, 0
		for _, raw := range e.Told("$/progress") {
			var p struct {
				Token string
				Value protocol.WorkspaceDiagnosticReport
			}
			if json.Unmarshal(raw, &p) == nil && p.Token == "p" {
				parts++
				for _, item := range p.Value.Items {
					previous = append(previous, map[string]string{"uri": item.URI, "value": item.ResultID})
				}
			}
		}
		return len(previous) == len(files)
	})
	if len(last.Items) != 0 || parts < 3 {
		t.Errorf("%d parts, and %d items at the end", parts, len(last.Items))
	}
	e.Ask("workspace/diagnostic", map[string]any{"previousResultIds": previous}, &last)
	for _, item := range last.Items {
		if item.Kind != "unchanged" {
			t.Fatalf("%+v", item)
		}
	}
}

func TestWatchedFiles(t *testing.T) {
	disk := twoFiles()
	e := fake.Start(t, fake.Config{Server: optionsWith(disk), Folders: []string{"file:///w"}, Capabilities: map[string]any{
		"workspace": map[string]any{"didChangeWatchedFiles": map[string]any{"dynamicRegistration": true}},
	}})
	e.Await("registration", func(e *fake.Editor) bool { return len(e.Told("client/registerCapability")) == 1 })
	e.Await("a finding in db.py", has(dbURI, "sql-injection"))
	event := func(uri string, kind int) {
		e.Notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": uri, "type": kind}}})
	}
	text := "x = 1\n"
	disk.Write(appURI, &text)
	event(appURI, 2)
	e.Await("no finding", hasNone(dbURI))
	text = appText
	disk.Write(appURI, &text)
	event(appURI, 1)
	e.Await("the finding again", has(dbURI, "sql-injection"))
	disk.Write(appURI, nil)
	event(appURI, 3)
	e.Await("no finding without app.py", hasNone(dbURI))
	disk.Write(appURI, &text)
	event(appURI, 1)
	e.Await("the finding again", has(dbURI, "sql-injection"))
	disk.Config = "[rules.sql-injection]\nseverity = \"off\"\n"
	event("file:///w/underpin.toml", 2)
	e.Await("the rule is off", hasNone(dbURI))
}

func TestFoldersComeAndGo(t *testing.T) {
	e := fake.Start(t, fake.Config{Server: optionsWith(twoFiles())})
	d := e.Open(dbURI, dbText)
	e.Await("silence about a file alone", hasNone(dbURI))
	folder := []any{map[string]string{"uri": "file:///w", "name": "w"}}
	e.Notify("workspace/didChangeWorkspaceFolders", map[string]any{"event": map[string]any{"added": folder, "removed": []any{}}})
	e.Await("a finding in db.py", has(dbURI, "sql-injection"))
	e.Notify("workspace/didChangeWorkspaceFolders", map[string]any{"event": map[string]any{"added": []any{}, "removed": folder}})
	e.Await("none without the folder", hasNone(dbURI))
	e.Replace(d, login(t))
	e.Await("and the file goes on", has(dbURI, "plaintext-password"))
}

func TestSettings(t *testing.T) {
	capabilities := map[string]any{"workspace": map[string]any{"configuration": true}}
	settings := map[string]any{"rules": map[string]string{"sql-injection": "off"}}
	var mu sync.Mutex
	e := fake.Start(t, fake.Config{Capabilities: capabilities, Answer: func(method string, _ json.RawMessage) (any, bool) {
		mu.Lock()
		defer mu.Unlock()
		return []any{settings}, method == "workspace/configuration"
	}})
	e.Open(page, login(t))
	without := func(e *fake.Editor) bool { return e.Published[page] != nil && !has(page, "sql-injection")(e) }
	e.Await("findings without the rule", without)
	if len(e.Pushes) != 1 {
		t.Error("a rule that is off flashed up")
	}
	mu.Lock()
	settings = map[string]any{"minConfidence": "maybe", "unheard": 1}
	mu.Unlock()
	e.Notify("workspace/didChangeConfiguration", map[string]any{"settings": nil})
	e.Await("the rule is on again", has(page, "sql-injection"))
	e.Await("wrong settings are told", func(e *fake.Editor) bool { return len(e.Told("window/showMessage")) == 2 })
	mu.Lock()
	settings = map[string]any{"enable": false}
	mu.Unlock()
	e.Notify("workspace/didChangeConfiguration", map[string]any{"settings": nil})
	e.Await("silence", hasNone(page))
}

func TestSettingsOfClientsThatSendThem(t *testing.T) {
	e := fake.Start(t, fake.Config{Options: map[string]any{"rules": map[string]string{"sql-injection": "hint"}}})
	e.Open(page, login(t))
	e.Await("a hint", func(e *fake.Editor) bool {
		return has(page, "sql-injection")(e) && strings.Contains(string(e.Published[page].Diagnostics), `"severity":4`)
	})
	e.Notify("workspace/didChangeConfiguration", map[string]any{"settings": map[string]any{"underpin": map[string]any{"enable": false}}})
	e.Await("silence", hasNone(page))
}

func TestProgress(t *testing.T) {
	e := fake.Start(t, fake.Config{Server: optionsWith(twoFiles()), Folders: []string{"file:///w"}, Capabilities: map[string]any{"window": map[string]any{"workDoneProgress": true}}})
	e.Await("begin and end", func(e *fake.Editor) bool {
		all := ""
		for _, p := range e.Told("$/progress") {
			all += string(p)
		}
		return strings.Contains(all, `"begin"`) && strings.Contains(all, `"end"`)
	})
}

func TestSettingsTableIsInTheReadme(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(readme), lsp.SettingsTable()) {
		t.Errorf("README.md lacks this table:\n%s", lsp.SettingsTable())
	}
}
