//go:build cgo

package cgoparser

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	sitter "github.com/smacker/go-tree-sitter"
	"github.com/smacker/go-tree-sitter/python"

	"underpin/analysis/internal/source"
	"underpin/analysis/internal/syntax"
)

// sample is about 40 kB of Python: a file of the standard library where there is one, else repeated statements.
func sample(tb testing.TB) []byte {
	tb.Helper()
	files, _ := filepath.Glob("/root/.pyenv/versions/3.11.7/lib/python3.11/*.py")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err == nil && len(text) > 39_000 && len(text) < 42_000 {
			return text
		}
	}
	unit := "def f%(a, b=1, *c, **d):\n    # comment\n    x = {'k': [a.b(c)[0], f'{a!r}']}\n    return x if a and not b else None\n\n"
	return []byte(strings.Repeat(unit, 40_000/len(unit)))
}

func BenchmarkBareSmacker(b *testing.B) {
	text := sample(b)
	p := sitter.NewParser()
	p.SetLanguage(python.GetLanguage())
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		tree, err := p.ParseCtx(context.Background(), nil, text)
		if err != nil {
			b.Fatal(err)
		}
		tree.Close()
	}
}

func BenchmarkParse(b *testing.B) {
	host, lang := pythonHost(b)
	text := sample(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := syntax.Parse(context.Background(), host, lang, text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseCancellable(b *testing.B) {
	host, lang := pythonHost(b)
	text := sample(b)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := syntax.Parse(ctx, host, lang, text); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReparse types a letter into the middle of a name and takes it back.
func BenchmarkReparse(b *testing.B) {
	host, lang := pythonHost(b)
	before := source.New(sample(b))
	at := len(before.String())/2 + bytes.Index(before.Bytes()[before.Len()/2:], []byte("self")) + 2
	after, err := before.Apply(source.Edit{Start: at, End: at, New: "x"})
	if err != nil {
		b.Fatal(err)
	}
	doc := syntax.NewDocument(host, lang)
	defer doc.Close()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		text := before
		if i%2 == 1 {
			text = after
		}
		if _, err := doc.Reparse(context.Background(), text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWalk(b *testing.B) {
	host, _ := pythonHost(b)
	text := sample(b)
	p := sitter.NewParser()
	p.SetLanguage(python.GetLanguage())
	b.ReportAllocs()
	for b.Loop() {
		tree, err := p.ParseCtx(context.Background(), nil, text)
		if err != nil {
			b.Fatal(err)
		}
		walk(tree, pythonGrammar(host))
		tree.Close()
	}
}

func pythonHost(tb testing.TB) (*Host, *syntax.Language) {
	tb.Helper()
	host, err := New()
	if err != nil {
		tb.Fatal(err)
	}
	names, err := host.Grammar("python")
	if err != nil {
		tb.Fatal(err)
	}
	lang, err := syntax.NewLanguage(names)
	if err != nil {
		tb.Fatal(err)
	}
	return host, lang
}

func pythonGrammar(h *Host) *grammar {
	at, _ := h.find("python")
	return &h.grammars[at]
}
