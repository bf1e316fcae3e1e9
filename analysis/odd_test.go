package analysis_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"underpin/analysis"
)

// Where a finding is, in the coordinates of clients, whatever the text is made of.
func TestPositions(t *testing.T) {
	const mark = "\xef\xbb\xbf"
	crlf := strings.ReplaceAll(flawed, "\n", "\r\n")
	for _, c := range []struct {
		why, text     string
		utf16, utf32  int // the column of the call; its line is 4
		bytes, offset int
	}{
		{"plain", flawed, 11, 11, 11, strings.Index(flawed, "sqlite3.connect")},
		{"a byte order mark", mark + flawed, 11, 11, 11, 3 + strings.Index(flawed, "sqlite3.connect")},
		{"CRLF", crlf, 11, 11, 11, strings.Index(crlf, "sqlite3.connect")},
		{"both", mark + crlf, 11, 11, 11, 3 + strings.Index(crlf, "sqlite3.connect")},
		{"CR alone", strings.ReplaceAll(flawed, "\n", "\r"), 11, 11, 11, strings.Index(flawed, "sqlite3.connect")},
		{"a smile before", strings.Replace(flawed, "return ", "x = '😀é'; return ", 1), 22, 21, 25, 0},
		{"bytes that are no UTF-8 before", strings.Replace(flawed, "return ", "x = '\xff\xc3'; return ", 1), 21, 21, 21, 0},
		{"bytes that are no UTF-8 in the statement", strings.Replace(flawed, "SELECT", "\xffSELECT", 1), 11, 11, 11, 0},
	} {
		t.Run(c.why, func(t *testing.T) {
			snap := apply(t, newSession(t), analysis.FileChange{Path: "main.py", Text: []byte(c.text)})
			r := findings(t, snap)
			if len(r.Findings) != 1 {
				t.Fatalf("findings %v, notes %v", shown(snap, r), r.Notes)
			}
			start := r.Findings[0].Span.Start
			text, _ := snap.Text("main.py")
			for encoding, column := range map[analysis.Encoding]int{analysis.UTF16: c.utf16, analysis.UTF32: c.utf32, analysis.UTF8: c.bytes} {
				if got, want := text.Position(start, encoding), (analysis.Position{Line: 4, Character: column}); got != want {
					t.Errorf("at %+v, want %+v", got, want)
				}
			}
			if c.offset != 0 && start != c.offset {
				t.Errorf("at byte %d, want %d", start, c.offset)
			}
		})
	}
}

// Texts that no person writes: no panic, no endless work, and the file beside
// them keeps its findings.
func TestOddTexts(t *testing.T) {
	const deep = 10_000
	indented := func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.Repeat(" ", i) + "if x:\n")
		}
		return b.String() + strings.Repeat(" ", n) + "pass\n"
	}
	for _, c := range []struct {
		why, text string
		lines     int
	}{
		{"nothing", "", 1},
		{"a line end", "\n", 2},
		{"a byte order mark alone", "\xef\xbb\xbf", 1},
		{"NUL bytes", "x = 1\x00\x00\ny = '\x00'\n", 3},
		{"only NUL bytes", strings.Repeat("\x00", 5000), 1},
		{"no UTF-8 at all", strings.Repeat("\xff\xfe", 5000), 1},
		{"UTF-16", "\xff\xfex\x00=\x001\x00\n\x00", 2},
		{"deep parentheses", "x = " + strings.Repeat("(", deep) + "1" + strings.Repeat(")", deep) + "\n", 2},
		{"deep and never closed", "x = " + strings.Repeat("[(", deep), 1},
		{"deep lists", "x = " + strings.Repeat("[", deep) + strings.Repeat("]", deep) + "\n", 2},
		{"deep calls", "x = " + strings.Repeat("f(", deep) + strings.Repeat(")", deep) + "\n", 2},
		{"a long chain of members", "x = a" + strings.Repeat(".b", deep) + "\n", 2},
		{"a long chain of calls", "x = a" + strings.Repeat(".b()", deep) + "\n", 2},
		{"a long sum", "x = a" + strings.Repeat(" + a", deep) + "\n", 2},
		{"a long condition", "if a" + strings.Repeat(" and a", deep) + ": pass\n", 2},
		{"a long comparison", "x = a" + strings.Repeat(" < a", deep) + "\n", 2},
		{"deep not", "x = " + strings.Repeat("not ", deep) + "a\n", 2},
		{"deep lambdas", "x = " + strings.Repeat("lambda: ", deep) + "1\n", 2},
		{"deep conditional expressions", "x = " + strings.Repeat("1 if a else ", deep) + "2\n", 2},
		{"deep f-strings", "x = " + strings.Repeat("f'{", deep) + "\n", 2},
		{"deep blocks", indented(600), 602},
		{"a chain of elif", "if a: pass\n" + strings.Repeat("elif a: pass\n", deep), deep + 2},
		{"an endless line", "x = '" + strings.Repeat("a", 3_000_000) + "'\n", 2},
		{"an endless line of code", strings.Repeat("x = f(x); ", 30_000) + "\n", 2},
		{"a backslash at the end", "x = 1 \\", 1},
		{"an open string", `x = """` + strings.Repeat("a\n", 10_000), 10_001},
	} {
		t.Run(c.why, func(t *testing.T) {
			s := newSession(t)
			snap := apply(t, s, append(files(flawed), analysis.FileChange{Path: "odd.py", Text: []byte(c.text)})...)
			r := findings(t, snap)
			if got := shown(snap, r); !slices.Contains(got, "main.py:5 sql-injection") {
				t.Errorf("findings %v", got)
			}
			if want := c.lines + 6; r.Lines != want {
				t.Errorf("%d lines, want %d", r.Lines, want)
			}
			for _, n := range r.Notes {
				if strings.Contains(n.Message, "internal error") {
					t.Error(n.Message)
				}
			}
		})
	}
}

