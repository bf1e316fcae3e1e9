package scan

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"underpin/analysis"
	"underpin/analysis/packages"
	"underpin/cmd/underpin/internal/walk"
)

// around is what lies about the files that are checked and tells what names of packages mean: modules that are no part of the
// check, what is installed in the project's environment, and the manifests above a path that was named.
type around struct {
	beside    []string
	installed []string
	modules   *modules
	manifests []walk.File
}

// mostLooked bounds the folders that are listed.
const mostLooked = 2000

// lookAround lists the folders from the named paths up to the root, and those one below them: what is left out of a check,
// by .gitignore or because only one file was named, can be imported all the same.
func (o Options) lookAround() around {
	a := around{modules: &modules{}}
	names := map[string]bool{}
	seen := map[string]bool{}
	paths := slices.Clone(o.Project.Paths)
	if o.StdinPath != "" {
		paths = append(paths, o.Project.Absolute(o.StdinPath))
	}
	for _, path := range paths {
		for folder := path; ; folder = filepath.Dir(folder) {
			if !seen[folder] {
				seen[folder] = true
				a.list(folder, o, names, true)
			}
			if folder == o.Project.Root || folder == filepath.Dir(folder) || !strings.HasPrefix(folder, o.Project.Root) || len(seen) > mostLooked {
				break
			}
		}
	}
	for name := range names {
		a.beside = append(a.beside, name)
	}
	slices.Sort(a.beside)
	slices.Sort(a.installed)
	return a
}

// list notes what lies in a folder, and in those within it.
func (a *around) list(folder string, o Options, names map[string]bool, deeper bool) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return // a file, or nothing that can be read
	}
	for _, e := range entries {
		name := e.Name()
		stem, _, _ := strings.Cut(name, ".")
		path := filepath.Join(folder, name)
		switch {
		case stem == "":
			if e.IsDir() && deeper {
				a.environment(path)
			}
		case e.IsDir():
			names[name] = true
			if deeper {
				a.modules.skipped(path)
			}
			if deeper && !a.environment(path) && name != "node_modules" && len(names) < 10*mostLooked {
				a.list(path, o, names, false)
			}
		default:
			names[stem] = true
			if deeper && packages.IsManifest(path) && filepath.Ext(name) != ".py" {
				a.manifest(path, o)
			}
		}
	}
}

// environment notes what is installed in a folder, if it is a virtual environment.
func (a *around) environment(folder string) bool {
	if _, err := os.Stat(filepath.Join(folder, "pyvenv.cfg")); err != nil {
		return false
	}
	for _, pattern := range []string{"lib/*/site-packages", "Lib/site-packages"} {
		found, _ := filepath.Glob(filepath.Join(folder, filepath.FromSlash(pattern), "*.dist-info"))
		for _, f := range found {
			name, _, _ := strings.Cut(filepath.Base(f), "-")
			a.installed = append(a.installed, name)
		}
	}
	return true
}

// manifest reads a manifest that the walk may not reach: one above the paths that were named.
func (a *around) manifest(path string, o Options) {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > o.MaxSize && !(packages.IsLock(path) && info.Size() <= 10*o.MaxSize) {
		return
	}
	if text, err := os.ReadFile(path); err == nil && walk.NotText(text) == "" {
		a.manifests = append(a.manifests, walk.File{Path: o.Project.Relative(path), Text: text})
	}
}

// besides gives the manifests that are not among the files read.
func (a *around) besides(read []walk.File) []analysis.FileChange {
	have := map[string]bool{}
	for _, f := range read {
		have[f.Path] = true
	}
	var out []analysis.FileChange
	for _, m := range a.manifests {
		if !have[m.Path] {
			have[m.Path] = true
			out = append(out, analysis.FileChange{Path: m.Path, Text: m.Text})
		}
	}
	return out
}
