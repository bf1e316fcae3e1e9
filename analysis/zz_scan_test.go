package analysis_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime/pprof"
	"strings"
	"testing"
	"time"

	"underpin/analysis"
)

func TestZZScan(t *testing.T) {
	dir := os.Getenv("SCAN")
	if dir == "" {
		t.Skip()
	}
	var ch []analysis.FileChange
	filepath.Walk(dir, func(p string, i os.FileInfo, err error) error {
		if strings.HasSuffix(p, ".py") {
			b, _ := os.ReadFile(p)
			ch = append(ch, analysis.FileChange{Path: p[len(dir)+1:], Text: b})
		}
		return nil
	})
	s, err := analysis.NewSession(analysis.Options{})
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		time.Sleep(12 * time.Second)
		f, _ := os.Create("/tmp/heap.prof")
		pprof.WriteHeapProfile(f)
		f.Close()
		f, _ = os.Create("/tmp/stacks.txt")
		pprof.Lookup("goroutine").WriteTo(f, 2)
		f.Close()
		os.Exit(3)
	}()
	t0 := time.Now()
	sn, _ := s.Apply(context.Background(), ch...)
	r, err := sn.Findings(context.Background(), analysis.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	t.Log(len(ch), r.Lines, len(r.Findings), time.Since(t0))
}
