package python

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/syntax"
	"underpin/analysis/internal/syntax/cgoparser"
)

func TestZZLib(t *testing.T) {
	host, _ := cgoparser.New()
	names, _ := host.Grammar("python")
	lang, _ := syntax.NewLanguage(names)
	l := New(lang)
	var parse, lower time.Duration
	size, instrs, funcs, blocks := 0, 0, 0, 0
	opaque := map[string]int{}
	filepath.Walk("/root/.pyenv/versions/3.11.7/lib/python3.11", func(p string, i os.FileInfo, err error) error {
		if !strings.HasSuffix(p, ".py") || strings.Contains(p, "site-packages") || strings.Contains(p, "/test/") {
			return nil
		}
		text, _ := os.ReadFile(p)
		t0 := time.Now()
		tree, err := syntax.Parse(context.Background(), host, lang, Prelex(text))
		if err != nil {
			t.Fatal(err)
		}
		t1 := time.Now()
		f := l.Lower(tree, string(text))
		parse += t1.Sub(t0)
		lower += time.Since(t1)
		size += len(text)
		var walk func(f *ir.Func)
		walk = func(f *ir.Func) {
			instrs += len(f.Instrs)
			blocks += len(f.Blocks)
			funcs++
			for _, in := range f.Instrs {
				if in.Op == ir.OpOpaque {
					opaque["n"]++
				}
			}
			for _, c := range f.Children {
				walk(c)
			}
		}
		walk(f)
		return nil
	})
	t.Log(size, parse, lower, instrs, funcs, blocks, opaque)
}
