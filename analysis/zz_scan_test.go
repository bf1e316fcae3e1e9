package analysis_test

import (
	"context"
	"os"
	"path/filepath"
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
			ch = append(ch, analysis.FileChange{Path: p, Text: b})
		}
		return nil
	})
	s, err := analysis.NewSession(analysis.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t0 := time.Now()
	sn, _ := s.Apply(context.Background(), ch...)
	r, err := sn.Findings(context.Background(), analysis.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	t.Log(len(ch), r.Lines, len(r.Findings), time.Since(t0))
}
