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

// pythonLibrary reads the library of this machine's Python, nothing where there is none; tests and installed packages are left out.
func pythonLibrary(tb testing.TB) []analysis.FileChange {
	tb.Helper()
	out, err := exec.Command("python3", "-c", "import sysconfig; print(sysconfig.get_paths()['stdlib'])").Output()
	if err != nil {
		return nil
	}
	folder := strings.TrimSpace(string(out))
	var files []analysis.FileChange
	err = filepath.WalkDir(folder, func(p string, d fs.DirEntry, err error) error {
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
