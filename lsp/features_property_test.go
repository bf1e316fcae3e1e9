package lsp_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"underpin/lsp/internal/fake"
	"underpin/lsp/internal/protocol"
)

// Whatever was edited, each request is answered, each action has an edit of the
// text that the editor holds, and what it was to mend or to silence is gone then.
func TestFeaturesAfterAnyEdits(t *testing.T) {
	start := classicLogin(t)
	rapid.Check(t, func(t *rapid.T) {
		encoding := rapid.SampledFrom([]string{"utf-8", "utf-16", "utf-32"}).Draw(t, "encoding")
		capabilities := able(encoding)
		capabilities["textDocument"].(map[string]any)["diagnostic"] = map[string]any{}
		e := fake.Start(t, fake.Config{Capabilities: capabilities, Options: map[string]any{"codeLens": true, "inlayHints": true}})
		d := e.Open(loginPage, rapid.SampledFrom([]string{start, fourFixes, strings.ReplaceAll(start, "\n", "\r\n")}).Draw(t, "text"))
		for range rapid.IntRange(0, 4).Draw(t, "steps") {
			e.Change(d, edits(t, d.Text)...)
			lensesOf(e, d.URI) // in between, of a state that may not last
		}
		whole := protocol.Range{End: protocol.Position{Line: 1 << 20}}
		hintsOf(e, d.URI, whole)
		for range 5 {
			hoverAt(e, d.URI, fake.PositionIn(d.Text, boundary(d.Text, rapid.IntRange(0, len(d.Text)).Draw(t, "hover")), e.Encoding))
		}
		e.Pull(d.URI, "")
		list := actionsAt(e, d.URI, whole)
		if len(list) == 0 {
			return
		}
		a := list[rapid.IntRange(0, len(list)-1).Draw(t, "action")]
		if a.Data == nil {
			e.Ask("workspace/executeCommand", a.Command, nil)
			return
		}
		text := d.Text
		e.Replace(d, after(t, e, text, resolved(e, a).DocumentChanges[0].Edits))
		e.Pull(d.URI, "") // the quick answer carries along what a comment silences
		for _, left := range actionsAt(e, d.URI, whole) {
			if left.Data == nil || left.Data.Fingerprint != a.Data.Fingerprint {
				continue
			}
			if a.Data.Do == "silence" || a.Data.Do == "fix" && left.Data.Do == "fix" {
				t.Fatalf("%q of\n%s\ngives\n%s", a.Title, text, d.Text)
			}
		}
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
	})
}
