// Package walk owns finding and reading the files of a project: what a person would call its source, and a note
// for everything that was left out for a reason they may not expect.
//
// It honours .gitignore files, goes into no folder that holds other people's code, follows no link that it could
// meet twice, and goes on after whatever it cannot read. It knows nothing of languages or findings; the verb
// check calls it.
package walk

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// Options say where to look and what is wanted.
type Options struct {
	Root    string   // absolute; results are relative to it
	Paths   []string // absolute files and folders below Root
	MaxSize int64    // bytes; larger files are noted, not read
	Jobs    int      // files read at a time
	Most    int      // files read at most, the first by path; 0: all

	Wanted  func(path string) bool      // by the file's name and folder; absolute
	Script  func(firstLine string) bool // by the first line, for files without extension
	Selects func(path string) bool      // by the project's settings; path relative to Root
	Prunes  func(folder string) bool    // whole folders, by the project's settings
	Machine func(path string) bool      // files that programs write, which may be ten times as large; absolute; or nil
	Quiet   func(path string) bool      // files of which nothing is said where they are too large or no text; or nil
	Skipped func(folder string)         // is told of folders that are never a project's own; absolute; or nil

	readDir func(string) ([]fs.DirEntry, error) // os.ReadDir; tests have others
	open    func(string) (*os.File, error)      // os.Open
}

// File is a file's text under its path relative to the root, with slashes.
type File struct {
	Path string
	Text []byte
}

// Note says why something was not read.
type Note struct {
	Path    string
	Message string
}

// Result is sorted by path, so that nothing depends on the order in which files came in.
type Result struct {
	Files  []File
	Notes  []Note
	Failed []Note // of paths that were named: those who named them must know
}

// Read finds and reads.
func Read(ctx context.Context, o Options) (*Result, error) {
	w := newWalker(ctx, o)
	var folders []string // after the files, so that a file that is named counts as named wherever it lies
	for _, path := range o.Paths {
		if w.named(path) {
			folders = append(folders, path)
		}
	}
	for _, path := range folders {
		w.folder(path, ignoresAbove(path), true)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if o.Most > 0 && len(w.found) > o.Most {
		slices.SortFunc(w.found, func(a, b candidate) int { return strings.Compare(a.path, b.path) })
		w.found = w.found[:o.Most]
	}
	return w.readAll()
}

func newWalker(ctx context.Context, o Options) *walker {
	if o.readDir == nil {
		o.readDir = os.ReadDir
	}
	if o.open == nil {
		o.open = os.Open
	}
	w := &walker{Options: o, ctx: ctx, realRoot: o.Root, skip: skippedFolders(), seen: map[string]bool{}}
	if real, err := filepath.EvalSymlinks(o.Root); err == nil {
		w.realRoot = real
	}
	return w
}

// candidate is a file to be read.
type candidate struct {
	absolute, path string
	script         bool // only its first line can tell whether it is wanted
	named          bool
}

type walker struct {
	Options
	ctx      context.Context
	realRoot string // the root without links, to compare the targets of links with
	skip     map[string]bool
	seen     map[string]bool // absolute folders and files, since named paths may overlap
	found    []candidate
	notes    []Note
	failed   []Note
}

// named takes a path that the caller was given, and tells whether it is a folder. Neither .gitignore nor the usual skips speak against it; what the
// project's own settings exclude stays excluded, so that a hook may pass every changed file.
func (w *walker) named(path string) (folder bool) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		w.failed = append(w.failed, Note{w.rel(path), reason(err)})
	case info.IsDir():
		return true
	case !w.Selects(w.rel(path)):
		w.note(path, "excluded by the settings")
	case !w.Wanted(path) && filepath.Ext(path) != "":
		w.note(path, "not checked: no language that is known here has files of this name")
	default:
		w.add(candidate{absolute: path, script: !w.Wanted(path), named: true})
	}
	return false
}

