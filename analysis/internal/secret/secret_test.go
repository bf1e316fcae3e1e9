package secret

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/lang/python"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/syntax"
	"underpin/analysis/internal/syntax/testhost"
	"underpin/analysis/internal/types"
)

// reader parses and links single files.
type reader struct {
	host  syntax.Parser
	lang  *syntax.Language
	lower *python.Lowerer
}

func newReader(t testing.TB) *reader {
	t.Helper()
	host := testhost.Host(t)
	grammar, err := host.Grammar("python")
	if err != nil {
		t.Fatal(err)
	}
	lang, err := syntax.NewLanguage(grammar)
	if err != nil {
		t.Fatal(err)
	}
	return &reader{host, lang, python.New(lang)}
}

func (r *reader) module(t testing.TB, text string) *types.Func {
	t.Helper()
	tree, err := syntax.Parse(context.Background(), r.host, r.lang, python.Prelex([]byte(text)))
	if err != nil {
		t.Fatal(err)
	}
	nowhere := types.Importer{
		Module: func(_, _ string) (int32, string, bool) { return -1, "", false },
		Sub:    func(_, _ string) (int32, string, bool) { return -1, "", false },
	}
	return types.NewProgram(&rule.View{}, nowhere, []string{"app.py"}, []*ir.Func{r.lower.Lower(tree, text)}, 1, nil).Modules[0].Body
}

// environment stands for the models of the standard library.
func environment(f *types.Func, call int32) bool {
	callee := &f.IR.Instrs[f.IR.Instrs[call].A]
	if callee.Op != ir.OpMember {
		return false
	}
	name := f.IR.Names[callee.B]
	on := &f.IR.Instrs[callee.A]
	return name == "getenv" || name == "get" && on.Op == ir.OpMember && f.IR.Names[on.B] == "environ"
}

// unfold undoes the escapes of a piece in testdata: \n outside of literals
// starts a line. Inside, both readings mean the same or do not matter.
func unfold(piece string) string {
	if i := strings.Index(piece, `:\n`); i >= 0 {
		return strings.ReplaceAll(piece, `\n `, "\n ")
	}
	return piece
}

func TestFlawed(t *testing.T) {
	r, f := newReader(t), New(loadRule(t))
	for _, piece := range lines(t, "flawed.txt") {
		got := f.Find("app.py", r.module(t, unfold(piece)), Hints{Env: environment})
		if len(got) == 0 {
			t.Errorf("nothing found in %s", piece)
		}
		for _, n := range got {
			if n.Guess > 1 || n.Test || n.Span.Empty() {
				t.Errorf("%s: guess %d, test %v, span %v", piece, n.Guess, n.Test, n.Span)
			}
		}
	}
}

func TestClean(t *testing.T) {
	r, f := newReader(t), New(loadRule(t))
	for _, piece := range lines(t, "clean.txt") {
		text := unfold(piece)
		for _, n := range f.Find("app.py", r.module(t, text), Hints{Env: environment}) {
			t.Errorf("%s: found %s (name %q, shape %q, guess %d)", piece, text[n.Span.Start:n.Span.End], n.Name, n.Shape, n.Guess)
		}
	}
}

func TestFindings(t *testing.T) {
	r, f := newReader(t), New(loadRule(t))
	for _, c := range []struct{ text, want string }{
		{`PASSWORD = "hunter2"`, `"hunter2" PASSWORD - 1`},
		{`PASSWORD = "wqzr nhte xvpo bkdm"`, `"wqzr nhte xvpo bkdm" PASSWORD - 0`},
		{`PASSWORD = "this that then them"`, ``},
		{`API_KEY = "q8Zk2mXv7LpR4tYw9Nc1"`, `"q8Zk2mXv7LpR4tYw9Nc1" API_KEY - 0`},
		{`X = os.getenv("JWT_SECRET", "q8Zk2mXv7LpR4tYw9Nc1")`, `"q8Zk2mXv7LpR4tYw9Nc1" JWT_SECRET - 0 env JWT_SECRET`},
		{`SECRET = os.getenv("X", "q8Zk2mXv7LpR4tYw9Nc1")`, `"q8Zk2mXv7LpR4tYw9Nc1" SECRET - 0 env X`},
		{`x = d.get("api_key", "q8Zk2mXv7LpR4tYw9Nc1")`, `"q8Zk2mXv7LpR4tYw9Nc1" api_key - 0`},
		{"def f():\n    def g():\n        é = {'password': 'Ås-Bærtur-77'}", `'Ås-Bærtur-77' password - 1`},
		{`TOKEN = "ghp_` + `R4tYu8IoP2aSdF6gHjK1lZxC9vBnM3qWeRtY"`, `"ghp_R4tYu8IoP2aSdF6gHjK1lZxC9vBnM3qWeRtY" TOKEN GitHub token 0`},
		{`x = "ghp_` + `R4tYu8IoP2aSdF6gHjK1lZxC9vBnM3qWeRtY"`, `"ghp_R4tYu8IoP2aSdF6gHjK1lZxC9vBnM3qWeRtY" x GitHub token 0`},
		{`URL = os.getenv("DB", "amqp://a:Fjell-Rev-5530@h.example.com/x")`, `"amqp://a:Fjell-Rev-5530@h.example.com/x" URL - 0 env DB`},
		{`DSN = f"host={h} password=Fjell-Rev-5530"`, `f"host={h} password=Fjell-Rev-5530" DSN - 0`},
		{`a = {"token": "q8Zk2mXv7LpR4tYw9Nc1", "secret": "J3hG6fD9sA2qW5eR8tY1"}`,
			`"q8Zk2mXv7LpR4tYw9Nc1" token - 0; "J3hG6fD9sA2qW5eR8tY1" secret - 0`},
		{"password = (\n  'hunter'\n  '2-hunter')", "'hunter'\n  '2-hunter' password - 1"},
	} {
		var got []string
		for _, n := range f.Find("app.py", r.module(t, c.text), Hints{Env: environment}) {
			shape := n.Shape
			if shape == "" {
				shape = "-"
			}
			s := fmt.Sprint(c.text[n.Span.Start:n.Span.End], " ", n.Name, " ", shape, " ", n.Guess)
			if n.Call >= 0 {
				s += " env " + n.Env
			}
			got = append(got, s)
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, s, c.want)
		}
	}
}

func TestTestFiles(t *testing.T) {
	r, f := newReader(t), New(loadRule(t))
	body := r.module(t, `PASSWORD = "hunter2"`)
	for path, want := range map[string]bool{
		"app.py": false, "tests/test_app.py": true, "test_app.py": true, "src/app_test.py": true, "conftest.py": true,
		"a/conftest.py": true, "a/fixtures/users.py": true, "contest.py": false, "latest/app.py": false, "testimony.py": false,
	} {
		if got := f.Find(path, body, Hints{}); len(got) != 1 || got[0].Test != want {
			t.Errorf("%s: %v, want test %v", path, got, want)
		}
	}
}

func TestSigningKeys(t *testing.T) {
	r, f := newReader(t), New(loadRule(t))
	key := func(_ *types.Func, _ int32, arg int) bool { return arg == 1 }
	for text, want := range map[string]int{
		`encode(claims, "EoFogNCAI3Ao3pxTnHyf6t5YdIngBaVb")`: 1,
		`encode(claims, "supersecret")`:                      1,
		`encode(claims, "your-secret")`:                      0,
		`encode("EoFogNCAI3Ao3pxTnHyf6t5YdIngBaVb", key)`:    0,
	} {
		if got := f.Find("app.py", r.module(t, text), Hints{Key: key}); len(got) != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
