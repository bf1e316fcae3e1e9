package lsp_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"underpin/analysis"
	"underpin/lsp"
)

// BenchmarkServerAlone measures what the server adds to the engine's time: from
// a keystroke sent to its push received in a file of 10,000 lines, less the
// time the engine was at work. The engine is replaced by one that knows the
// findings already and moves them along.
func BenchmarkServerAlone(b *testing.B) {
	text := largeFile(b, 10_000)
	session, err := analysis.NewSession(analysis.Options{})
	if err != nil {
		b.Fatal(err)
	}
	snapshot, err := session.Apply(b.Context(), analysis.FileChange{Path: "app.py", Text: []byte(text)})
	if err != nil {
		b.Fatal(err)
	}
	known, err := snapshot.Findings(b.Context(), analysis.Scope{})
	if err != nil {
		b.Fatal(err)
	}
	var engine atomic.Int64 // ns
	analyse := func(_ context.Context, s *analysis.Snapshot, _ analysis.Scope) (*analysis.Report, error) {
		began := time.Now()
		defer func() { engine.Add(int64(time.Since(began))) }()
		now, ok := s.Text("app.py")
		if !ok {
			return &analysis.Report{}, nil
		}
		return moved(known, now.Len()-len(text)), nil
	}
	serverIn, out := io.Pipe()
	in, serverOut := io.Pipe()
	go lsp.Serve(b.Context(), lsp.NewStream(serverIn, serverOut, serverIn.Close), lsp.Options{Analyse: analyse})
	client := lsp.NewStream(in, out, nil)
	send := func(v any) {
		if err := client.WriteObject(v); err != nil {
			b.Fatal(err)
		}
	}
	bytesPushed := 0
	await := func(mark string) {
		for {
			var raw json.RawMessage
			if err := client.ReadObject(&raw); err != nil {
				b.Fatal(err)
			}
			if bytes.Contains(raw[:min(200, len(raw))], []byte(mark)) {
				bytesPushed = len(raw)
				return
			}
		}
	}
	send(json.RawMessage(hello))
	await(`"result"`)
	send(map[string]any{"jsonrpc": "2.0", "method": "initialized", "params": struct{}{}})
	const uri = "file:///w/app.py"
	send(map[string]any{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": map[string]any{"textDocument": map[string]any{"uri": uri, "languageId": "python", "version": 1, "text": text}}})
	await(`"version":1,`)
	start := map[string]int{"line": 0, "character": 0}
	version := 1
	var took []time.Duration
	for b.Loop() {
		version++
		edit := map[string]any{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": map[string]any{
			"textDocument":   map[string]any{"uri": uri, "version": version},
			"contentChanges": []any{map[string]any{"range": map[string]any{"start": start, "end": start}, "text": "\n"}},
		}}
		before := engine.Load()
		began := time.Now()
		send(edit)
		await(fmt.Sprintf(`"version":%d,`, version))
		took = append(took, time.Since(began)-time.Duration(engine.Load()-before))
	}
	b.ReportMetric(float64(len(known.Findings)), "findings")
	b.ReportMetric(float64(bytesPushed)/1000, "kB/push")
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-p50")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
}

// moved gives a report whose findings lie so many bytes further on.
func moved(r *analysis.Report, delta int) *analysis.Report {
	out := &analysis.Report{Files: r.Files, Findings: slices.Clone(r.Findings)}
	for i := range out.Findings {
		f := &out.Findings[i]
		f.Span = f.Span.Shift(delta)
		f.Steps = slices.Clone(f.Steps)
		for k := range f.Steps {
			f.Steps[k].Span = f.Steps[k].Span.Shift(delta)
		}
	}
	return out
}

// largeFile joins labelled samples.
func largeFile(t testing.TB, lines int) string {
	paths, err := filepath.Glob("../analysis/testdata/quality/*/*.py")
	if err != nil || len(paths) == 0 {
		t.Fatal("no samples", err)
	}
	var out strings.Builder
	for i := 0; strings.Count(out.String(), "\n") < lines; i++ {
		part, err := os.ReadFile(paths[i%len(paths)])
		if err != nil {
			t.Fatal(err)
		}
		out.Write(part)
		out.WriteString("\n\n")
	}
	return out.String()
}
