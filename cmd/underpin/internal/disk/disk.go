// Package disk owns the files of the language server: which project a folder
// belongs to, and the source in it, by the same rules as underpin check.
//
// It turns the server's addresses into paths and back. The verb lsp hands it to
// package lsp, which knows no disk.
package disk

import (
	"context"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"

	"underpin/cmd/underpin/internal/project"
	"underpin/cmd/underpin/internal/scan"
	"underpin/cmd/underpin/internal/walk"
	"underpin/lsp"
)

// Files is the disk of this machine. The zero value is ready.
type Files struct{}

// Open finds a folder's project. Folders that are not on this disk have none.
func (Files) Open(_ context.Context, folder string) (*lsp.Disk, error) {
	path, ok := PathOf(folder)
	if !ok {
		return nil, nil
	}
	p, err := project.Open(project.Options{Folder: path})
	if err != nil {
		return nil, err
	}
	d := &root{p}
	return &lsp.Disk{Root: AddressOf(p.Root), Config: p.Config, Team: p.Team, Walk: d.walk, Read: d.read, Around: d.around}, nil
}

type root struct{ project *project.Project }

func (r *root) options() walk.Options { return r.scan().Walk() }

func (r *root) scan() scan.Options {
	const defaultMaxSize = 2_000_000
	o := scan.Options{Project: r.project, MaxSize: defaultMaxSize, Jobs: runtime.GOMAXPROCS(0)}
	if c := r.project.Config; c != nil && c.MaxFileSize > 0 {
		o.MaxSize = c.MaxFileSize
	}
	return o
}

func (r *root) around(_ context.Context, folders []string) (*lsp.Around, error) {
	o := r.scan()
	p := *r.project
	p.Paths = nil
	for _, folder := range folders {
		if path, ok := PathOf(folder); ok {
			p.Paths = append(p.Paths, path)
		}
	}
	o.Project = &p
	a := o.Around()
	out := &lsp.Around{Beside: a.Beside, Installed: a.Installed, Modules: a.Modules}
	for _, f := range a.Manifests {
		out.Manifests = append(out.Manifests, lsp.File{Path: f.Path, Text: f.Text})
	}
	return out, nil
}

func (r *root) walk(ctx context.Context, folder string, most int) ([]lsp.File, error) {
	path, ok := PathOf(folder)
	if !ok {
		return nil, nil
	}
	o := r.options()
	o.Paths, o.Most = []string{path}, most
	return files(walk.Read(ctx, o))
}

func (r *root) read(ctx context.Context, paths []string) ([]lsp.File, error) {
	return files(walk.Again(ctx, r.options(), paths))
}

func files(read *walk.Result, err error) ([]lsp.File, error) {
	if err != nil {
		return nil, err
	}
	out := make([]lsp.File, len(read.Files))
	for i, f := range read.Files {
		out[i] = lsp.File{Path: f.Path, Text: f.Text}
	}
	return out, nil
}

// PathOf gives the path of an address with its escapes decoded, false if it is not on this disk.
func PathOf(address string) (string, bool) {
	rest, ok := strings.CutPrefix(address, "file://")
	if !ok {
		return "", false
	}
	switch {
	case rest == "":
		rest = "/"
	case len(rest) > 2 && rest[0] == '/' && rest[2] == ':': // /c:/folder
		rest = rest[1:]
	case rest[0] != '/': // a share: //host/folder
		rest = "//" + rest
	}
	return filepath.FromSlash(rest), true
}

// AddressOf gives the address of an absolute path, escapes decoded.
func AddressOf(path string) string {
	path = filepath.ToSlash(path)
	switch {
	case len(path) > 1 && path[1] == ':':
		path = "/" + strings.ToLower(path[:1]) + path[1:]
	case strings.HasPrefix(path, "//"):
		path = path[2:]
	}
	return "file://" + strings.TrimSuffix(path, "/")
}

// URL spells the address of an absolute path as clients do.
func URL(path string) string {
	rest := strings.TrimPrefix(AddressOf(path), "file://")
	return "file://" + (&url.URL{Path: rest}).EscapedPath()
}
