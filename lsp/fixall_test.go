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
	findings := func(text string) *analysis.Report {
		snap, err := session.Apply(context.Background(), analysis.FileChange{Path: "app.py", Text: []byte(text)})
		if err != nil {
			t.Fatal(err)
		}
		r, err := snap.Findings(context.Background(), analysis.Scope{})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	names, err := filepath.Glob("../analysis/testdata/quality/*/*.py")
	if err != nil || len(names) < 100 {
		t.Fatal(len(names), err)
	}
	together, left := 0, 0
	for i, name := range names {
		if testing.Short() && i%5 != 0 {
			continue
		}
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		before := findings(string(content))
		var fixes []*analysis.Fix
		for i := range before.Findings {
			if f := &before.Findings[i]; len(f.Fixes) > 0 {
				fixes = append(fixes, &f.Fixes[0])
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
		together += taken
		left += len(fixes) - taken
		// Another one may come to light at the same place, of lower confidence or another rule.
		type flaw struct {
			rule, fingerprint string
			confidence        analysis.Confidence
		}
		mended := map[flaw]bool{}
		for _, f := range before.Findings {
			mended[flaw{f.Rule, f.Fingerprint, f.Confidence}] = len(f.Fixes) > 0 && taken == len(fixes)
		}
		now := findings(after.String())
		for _, f := range now.Findings {
			if mended[flaw{f.Rule, f.Fingerprint, f.Confidence}] {
				t.Errorf("%s: %s is still there:\n%s", name, f.Rule, after)
			}
		}
		if len(now.Notes) > len(before.Notes) {
			t.Errorf("%s: %v:\n%s", name, now.Notes, after)
		}
	}
	t.Logf("%d fixes came in, %d are left for the next time", together, left)
}
