package lsp_test

import (
	"errors"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/sourcegraph/jsonrpc2"

	"underpin/lsp/internal/fake"
	"underpin/lsp/internal/protocol"
)

// loginPage is where the classic login is open.
const loginPage = "file:///w/shop/app.py"

func classicLogin(t testing.TB) string {
	text, err := os.ReadFile("../analysis/testdata/login/flawed/app.py")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// able is an editor that can all that the features use, but for what is taken away.
func able(encoding string, without ...string) map[string]any {
	yes := func(name string, v any) any {
		if slices.Contains(without, name) {
			return nil
		}
		return v
	}
	return map[string]any{
		"general": map[string]any{"positionEncodings": []string{encoding}},
		"textDocument": map[string]any{
			"codeAction": map[string]any{
				"codeActionLiteralSupport": yes("literals", map[string]any{"codeActionKind": map[string]any{"valueSet": []string{}}}),
				"dataSupport":              true,
				"resolveSupport":           yes("resolve", map[string]any{"properties": []string{"edit"}}),
			},
			"hover": map[string]any{"contentFormat": yes("markdown", []string{"markdown", "plaintext"})},
		},
		"workspace": map[string]any{
			"applyEdit":     true,
			"workspaceEdit": map[string]any{"documentChanges": yes("versions", true), "snippetEditSupport": yes("snippets", true)},
		},
		"window": map[string]any{"showDocument": map[string]any{"support": yes("pages", true)}},
	}
}

// rangeOf names the n-th (from 0) place of a part in a document.
func rangeOf(t fake.TB, e *fake.Editor, text, part string, n int) protocol.Range {
	t.Helper()
	at := 0
	for i := 0; ; i++ {
		next := strings.Index(text[at:], part)
		if next < 0 {
			t.Fatalf("%q is not %d times in the text", part, n+1)
		}
		at += next
		if i == n {
			return protocol.Range{Start: fake.PositionIn(text, at, e.Encoding), End: fake.PositionIn(text, at+len(part), e.Encoding)}
		}
		at++
	}
}

func actionsAt(e *fake.Editor, uri string, r protocol.Range, only ...string) []protocol.CodeAction {
	context := map[string]any{"diagnostics": []any{}}
	e.Await("nothing", func(e *fake.Editor) bool {
		if p := e.Published[uri]; p != nil {
			context["diagnostics"] = p.Diagnostics
		}
		return true
	})
	if len(only) > 0 {
		context["only"] = only
	}
	var out []protocol.CodeAction
	e.Ask("textDocument/codeAction", map[string]any{"textDocument": map[string]any{"uri": uri}, "range": r, "context": context}, &out)
	return out
}

func titles(list []protocol.CodeAction) string {
	var out []string
	for _, a := range list {
		out = append(out, a.Title)
	}
	return strings.Join(out, "\n")
}

// shopOpen opens the login and waits for its findings.
func shopOpen(t *testing.T, c fake.Config, text string) (*fake.Editor, *fake.Document) {
	t.Helper()
	e := fake.Start(t, c)
	d := e.Open(loginPage, text)
	awaitCodes(e, loginPage, 4)
	return e, d
}

// awaitCodes waits until so many diagnostics are pushed for a document.
func awaitCodes(e *fake.Editor, uri string, n int) {
	e.Await("findings", func(e *fake.Editor) bool {
		p := e.Published[uri]
		return p != nil && len(strings.Fields(fake.Codes(p.Diagnostics))) == n
	})
}

// resolved gives the edit of an action.
func resolved(e *fake.Editor, a protocol.CodeAction) *protocol.WorkspaceEdit {
	var out protocol.CodeAction
	e.Ask("codeAction/resolve", a, &out)
	return out.Edit
}

// after applies the edits of one document as an editor does: snippets as their text.
func after(t fake.TB, e *fake.Editor, text string, edits []protocol.TextEdit) string {
	t.Helper()
	type change struct {
		start, end int
		text       string
	}
	at := func(p protocol.Position) int {
		for i := 0; i <= len(text); i++ {
			if i > 0 && i < len(text) && text[i-1] == '\r' && text[i] == '\n' {
				continue
			}
			if i == len(text) || utf8.RuneStart(text[i]) {
				if fake.PositionIn(text, i, e.Encoding) == p {
					return i
				}
			}
		}
		t.Fatalf("%v is no place of the text", p)
		return 0
	}
	var list []change
	for _, x := range edits {
		c := change{at(x.Range.Start), at(x.Range.End), x.NewText}
		if x.Snippet != nil {
			c.text = regexp.MustCompile(`\$\{1:(.*?)\}`).ReplaceAllString(x.Snippet.Value, "$1")
		}
		list = append(list, c)
	}
	slices.SortStableFunc(list, func(a, b change) int { return b.start - a.start })
	for _, c := range list {
		text = text[:c.start] + c.text + text[c.end:]
	}
	return text
}

func pick(t testing.TB, list []protocol.CodeAction, part string) protocol.CodeAction {
	t.Helper()
	for _, a := range list {
		if strings.Contains(a.Title, part) {
			return a
		}
	}
	t.Fatalf("no action %q among:\n%s", part, titles(list))
	return protocol.CodeAction{}
}

func hoverAt(e *fake.Editor, uri string, p protocol.Position) *protocol.Hover {
	var h *protocol.Hover
	e.Ask("textDocument/hover", map[string]any{"textDocument": map[string]any{"uri": uri}, "position": p}, &h)
	return h
}

// code is the code of an error answer.
func code(err error) int64 {
	var failure *jsonrpc2.Error
	if errors.As(err, &failure) {
		return failure.Code
	}
	return 0
}
