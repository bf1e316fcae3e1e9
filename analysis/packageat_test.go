package analysis_test

import (
	"strings"
	"testing"

	"underpin/analysis"
)

func TestPackageAt(t *testing.T) {
	s := packageSession(t, analysis.Options{Index: packageNames(t), Beside: []string{"near"}})
	app := "import os, near.thing\nfrom .x import y\n\ndef f():\n    import reqeusts.adapters as a\n    from requests import get\n    import unheard_of_kit\n"
	snap := apply(t, s, analysis.FileChange{Path: "app.py", Text: []byte(app)}, analysis.FileChange{Path: "requirements.txt", Text: []byte("# needs\nrequests>=2,<3\nquux-thing\n")})
	for _, test := range []struct {
		path, at       string
		name, verdict  string
		evidence, some int // at least
	}{
		{"app.py", "os,", "os", "standard", 1, 0},
		{"app.py", "near", "near", "local", 1, 0},
		{"app.py", "import os", "", "", 0, 0},
		{"app.py", ".x", "", "", 0, 0},
		{"app.py", "reqeusts", "reqeusts", "nonexistent", 3, 0},
		{"app.py", "requests", "requests", "declared", 2, 1},
		{"app.py", "unheard", "unheard_of_kit", "nonexistent", 2, 0},
		{"app.py", "a\n", "", "", 0, 0},
		{"requirements.txt", "requests", "requests", "known", 1, 1},
		{"requirements.txt", "quux", "quux-thing", "nonexistent", 1, 0},
		{"requirements.txt", ">=2", "", "", 0, 0},
		{"nowhere.py", "", "", "", 0, 0},
	} {
		offset := 0
		if text, ok := snap.Text(test.path); ok {
			offset = strings.Index(text.String(), test.at)
		}
		p, err := snap.PackageAt(t.Context(), test.path, offset)
		if err != nil {
			t.Fatal(err)
		}
		if p == nil {
			p = &analysis.PackageName{}
		} else if text, _ := snap.Text(test.path); text.Slice(p.Span) != p.Name {
			t.Errorf("%s %q: the span says %q", test.path, test.at, text.Slice(p.Span))
		}
		if p.Name != test.name || p.Verdict != test.verdict || len(p.Evidence) < test.evidence || len(p.Remarks) < test.some {
			t.Errorf("%s %q: %+v", test.path, test.at, p)
		}
	}
}
