package analysis_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"underpin/analysis"
)

const sqlHead = `import sqlite3
from flask import Flask, request

app = Flask(__name__)
db = sqlite3.connect("x.db")


@app.route("/x")
def x():
    q = request.args["q"]
`

// Where a suppression goes; ~ marks what the edit writes.
func TestSilencePlaces(t *testing.T) {
	session := newSession(t)
	const comment = "# underpin: ignore[sql-injection] ours"
	for name, c := range map[string]struct{ body, want string }{
		"behind the line": {
			"    db.execute(\"SELECT \" + q)\n",
			"    db.execute(\"SELECT \" + q)  ~\n"},
		"behind a comment": {
			"    db.execute(\"SELECT \" + q)  # why not\n",
			"    db.execute(\"SELECT \" + q)  # why not  ~\n"},
		"instead of trailing space": {
			"    db.execute(\"SELECT \" + q)   \n",
			"    db.execute(\"SELECT \" + q)  ~\n"},
		"CRLF": {
			"    db.execute(\"SELECT \" + q)\r\n    pass\r\n",
			"    db.execute(\"SELECT \" + q)  ~\r\n    pass\r\n"},
		"no line end": {
			"    db.execute(\"SELECT \" + q)",
			"    db.execute(\"SELECT \" + q)  ~"},
		"above, as another one is behind": {
			"    db.execute(\"SELECT \" + q)  # underpin: ignore[secret-in-log] no\n",
			"    ~\n    db.execute(\"SELECT \" + q)  # underpin: ignore[secret-in-log] no\n"},
		"above a long line": {
			"    db.execute(\"SELECT a_long_name, another_long_name, and_one_more FROM users WHERE \" + q)\n",
			"    ~\n    db.execute(\"SELECT a_long_name, another_long_name, and_one_more FROM users WHERE \" + q)\n"},
		"above a long line, CRLF": {
			"    db.execute(\"SELECT a_long_name, another_long_name, and_one_more FROM users WHERE \" + q)\r\n",
			"    ~\r\n    db.execute(\"SELECT a_long_name, another_long_name, and_one_more FROM users WHERE \" + q)\r\n"},
		"above a continued line": {
			"    r = db.execute(\"SELECT \" + q) \\\n        .fetchall()\n",
			"    ~\n    r = db.execute(\"SELECT \" + q) \\\n        .fetchall()\n"},
		"at the end of a string of many lines": {
			"    db.execute(f\"\"\"\n        SELECT {q}\n    \"\"\")\n",
			"    db.execute(f\"\"\"\n        SELECT {q}\n    \"\"\")  ~\n"},
		"in a call of many lines": {
			"    db.execute(\n        \"SELECT \" + q,\n        (),\n    )\n",
			"    db.execute(  ~\n        \"SELECT \" + q,\n        (),\n    )\n"},
		"a # in a string is no comment": {
			"    db.execute(f\"SELECT '#' {q!r:#>{3}}\" f'{q:\"#\"}')\n",
			"    db.execute(f\"SELECT '#' {q!r:#>{3}}\" f'{q:\"#\"}')  ~\n"},
	} {
		t.Run(name, func(t *testing.T) {
			head := sqlHead
			if strings.Contains(c.body, "\r\n") {
				head = strings.ReplaceAll(head, "\n", "\r\n")
			}
			text, found := unsuppressed(t, session, head+c.body)
			if len(found) != 1 {
				t.Fatalf("%d findings", len(found))
			}
			e, ok := analysis.Silence(text, &found[0], " ours \n")
			if !ok {
				t.Fatal("no edit")
			}
			after, err := text.Apply(e)
			if err != nil {
				t.Fatal(err)
			}
			if want := head + strings.Replace(c.want, "~", comment, 1); after.String() != want {
				t.Errorf("got\n%s\nwant\n%s", after.String()[len(head):], want[len(head):])
			}
			holds(t, session, text, found, 0, e)
		})
	}
}

// Where no comment can stand there is no edit, and without a reason neither.
func TestSilenceRefuses(t *testing.T) {
	session := newSession(t)
	text, found := unsuppressed(t, session, sqlHead+"    r = 1 + \\\n        db.execute(\"SELECT \" + q) \\\n        .fetchall()\n")
	if len(found) != 1 {
		t.Fatalf("%d findings", len(found))
	}
	if e, ok := analysis.Silence(text, &found[0], "ours"); ok {
		t.Errorf("an edit between continued lines: %+v", e)
	}
	text, found = unsuppressed(t, session, sqlHead+"    db.execute(\"SELECT \" + q)\n")
	for _, reason := range []string{"", " ", "\n", "--", " : "} {
		if _, ok := analysis.Silence(text, &found[0], reason); ok {
			t.Errorf("an edit for the reason %q", reason)
		}
	}
}

