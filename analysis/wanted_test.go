package analysis_test

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"underpin/analysis"
)

// Following only the functions in which labelled text can be gives what following
// all of them gives: on every sample here and, where there is one, on the library
// of this machine's Python. There is one way in which it may give more, which only
// programs of that size know: where a variable that everybody writes has room for 64
// flows, fewer writers leave room for others. None of these is more than a guess.
// A short run takes every eighth program.
func TestWantedIsEnough(t *testing.T) {
	programs := map[string][]analysis.FileChange{}
	for _, folder := range []string{"testdata/quality", "testdata/twins", "../cmd/underpin/testdata/sample"} {
		err := filepath.WalkDir(folder, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(p) != ".py" {
				return err
			}
			text, err := os.ReadFile(p)
			programs[filepath.Dir(p)] = append(programs[filepath.Dir(p)], analysis.FileChange{Path: filepath.Base(p), Text: text})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(programs) < 100 {
		t.Fatalf("only %d programs", len(programs))
	}
	names := slices.Sorted(maps.Keys(programs))
	if testing.Short() {
		names = every(8, names)
	} else {
		names, programs["library"] = append(names, "library"), pythonLibrary(t)
	}
	for _, name := range names {
		files := programs[name]
		want, got := lowAndAbove(t, files, true), lowAndAbove(t, files, false)
		if slices.Equal(want, got) {
			continue
		}
		for _, f := range want {
			if !slices.Contains(got, f) {
				t.Errorf("%s: missing %s", name, f)
			}
		}
		for _, f := range got {
			if !slices.Contains(want, f) && !(name == "library" && strings.HasSuffix(f, " low")) {
				t.Errorf("%s: only without the rest: %s", name, f)
			}
		}
	}
}

// every gives each nth of the names: enough to find what goes wrong at once.
func every(n int, names []string) []string {
	var out []string
	for i := 0; i < len(names); i += n {
		out = append(out, names[i])
	}
	return out
}

// lowAndAbove gives all findings, those of low confidence too, a line each.
func lowAndAbove(t *testing.T, files []analysis.FileChange, all bool) []string {
	t.Helper()
	s, err := analysis.NewSession(analysis.Options{Parser: parserHost(t)})
	if err != nil {
		t.Fatal(err)
	}
	if all {
		s.FollowAll()
	}
	snap := apply(t, s, files...)
	r, err := snap.Findings(context.Background(), analysis.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for i, place := range shown(snap, r) {
		out = append(out, place+" "+r.Findings[i].Confidence.String())
	}
	return out
}
