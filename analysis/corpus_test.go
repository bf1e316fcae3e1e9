package analysis_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"underpin/analysis"
)

// corpus reads the sources that speed is measured on: the folder named by
// UNDERPIN_CORPUS, else the library of this machine's Python, tests and
// installed packages left out. Benchmarks without one skip themselves.
func corpus(tb testing.TB) []analysis.FileChange {
	tb.Helper()
	if folder := os.Getenv("UNDERPIN_CORPUS"); folder != "" {
		return readPython(tb, folder)
	}
	files := pythonLibrary(tb)
	if len(files) == 0 {
		tb.Skip("no sources to measure on: name a folder in UNDERPIN_CORPUS, or install python3")
	}
	return files
}

// pythonLibrary reads the library of this machine's Python, nothing where there is none.
func pythonLibrary(tb testing.TB) []analysis.FileChange {
	tb.Helper()
	out, err := exec.Command("python3", "-c", "import sysconfig; print(sysconfig.get_paths()['stdlib'])").Output()
	if err != nil {
		return nil
	}
	return readPython(tb, strings.TrimSpace(string(out)))
}

func readPython(tb testing.TB, folder string) []analysis.FileChange {
	tb.Helper()
	var files []analysis.FileChange
	err := filepath.WalkDir(folder, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		switch d.Name() {
		case "test", "site-packages", "dist-packages":
			if d.IsDir() && p != folder {
				return filepath.SkipDir
			}
		}
		if d.IsDir() || filepath.Ext(p) != ".py" {
			return nil
		}
		text, err := os.ReadFile(p)
		name, _ := filepath.Rel(folder, p)
		files = append(files, analysis.FileChange{Path: filepath.ToSlash(name), Text: text})
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return files
}
