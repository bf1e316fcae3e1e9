package host_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"underpin/analysis"
	"underpin/analysis/parser"
	"underpin/wasm/host"
	"underpin/wasm/module"
	"underpin/wasm/module/faulty"
	modules "underpin/wasm/parser"
)

// warm is a cache that all tests share which are not about caches: compiling takes longer than most of them.
var warm string

func TestMain(m *testing.M) {
	folder, err := os.MkdirTemp("", "underpin-cache")
	if err != nil {
		panic(err)
	}
	warm = folder
	code := m.Run()
	os.RemoveAll(folder)
	os.Exit(code)
}

// newHost makes a host on the embedded modules.
func newHost(tb testing.TB, change ...func(*host.Options)) *host.Host {
	tb.Helper()
	if !modules.Embedded {
		tb.Skip("this build holds no parser modules: `make parsers`, then go test -tags parsers")
	}
	o := host.Options{Languages: modules.Languages(), Module: modules.Module, Instances: 2, Cache: warm}
	for _, c := range change {
		c(&o)
	}
	h := host.New(o)
	tb.Cleanup(h.Close)
	return h
}

func parse(p parser.Parser, text string) (parser.Result, error) {
	return p.Parse(context.Background(), parser.Job{Language: "python", Text: []byte(text)})
}

// want is the tree of text by a host in good order.
func want(t *testing.T, text string) []byte {
	t.Helper()
	r, err := parse(newHost(t), text)
	if err != nil {
		t.Fatal(err)
	}
	return r.Records
}

// A module that is not what it should be is told by its first parse, with what to do where something can be done.
func TestDamagedModules(t *testing.T) {
	good := faulty.Module(nil)
	for name, c := range map[string]struct {
		module []byte
		err    error
		want   string
	}{
		"empty":              {nil, nil, "the parser module of python is damaged"},
		"truncated":          {good[:len(good)-20], nil, "the parser module of python is damaged"},
		"not WebAssembly":    {[]byte("hello"), nil, "the parser module of python is damaged"},
		"missing":            {nil, errors.New("no such module"), "no such module"},
		"older version":      {faulty.Module(map[string][]byte{"abi": faulty.Number(0)}), nil, "has version 0 and this program needs version 1: `make parsers` builds it anew"},
		"newer version":      {faulty.Module(map[string][]byte{"abi": faulty.Number(7)}), nil, "has version 7"},
		"traps at the start": {faulty.Module(map[string][]byte{"abi": faulty.Trap()}), nil, "does not start"},
		"no grammar":         {faulty.Module(map[string][]byte{"grammar": faulty.Trap()}), nil, "broke down"},
		"trees elsewhere":    {faulty.Module(map[string][]byte{"frame": faulty.Number(1000)}), nil, "its grammar is not what this program reads"},
		"traps at each text": {faulty.Module(map[string][]byte{"parse": faulty.Trap()}), nil, "the parser of python broke down"},
	} {
		t.Run(name, func(t *testing.T) {
			h := host.New(host.Options{Languages: []string{"python"}, Module: func(string) ([]byte, error) { return c.module, c.err }})
			defer h.Close()
			for range 3 {
				r, err := parse(h, "x\n")
				if err == nil || !strings.Contains(err.Error(), c.want) || r.Records != nil || r.Handle != nil {
					t.Fatalf("%d bytes and %v, want %q", len(r.Records), err, c.want)
				}
			}
		})
	}
}

// Any module cut off anywhere is refused, a real one too.
func TestTruncatedModule(t *testing.T) {
	newHost(t)
	code, err := modules.Module("python")
	if err != nil {
		t.Fatal(err)
	}
	for _, length := range []int{0, 7, 8, 100, len(code) / 2, len(code) - 1} {
		h := host.New(host.Options{Languages: []string{"python"}, Module: func(string) ([]byte, error) { return code[:length], nil }})
		if _, err := parse(h, "x\n"); err == nil {
			t.Errorf("the first %d bytes of a module parse", length)
		}
		h.Close()
	}
}

