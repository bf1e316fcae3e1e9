package lsp_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"underpin/lsp/internal/fake"
	"underpin/lsp/internal/protocol"
)

func TestActionsOfALogin(t *testing.T) {
	e, d := shopOpen(t, fake.Config{Capabilities: able("utf-16")}, classicLogin(t))
	list := actionsAt(e, d.URI, rangeOf(t, e, d.Text, "cursor.execute", 0))
	want := `Pass the values as parameters (sql-injection)
Fix all findings that have a fix (1)
Suppress here with a reason (plaintext-password)
Suppress here with a reason (sql-injection)
Explain plaintext-password
Explain sql-injection`
	if diff := cmp.Diff(want, titles(list)); diff != "" {
		t.Error(diff)
	}
	for i, a := range list {
		switch {
		case a.IsPreferred != (i == 0):
			t.Errorf("%q: preferred is %v", a.Title, a.IsPreferred)
		case a.Edit != nil:
			t.Errorf("%q has its edit before it was asked for", a.Title)
		case a.Kind == protocol.QuickFix && len(a.Diagnostics) != 1:
			t.Errorf("%q mends %d diagnostics", a.Title, len(a.Diagnostics))
		}
	}
	for _, nothing := range []string{"import sqlite3", "conn.row_factory", "app.run"} {
		if list := actionsAt(e, d.URI, rangeOf(t, e, d.Text, nothing, 0)); len(list) != 0 {
			t.Errorf("at %s:\n%s", nothing, titles(list))
		}
	}
}

