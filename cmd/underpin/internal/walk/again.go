package walk

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Again reads those of some paths (relative to the root, slashes) that Read would find, as the disk has them now. A
// server asks when it is told of changes: most are of build output and environments.
func Again(ctx context.Context, o Options, paths []string) (*Result, error) {
	w := newWalker(ctx, o)
	ignores := map[string]*ignoreFile{} // by folder, once each
	for _, path := range paths {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		w.again(path, ignores)
	}
	return w.readAll()
}

// again goes down to one file as a walk from the root would.
func (w *walker) again(path string, ignores map[string]*ignoreFile) {
	folder := w.Root
	ignore := w.ignoreIn(folder, ignoresAbove(folder), ignores)
	parts := strings.Split(path, "/")
	for _, name := range parts[:len(parts)-1] {
		folder = filepath.Join(folder, name)
		slashed := filepath.ToSlash(folder)
		if w.skip[name] || ignore.ignored(slashed, true) || w.Prunes(w.rel(folder)) || isBuildOutput(folder, name) || isEnvironment(folder) {
			return
		}
		ignore = w.ignoreIn(folder, ignore, ignores)
	}
	absolute := filepath.Join(w.Root, filepath.FromSlash(path))
	info, err := os.Lstat(absolute)
	if err != nil {
		return // it went again, and the next message tells so
	}
	w.entry(fs.FileInfoToDirEntry(info), absolute, filepath.ToSlash(absolute), ignore)
	// A folder that came is walked; its files are told one by one by most clients, too.
	slices.SortFunc(w.found, func(a, b candidate) int { return strings.Compare(a.path, b.path) })
}

func (w *walker) ignoreIn(folder string, above *ignoreFile, known map[string]*ignoreFile) *ignoreFile {
	if f, ok := known[folder]; ok {
		return f
	}
	f, _ := readIgnore(filepath.Join(folder, ".gitignore"), slashes(folder), above)
	known[folder] = f
	return f
}
