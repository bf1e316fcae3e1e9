package lsp_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"underpin/lsp/internal/fake"
	"underpin/lsp/internal/protocol"
)

// login is the flawed log-in that assistants write.
func login(t interface{ Fatal(...any) }) string {
	text, err := os.ReadFile("../analysis/testdata/login/flawed/app.py")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// boundary moves a byte offset to one that a client can name: not inside a
// character, not inside CRLF.
func boundary(text string, at int) int {
	for at > 0 && at < len(text) && (!utf8.RuneStart(text[at]) || text[at] == '\n' && text[at-1] == '\r') {
		at--
	}
	return at
}

// fragments are what is inserted: flawed code, harmless code, broken code, and
// characters that are hard to count.
func fragments() []string {
	return []string{
		"x", "\n", "(", ")", `"`, "'''", "    ", "\t", "#", "é", "😀", "\r\n", "\r", "日本", ":", "\\\n", "{", "",
		"import os\n", "import sqlite3\n", "from flask import Flask, request\n",
		"\n\ndef f(a):\n    return a\n", "    os.system(request.args['x'])\n", "\n@app.route('/x')\ndef x():\n    os.system('ls ' + request.args['q'])\n    return ''\n",
		"password = 'hunter2-😀-é'\n", "    db.execute(\"select '\" + name + \"'\")\n", "if True:\n", "class C:\n    def m(self):\n        pass\n", "# underpin: ignore[sql-injection] wanted\n",
	}
}

// edits draws what one notification brings, and the text after it.
func edits(t *rapid.T, text string) []fake.Edit {
	var out []fake.Edit
	for range rapid.IntRange(1, 3).Draw(t, "cursors") {
		a := boundary(text, rapid.IntRange(0, len(text)).Draw(t, "start"))
		b := a
		if rapid.Bool().Draw(t, "deletes") {
			b = boundary(text, min(len(text), a+rapid.IntRange(0, 80).Draw(t, "length")))
		}
		e := fake.Edit{Start: a, End: max(a, b), New: rapid.SampledFrom(fragments()).Draw(t, "new")}
		out = append(out, e)
		text = text[:e.Start] + e.New + text[e.End:]
	}
	return out
}

// diagnosticsOf is what a fresh server says of a text.
func diagnosticsOf(t fake.TB, capabilities any, uri, text string) string {
	e := fake.Start(t, fake.Config{Capabilities: capabilities})
	e.Open(uri, text)
	r := e.Pull(uri, "")
	if err := e.Close(); err != nil {
		t.Fatalf("%v", err)
	}
	return string(r.Items)
}

// After any series of edits the settled diagnostics are those of a fresh start on the final text.
func TestEditsEqualAFreshStart(t *testing.T) {
	start := login(t)
	rapid.Check(t, func(t *rapid.T) {
		encoding := rapid.SampledFrom([]string{"utf-8", "utf-16", "utf-32"}).Draw(t, "encoding")
		capabilities := map[string]any{"general": map[string]any{"positionEncodings": []string{encoding}}}
		pulls := rapid.Bool().Draw(t, "pulls")
		if pulls {
			capabilities["textDocument"] = map[string]any{"diagnostic": map[string]any{}}
		}
		text := rapid.SampledFrom([]string{start, strings.ReplaceAll(start, "\n", "\r\n"), "", "\ufeff" + start}).Draw(t, "text")
		const uri = "file:///w/login%20page.py"
		e := fake.Start(t, fake.Config{Capabilities: capabilities})
		d := e.Open(uri, strings.TrimPrefix(text, "\ufeff"))
		var before []string
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			switch kind := rapid.IntRange(0, 9).Draw(t, "kind"); {
			case kind == 0 && len(before) > 0: // undo, as one whole text
				e.Replace(d, before[len(before)-1])
				before = before[:len(before)-1]
			case kind == 1 && len(before) > 0: // undo, as an edit
				e.Change(d, fake.Edit{End: len(d.Text), New: before[len(before)-1]})
				before = before[:len(before)-1]
			case kind == 2 && pulls: // an answer in between must not hold anything up
				e.Begin("textDocument/diagnostic", map[string]any{"textDocument": map[string]string{"uri": uri}})
			case kind == 3:
				e.Shut(d)
				d = e.Open(uri, d.Text)
			default:
				before = append(before, d.Text)
				e.Change(d, edits(t, d.Text)...)
			}
		}
		want := diagnosticsOf(t, capabilitiesThatPull(encoding), uri, d.Text)
		got := ""
		if pulls {
			got = string(e.Pull(uri, "").Items)
		} else {
			e.Await(fmt.Sprintf("the diagnostics of %q, which are %s", d.Text, want), func(e *fake.Editor) bool {
				p := e.Published[uri]
				return p != nil && sameList(p.Diagnostics, want)
			})
			got = string(e.Pull(uri, "").Items)
		}
		if !sameList(json.RawMessage(got), want) {
			t.Fatalf("%q has\n%s\nand a fresh server says\n%s", d.Text, got, want)
		}
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
	})
}

func capabilitiesThatPull(encoding string) any {
	return map[string]any{
		"general":      map[string]any{"positionEncodings": []string{encoding}},
		"textDocument": map[string]any{"diagnostic": map[string]any{}},
	}
}

// sameList compares without regard to what is no part of the analysis: how the text came about is known to one server only.
func sameList(a json.RawMessage, b string) bool {
	var x, y []protocol.Diagnostic
	if json.Unmarshal(a, &x) != nil || json.Unmarshal([]byte(b), &y) != nil {
		return false
	}
	for _, d := range slices.Concat(x, y) {
		if d.Data != nil {
			d.Data.Origin = ""
		}
	}
	p, _ := json.Marshal(x)
	q, _ := json.Marshal(y)
	return string(p) == string(q)
}
