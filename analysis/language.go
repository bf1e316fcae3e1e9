package analysis

import "underpin/analysis/internal/lang/javascript"

// Language says which files are written in a language that the engine reads.
type Language struct {
	Name         string
	Extensions   []string // with the dot
	Interpreters []string // names after which "#!" lines of files without extension are known
}

// Languages lists what the engine reads. Stub files (.pyi) are left out: they
// hold declarations without code.
func Languages() []Language {
	return []Language{
		{Name: "python", Extensions: []string{".py", ".pyw"}, Interpreters: []string{"python", "python2", "python3", "pypy", "pypy3"}},
	}
}

// ImportsAlone lists the endings, with the dot, of files of which so far only imports are read, for the names of packages:
// JavaScript and TypeScript, and components in them.
func ImportsAlone() []string { return javascript.Extensions() }
