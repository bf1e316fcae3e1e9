package host_test

import (
	"bytes"
	"strings"
	"testing"

	"underpin/analysis"
	"underpin/wasm/host"
)

// sample is 40 kB of Python.
func sample() []byte {
	unit := "def f(a, b=1, *c, **d):\n    # comment\n    x = {'k': [a.b(c)[0], f'{a!r}']}\n    return x if a and not b else None\n\n"
	return []byte(strings.Repeat(unit, 40_000/len(unit)))
}

func BenchmarkParse(b *testing.B) {
	h := newHost(b)
	job := analysis.ParseJob{Language: "python", Text: sample()}
	if _, err := h.Parse(b.Context(), job); err != nil { // the module is compiled
		b.Fatal(err)
	}
	b.SetBytes(int64(len(job.Text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := h.Parse(b.Context(), job); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReparse types a letter into the middle of a name, over and over from the same tree.
func BenchmarkReparse(b *testing.B) {
	h := newHost(b)
	text := sample()
	first, err := h.Parse(b.Context(), analysis.ParseJob{Language: "python", Text: text, Keep: true})
	if err != nil {
		b.Fatal(err)
	}
	at := len(text)/2 + bytes.Index(text[len(text)/2:], []byte("comment"))
	row := uint32(bytes.Count(text[:at], []byte("\n")))
	column := uint32(at - bytes.LastIndexByte(text[:at], '\n') - 1)
	job := analysis.ParseJob{Language: "python", Text: append(append(bytes.Clone(text[:at]), 'x'), text[at:]...), Keep: true, Old: first.Handle}
	c := &job.Change
	c.Start, c.OldEnd, c.NewEnd = uint32(at), uint32(at), uint32(at+1)
	c.StartPoint.Row, c.OldEndPoint.Row, c.NewEndPoint.Row = row, row, row
	c.StartPoint.Column, c.OldEndPoint.Column, c.NewEndPoint.Column = column, column, column+1
	b.ReportAllocs()
	for b.Loop() {
		r, err := h.Parse(b.Context(), job)
		if err != nil {
			b.Fatal(err)
		}
		r.Handle.Close()
	}
}

// BenchmarkStart is from nothing to the first tree: compiled, or taken from the cache.
func BenchmarkStart(b *testing.B) {
	for _, language := range []string{"python", "tsx"} {
		start := func(b *testing.B, cache string) {
			for b.Loop() {
				h := newHost(b, func(o *host.Options) { o.Cache = cache })
				if _, err := h.Parse(b.Context(), analysis.ParseJob{Language: language, Text: []byte("x\n")}); err != nil {
					b.Fatal(err)
				}
				h.Close()
			}
		}
		b.Run(language+"/cold", func(b *testing.B) { start(b, "") })
		b.Run(language+"/cached", func(b *testing.B) { start(b, b.TempDir()) })
	}
}
