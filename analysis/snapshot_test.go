package analysis_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"underpin/analysis"
	"underpin/analysis/internal/syntax"
)

// Many readers of many snapshots while the writer goes on: each snapshot keeps
// its answer.
func TestConcurrentSnapshots(t *testing.T) {
	s := newSession(t)
	apply(t, s, files(twoFiles)...)
	var wg sync.WaitGroup
	for n := range 6 {
		// An even number of flaws more than in the snapshot before.
		text := strings.Repeat(fmt.Sprintf("subprocess.run(request.args['%d'], shell=True)\n", n), n)
		snap := apply(t, s, analysis.FileChange{Path: "other.py", Text: []byte("import subprocess\nfrom flask import request\n" + text)})
		reports := make([]*analysis.Report, 3)
		for i := range reports {
			wg.Go(func() {
				if r, err := snap.Findings(context.Background(), analysis.Scope{}); err == nil {
					reports[i] = r
				}
				if got := len(shown(snap, reports[i])); got != n+1 {
					t.Errorf("snapshot %d has %d findings, want %d", n, got, n+1)
				}
				if d := cmp.Diff(reports[i], findings(t, snap)); d != "" {
					t.Errorf("snapshot %d, asked again: %s", n, d)
				}
			})
		}
	}
	wg.Wait()
}

// Findings do not depend on how much is done at once, nor on the order of files.
func TestDeterminism(t *testing.T) {
	var want *analysis.Report
	for _, jobs := range []int{1, 2, 7} {
		for _, reversed := range []bool{false, true} {
			s, err := analysis.NewSession(analysis.Options{Parser: parserHost(t), Jobs: jobs})
			if err != nil {
				t.Fatal(err)
			}
			changes := files(twoFiles)
			if reversed {
				slices.Reverse(changes)
			}
			got := findings(t, apply(t, s, changes...))
			if want == nil {
				want = got
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%d jobs, reversed %v: %s", jobs, reversed, d)
			}
		}
	}
}

func TestCancelled(t *testing.T) {
	s := newSession(t)
	before := apply(t, s, files(flawed)...)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if snap, err := s.Apply(ctx, analysis.FileChange{Path: "main.py", Removed: true}); snap != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("Apply gives %v, %v", snap, err)
	}
	if _, ok := apply(t, s).Text("main.py"); !ok {
		t.Error("a cancelled Apply removed the file")
	}
	if r, err := before.Findings(ctx, analysis.Scope{}); r != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("Findings gives %v, %v", r, err)
	}
	if got := shown(before, findings(t, before)); len(got) != 1 {
		t.Errorf("asked again after a cancelled run: %v", got)
	}
}

// Wherever a run is cancelled, it gives the context's error and nothing else,
// and the next one finds everything.
func TestCancelledAnywhere(t *testing.T) {
	for after := range 40 {
		ctx, cancel := context.WithCancel(context.Background())
		left := after
		s, err := analysis.NewSession(analysis.Options{Parser: parserHost(t), Jobs: 1, Yield: func() {
			if left--; left == 0 {
				cancel()
			}
		}})
		if err != nil {
			t.Fatal(err)
		}
		snap := apply(t, s, files(twoFiles)...)
		r, err := snap.Findings(ctx, analysis.Scope{})
		if ctx.Err() != nil {
			if r != nil || !errors.Is(err, context.Canceled) {
				t.Fatalf("cancelled after %d turns: %v, %v", after, r, err)
			}
		} else if err != nil {
			t.Fatal(err)
		}
		if got := shown(snap, findings(t, snap)); len(got) != 2 {
			t.Fatalf("after a run cancelled after %d turns: %v", after, got)
		}
		cancel()
	}
}

// breaking is a parser with a bug.
type breaking struct{ analysis.Parser }

func (b breaking) Parse(ctx context.Context, job syntax.Job) (syntax.Result, error) {
	if strings.HasPrefix(string(job.Text), "PANIC") {
		panic("a bug")
	}
	return b.Parser.Parse(ctx, job)
}

// A parser that breaks costs the findings of its file.
func TestBrokenParser(t *testing.T) {
	s, err := analysis.NewSession(analysis.Options{Parser: breaking{parserHost(t)}})
	if err != nil {
		t.Fatal(err)
	}
	snap := apply(t, s, append(files(flawed), analysis.FileChange{Path: "bad.py", Text: []byte("PANIC = (1\n")})...)
	r := findings(t, snap)
	if got := shown(snap, r); !slices.Equal(got, []string{"main.py:5 sql-injection"}) {
		t.Errorf("findings %v", got)
	}
	if len(r.Notes) != 1 || r.Notes[0].Path != "bad.py" || !strings.Contains(r.Notes[0].Message, "internal error") {
		t.Errorf("notes %+v", r.Notes)
	}
}
