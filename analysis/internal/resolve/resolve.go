// Package resolve finds the file that an import means: relative imports,
// packages with and without __init__, src layouts and nested project roots.
//
// It is the one resolver: flow across files asks it now, the package verdicts
// will ask it too. It knows paths only, not contents, and it never touches a disk.
package resolve

import (
	"path"
	"slices"
	"strings"
)

// Index answers for a fixed set of files.
type Index struct {
	files map[string]int32 // path without extension ("app/db", "app/__init__") -> file
	inits map[string]int32 // folder -> its __init__
	lasts map[string]bool  // last pieces of all paths: what an absolute import may begin with
	dirs  map[string]bool  // folders that hold files, directly or below
	roots []string         // folders from which absolute imports start, in order of trust
}

// NewIndex makes the index of paths (slash-separated, relative); file i is paths[i].
func NewIndex(paths []string) *Index {
	x := &Index{files: make(map[string]int32, len(paths)), inits: map[string]int32{}, lasts: map[string]bool{}, dirs: map[string]bool{"": true}}
	tops := map[string]bool{"": true}
	for i, p := range paths {
		stem := strings.TrimSuffix(p, path.Ext(p))
		if old, ok := x.files[stem]; !ok || paths[old] > p {
			x.files[stem] = int32(i)
		}
		x.lasts[path.Base(stem)] = true
		for d := dirOf(p); d != "" && !x.dirs[d]; d = dirOf(d) {
			x.dirs[d] = true
			x.lasts[path.Base(d)] = true
		}
	}
	for stem, i := range x.files {
		if path.Base(stem) == "__init__" {
			x.inits[dirOf(stem)] = i
		}
	}
	for _, p := range paths {
		// A file outside any package can import its neighbours: scripts and the
		// folder that holds a top-level package are roots.
		d := dirOf(p)
		for d != "" && x.isPackage(d) {
			d = dirOf(d)
		}
		tops[d] = true
	}
	for d := range tops {
		x.roots = append(x.roots, d)
	}
	slices.SortFunc(x.roots, func(a, b string) int {
		if n := depth(a) - depth(b); n != 0 {
			return n
		}
		return strings.Compare(a, b)
	})
	return x
}

func dirOf(p string) string {
	if i := strings.LastIndexByte(p, '/'); i >= 0 {
		return p[:i]
	}
	return ""
}

func depth(d string) int {
	if d == "" {
		return 0
	}
	return 1 + strings.Count(d, "/")
}

func (x *Index) isPackage(dir string) bool {
	_, ok := x.inits[dir]
	return ok
}

func join(dir, name string) string {
	if dir == "" {
		return name
	}
	if name == "" {
		return dir
	}
	return dir + "/" + name
}

// Result is what a dotted module name means.
type Result struct {
	File int32  // the module's file, or -1: a folder without __init__, or not here
	Dir  string // the package's folder when Package
	Pkg  bool   // a folder: submodules may follow
	Here bool   // it is in the workspace
	Weak bool   // a library of that name would come first: a mere folder, or found from a root that is not the importing file's own
}

// Module resolves a module name as written in the file from: "a.b", ".db", "..models.user".
func (x *Index) Module(from, name string) Result {
	rel := 0
	for rel < len(name) && name[rel] == '.' {
		rel++
	}
	rest := strings.ReplaceAll(name[rel:], ".", "/")
	if rel > 0 {
		d := dirOf(from)
		for i := 1; i < rel; i++ {
			if d == "" {
				return Result{File: -1}
			}
			d = dirOf(d)
		}
		return x.at(join(d, rest))
	}
	if rest == "" {
		return Result{File: -1}
	}
	first, _, _ := strings.Cut(rest, "/")
	if !x.lasts[first] {
		return Result{File: -1}
	}
	// The importing file's own root first, then its folders upwards (a package
	// started from inside), then every other root.
	for d := dirOf(from); ; d = dirOf(d) {
		if !x.isPackage(d) {
			if r := x.at(join(d, rest)); r.Here {
				r.Weak = r.File < 0
				return r
			}
		}
		if d == "" {
			break
		}
	}
	for _, root := range x.roots {
		if !x.holds(join(root, first)) {
			continue
		}
		if r := x.at(join(root, rest)); r.Here {
			r.Weak = r.File < 0 || root != "" && !strings.HasPrefix(from, root+"/")
			return r
		}
	}
	return Result{File: -1}
}

func (x *Index) holds(stem string) bool {
	_, ok := x.files[stem]
	return ok || x.dirs[stem]
}

// at resolves a stem to the package or module there. A package wins over a
// module of the same name, as in the interpreter.
func (x *Index) at(stem string) Result {
	if f, ok := x.inits[stem]; ok {
		return Result{File: f, Dir: stem, Pkg: true, Here: true}
	}
	if f, ok := x.files[stem]; ok {
		return Result{File: f, Here: true}
	}
	if x.dirs[stem] {
		return Result{File: -1, Dir: stem, Pkg: true, Here: true}
	}
	return Result{File: -1}
}

// Sub resolves a submodule of a package folder.
func (x *Index) Sub(dir, name string) Result { return x.at(join(dir, name)) }

// Named tells whether any file or folder bears a name, wherever it lies.
func (x *Index) Named(name string) bool { return x.lasts[name] }

// InPackage tells whether a file lies in a package with an __init__, and whether any does that lies in a folder or below it.
func (x *Index) InPackage(file, folder string) (in, any bool) {
	if x.isPackage(dirOf(file)) {
		return true, true
	}
	for d := range x.inits {
		if folder == "" || strings.HasPrefix(d, folder+"/") {
			return false, true
		}
	}
	return false, false
}