// A fingerprint names a finding wherever its line goes, and no other finding.
func TestFingerprints(t *testing.T) {
	const sink = "    sqlite3.connect('a').execute('SELECT ' + request.args['q'])\n"
	head := "import sqlite3\nfrom flask import request\n"
	prints := func(t *testing.T, text string) []string {
		snap := apply(t, newSession(t), analysis.FileChange{Path: "main.py", Text: []byte(text)})
		var out []string
		for _, f := range findings(t, snap).Findings {
			if len(f.Fingerprint) != 32 {
				t.Errorf("fingerprint %q", f.Fingerprint)
			}
			out = append(out, f.Fingerprint)
		}
		return out
	}
	two := prints(t, head+"def f():\n"+sink+"def g():\n"+sink)
	if len(two) != 2 || two[0] == two[1] {
		t.Fatalf("two equal lines: %v", two)
	}
	for why, text := range map[string]string{
		"lines above":               head + strings.Repeat("# more\n", 50) + "def f():\n" + sink + "def g():\n" + sink,
		"lines between":             head + "def f():\n" + sink + "x = 1\n\n\ndef g():\n" + sink,
		"another indentation":       head + "class C:\n    def f(self):\n    " + sink + "    def g(self):\n    " + sink,
		"other names of functions":  head + "def one():\n" + sink + "def two():\n" + sink,
		"other line ends":           strings.ReplaceAll(head+"def f():\n"+sink+"def g():\n"+sink, "\n", "\r\n"),
		"another flaw between them": head + "def f():\n" + sink + "def h():\n    eval(request.args['x'])\ndef g():\n" + sink,
	} {
		got := prints(t, text)
		for _, f := range two {
			if !slices.Contains(got, f) {
				t.Errorf("%s: fingerprints %v, want those of %v", why, got, two)
			}
		}
	}
	if got := prints(t, head+"def f():\n"+strings.Replace(sink, "'q'", "'r'", 1)); len(got) != 1 || slices.Contains(two, got[0]) {
		t.Errorf("another line: %v", got)
	}
	elsewhere := apply(t, newSession(t), analysis.FileChange{Path: "other.py", Text: []byte(head + "def f():\n" + sink)})
	if f := findings(t, elsewhere).Findings; len(f) != 1 || slices.Contains(two, f[0].Fingerprint) {
		t.Error("the same line in another file has the same fingerprint")
	}
}

// Where a limit of work cuts a function off, a note says so at its name; other
// functions are followed on.
func TestLimitNotes(t *testing.T) {
	var wide strings.Builder
	for i := range 4000 {
		fmt.Fprintf(&wide, "        v%d = v%d\n        if v%d: break\n", i, (i+1)%4000, i)
	}
	text := flawed + "def wide(password):\n    while password:\n" + wide.String()
	snap := apply(t, newSession(t), analysis.FileChange{Path: "main.py", Text: []byte(text)})
	r := findings(t, snap)
	if got := shown(snap, r); !slices.Equal(got, []string{"main.py:5 sql-injection"}) {
		t.Errorf("findings %v", got)
	}
	if len(r.Notes) != 1 {
		t.Fatalf("notes %+v", r.Notes)
	}
	n := r.Notes[0]
	if want := "function wide was followed in part only: "; !strings.HasPrefix(n.Message, want) {
		t.Errorf("the note says %q, want %q", n.Message, want)
	}
	if at := text[n.Span.Start:n.Span.End]; n.Path != "main.py" || at != "wide" {
		t.Errorf("the note is at %q of %s", at, n.Path)
	}
	if r := findings(t, snap, "main.py"); len(r.Notes) != 1 {
		t.Error("the note is not in the file's scope")
	}
}

