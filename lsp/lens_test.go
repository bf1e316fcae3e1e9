package lsp_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"underpin/lsp/internal/fake"
	"underpin/lsp/internal/protocol"
)

func lensesOf(e *fake.Editor, uri string) string {
	var out []protocol.CodeLens
	e.Ask("textDocument/codeLens", map[string]any{"textDocument": map[string]any{"uri": uri}}, &out)
	var b strings.Builder
	for _, l := range out {
		fmt.Fprintf(&b, "%d:%d %s (%s)\n", l.Range.Start.Line+1, l.Range.Start.Character, l.Command.Title, l.Command.Command)
	}
	return b.String()
}

func hintsOf(e *fake.Editor, uri string, r protocol.Range) string {
	var out []protocol.InlayHint
	e.Ask("textDocument/inlayHint", map[string]any{"textDocument": map[string]any{"uri": uri}, "range": r}, &out)
	var b strings.Builder
	for _, h := range out {
		fmt.Fprintf(&b, "%d:%d %s\n", h.Position.Line+1, h.Position.Character, h.Label)
	}
	return b.String()
}

var everything = protocol.Range{End: protocol.Position{Line: 3300}}

func TestLensesAndHints(t *testing.T) {
	options := map[string]any{"codeLens": true, "inlayHints": true}
	e, d := shopOpen(t, fake.Config{Capabilities: able("utf-16"), Options: options}, classicLogin(t))
	want := "14:4 4 findings: missing-rate-limit, plaintext-password, sql-injection, missing-session-token (underpin.explain)\n"
	if diff := cmp.Diff(want, lensesOf(e, d.URI)); diff != "" {
		t.Error(diff)
	}
	want = "13:38 ← POST /login is answered by login\n" +
		"14:9 → nothing on the handler, its routers or…\n" +
		"15:29 ← JSON body\n22:25 → reaches an SQL statement\n" +
		"27:34 → no session is started and no token is i…\n"
	got := strings.Split(strings.TrimSpace(hintsOf(e, d.URI, everything)), "\n")
	if diff := cmp.Diff(strings.Split(strings.TrimSpace(want), "\n"), got); diff != "" {
		t.Error(diff)
	}
	if got := hintsOf(e, d.URI, protocol.Range{Start: protocol.Position{Line: 21}, End: protocol.Position{Line: 22}}); got != "22:25 → reaches an SQL statement\n" {
		t.Error(got)
	}
}

func TestLensesAndHintsAreOffByDefault(t *testing.T) {
	e, d := shopOpen(t, fake.Config{Capabilities: able("utf-16")}, classicLogin(t))
	if got := lensesOf(e, d.URI) + hintsOf(e, d.URI, everything); got != "" {
		t.Error(got)
	}
	e.Notify("workspace/didChangeConfiguration", map[string]any{"settings": map[string]any{"underpin": map[string]any{"codeLens": true}}})
	if got := lensesOf(e, d.URI); !strings.HasPrefix(got, "14:4 4 findings") {
		t.Error(got)
	}
}

// What stands between the lines is asked for again once the settled findings are there.
func TestLensesAndHintsAreRefreshed(t *testing.T) {
	capabilities := able("utf-16")
	workspace := capabilities["workspace"].(map[string]any)
	for _, name := range []string{"codeLens", "inlayHint"} {
		workspace[name] = map[string]any{"refreshSupport": true}
	}
	e, d := shopOpen(t, fake.Config{Capabilities: capabilities, Options: map[string]any{"codeLens": true, "inlayHints": true}}, classicLogin(t))
	asked := func(n int) {
		e.Await("refreshes", func(e *fake.Editor) bool {
			return len(e.Told("workspace/codeLens/refresh")) >= n && len(e.Told("workspace/inlayHint/refresh")) >= n
		})
	}
	asked(1)
	e.Change(d, fake.Edit{New: "# more\n"})
	asked(2)
}
