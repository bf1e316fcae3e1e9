package analysis_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"underpin/analysis"
)

// samplesJoined gives labelled samples as one file of so many lines at least.
func samplesJoined(tb testing.TB, lines int) string {
	tb.Helper()
	var b strings.Builder
	n := 0
	err := filepath.WalkDir("testdata/quality", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(p) != ".py" && filepath.Ext(p) != ".txt" || n >= lines {
			return err
		}
		text, err := os.ReadFile(p)
		text = bytes.ReplaceAll(text, []byte("from __future__ import annotations\n"), nil)
		b.Write(bytes.TrimRight(text, "\n"))
		b.WriteString("\n\n\n")
		n += bytes.Count(text, []byte("\n")) + 3
		return err
	})
	if err != nil || n < lines {
		tb.Fatalf("%d lines of samples: %v", n, err)
	}
	return b.String()
}

// open makes a session with one open file.
func open(tb testing.TB, text string) *analysis.Session {
	tb.Helper()
	s := newSession(tb)
	snap, err := s.Apply(context.Background(), analysis.FileChange{Path: "app.py", Text: []byte(text), Open: true})
	if err != nil {
		tb.Fatal(err)
	}
	answer(tb, snap, analysis.Scope{})
	return s
}

func edit(tb testing.TB, s *analysis.Session, edits ...analysis.TextEdit) *analysis.Snapshot {
	tb.Helper()
	snap, err := s.Apply(context.Background(), analysis.FileChange{Path: "app.py", Edits: edits})
	if err != nil {
		tb.Fatal(err)
	}
	return snap
}

func answer(tb testing.TB, snap *analysis.Snapshot, scope analysis.Scope) []analysis.Finding {
	tb.Helper()
	report, err := snap.Findings(context.Background(), scope)
	if err != nil {
		tb.Fatal(err)
	}
	return report.Findings
}

var touched = analysis.Scope{Paths: []string{"app.py"}, Touched: true}

func TestTouched(t *testing.T) {
	text := samplesJoined(t, 1000)
	at := strings.Index(text, "\n    ") + 1
	for name, e := range map[string][]analysis.TextEdit{
		"a comment above":   {{New: "# a comment\n\n"}},
		"a new function":    {{New: "import sqlite3\nfrom flask import request\n\ndef new():\n    q = request.args['q']\n    sqlite3.connect('x').execute('SELECT ' + q)\n\n"}},
		"a line inside one": {{Start: at, End: at, New: "    print('here')\n"}},
		"a suppression":     {{Start: strings.Index(text, "\n    ") + 1, End: strings.Index(text, "\n    ") + 1, New: "    # underpin: ignore a test\n"}},
		"two places":        {{New: "# one\n"}, {Start: len(text) + 6, End: len(text) + 6, New: "# two\n"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, text)
			snap := edit(t, s, e...)
			got := answer(t, snap, touched)
			if diff := cmp.Diff(places(answer(t, snap, analysis.Scope{})), places(got)); diff != "" {
				t.Errorf("the quick answer (+) is not the settled one (-):\n%s", diff)
			}
		})
	}
}

func places(fs []analysis.Finding) []string {
	var out []string
	for _, f := range fs {
		out = append(out, f.Rule+" "+f.Message+" "+f.Fingerprint)
	}
	return out
}

// While a function is half-written, what was found in it stays and nothing is added.
func TestTouchedHalfWritten(t *testing.T) {
	const head = "import sqlite3\nfrom flask import Flask, request\n\napp = Flask(__name__)\n\n\n"
	const handler = "def find():\n    name = request.args['name']\n    return sqlite3.connect('x').execute(f\"SELECT * FROM t WHERE name = '{name}'\").fetchone()\n"
	s := open(t, head+"@app.get('/')\n"+handler)
	at := len(head) + len("@app.get('/')\ndef find():\n")
	snap := edit(t, s, analysis.TextEdit{Start: at, End: at, New: "    x = foo(request.\n"})
	got := answer(t, snap, touched)
	if len(got) != 1 || got[0].Rule != "sql-injection" {
		t.Fatalf("%d findings: %v", len(got), got)
	}
	text, _ := snap.Text("app.py")
	if where := text.Slice(got[0].Span); !strings.Contains(where, "SELECT") {
		t.Errorf("it moved to %q", where)
	}
}

