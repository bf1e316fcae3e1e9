package python

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/syntax"
	"underpin/analysis/internal/syntax/testhost"
)

var update = flag.Bool("update", false, "rewrite the IR in testdata")

// parser gives what turns text into trees.
func parser(tb testing.TB) (func(text []byte) *syntax.Tree, *Lowerer) {
	tb.Helper()
	host := testhost.Host(tb)
	names, err := host.Grammar(Name)
	if err != nil {
		tb.Fatal(err)
	}
	lang, err := syntax.NewLanguage(names)
	if err != nil {
		tb.Fatal(err)
	}
	return func(text []byte) *syntax.Tree {
		tree, err := syntax.Parse(context.Background(), host, lang, Prelex(text))
		if err != nil {
			panic(err)
		}
		return tree
	}, New(lang)
}

// Each archive in testdata holds programs (name.py) and behind each its IR (name.ir).
func TestGoldens(t *testing.T) {
	parse, l := parser(t)
	archives, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(archives) == 0 {
		t.Fatal("no programs", err)
	}
	for _, path := range archives {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{}
		var out []txtar.File
		for _, f := range archive.Files {
			if name, ok := strings.CutSuffix(f.Name, ".ir"); ok {
				want[name] = string(f.Data)
			}
		}
		for _, f := range archive.Files {
			name, ok := strings.CutSuffix(f.Name, ".py")
			if !ok {
				continue
			}
			fn := l.Lower(parse(f.Data), string(f.Data))
			if err := ir.Verify(fn); err != nil {
				t.Errorf("%s: %s: %v", path, f.Name, err)
			}
			got := ir.Print(fn)
			if diff := cmp.Diff(want[name], got); diff != "" && !*update {
				t.Errorf("%s: %s (-want +got; go test -update rewrites it):\n%s", path, f.Name, diff)
			}
			out = append(out, f, txtar.File{Name: name + ".ir", Data: []byte(got)})
		}
		if *update {
			archive.Files = out
			if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestComments(t *testing.T) {
	parse, l := parser(t)
	text := "# a\nx = '# b' # c\ndef f(  # d\n): pass"
	var got []string
	for _, s := range l.Comments(parse([]byte(text))) {
		got = append(got, text[s.Start:s.End])
	}
	if diff := cmp.Diff([]string{"# a", "# c", "# d"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestStrings(t *testing.T) {
	parse, l := parser(t)
	text := "x = 'a' + f'b{c(\"d\")}' # 'e'\n\"\"\"f\ng\"\"\""
	var got []string
	for _, s := range l.Strings(parse([]byte(text))) {
		got = append(got, text[s.Start:s.End])
	}
	if diff := cmp.Diff([]string{"'a'", `f'b{c("d")}'`, "\"\"\"f\ng\"\"\""}, got); diff != "" {
		t.Error(diff)
	}
}
