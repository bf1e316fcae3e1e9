package report

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"underpin/analysis"
	"underpin/analysis/internal/source"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const appText = `import sqlite3
from flask import request
from app.db import find

def search():
	name = request.args["größe"]; title = "漢字"; return find(name, title)
SECRET = "` + "x" + `"  # underpin: ignore[alpha] a laboratory
`

const dbText = "def find(db, name):\r\n    query = f\"SELECT * FROM items WHERE name = '{name}'\"\r\n    return db.execute(\r\n        query,\r\n    )\r\n"

// span finds a piece of a text, so that tests name places by what stands there.
func span(text, piece string) analysis.Span {
	at := strings.Index(text, piece)
	if at < 0 {
		panic("no " + piece)
	}
	return analysis.Span{Start: at, End: at + len(piece)}
}

// example is a report in which everything occurs that the forms must show.
func example() Input {
	texts := map[string]*analysis.Text{
		"app/main page.py": source.NewString(appText),
		"app/db.py":        source.NewString(dbText),
	}
	at := func(path, piece string) analysis.Location {
		return analysis.Location{Path: path, Span: span(texts[path].String(), piece)}
	}
	sink := at("app/db.py", "db.execute(\r\n        query,\r\n    )")
	secret := at("app/main page.py", `"x"`)
	return Input{
		Version: "9.9.9",
		Text: func(path string) (*analysis.Text, bool) {
			t, ok := texts[path]
			return t, ok
		},
		Rules: []*analysis.Rule{
			{Name: "alpha", Severity: analysis.Warning, CWE: 798, OWASP: "A07:2025", Since: "0.1.0", Title: "A `secret`", Why: "It **leaks**.", Fix: "Move it.", Doc: "# A `secret`\n"},
			{Name: "beta", Severity: analysis.Error, CWE: 89, Title: "Text in SQL", Why: "It runs.", Fix: "Bind.", Doc: "# Text in SQL\n"},
		},
		Hidden: Hidden{Suppressed: 1, Baseline: 2, LowConfidence: 1234, Untouched: 3},
		Report: &analysis.Report{
			Files: 12, Lines: 3456,
			Findings: []analysis.Finding{
				{
					Rule: "beta", CWE: 89, Severity: analysis.Error, Confidence: analysis.High, Location: sink,
					Message: "Untrusted text from a query parameter reaches an SQL statement, so that whoever sends the request decides what the database does",
					Steps: []analysis.Step{
						{Location: at("app/main page.py", `request.args["größe"]`), Message: "query parameter"},
						{Location: at("app/main page.py", "find(name, title)"), Message: "passed to find"},
						{Location: at("app/db.py", `f"SELECT * FROM items WHERE name = '{name}'"`), Message: "put into a text"},
						{Location: sink, Message: "run as SQL"},
					},
					Fixes: []analysis.Fix{{ID: "bind", Title: "Bind the value as a parameter", Edits: []analysis.FileEdits{
						{Path: "app/db.py", Edits: []analysis.TextEdit{
							{Start: span(dbText, `f"SELECT`).Start, End: span(dbText, `'{name}'"`).End, New: `"SELECT * FROM items WHERE name = ?"`},
							{Start: span(dbText, "query,").End, End: span(dbText, "query,").End, New: "\r\n        (name,),"},
						}},
						{Path: "app/main page.py", Edits: []analysis.TextEdit{{Start: 0, End: 0, New: "import os\n"}}},
					}}},
					Fingerprint: "0123456789abcdef0123456789abcdef",
				},
				{
					Rule: "alpha", CWE: 798, Severity: analysis.Info, Confidence: analysis.Medium, Message: "A secret", Location: secret,
					Fingerprint: "ff", Suppressed: &analysis.Suppression{Kind: "underpin", Reason: "a laboratory", Location: at("app/main page.py", "underpin: ignore[alpha] a laboratory")},
				},
			},
			Notes: []analysis.Note{
				{Location: analysis.Location{Path: "data,big:1.py"}, Message: "not checked: 50% more\nthan allowed"},
				{Location: at("app/main page.py", "SECRET"), Message: "something is odd"},
			},
		},
	}
}

func TestGolden(t *testing.T) {
	wide := Style{Width: 100, Elapsed: 1234 * time.Millisecond}
	narrow := Style{Width: 60, Color: true, Path: func(p string) string { return "../" + p }}
	for name, write := range map[string]func(io.Writer, Input) error{
		"report.json":   JSON,
		"report.sarif":  SARIF,
		"report.github": GitHub,
		"wide.txt":      func(w io.Writer, in Input) error { return Text(w, in, wide) },
		"narrow.ansi":   func(w io.Writer, in Input) error { return Text(w, in, narrow) },
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := write(&b, example()); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join("testdata", name)
			if *update {
				if err := os.WriteFile(file, b.Bytes(), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), b.String()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// What a finding says may come from the source, and the source from whoever is to be found out.
func TestNothingEscapes(t *testing.T) {
	in := example()
	in.Report.Findings[0].Message = "a\n::error::b\x1b[2J\u202e\xff"
	var text, github, j bytes.Buffer
	for w, write := range map[*bytes.Buffer]func(io.Writer, Input) error{&github: GitHub, &j: JSON, &text: func(w io.Writer, in Input) error { return Text(w, in, Style{}) }} {
		if err := write(w, in); err != nil {
			t.Fatal(err)
		}
	}
	if strings.Contains(github.String(), "\n::error::b") {
		t.Error("GitHub: a message starts a command")
	}
	if strings.ContainsAny(text.String(), "\x1b\u202e") {
		t.Error("text: a message steers the terminal")
	}
	if !json.Valid(j.Bytes()) {
		t.Error("JSON: not valid")
	}
}

func TestWriteErrorsComeBack(t *testing.T) {
	for name, write := range map[string]func(io.Writer, Input) error{
		"json": JSON, "sarif": SARIF, "github": GitHub, "text": func(w io.Writer, in Input) error { return Text(w, in, Style{}) },
	} {
		if err := write(full{}, example()); err == nil {
			t.Errorf("%s: a full disk goes unnoticed", name)
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestEscapePath(t *testing.T) {
	for path, want := range map[string]string{
		"a/b.py": "a/b.py", "a b%.py": "a%20b%25.py", "c:d#e?.py": "c%3Ad%23e%3F.py", "ü.py": "%C3%BC.py", "a\xff[1].py": "a%FF%5B1%5D.py",
	} {
		if got := escapePath(path); got != want {
			t.Errorf("%q: got %s, want %s", path, got, want)
		}
	}
}