// After any edits the quick answer's places lie in the text, and the settled answer is that of a fresh session.
func TestTouchedAnyEdits(t *testing.T) {
	whole := samplesJoined(t, 400)
	fresh := newSession(t)
	rapid.Check(t, func(rt *rapid.T) {
		text := whole
		s := open(t, text)
		for range rapid.IntRange(1, 5).Draw(rt, "edits") {
			at := rapid.IntRange(0, len(text)).Draw(rt, "at")
			end := min(len(text), at+rapid.SampledFrom([]int{0, 0, 1, 30, 400}).Draw(rt, "deleted"))
			add := rapid.SampledFrom([]string{"", "x", "(", "'", "'''", "\n", "    ", ")", "#", "request.args['a']", "\ndef new(a):\n    return a\n"}).Draw(rt, "added")
			text = text[:at] + add + text[end:]
			snap := edit(t, s, analysis.TextEdit{Start: at, End: end, New: add})
			for _, f := range answer(t, snap, touched) {
				for _, x := range append(f.Steps, analysis.Step{Location: f.Location}) {
					if x.Span.Start < 0 || x.Span.End < x.Span.Start || x.Span.End > len(text) {
						rt.Fatalf("%s lies at %v of %d bytes", f.Rule, x.Span, len(text))
					}
				}
			}
			if rapid.Bool().Draw(rt, "settle") {
				got := answer(t, snap, analysis.Scope{})
				snap, err := fresh.Apply(context.Background(), analysis.FileChange{Path: "app.py", Text: []byte(text)})
				if err != nil {
					rt.Fatal(err)
				}
				if diff := cmp.Diff(answer(t, snap, analysis.Scope{}), got); diff != "" {
					rt.Fatalf("settled (+) and fresh (-):\n%s", diff)
				}
			}
		}
	})
}

// BenchmarkTouched types and deletes a letter in a function: the quick and the settled answer.
func BenchmarkTouched(b *testing.B) {
	for _, lines := range []int{1000, 10000} {
		text := samplesJoined(b, lines)
		at := strings.Index(text[len(text)/2:], "\n    ") + len(text)/2 + 5
		s := open(b, text)
		steps := []analysis.TextEdit{{Start: at, End: at, New: "x"}, {Start: at, End: at + 1}}
		name := map[int]string{1000: "1000", 10000: "10000"}[lines]
		b.Run(name+"/quick", func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				answer(b, edit(b, s, steps[i%2]), touched)
			}
		})
		b.Run(name+"/settled", func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				answer(b, edit(b, s, steps[i%2]), analysis.Scope{})
			}
		})
	}
}

// A comment that silences a finding, and its going, tell at once.
func TestTouchedSuppression(t *testing.T) {
	const text = "import os\nfrom flask import request\n\n\ndef run():\n    os.system(request.args['c'])\n"
	const comment = "  # underpin: ignore[command-injection] a test"
	s := open(t, text)
	at := len(text) - 1
	got := answer(t, edit(t, s, analysis.TextEdit{Start: at, End: at, New: comment}), touched)
	if len(got) != 1 || got[0].Suppressed == nil {
		t.Fatalf("not silenced: %+v", got)
	}
	got = answer(t, edit(t, s, analysis.TextEdit{Start: at, End: at + len(comment)}), touched)
	if len(got) != 1 || got[0].Suppressed != nil {
		t.Fatalf("still silenced: %+v", got)
	}
}