// Each finding of the labelled samples can be silenced, and nothing else is.
func TestSilenceTakesEffect(t *testing.T) {
	names, err := filepath.Glob("testdata/quality/*/*.py")
	if err != nil || len(names) < 100 {
		t.Fatal(len(names), err)
	}
	session, silenced := newSession(t), 0
	for i, name := range names {
		if testing.Short() && i%7 != 0 {
			continue
		}
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if i%3 == 0 {
			content = []byte(strings.ReplaceAll(string(content), "\n", "\r\n"))
		}
		text, found := unsuppressed(t, session, string(content))
		for k := range found {
			e, ok := analysis.Silence(text, &found[k], "it is meant (see #12)")
			if !ok {
				t.Errorf("%s: %s at line %d cannot be silenced", name, found[k].Rule, text.Line(found[k].Span.Start)+1)
				continue
			}
			silenced++
			holds(t, session, text, found, k, e)
		}
	}
	t.Logf("%d findings silenced", silenced)
}

// No text makes it panic, and what it writes never lies outside.
func TestSilenceOfAnything(t *testing.T) {
	piece := rapid.SampledFrom([]string{"\"", "'", "\"\"\"", "'''", "f\"", "{", "}", ":", "#", "\\", "\n", "\r\n", "\r", "(", ")", "x", " ", "é", "\xff", "\ufeff"})
	session := newSession(t)
	rapid.Check(t, func(t *rapid.T) {
		content := strings.Join(rapid.SliceOfN(piece, 0, 60).Draw(t, "pieces"), "")
		snap, err := session.Apply(context.Background(), analysis.FileChange{Path: "a.py", Text: []byte(content)})
		if err != nil {
			t.Fatal(err)
		}
		text, _ := snap.Text("a.py")
		f := analysis.Finding{Rule: "r"}
		f.Span.Start = rapid.IntRange(0, len(content)).Draw(t, "start")
		f.Span.End = rapid.IntRange(f.Span.Start, len(content)).Draw(t, "end")
		if e, ok := analysis.Silence(text, &f, "why"); ok {
			if _, err := text.Apply(e); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// holds checks that an edit silences the k-th finding, and none of another rule or place.
func holds(t *testing.T, session *analysis.Session, text *analysis.Text, found []analysis.Finding, k int, e analysis.TextEdit) {
	t.Helper()
	after, err := text.Apply(e)
	if err != nil {
		t.Fatal(err)
	}
	_, now := findAll(t, session, after.String())
	told := func(f *analysis.Finding) string { return fmt.Sprint(f.Rule, " ", f.Fingerprint) }
	left := map[string]bool{}
	for i := range now.Findings {
		if f := &now.Findings[i]; f.Suppressed == nil {
			left[told(f)] = true
		}
	}
	for i := range found {
		f := &found[i]
		same := f.Rule == found[k].Rule && text.Line(f.Span.Start) <= text.Line(found[k].Span.End-1) && text.Line(found[k].Span.Start) <= text.Line(f.Span.End-1)
		switch {
		case i == k && left[told(f)]:
			t.Errorf("%s at line %d is still there:\n%s", f.Rule, text.Line(f.Span.Start)+1, after.String())
		case !same && !left[told(f)]:
			t.Errorf("%s at line %d went too:\n%s", f.Rule, text.Line(f.Span.Start)+1, after.String())
		}
	}
	for _, n := range now.Notes {
		if strings.Contains(n.Message, "suppression") && strings.Contains(after.Slice(n.Span), found[k].Rule) {
			t.Errorf("%s:\n%s", n.Message, after.String())
		}
	}
}

// shownIn gives a file's text and what is found in it and not suppressed.
func unsuppressed(t *testing.T, session *analysis.Session, content string) (*analysis.Text, []analysis.Finding) {
	t.Helper()
	text, r := findAll(t, session, content)
	var found []analysis.Finding
	for _, f := range r.Findings {
		if f.Suppressed == nil {
			found = append(found, f)
		}
	}
	return text, found
}

func findAll(t *testing.T, session *analysis.Session, content string) (*analysis.Text, *analysis.Report) {
	t.Helper()
	snap, err := session.Apply(context.Background(), analysis.FileChange{Path: "app.py", Text: []byte(content)})
	if err != nil {
		t.Fatal(err)
	}
	r, err := snap.Findings(context.Background(), analysis.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	text, _ := snap.Text("app.py")
	return text, r
}
