package lsp_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"underpin/lsp"
	"underpin/lsp/internal/fake"
)

// A recorded session can be replayed, and gives the same.
func TestRecordAndReplay(t *testing.T) {
	var record bytes.Buffer
	now := func() time.Time { return time.Unix(1, 0) }
	e := fake.Start(t, fake.Config{
		Server: optionsWith(twoFiles()), Folders: []string{"file:///w"},
		Capabilities: map[string]any{
			"textDocument": map[string]any{"diagnostic": map[string]any{}},
			"workspace":    map[string]any{"configuration": true, "didChangeWatchedFiles": map[string]any{"dynamicRegistration": true}},
			"window":       map[string]any{"workDoneProgress": true},
		},
		Settings: map[string]any{"rules": map[string]string{"plaintext-password": "off"}},
		Stream:   func(s jsonrpc2.ObjectStream) jsonrpc2.ObjectStream { return lsp.Record(s, &record, now) },
	})
	d := e.Open(page, "")
	for _, part := range strings.SplitAfter(login(t), "\n\n") {
		e.Change(d, fake.Edit{Start: len(d.Text), End: len(d.Text), New: part})
		e.Pull(page, "")
	}
	e.Open("file:///w/other.py", login(t))
	var before, after struct{ Items json.RawMessage }
	e.Ask("workspace/diagnostic", map[string]any{"previousResultIds": []any{}}, &before)
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(before.Items), "missing-rate-limit") || strings.Contains(string(before.Items), "plaintext-password") {
		t.Fatalf("%s", before.Items)
	}
	for range 3 {
		err := lsp.Replay(t.Context(), bytes.NewReader(record.Bytes()), func(m json.RawMessage) {
			var answer struct {
				ID     any
				Result struct{ Items json.RawMessage }
			}
			if json.Unmarshal(m, &answer) == nil && answer.ID == "settled" {
				after.Items = answer.Result.Items
			}
		}, optionsWith(twoFiles()))
		if err != nil || string(after.Items) != string(before.Items) {
			t.Errorf("%v: replayed\n%s\nrecorded\n%s", err, after.Items, before.Items)
		}
	}
	if err := lsp.Replay(t.Context(), strings.NewReader("no record"), func(json.RawMessage) {}, lsp.Options{}); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Error(err)
	}
}
