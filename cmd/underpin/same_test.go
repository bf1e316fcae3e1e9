package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestSameOutput holds every form of the output to be the same bytes for any number of jobs and any order of the paths: over
// the labelled samples, whose findings are many, and a part of this machine's Python library, whose files use one another.
func TestSameOutput(t *testing.T) {
	jobs, forms := []string{"1", "2", "5"}, []string{"json", "sarif", "text"}
	folder := t.TempDir()
	samples := filepath.Join("..", "..", "analysis", "testdata")
	copyPython(t, filepath.Join(samples, "quality"), filepath.Join(folder, "quality"), 1000)
	copyPython(t, filepath.Join(samples, "twins"), filepath.Join(folder, "twins"), 1000)
	if library := pythonLibrary(); library != "" && !testing.Short() {
		copyPython(t, library, filepath.Join(folder, "library"), 200)
	}
	paths, err := filepath.Glob(filepath.Join(folder, "*", "*"))
	if err != nil || len(paths) < 100 {
		t.Fatalf("%d paths to check (%v)", len(paths), err)
	}
	t.Chdir(folder)

	if testing.Short() { // what differs under the race detector differs in any form
		jobs, forms = []string{"1", "5"}, forms[:1]
	}
	order := rand.New(rand.NewPCG(1, 2))
	for _, form := range forms {
		want := ""
		for _, n := range jobs {
			for round := range 2 {
				order.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
				got := checkAll(t, form, n, paths)
				if want == "" {
					want = got
				}
				if got != want {
					t.Fatalf("%s differs with --jobs %s, round %d (-first +now)\n%s", form, n, round+1, firstDifference(want, got))
				}
			}
		}
	}
}

// checkAll runs the verb on a clock that stands still, since the text tells how long it took.
func checkAll(t *testing.T, form, jobs string, paths []string) string {
	t.Helper()
	var out, complaints bytes.Buffer
	env := &environment{
		out: &out, err: &complaints, getenv: func(string) string { return "" }, getwd: os.Getwd,
		now: func() time.Time { return time.Time{} },
	}
	args := append([]string{"check", "--min-confidence", "low", "--format", form, "--jobs", jobs}, paths...)
	if code := run(context.Background(), env, args); code != exitFindings || complaints.Len() > 0 {
		t.Fatalf("exit code %d, want %d\n%s", code, exitFindings, complaints.String())
	}
	return out.String()
}

// firstDifference shows a few lines from where two texts part.
func firstDifference(a, b string) string {
	x, y := strings.SplitAfter(a, "\n"), strings.SplitAfter(b, "\n")
	same := 0
	for same < min(len(x), len(y)) && x[same] == y[same] {
		same++
	}
	const few = 10
	return fmt.Sprintf("from line %d\n%s", same+1, cmp.Diff(x[same:min(same+few, len(x))], y[same:min(same+few, len(y))]))
}

// copyPython copies up to most Python files of a tree, and nothing of what is installed beside a library.
func copyPython(t *testing.T, from, to string, most int) {
	t.Helper()
	eachPython(t, from, func(path string, text []byte) error {
		if most == 0 {
			return fs.SkipAll
		}
		most--
		copied := filepath.Join(to, path)
		if err := os.MkdirAll(filepath.Dir(copied), 0o777); err != nil {
			return err
		}
		return os.WriteFile(copied, text, 0o666)
	})
}

// eachPython reads the Python files of a tree, by their paths in it, but for tests and what is installed beside a library.
func eachPython(tb testing.TB, folder string, visit func(path string, text []byte) error) {
	tb.Helper()
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != folder && (d.Name() == "test" || d.Name() == "tests" || strings.HasSuffix(d.Name(), "-packages")):
			return fs.SkipDir
		case d.IsDir() || filepath.Ext(path) != ".py":
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		inside, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		return visit(inside, text)
	})
	if err != nil {
		tb.Fatal(err)
	}
}

// pythonLibrary is the folder of this machine's Python library, "" where there is none.
func pythonLibrary() string {
	out, err := exec.Command("python3", "-c", "import sysconfig; print(sysconfig.get_paths()['stdlib'])").Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}
