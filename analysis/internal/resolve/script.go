package resolve

import (
	"path"
	"strings"
)

// Alias is a pattern of paths that a settings file gives another meaning: "paths" of a tsconfig, "imports" of a
// package.json, an import map.
type Alias struct {
	Pattern string   // with one star at most; one that ends in a slash means what begins with it
	Targets []string // relative to the workspace, with the star; none: it leads out of the workspace
}

// Settings is what one settings file says about imports. The zero value says nothing.
type Settings struct {
	File    string // tsconfig.json, package.json, ...
	Name    string // of the package, if the file names one
	Entry   string // the file that importing the package by its name means, relative to the workspace; "" if not told
	Base    string // the folder that plain paths may be relative to (baseUrl), relative to the workspace
	Based   bool   // there is such a folder
	Extends []string
	Aliases []Alias
}

// Paths is an index of the paths of a workspace, for imports that are paths. It is immutable.
type Paths struct {
	files   map[string]int32  // path -> file
	folders map[string]bool   // that hold files, directly or below
	names   map[string]string // last pieces of paths and folders, with and without endings -> a path that bears the name
}

// NewPaths makes the index of paths (slash-separated, relative, sorted); file i is paths[i].
func NewPaths(paths []string) *Paths {
	x := &Paths{files: make(map[string]int32, len(paths)), folders: map[string]bool{"": true}, names: map[string]string{}}
	for i, p := range paths {
		x.files[p] = int32(i)
		base := path.Base(p)
		stem, _, _ := strings.Cut(base, ".")
		x.name(base, p)
		x.name(strings.TrimSuffix(base, path.Ext(base)), p)
		x.name(stem, p)
		for d := dirOf(p); d != "" && !x.folders[d]; d = dirOf(d) {
			x.folders[d] = true
			x.name(path.Base(d), d)
		}
	}
	return x
}

func (x *Paths) name(name, p string) {
	if _, known := x.names[name]; !known && name != "" {
		x.names[name] = p
	}
}

// Scripts finds the files that JavaScript and TypeScript files import. Like [Index] it knows paths, and of contents only
// what settings files say. It is immutable.
type Scripts struct {
	*Paths
	settings []Settings // sorted by file
	byFile   map[string]int
	inFolder map[string][]int // folder -> settings
	packages map[string]int   // name -> settings
}

// NewScripts puts settings to paths.
func NewScripts(paths *Paths, settings []Settings) *Scripts {
	x := &Scripts{Paths: paths, settings: settings, byFile: map[string]int{}, inFolder: map[string][]int{}, packages: map[string]int{}}
	for i := range settings {
		s := &settings[i]
		x.byFile[s.File] = i
		x.inFolder[dirOf(s.File)] = append(x.inFolder[dirOf(s.File)], i)
		if _, known := x.packages[s.Name]; s.Name != "" && !known {
			x.packages[s.Name] = i
		}
	}
	return x
}

// Meaning is what a path means in the workspace.
type Meaning struct {
	File int32  // the file, or -1: none, or it is not among those at hand
	By   string // the settings file that decided, "" for none
	Here bool   // it is the workspace's own
}

// Relative resolves "./x", "../x", "." and "..". It is the workspace's own, whether or not the file is at hand.
func (x *Paths) Relative(from, name string) Meaning {
	p := path.Join("/", dirOf(from), name)[1:]
	return Meaning{File: x.at(p), Here: true}
}

// Resolve finds what a path that is not relative means by the settings in the folders around the importing file, nearest
// first, and among the packages of the workspace.
func (x *Scripts) Resolve(from, name string) Meaning {
	for d := dirOf(from); ; d = dirOf(d) {
		for _, i := range x.inFolder[d] {
			if m := x.by(i, name, 0); m.Here {
				return m
			}
		}
		if d == "" {
			return x.workspace(name)
		}
	}
}

// Elsewhere finds what a path means by any settings of the workspace: a build may well apply those of another folder.
func (x *Scripts) Elsewhere(name string) Meaning {
	for i := range x.settings {
		if m := x.by(i, name, 0); m.Here {
			return m
		}
	}
	return Meaning{File: -1}
}

// mostExtended bounds how many settings files stand behind each other.
const mostExtended = 20

// by asks one settings file, and those that it extends.
func (x *Scripts) by(i int, name string, depth int) Meaning {
	s := &x.settings[i]
	if a, star, ok := longest(s.Aliases, name); ok {
		m := Meaning{File: -1, By: s.File, Here: a.Pattern != "*"}
		for _, t := range a.Targets {
			if f := x.at(strings.Replace(t, "*", star, 1)); f >= 0 {
				m.File, m.Here = f, true
				break
			}
		}
		if m.Here {
			return m
		}
	}
	if s.Based {
		first, _, _ := strings.Cut(name, "/")
		if x.holds(join(s.Base, first)) {
			return Meaning{File: x.at(join(s.Base, name)), By: s.File, Here: true}
		}
	}
	for _, e := range s.Extends {
		if k, ok := x.extended(s.File, e); ok && depth < mostExtended {
			if m := x.by(k, name, depth+1); m.Here {
				return m
			}
		}
	}
	return Meaning{File: -1}
}