// An import that a fix adds at the start of a text stands behind its byte order mark, on a line of its own.
func TestFixBehindByteOrderMark(t *testing.T) {
	text := "\ufeffAPI_KEY = \"q8Zr2LmX0vTn5KpW7bYd3HsJ\"\n"
	snap := apply(t, newSession(t), analysis.FileChange{Path: "settings.py", Text: []byte(text)})
	r := findings(t, snap)
	if len(r.Findings) != 1 || len(r.Findings[0].Fixes) != 1 {
		t.Fatalf("findings %+v", r.Findings)
	}
	edits := slices.Clone(r.Findings[0].Fixes[0].Edits[0].Edits)
	slices.SortStableFunc(edits, func(a, b analysis.TextEdit) int { return b.Start - a.Start })
	for _, e := range edits {
		text = text[:e.Start] + e.New + text[e.End:]
	}
	if want := "\ufeffimport os\n\nAPI_KEY = os.environ[\"API_KEY\"]\n"; text != want {
		t.Errorf("the fix gives %q, want %q", text, want)
	}
}

// assignment is a line that gives a variable or an attribute a value.
var assignment = regexp.MustCompile(`^(\s*)([a-z_][\w.]*) = .+[^,(\[{\\]$`)

// ofItself are values that a variable has of itself alone.
var ofItself = []string{
	"%s + %[1]s", "%s | None", "list[%s]", "[*%s, *%[1]s]", "{**%s, 'k': %[1]s}", "%s or %[1]s", "(%s, %[1]s)", "%s[0]", "%s[1:]", "%s.get(%[1]s)", "%s(%[1]s)",
	"dict(%s, a=%[1]s)", "f'{%s}{%[1]s}'", "lambda a=%s: a", "%s %% %[1]s", "%s.join(%[1]s)", "[x for x in %s]", "str(%s)", "%s if %[1]s else %[1]s", "%s.strip()",
	"partial(%s, 1)", "os.path.join(%s, %[1]s)", "re.compile(%s)", "await %s", "not %s", "swapped", "%s and %[1]s",
}

// Nothing that is made of itself alone, as in code that is half written, has the engine look without end.
func TestMadeOfItself(t *testing.T) {
	for _, text := range []string{
		"from fastapi import FastAPI\napp = FastAPI()\nOut = Out | None\n\n\n@app.get('/a', response_model=Out)\ndef a():\n    return load()\n",
		"from flask import Flask\napp = Flask(__name__)\nfor extra in load():\n    methods = methods + methods\n\n\n@app.route('/x', methods=methods)\ndef x():\n    return 'x'\n",
		"from flask import request\n\n\ndef f(q):\n    x = request.args['x']\n    t = [int, str]\n    t[0] = t\n    if isinstance(x, t):\n        return q.execute('select ' + x)\n",
		"from flask import request\n\n\ndef h():\n    while True:\n        a = b\n        b = a\n        if a == request.args['token']:\n            return 2\n",
		"class A(B):\n    x = 1\n\n    def go(self):\n        return self.x\n\n\nclass B(A):\n    y = 2\n\n\nclass C(C):\n    z = 1\n",
	} {
		if r := findings(t, apply(t, newSession(t), analysis.FileChange{Path: "app.py", Text: []byte(text)})); len(r.Notes) > 0 {
			t.Errorf("notes %v of\n%s", r.Notes, text)
		}
	}
	paths, err := filepath.Glob("testdata/quality/*/*.py")
	if err != nil || len(paths) == 0 {
		t.Fatal(err, len(paths))
	}
	rounds := 60
	if testing.Short() {
		rounds = 15
	}
	for seed := range rounds {
		r := rand.New(rand.NewPCG(uint64(seed), 0))
		var files []analysis.FileChange
		for range 4 {
			path := paths[r.IntN(len(paths))]
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(string(text), "\n")
			for i, line := range lines {
				if m := assignment.FindStringSubmatch(line); m != nil && r.IntN(2) == 0 {
					value := ofItself[r.IntN(len(ofItself))]
					if value == "swapped" {
						lines[i] = m[1] + m[2] + " = other; other = " + m[2]
					} else {
						lines[i] = m[1] + m[2] + " = " + fmt.Sprintf(value, m[2])
					}
				}
			}
			files = append(files, analysis.FileChange{Path: filepath.Base(path), Text: []byte(strings.Join(lines, "\n"))})
		}
		t.Logf("seed %d", seed) // the last one before the process dies
		findings(t, apply(t, newSession(t), files...))
	}
}