// A parse that traps costs nobody else anything: here it wants more memory than it may have.
func TestTrapEndsOneParse(t *testing.T) {
	h := newHost(t, func(o *host.Options) { o.MaxBytes = 16 << 20 })
	expect := want(t, "x = 1\n")
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := range 6 {
				if i%3 == 1 {
					if r, err := parse(h, strings.Repeat("x = [1, 2]\n", 200_000)); err == nil || !strings.Contains(err.Error(), "broke down") || r.Records != nil {
						t.Errorf("a text beyond the memory gives %d bytes and %v", len(r.Records), err)
					}
				}
				if r, err := parse(h, "x = 1\n"); err != nil || !bytes.Equal(r.Records, expect) {
					t.Errorf("beside one that traps: %v", err)
				}
			}
		})
	}
	wg.Wait()
}

// A trap in a session is a note about one file; what is found elsewhere stays.
func TestTrapInASession(t *testing.T) {
	s, err := analysis.NewSession(analysis.Options{Parser: newHost(t, func(o *host.Options) { o.MaxBytes = 16 << 20 })})
	if err != nil {
		t.Fatal(err)
	}
	flawed := "import os\nfrom flask import request\nos.system('ls ' + request.args['d'])\n"
	snapshot, err := s.Apply(t.Context(), analysis.FileChange{Path: "a.py", Text: []byte(flawed)},
		analysis.FileChange{Path: "huge.py", Text: append(bytes.Repeat([]byte("x = [1, 2]\n"), 200_000), "y = (\n"...)}) // for the parser: clean text is read without it
	if err != nil {
		t.Fatal(err)
	}
	report, err := snapshot.Findings(t.Context(), analysis.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Findings) != 1 || len(report.Notes) != 1 || report.Notes[0].Path != "huge.py" || !strings.Contains(report.Notes[0].Message, "broke down") {
		t.Errorf("%d findings, notes %+v", len(report.Findings), report.Notes)
	}
}

// Runaway parses end by the work they do, whatever that is: nodes, or the same text read again and again.
func TestRunawayParse(t *testing.T) {
	if testing.Short() {
		t.Skip("runs away for seconds")
	}
	h := newHost(t, func(o *host.Options) { o.Work = func(int) uint32 { return 3000 } })
	for language, text := range map[string]string{
		"javascript": strings.Repeat("'", 32_000) + strings.Repeat("\"", 32_000),
		"python":     strings.Repeat("\\\n", 16_000),
		"tsx":        strings.Repeat("f'{", 10_000),
	} {
		for range 2 {
			_, err := h.Parse(t.Context(), parser.Job{Language: language, Text: []byte(text)})
			if !errors.Is(err, module.ErrExhausted) {
				t.Errorf("%s: %v", language, err)
			}
		}
		r, err := h.Parse(t.Context(), parser.Job{Language: language, Text: []byte("x\n")})
		if err != nil || len(r.Records) == 0 {
			t.Errorf("%s after a runaway: %v", language, err)
		}
	}
}

func TestCancelledParse(t *testing.T) {
	h := newHost(t)
	text := bytes.Repeat([]byte("def f(a, b=1):\n    return {'k': [a.b(c)[0], f'{a!r}']}\n\n"), 20_000)
	for _, keep := range []bool{false, true} {
		for _, after := range []time.Duration{0, time.Millisecond, 20 * time.Millisecond} {
			ctx, cancel := context.WithTimeout(t.Context(), after)
			_, err := h.Parse(ctx, parser.Job{Language: "python", Text: text, Keep: keep})
			cancel()
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("cancelled after %v: %v", after, err)
			}
		}
		// A parser that was cancelled must not go on with its old text.
		r, err := h.Parse(t.Context(), parser.Job{Language: "python", Text: []byte("x = 1\n"), Keep: keep})
		if err != nil || !bytes.Equal(r.Records, want(t, "x = 1\n")) {
			t.Errorf("after cancelled parses: %v", err)
		}
	}
}

