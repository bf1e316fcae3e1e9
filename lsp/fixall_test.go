package lsp

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"underpin/analysis"
)

// All fixes of a labelled sample, put together, mend what they came for and break nothing.
func TestCombinedFixesMend(t *testing.T) {
	session, err := analysis.NewSession(analysis.Options{})
	if err != nil {
		t.Fatal(err)
	}
	findings := func(text string) []analysis.Finding {
		snap, err := session.Apply(context.Background(), analysis.FileChange{Path: "app.py", Text: []byte(text)})
		if err != nil {
			t.Fatal(err)
		}
		r, err := snap.Findings(context.Background(), analysis.Scope{})
		if err != nil {
			t.Fatal(err)
		}
		return r.Findings
	}
	names, err := filepath.Glob("../analysis/testdata/quality/*/*.py")
	if err != nil || len(names) < 100 {
		t.Fatal(len(names), err)
	}
	together, left := 0, 0
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		before := findings(string(content))
		var fixes []*analysis.Fix
		for i := range before {
			if len(before[i].Fixes) > 0 {
				fixes = append(fixes, &before[i].Fixes[0])
			}
		}
		if len(fixes) == 0 {
			continue
		}
		files, taken := combine(fixes)
		after, err := analysis.NewText(string(content)).Apply(files[0].Edits...)
		if err != nil {
			t.Fatal(name, err)
		}
		together, left = together+taken, left+len(fixes)-taken
		// A finding of lower confidence at the same place may come to light.
		type kind struct {
			rule       string
			confidence analysis.Confidence
		}
		now, count := findings(after.String()), map[kind]int{}
		for _, f := range before {
			if count[kind{f.Rule, f.Confidence}]++; len(f.Fixes) > 0 && taken == len(fixes) {
				count[kind{f.Rule, f.Confidence}]--
			}
		}
		for _, f := range now {
			if count[kind{f.Rule, f.Confidence}]--; f.Confidence == analysis.High && count[kind{f.Rule, f.Confidence}] < 0 || len(now) > len(before) {
				t.Errorf("%s: %s at line %d is there after %d fixes:\n%s", name, f.Rule, analysis.NewText(after.String()).Line(f.Span.Start)+1, taken, after)
			}
		}
	}
	t.Logf("%d fixes came in, %d are left for the next time", together, left)
}
