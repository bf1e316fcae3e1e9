package analysis_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"underpin/analysis"
)

// helper is what tests of both kinds, plain and rapid, have.
type helper interface {
	Helper()
	Fatal(args ...any)
}

func newSession(t helper) *analysis.Session {
	t.Helper()
	s, err := analysis.NewSession(analysis.Options{Parser: parserHost(t)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// files reads an archive; text before the first file is main.py.
func files(archive string) []analysis.FileChange {
	a := txtar.Parse([]byte(archive))
	var out []analysis.FileChange
	if len(strings.TrimSpace(string(a.Comment))) > 0 {
		out = append(out, analysis.FileChange{Path: "main.py", Text: a.Comment})
	}
	for _, f := range a.Files {
		out = append(out, analysis.FileChange{Path: f.Name, Text: f.Data})
	}
	return out
}

func apply(t helper, s *analysis.Session, changes ...analysis.FileChange) *analysis.Snapshot {
	t.Helper()
	snap, err := s.Apply(context.Background(), changes...)
	if err != nil {
		t.Fatal(err)
	}
	return snap
}

func findings(t helper, snap *analysis.Snapshot, paths ...string) *analysis.Report {
	t.Helper()
	r, err := snap.Findings(context.Background(), analysis.Scope{Paths: paths})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// shown gives "main.py:5 sql-injection" for each finding, lines counted from 1.
func shown(snap *analysis.Snapshot, r *analysis.Report) []string {
	out := []string{}
	for _, f := range r.Findings {
		text, _ := snap.Text(f.Path)
		out = append(out, fmt.Sprintf("%s:%d %s", f.Path, text.Line(f.Span.Start)+1, f.Rule))
	}
	return out
}

const flawed = `import sqlite3
from flask import request
def search():
    name = request.args["name"]
    return sqlite3.connect("a").execute("SELECT * FROM t WHERE n='" + name + "'")
`

// An error names the file and changes nothing, whatever came with it.
func TestApplyErrors(t *testing.T) {
	insert := func(start, end int) []analysis.TextEdit {
		return []analysis.TextEdit{{Start: start, End: end, New: "x"}}
	}
	for _, c := range []struct {
		why    string
		change analysis.FileChange
		err    string
	}{
		{"no path", analysis.FileChange{Text: []byte("x")}, "no path"},
		{"a path that is nothing but here", analysis.FileChange{Path: "./", Text: []byte("x")}, "no path"},
		{"an edit beyond the end", analysis.FileChange{Path: "main.py", Edits: insert(0, 9999)}, "main.py: edit 0 ends at byte 9999"},
		{"an edit before the start", analysis.FileChange{Path: "main.py", Edits: insert(-1, 0)}, "main.py: edit 0 starts at byte -1"},
		{"an edit that ends before it starts", analysis.FileChange{Path: "main.py", Edits: insert(5, 4)}, "main.py: edit 0 ends at byte 4"},
		{"the second of two edits", analysis.FileChange{Path: "main.py", Edits: append(insert(0, 3), insert(0, 9999)...)}, "main.py: edit 1 ends"},
		{"an edit of an unknown file", analysis.FileChange{Path: "other.py", Edits: insert(0, 0)}, "other.py: cannot be edited"},
		{"removing an unknown file", analysis.FileChange{Path: "other.py", Removed: true}, "other.py: cannot be removed"},
	} {
		t.Run(c.why, func(t *testing.T) {
			s := newSession(t)
			apply(t, s, files(flawed)...)
			before := analysis.FileChange{Path: "new.py", Text: []byte("x = 1\n")}
			snap, err := s.Apply(context.Background(), before, c.change)
			if snap != nil || err == nil || !strings.Contains(err.Error(), c.err) {
				t.Fatalf("got %v, want an error with %q", err, c.err)
			}
			now := apply(t, s)
			if text, ok := now.Text("main.py"); !ok || text.String() != flawed {
				t.Error("main.py has changed")
			}
			if _, ok := now.Text("new.py"); ok {
				t.Error("the change before the wrong one was kept")
			}
			if got := shown(now, findings(t, now)); len(got) != 1 {
				t.Errorf("findings %v", got)
			}
		})
	}
}

func TestApply(t *testing.T) {
	s := newSession(t)
	first := apply(t, s, files(flawed)...)
	if got, want := shown(first, findings(t, first)), []string{"main.py:5 sql-injection"}; !slices.Equal(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}

	at := strings.Index(flawed, `"SELECT`)
	mended := apply(t, s, analysis.FileChange{Path: "./main.py", Edits: []analysis.TextEdit{
		{Start: at, End: len(flawed) - 1, New: `"SELECT * FROM t WHERE n=?", (name,))`},
		{Start: 0, End: 0, New: "# mended\n"},
	}})
	if got := shown(mended, findings(t, mended)); len(got) != 0 {
		t.Errorf("mended: %v", got)
	}
	if got := shown(first, findings(t, first)); len(got) != 1 {
		t.Errorf("the snapshot before has changed: %v", got)
	}
	if text, _ := first.Text("main.py"); text.String() != flawed {
		t.Error("the text before has changed")
	}

	gone := apply(t, s, analysis.FileChange{Path: "main.py", Removed: true})
	if _, ok := gone.Text("main.py"); ok {
		t.Error("the removed file is still there")
	}
	if r := findings(t, gone); len(r.Findings)+len(r.Notes)+r.Files+r.Lines != 0 {
		t.Errorf("an empty workspace gives %+v", r)
	}
}

const twoFiles = `
from flask import request
import store
def search():
    return store.find(request.args["name"])
-- store.py --
import sqlite3
def find(name):
    return sqlite3.connect("a").execute("SELECT * FROM t WHERE n='" + name + "'")
-- other.py --
import subprocess
from flask import request
def run():
    subprocess.run(request.args["c"], shell=True)
`

// A flow over two files needs both: when one goes, so does what it made of the other.
func TestRemovedFile(t *testing.T) {
	s := newSession(t)
	snap := apply(t, s, files(twoFiles)...)
	want := []string{"other.py:4 command-injection", "store.py:3 sql-injection"}
	if got := shown(snap, findings(t, snap)); !slices.Equal(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	snap = apply(t, s, analysis.FileChange{Path: "main.py", Removed: true})
	if got := shown(snap, findings(t, snap)); !slices.Equal(got, want[:1]) {
		t.Errorf("without main.py: got %v, want %v", got, want[:1])
	}
	snap = apply(t, s, files(twoFiles)[0])
	if got := shown(snap, findings(t, snap)); !slices.Equal(got, want) {
		t.Errorf("with main.py again: got %v, want %v", got, want)
	}
}

// A folder or a far file of the same name does not hide a library; a neighbour does.
func TestNamesakes(t *testing.T) {
	for path, hides := range map[string]bool{
		"flask/notes.py": false, "examples/flask/app.py": false, "tools/flask.py": false, "tools/flask/__init__.py": false,
		"flask.py": true, "flask/__init__.py": true,
	} {
		other := []byte("x = 1\n")
		snap := apply(t, newSession(t), append(files(flawed), analysis.FileChange{Path: path, Text: other}, analysis.FileChange{Path: "examples/run.py", Text: other})...)
		if got := shown(snap, findings(t, snap)); (len(got) == 0) != hides {
			t.Errorf("with %s: findings %v", path, got)
		}
	}
}

// A scope chooses among the findings; it does not change them.
func TestScope(t *testing.T) {
	s := newSession(t)
	snap := apply(t, s, files(twoFiles)...)
	all := findings(t, snap)
	for _, c := range []struct {
		paths []string
		want  []int // of all
	}{
		{nil, []int{0, 1}},
		{[]string{"store.py"}, []int{1}},
		{[]string{"main.py"}, nil},
		{[]string{"store.py", "other.py", "nowhere.py"}, []int{0, 1}},
		{[]string{"nowhere.py"}, nil},
	} {
		var want []analysis.Finding
		for _, i := range c.want {
			want = append(want, all.Findings[i])
		}
		if d := cmp.Diff(want, findings(t, snap, c.paths...).Findings); d != "" {
			t.Errorf("findings of %v: %s", c.paths, d)
		}
	}
}

// However a text came about, its findings are those of a session that never saw
// another text.
func TestEditsEqualFullText(t *testing.T) {
	pieces := []string{
		"", "\n", "    ", "x = 1\n", "def f(a):\n", "    return a\n", "(", "'", `"""`, "# nosec\n", "é", "import sqlite3\n",
		"from flask import request\n", "    q = request.args['q']\n", "    sqlite3.connect('a').execute('SELECT ' + q)\n",
	}
	long, fresh := newSession(t), newSession(t)
	rapid.Check(t, func(t *rapid.T) {
		text := flawed
		snap := apply(t, long, analysis.FileChange{Path: "main.py", Text: []byte(text)})
		for range rapid.IntRange(1, 6).Draw(t, "edits") {
			var edits []analysis.TextEdit
			for range rapid.IntRange(1, 2).Draw(t, "together") {
				start := rapid.IntRange(0, len(text)).Draw(t, "start")
				end := min(len(text), start+rapid.IntRange(0, 40).Draw(t, "length"))
				e := analysis.TextEdit{Start: start, End: end, New: rapid.SampledFrom(pieces).Draw(t, "new")}
				text = text[:start] + e.New + text[end:]
				edits = append(edits, e)
			}
			snap = apply(t, long, analysis.FileChange{Path: "main.py", Edits: edits})
			if rapid.Bool().Draw(t, "ask in between") {
				findings(t, snap)
			}
		}
		if got, _ := snap.Text("main.py"); got.String() != text {
			t.Fatalf("the text is %q, want %q", got.String(), text)
		}
		want := apply(t, fresh, analysis.FileChange{Path: "main.py", Text: []byte(text)})
		if d := cmp.Diff(findings(t, want), findings(t, snap)); d != "" {
			t.Fatalf("edited and fresh differ: %s\n%s", d, text)
		}
	})
}