// The edit of the fix leaves a text without the finding, in every encoding, with CRLF and with characters beyond the 16 bits.
func TestFixIsApplied(t *testing.T) {
	for _, encoding := range []string{"utf-8", "utf-16", "utf-32"} {
		for _, crlf := range []bool{false, true} {
			text := strings.Replace(classicLogin(t), "SELECT *", "SELECT '😀é漢', *", 1)
			if crlf {
				text = strings.ReplaceAll(text, "\n", "\r\n")
			}
			e, d := shopOpen(t, fake.Config{Capabilities: able(encoding)}, text)
			a := pick(t, actionsAt(e, d.URI, rangeOf(t, e, d.Text, "cursor.execute", 0)), "parameters")
			edit := resolved(e, a)
			if len(edit.DocumentChanges) != 1 || *edit.DocumentChanges[0].TextDocument.Version != 1 {
				t.Fatalf("%s: %+v", encoding, edit)
			}
			now := after(t, e, d.Text, edit.DocumentChanges[0].Edits)
			for _, part := range []string{`SELECT '😀é漢', * FROM users WHERE username = ? AND password = ?"`, "cursor.execute(query, (username, password))"} {
				if !strings.Contains(now, part) {
					t.Errorf("%s: there is no %s in\n%s", encoding, part, now)
				}
			}
			e.Replace(d, now)
			awaitCodes(e, d.URI, 3)
			if err := e.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestSuppressIsApplied(t *testing.T) {
	e, d := shopOpen(t, fake.Config{Capabilities: able("utf-16", "versions")}, classicLogin(t))
	a := pick(t, actionsAt(e, d.URI, rangeOf(t, e, d.Text, "cursor.execute", 0)), "Suppress here with a reason (sql")
	now := after(t, e, d.Text, resolved(e, a).Changes[d.URI])
	if !strings.Contains(now, "cursor.execute(query)  # underpin: ignore[sql-injection] TODO: say why this is safe\n") {
		t.Error(now)
	}
	a.Data.Reason = "only staff\n may call it"
	now = after(t, e, d.Text, resolved(e, a).Changes[d.URI])
	if !strings.Contains(now, "# underpin: ignore[sql-injection] only staff may call it\n") {
		t.Error(now)
	}
	e.Replace(d, now)
	e.Await("three findings", func(e *fake.Editor) bool {
		return fake.Codes(e.Published[d.URI].Diagnostics) == "missing-rate-limit plaintext-password missing-session-token"
	})
}

func TestSuppressAsSnippet(t *testing.T) {
	e, d := shopOpen(t, fake.Config{Capabilities: able("utf-16")}, classicLogin(t))
	a := pick(t, actionsAt(e, d.URI, rangeOf(t, e, d.Text, "cursor.execute", 0)), "Suppress here with a reason (sql")
	x := resolved(e, a).DocumentChanges[0].Edits[0]
	if x.Snippet == nil || x.Snippet.Value != "  # underpin: ignore[sql-injection] ${1:TODO: say why this is safe}" {
		t.Errorf("%+v", x)
	}
}

// fourFixes has findings of two rules with fixes, one of them three times.
const fourFixes = `import sqlite3
import subprocess
from flask import Flask, request

app = Flask(__name__)
db = sqlite3.connect("x.db")


@app.route("/a")
def a():
    q = request.args["q"]
    db.execute("SELECT * FROM a WHERE b = '" + q + "'")
    db.execute(f"SELECT * FROM c WHERE d = '{q}'")
    return db.execute(f"SELECT * FROM e WHERE f = '{q}'").fetchall()


@app.route("/b")
def b():
    host = request.args["host"]
    return subprocess.check_output("ping -c 1 " + host, shell=True)
`

func TestFixAll(t *testing.T) {
	e := fake.Start(t, fake.Config{Capabilities: able("utf-8")})
	d := e.Open(loginPage, fourFixes)
	awaitCodes(e, d.URI, 4)
	here := rangeOf(t, e, d.Text, "db.execute", 1)
	list := actionsAt(e, d.URI, here)
	kind := pick(t, list, "in all 3 places of this file (sql-injection)")
	now := after(t, e, d.Text, resolved(e, kind).DocumentChanges[0].Edits)
	if strings.Count(now, " = ?") != 3 || !strings.Contains(now, "shell=True") {
		t.Error(now)
	}
	for only, offered := range map[string]bool{"source": true, "source.fixAll": true, "source.fixAll.underpin": true,
		"source.fixAll.other": false, "source.organizeImports": false, "quickfix": false, "refactor": false, "source.fix": false} {
		list := actionsAt(e, d.URI, rangeOf(t, e, d.Text, "import sqlite3", 0), only)
		if offered != (titles(list) == "Fix all findings that have a fix (4)") {
			t.Errorf("only %s: %q", only, titles(list))
		}
		if only == "quickfix" {
			for _, a := range actionsAt(e, d.URI, here, only) {
				if a.Kind != "quickfix" {
					t.Errorf("%s is a %s", a.Title, a.Kind)
				}
			}
		}
	}
	all := actionsAt(e, d.URI, here, "source.fixAll")[0]
	if all.Kind != "source.fixAll.underpin" {
		t.Error(all.Kind)
	}
	now = after(t, e, d.Text, resolved(e, all).DocumentChanges[0].Edits)
	e.Replace(d, now)
	awaitCodes(e, d.URI, 0)
}

// An action that was offered for an older text is made for the newest one, if its finding is still there.
func TestActionsOfAnOlderText(t *testing.T) {
	e, d := shopOpen(t, fake.Config{Capabilities: able("utf-16")}, classicLogin(t))
	a := pick(t, actionsAt(e, d.URI, rangeOf(t, e, d.Text, "cursor.execute", 0)), "parameters")
	e.Change(d, fake.Edit{New: "import os\n\n"})
	edit := resolved(e, a)
	if *edit.DocumentChanges[0].TextDocument.Version != 2 {
		t.Errorf("%+v", edit)
	}
	if now := after(t, e, d.Text, edit.DocumentChanges[0].Edits); !strings.Contains(now, "cursor.execute(query, (username, password))") {
		t.Error(now)
	}
	e.Replace(d, "x = 1\n")
	if code := e.Refused("codeAction/resolve", a); code != protocol.CodeContentModified {
		t.Error(code)
	}
	if list := actionsAt(e, d.URI, protocol.Range{Start: protocol.Position{Line: 50}, End: protocol.Position{Line: 50}}); len(list) != 0 {
		t.Error(titles(list))
	}
	e.Shut(d)
	if code := e.Refused("codeAction/resolve", a); code != protocol.CodeContentModified {
		t.Error(code)
	}
	if list := actionsAt(e, d.URI, protocol.Range{}); len(list) != 0 {
		t.Error(titles(list))
	}
}

// Clients that resolve nothing get the edits at once, those that know no actions get commands.
func TestActionsOfSimplerClients(t *testing.T) {
	e, d := shopOpen(t, fake.Config{Capabilities: able("utf-16", "resolve", "versions")}, classicLogin(t))
	a := pick(t, actionsAt(e, d.URI, rangeOf(t, e, d.Text, "cursor.execute", 0)), "parameters")
	if now := after(t, e, d.Text, a.Edit.Changes[d.URI]); !strings.Contains(now, "(username, password))") {
		t.Error(now)
	}
	applied := make(chan protocol.ApplyEditParams, 1)
	e, d = shopOpen(t, fake.Config{Capabilities: able("utf-16", "literals"), Answer: func(method string, params json.RawMessage) (any, bool) {
		if method != "workspace/applyEdit" {
			return nil, false
		}
		var p protocol.ApplyEditParams
		if err := json.Unmarshal(params, &p); err != nil {
			t.Error(err)
		}
		applied <- p
		return protocol.ApplyEditResult{Applied: true}, true
	}}, classicLogin(t))
	var commands []protocol.Command
	e.Ask("textDocument/codeAction", map[string]any{
		"textDocument": map[string]any{"uri": d.URI}, "range": rangeOf(t, e, d.Text, "cursor.execute", 0), "context": map[string]any{"diagnostics": []any{}},
	}, &commands)
	var result protocol.ApplyEditResult
	e.Ask("workspace/executeCommand", commands[0], &result)
	now := after(t, e, d.Text, (<-applied).Edit.DocumentChanges[0].Edits)
	if !result.Applied || !strings.Contains(now, "(username, password))") {
		t.Error(result, now)
	}
	e.Ask("workspace/executeCommand", protocol.Command{Command: "underpin.fixAll", Arguments: []any{map[string]any{"textDocument": map[string]any{"uri": d.URI}}}}, &result)
	if again := after(t, e, d.Text, (<-applied).Edit.DocumentChanges[0].Edits); again != now {
		t.Error(again)
	}
}

// What the settings hide has no actions.
func TestActionsOfHiddenFindings(t *testing.T) {
	e := fake.Start(t, fake.Config{Capabilities: able("utf-16"), Options: map[string]any{"rules": map[string]any{"sql-injection": "off"}}})
	d := e.Open(loginPage, classicLogin(t))
	awaitCodes(e, d.URI, 3)
	list := actionsAt(e, d.URI, rangeOf(t, e, d.Text, "cursor.execute", 0))
	if titles(list) != "Suppress here with a reason (plaintext-password)\nExplain plaintext-password" {
		t.Error(titles(list))
	}
}
