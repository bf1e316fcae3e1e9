package lsp_test

import (
	"encoding/json"
	"strings"
	"testing"

	"underpin/lsp/internal/fake"
	"underpin/lsp/internal/protocol"
)

type explained struct{ Rule, Title, Text, Page string }

func TestExplainOpensThePage(t *testing.T) {
	var shown protocol.ShowDocumentParams
	e, d := shopOpen(t, fake.Config{Capabilities: able("utf-16"), Answer: func(method string, params json.RawMessage) (any, bool) {
		return protocol.ShowDocumentResult{Success: true}, method == "window/showDocument" && json.Unmarshal(params, &shown) == nil
	}}, classicLogin(t))
	a := pick(t, actionsAt(e, d.URI, rangeOf(t, e, d.Text, "cursor.execute", 0)), "Explain sql-injection")
	var got explained
	e.Ask("workspace/executeCommand", a.Command, &got)
	if shown.URI != "https://cwe.mitre.org/data/definitions/89.html" || !shown.External || got.Page != shown.URI {
		t.Errorf("%+v %+v", shown, got)
	}
	for _, part := range []string{"# Untrusted text reaches an SQL statement\n\n`sql-injection` · error · CWE-89 · OWASP A05:2025\n\n**Why:** one quote", "\n**Instead:** Keep", "\n## Bad\n\n```python\n", "\n## Good\n\n```python\n"} {
		if !strings.Contains(got.Text, part) {
			t.Errorf("there is no %q in\n%s", part, got.Text)
		}
	}
	if strings.Contains(got.Text, "# want:") || strings.Contains(got.Text, "# flow:") {
		t.Error(got.Text)
	}
}

// Where no page can be shown there is a message; a client that shows the text itself wants neither.
func TestExplainAsMessage(t *testing.T) {
	e, _ := shopOpen(t, fake.Config{Capabilities: able("utf-16", "pages")}, classicLogin(t))
	var got explained
	e.Ask("workspace/executeCommand", protocol.Command{Command: "underpin.explain", Arguments: []any{map[string]any{"rule": "sql-injection", "show": false}}}, &got)
	if got.Rule != "sql-injection" {
		t.Errorf("%+v", got)
	}
	e.Ask("workspace/executeCommand", protocol.Command{Command: "underpin.explain", Arguments: []any{"missing-rate-limit"}}, &got)
	e.Await("a message", func(e *fake.Editor) bool {
		told := e.Told("window/showMessage")
		return len(told) == 1 && strings.Contains(string(told[0]), `Underpin: A credential route may be tried without limit\n\nWhy: a login`)
	})
	if code := e.Refused("workspace/executeCommand", protocol.Command{Command: "underpin.explain", Arguments: []any{"no-such-rule"}}); code != -32602 {
		t.Error(code)
	}
	if code := e.Refused("workspace/executeCommand", protocol.Command{Command: "underpin.explain"}); code != -32602 {
		t.Error(code)
	}
	if code := e.Refused("workspace/executeCommand", protocol.Command{Command: "underpin.unheardOf"}); code != -32602 {
		t.Error(code)
	}
	e.Await("the refusals", func(e *fake.Editor) bool { return len(e.Told("window/showMessage")) == 1 })
}