// Trees that are kept may be closed late, twice, and after what held them broke down.
func TestKeptTrees(t *testing.T) {
	h := newHost(t, func(o *host.Options) { o.MaxBytes = 16 << 20 })
	job := parser.Job{Language: "python", Text: []byte("x = 1\n"), Keep: true}
	first, err := h.Parse(t.Context(), job)
	if err != nil || first.Handle == nil {
		t.Fatalf("no handle (%v)", err)
	}
	next := parser.Job{Language: "python", Text: []byte("x = 12\n"), Keep: true, Old: first.Handle}
	next.Change.Start, next.Change.OldEnd, next.Change.NewEnd = 5, 5, 6
	next.Change.StartPoint.Column, next.Change.OldEndPoint.Column, next.Change.NewEndPoint.Column = 5, 5, 6
	check := func(when string) parser.Handle {
		t.Helper()
		r, err := h.Parse(t.Context(), next)
		if err != nil || !bytes.Equal(r.Records, want(t, "x = 12\n")) {
			t.Errorf("%s: %v", when, err)
		}
		return r.Handle
	}
	second := check("by way of the first tree")
	huge := parser.Job{Language: "python", Text: bytes.Repeat([]byte("x = [1, 2]\n"), 200_000), Keep: true}
	if _, err := h.Parse(t.Context(), huge); err == nil {
		t.Fatal("no trap")
	}
	third := check("after a trap took the first tree along")
	for range 2 {
		first.Handle.Close()
		second.Close()
		third.Close()
	}
	check("by way of a closed tree").Close()
	if _, err := h.Parse(t.Context(), parser.Job{Language: "tsx", Text: nil, Old: first.Handle}); err == nil {
		t.Error("a handle of another language is taken")
	}
}

// A machine that has become large is given up, and one whose trees are closed only after that too.
func TestLargeMemoryReturns(t *testing.T) {
	if testing.Short() {
		t.Skip("parses megabytes")
	}
	h := newHost(t, func(o *host.Options) { o.KeepBytes = 8 << 20 })
	text := bytes.Repeat([]byte("x = [1, 2]\n"), 60_000)
	var handles []parser.Handle
	for range 3 {
		r, err := h.Parse(t.Context(), parser.Job{Language: "python", Text: text, Keep: true})
		if err != nil {
			t.Fatal(err)
		}
		handles = append(handles, r.Handle)
		if _, err := parse(h, string(text)); err != nil {
			t.Fatal(err)
		}
	}
	held := heap()
	for _, handle := range handles {
		handle.Close()
	}
	handles, text = nil, nil
	if left := heap(); left > held/2 || left > 30<<20 {
		t.Errorf("%d MB are held with three trees, %d MB without", held>>20, left>>20)
	}
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// Ten thousand parses, kept and edited ones among them, leave as much memory in use as the first hundred did.
func TestMemoryReturns(t *testing.T) {
	count := 10_000
	if testing.Short() {
		count = 1000
	}
	h := newHost(t)
	text := []byte(strings.Repeat("def f(a, b=1):\n    return {'k': [a.b(c)[0], f'{a!r}']}\n\n", 5))
	round := func() {
		if _, err := parse(h, string(text)); err != nil {
			t.Fatal(err)
		}
		r, err := h.Parse(t.Context(), parser.Job{Language: "python", Text: text, Keep: true})
		if err != nil {
			t.Fatal(err)
		}
		e, err := h.Parse(t.Context(), parser.Job{Language: "python", Text: text, Keep: true, Old: r.Handle})
		if err != nil {
			t.Fatal(err)
		}
		r.Handle.Close()
		e.Handle.Close()
	}
	for range 100 {
		round()
	}
	before := heap()
	for range count / 3 {
		round()
	}
	after := heap()
	t.Logf("%d kB after 300 parses, %d kB after %d", before>>10, after>>10, count+300)
	if after > before+1<<20 {
		t.Errorf("%d MB before, %d MB after", before>>20, after>>20)
	}
}
