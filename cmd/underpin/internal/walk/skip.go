package walk

import (
	"os"
	"path/filepath"
	"strings"
)

// skippedFolders are never a project's own source, whether or not a .gitignore says so: what tools keep, what
// package managers unpack, what builds leave. "build" and "dist" are outputs by convention, but some projects keep
// source there; the .gitignore that nearly every project has tells those apart, so they are left to it.
func skippedFolders() map[string]bool {
	names := []string{
		".git", ".hg", ".svn", ".jj", ".tox", ".nox", ".eggs", ".mypy_cache", ".ruff_cache", ".pytest_cache",
		".ipynb_checkpoints", ".terraform", ".idea", ".vscode", ".direnv", ".pixi", "__pycache__", "__pypackages__",
		"site-packages", "node_modules", "bower_components", ".next", ".nuxt", ".svelte-kit",
	}
	set := make(map[string]bool, len(names))
	for _, n := range names {
		set[n] = true
	}
	return set
}

// isEnvironment tells a virtual environment by the file Python puts into each, whatever its folder is called.
func isEnvironment(folder string) bool {
	_, err := os.Stat(filepath.Join(folder, "pyvenv.cfg"))
	return err == nil
}

// isBuildOutput tells setuptools' output folders, which repeat the source: build/lib beside a setup file, X.egg-info.
func isBuildOutput(folder, name string) bool {
	if strings.HasSuffix(name, ".egg-info") {
		return true
	}
	if name != "build" {
		return false
	}
	for _, beside := range []string{"setup.py", "pyproject.toml"} {
		if _, err := os.Stat(filepath.Join(filepath.Dir(folder), beside)); err == nil {
			_, err := os.Stat(filepath.Join(folder, "lib"))
			return err == nil
		}
	}
	return false
}

// isMinified tells files that tools squeezed, by the name their tools give them. Their shape is not asked: a long
// line in a file that looks like source is a good place to hide something.
func isMinified(name string) bool {
	return strings.Contains(strings.ToLower(name), ".min.")
}
