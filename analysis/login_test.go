package analysis_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"underpin/analysis"
)

// check analyses a folder of testdata and gives the findings that are shown by default.
func check(t *testing.T, folder string) ([]analysis.Finding, *analysis.Snapshot) {
	t.Helper()
	s, err := analysis.NewSession(analysis.Options{Parser: parserHost(t)})
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join("testdata", folder, "*.py"))
	if err != nil || len(names) == 0 {
		t.Fatal("no files in", folder, err)
	}
	var changes []analysis.FileChange
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		changes = append(changes, analysis.FileChange{Path: filepath.Base(name), Text: text})
	}
	snap, err := s.Apply(context.Background(), changes...)
	if err != nil {
		t.Fatal(err)
	}
	r, err := snap.Findings(context.Background(), analysis.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	var shown []analysis.Finding
	for _, f := range r.Findings {
		if f.Confidence >= analysis.Medium && f.Suppressed == nil {
			shown = append(shown, f)
		}
	}
	return shown, snap
}

func rulesOf(fs []analysis.Finding) []string {
	var out []string
	for _, f := range fs {
		out = append(out, f.Rule)
	}
	slices.Sort(out)
	return out
}

// The login that assistants write when asked for one, and its proper version.
func TestClassicLogin(t *testing.T) {
	got, _ := check(t, "login/flawed")
	want := []string{"missing-rate-limit", "missing-session-token", "plaintext-password", "sql-injection"}
	if g := rulesOf(got); !slices.Equal(g, want) {
		t.Errorf("flawed login: got %v, want %v", g, want)
	}
	if got, _ := check(t, "login/proper"); len(got) != 0 {
		t.Errorf("proper login: %v", rulesOf(got))
	}
}

// A password that reaches a log table and a logger two functions and one file away.
func TestPasswordInLogAcrossFiles(t *testing.T) {
	got, snap := check(t, "login/audit")
	if g := rulesOf(got); !slices.Equal(g, []string{"secret-in-log", "secret-in-log"}) {
		t.Fatalf("got %v, want secret-in-log twice", g)
	}
	for _, f := range got {
		if f.Path != "audit.py" {
			t.Errorf("found in %s", f.Path)
		}
		var way []string
		for _, s := range f.Steps {
			if text, _ := snap.Text(s.Path); len(way) == 0 || way[len(way)-1] != s.Path {
				way = append(way, s.Path)
				_ = text
			}
		}
		if w := strings.Join(way, " "); !strings.HasPrefix(w, "app.py services.py") || !strings.HasSuffix(w, "audit.py") {
			t.Errorf("the way goes through %s", w)
		}
	}
}