// extended finds the settings file that another one extends: by a relative path, or in a package of the workspace.
func (x *Scripts) extended(from, name string) (int, bool) {
	p := path.Join("/", dirOf(from), name)[1:]
	if !strings.HasPrefix(name, ".") {
		pkg, rest := PackageOf(name)
		i, ok := x.packages[pkg]
		if !ok {
			return 0, false
		}
		p = join(dirOf(x.settings[i].File), rest)
	}
	for _, ending := range []string{"", ".json", "/tsconfig.json"} {
		if i, ok := x.byFile[p+ending]; ok {
			return i, true
		}
	}
	return 0, false
}

// longest finds the alias that fits with the longest text before its star, and what the star stands for.
func longest(aliases []Alias, name string) (best *Alias, star string, ok bool) {
	long := -1
	for i := range aliases {
		a := &aliases[i]
		before, after, starred := strings.Cut(a.Pattern, "*")
		switch {
		case starred:
			if len(name) < len(before)+len(after) || !strings.HasPrefix(name, before) || !strings.HasSuffix(name, after) || len(before) <= long {
				continue
			}
			best, star, long = a, name[len(before):len(name)-len(after)], len(before)
		case name == a.Pattern:
			return a, "", true
		case strings.HasSuffix(a.Pattern, "/") && strings.HasPrefix(name, a.Pattern) && len(a.Pattern) > long:
			best, star, long = a, name[len(a.Pattern):], len(a.Pattern)
		}
	}
	return best, star, best != nil
}

// workspace finds a package of the workspace, or a file of it.
func (x *Scripts) workspace(name string) Meaning {
	pkg, rest := PackageOf(name)
	i, ok := x.packages[pkg]
	if !ok {
		return Meaning{File: -1}
	}
	s := &x.settings[i]
	m := Meaning{File: -1, By: s.File, Here: true}
	dir := dirOf(s.File)
	if rest != "" {
		m.File = x.at(join(dir, rest))
	} else if s.Entry != "" {
		m.File = x.at(s.Entry)
	}
	for _, inner := range []string{"src", "lib"} {
		if m.File < 0 {
			m.File = x.at(join(join(dir, inner), rest))
		}
	}
	if m.File < 0 {
		m.File = x.at(join(dir, rest))
	}
	return m
}

// PackageOf splits a path into the package's name, with its scope, and what follows.
func PackageOf(name string) (pkg, rest string) {
	pkg, rest, _ = strings.Cut(name, "/")
	if strings.HasPrefix(name, "@") {
		second, behind, _ := strings.Cut(rest, "/")
		if second == "" {
			return pkg, ""
		}
		return pkg + "/" + second, behind
	}
	return pkg, rest
}

// endings are tried behind a path in order; the first few are what compilers and bundlers try, then those of phones.
var endings = []string{
	".ts", ".tsx", ".d.ts", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json", ".vue", ".svelte", ".astro",
	".web.tsx", ".web.ts", ".web.js", ".native.tsx", ".native.ts", ".native.js", ".ios.tsx", ".ios.ts", ".ios.js", ".android.tsx", ".android.ts", ".android.js",
	"/index.ts", "/index.tsx", "/index.d.ts", "/index.js", "/index.jsx", "/index.mjs", "/index.cjs", "/index.vue",
}

// written are the endings that sources have where their output is imported: "./x.js" of x.ts.
var written = map[string][]string{".js": {".ts", ".tsx", ".jsx"}, ".jsx": {".tsx"}, ".mjs": {".mts"}, ".cjs": {".cts"}}

// at is the file that a path without its ending means, -1 for none.
func (x *Paths) at(p string) int32 {
	p = strings.TrimSuffix(p, "/")
	if f, ok := x.files[p]; ok {
		return f
	}
	for _, e := range endings {
		if f, ok := x.files[p+e]; ok {
			return f
		}
	}
	ext := path.Ext(p)
	for _, e := range written[ext] {
		if f, ok := x.files[strings.TrimSuffix(p, ext)+e]; ok {
			return f
		}
	}
	return -1
}

func (x *Paths) holds(p string) bool { return x.folders[p] || x.at(p) >= 0 }

// Named gives a path whose last piece is a name, with or without its ending, wherever it lies; "" for none.
func (x *Paths) Named(name string) string { return x.names[name] }
