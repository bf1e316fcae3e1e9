package fake

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"

	"underpin/analysis"
	"underpin/lsp"
)

// Disk is a disk in memory: each root is a project.
type Disk struct {
	mu     sync.Mutex
	Roots  []string          // folders, as lsp.Files has them
	files  map[string]string // address -> text
	Config string            // text of underpin.toml, for all roots
	Near   *lsp.Around       // what lies around, likewise; nil: it cannot be told
}

// NewDisk makes a disk of addresses and texts.
func NewDisk(files map[string]string, roots ...string) *Disk {
	return &Disk{Roots: roots, files: maps.Clone(files)}
}

// Write changes a file; nil text removes it.
func (d *Disk) Write(address string, text *string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if text == nil {
		delete(d.files, address)
	} else {
		d.files[address] = *text
	}
}

// Lay changes what lies around.
func (d *Disk) Lay(near lsp.Around) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.Near = &near
}

// Open implements lsp.Files.
func (d *Disk) Open(_ context.Context, folder string) (*lsp.Disk, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	root := folder
	for _, r := range d.Roots {
		if r == folder || strings.HasPrefix(folder, r+"/") {
			root = r
		}
	}
	out := &lsp.Disk{Root: root, Walk: d.walk(root), Read: d.read(root)}
	if d.Near != nil {
		out.Around = func(context.Context, []string) (*lsp.Around, error) {
			d.mu.Lock()
			defer d.mu.Unlock()
			near := *d.Near
			return &near, nil
		}
	}
	if d.Config != "" {
		c, err := analysis.ParseConfig("underpin.toml", []byte(d.Config))
		if err != nil {
			return nil, err
		}
		out.Config = c
	}
	return out, nil
}

func (d *Disk) walk(root string) func(context.Context, string, int) ([]lsp.File, error) {
	return func(_ context.Context, folder string, most int) ([]lsp.File, error) {
		d.mu.Lock()
		defer d.mu.Unlock()
		var out []lsp.File
		for _, address := range slices.Sorted(maps.Keys(d.files)) {
			if strings.HasPrefix(address, folder+"/") && len(out) < most {
				out = append(out, lsp.File{Path: address[len(root)+1:], Text: []byte(d.files[address])})
			}
		}
		return out, nil
	}
}

func (d *Disk) read(root string) func(context.Context, []string) ([]lsp.File, error) {
	return func(_ context.Context, paths []string) ([]lsp.File, error) {
		d.mu.Lock()
		defer d.mu.Unlock()
		var out []lsp.File
		for _, p := range paths {
			if text, ok := d.files[root+"/"+p]; ok {
				out = append(out, lsp.File{Path: p, Text: []byte(text)})
			}
		}
		return out, nil
	}
}
