//go:build cgo && unix

package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	sitter "github.com/smacker/go-tree-sitter"
	grammar "github.com/smacker/go-tree-sitter/python"

	"underpin/analysis"
)

// bareParse parses all files as anybody would who has nothing but the parser:
// one fresh parse a file, on all workers.
func bareParse(tb testing.TB, files []analysis.FileChange) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			p := sitter.NewParser()
			defer p.Close()
			p.SetLanguage(grammar.GetLanguage())
			for i := next.Add(1) - 1; i < int64(len(files)); i = next.Add(1) - 1 {
				tree, err := p.ParseCtx(context.Background(), nil, files[i].Text)
				if err != nil {
					tb.Error(files[i].Path, err)
					return
				}
				tree.Close()
			}
		}()
	}
	wg.Wait()
}

// scanned analyses the files as `underpin check` does, from memory.
func scanned(tb testing.TB, files []analysis.FileChange, pause func()) *analysis.Report {
	parser, err := analysis.LinkedParser()
	if err != nil {
		tb.Fatal(err)
	}
	s, err := analysis.NewSession(analysis.Options{Parser: parser, Yield: pause})
	if err != nil {
		tb.Fatal(err)
	}
	snapshot, err := s.Apply(context.Background(), files...)
	if err != nil {
		tb.Fatal(err)
	}
	report, err := snapshot.Findings(context.Background(), analysis.Scope{})
	if err != nil {
		tb.Fatal(err)
	}
	return report
}

// BenchmarkScan measures the whole way from texts in memory to findings against
// parsing the same texts and nothing else, in turns. The memory is set as
// `underpin check` sets it.
func BenchmarkScan(b *testing.B) {
	largePages(heapSpan)
	pause := tuneMemory(os.Getenv)
	files := corpus(b)
	lines, size := 0, int64(0)
	for i := range files {
		lines += bytes.Count(files[i].Text, []byte("\n"))
		size += int64(len(files[i].Text))
	}
	b.SetBytes(size)
	var parse, whole time.Duration
	var parseCPU, wholeCPU time.Duration
	for b.Loop() {
		runtime.GC() // what the last round left: `check` begins with nothing
		t0, c0 := time.Now(), cpu()
		bareParse(b, files)
		t1, c1 := time.Now(), cpu()
		scanned(b, files, pause)
		t2, c2 := time.Now(), cpu()
		parse, whole = parse+t1.Sub(t0), whole+t2.Sub(t1)
		parseCPU, wholeCPU = parseCPU+c1-c0, wholeCPU+c2-c1
	}
	n := float64(b.N)
	b.ReportMetric(float64(lines)*n/whole.Seconds(), "lines/s")
	b.ReportMetric(parse.Seconds()/n, "s-bare-parse")
	b.ReportMetric(whole.Seconds()/n, "s-scan")
	b.ReportMetric(whole.Seconds()/parse.Seconds(), "x-bare-parse")
	b.ReportMetric(wholeCPU.Seconds()/parseCPU.Seconds(), "x-bare-parse-cpu")
}

// corpus reads the sources that speed is measured on: the folder named by
// UNDERPIN_CORPUS, else the library of this machine's Python, tests and
// installed packages left out. The benchmark without one skips itself.
func corpus(tb testing.TB) []analysis.FileChange {
	tb.Helper()
	folder := os.Getenv("UNDERPIN_CORPUS")
	if folder == "" {
		folder = pythonLibrary()
	}
	if folder == "" {
		tb.Skip("no sources to measure on: name a folder in UNDERPIN_CORPUS, or install python3")
	}
	var files []analysis.FileChange
	eachPython(tb, folder, func(path string, text []byte) error {
		files = append(files, analysis.FileChange{Path: filepath.ToSlash(path), Text: text})
		return nil
	})
	return files
}
