package protocol_test

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"underpin/lsp/internal/protocol"
)

func TestAppendIsWhatJSONWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "plain", "<&>", "\"\\", "\xff", "\u2028"}))
		d := rapid.Custom(func(t *rapid.T) protocol.Diagnostic {
			d := protocol.Diagnostic{
				Severity: protocol.DiagnosticSeverity(rapid.IntRange(1, 4).Draw(t, "severity")), Code: text.Draw(t, "code"),
				Source: text.Draw(t, "source"), Message: text.Draw(t, "message"),
			}
			d.Range.End.Line = rapid.Uint32().Draw(t, "line")
			d.Range.Start.Character = rapid.Uint32().Draw(t, "character")
			if rapid.Bool().Draw(t, "described") {
				d.CodeDescription = &protocol.CodeDescription{HRef: text.Draw(t, "href")}
				d.Tags = make([]protocol.DiagnosticTag, rapid.IntRange(0, 2).Draw(t, "tags"))
			}
			for range rapid.IntRange(0, 3).Draw(t, "steps") {
				d.RelatedInformation = append(d.RelatedInformation, protocol.DiagnosticRelatedInformation{
					Location: protocol.Location{URI: text.Draw(t, "uri")}, Message: text.Draw(t, "step"),
				})
			}
			if rapid.Bool().Draw(t, "data") {
				fixes := rapid.SliceOfN(text, 0, 3).Draw(t, "fixes")
				d.Data = &protocol.DiagnosticData{Fingerprint: text.Draw(t, "print"), CWE: rapid.Int().Draw(t, "cwe"), Origin: text.Draw(t, "origin"), Fixes: append([]string{}, fixes...)}
			}
			return d
		}).Draw(t, "diagnostic")
		want, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(d.Append(nil)); got != string(want) {
			t.Fatalf("%s, want %s", got, want)
		}
	})
}