func (w *walker) folder(path string, ignore *ignoreFile, named bool) {
	if w.ctx.Err() != nil || w.seen[path] {
		return
	}
	w.seen[path] = true
	entries, err := w.readDir(path)
	if err != nil && named {
		w.failed = append(w.failed, Note{w.rel(path), reason(err)})
	} else if err != nil {
		w.note(path, reason(err)+": nothing in this folder was checked")
	}
	if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == ".gitignore" }) {
		file := filepath.Join(path, ".gitignore")
		var err error
		if ignore, err = readIgnore(file, slashes(path), ignore); err != nil {
			w.note(file, reason(err)+": what it excludes was checked")
		}
	}
	base := slashes(path)
	for _, e := range entries { // sorted by name
		w.entry(e, filepath.Join(path, e.Name()), base+"/"+e.Name(), ignore)
	}
}

func (w *walker) entry(e fs.DirEntry, path, slashed string, ignore *ignoreFile) {
	name := e.Name()
	switch {
	case e.IsDir():
		if w.Skipped != nil && w.skip[name] {
			w.Skipped(path)
		}
		if w.skip[name] || ignore.ignored(slashed, true) || w.Prunes(w.rel(path)) ||
			isBuildOutput(path, name) || isEnvironment(path) {
			return
		}
		w.folder(path, ignore, false)
	case e.Type()&fs.ModeSymlink != 0:
		if !ignore.ignored(slashed, false) {
			w.link(path)
		}
	case e.Type().IsRegular():
		if w.mayWant(path) && !isMinified(name) && !ignore.ignored(slashed, false) && w.Selects(w.rel(path)) {
			w.add(candidate{absolute: path, script: !w.Wanted(path)})
		}
	}
}

// mayWant tells names that are wanted and names without an extension, which may be scripts.
func (w *walker) mayWant(path string) bool {
	return w.Wanted(path) || !strings.Contains(filepath.Base(path), ".")
}

// link decides about a symbolic link met on the way. What it points to inside the root is reached without it,
// and a folder outside may be anything, the whole disk too: it is checked if somebody names it.
func (w *walker) link(path string) {
	target, err := filepath.EvalSymlinks(path)
	var info fs.FileInfo
	if err == nil {
		info, err = os.Stat(target)
	}
	if err != nil {
		if w.Wanted(path) || !errors.Is(err, fs.ErrNotExist) {
			w.note(path, "not checked: this link leads "+destination(err))
		}
		return
	}
	inside := target == w.realRoot || strings.HasPrefix(target, w.realRoot+string(filepath.Separator))
	switch {
	case info.IsDir():
		if !inside && !w.Prunes(w.rel(path)) {
			w.note(path, "not followed: this link leads to a folder outside; name the folder to have it checked")
		}
	case info.Mode().IsRegular() && w.Wanted(path):
		if (!inside || !w.Wanted(target)) && w.Selects(w.rel(path)) {
			w.add(candidate{absolute: path})
		}
	}
}

func destination(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "nowhere"
	case errors.Is(err, syscall.ELOOP) || strings.Contains(err.Error(), "too many links"):
		return "in a circle"
	}
	return "where nothing can be read: " + reason(err)
}

func (w *walker) add(c candidate) {
	if !w.seen[c.absolute] {
		w.seen[c.absolute] = true
		c.path = w.rel(c.absolute)
		w.found = append(w.found, c)
	}
}

func (w *walker) note(path, message string) {
	w.notes = append(w.notes, Note{w.rel(path), message})
}

func (w *walker) rel(path string) string {
	rel, err := filepath.Rel(w.Root, path)
	if err != nil {
		rel = path
	}
	return filepath.ToSlash(rel)
}

// reason says in a few words why a path cannot be read; the path itself is said elsewhere.
func reason(err error) string {
	var at *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "no such file or folder"
	case errors.Is(err, fs.ErrPermission):
		return "no permission to read it"
	case errors.As(err, &at):
		return fmt.Sprintf("cannot be read: %v", at.Err)
	}
	return fmt.Sprintf("cannot be read: %v", err)
}
