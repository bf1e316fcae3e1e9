// Package renew owns making the user's own index of package names: from a file, or by asking a registry for all of its names.
//
// What the present index knows beyond names (months, ranks, downloads) is kept. The old index stays until the new one is whole,
// and pages of a registry that were read are not read again. The verb index update calls it.
package renew

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"underpin/analysis/packages"
	"underpin/analysis/registry"
	"underpin/cmd/underpin/internal/nameindex"
	"underpin/cmd/underpin/internal/output"
)

// Options say what to renew.
type Options struct {
	Ecosystem packages.Ecosystem
	Folder    string          // where the user's indexes lie
	Present   *packages.Index // what is known so far
	Today     time.Time
	Force     bool // also if the new list is much shorter than the present one
	Progress  func(done, total int)
}

// FromRegistry asks a registry.
func FromRegistry(ctx context.Context, o Options, c *registry.Client, s registry.Source) (file string, err error) {
	if err := os.MkdirAll(o.Folder, 0o700); err != nil {
		return "", err
	}
	switch o.Ecosystem {
	case packages.PyPI:
		var names []string
		total := o.known()
		err := c.PythonNames(ctx, s, func() { names = names[:0] }, func(n string) {
			if names = append(names, n); len(names)%1000 == 0 {
				o.Progress(len(names), max(total, len(names)))
			}
		})
		if err != nil {
			return "", explain(err, s, "PyPI's simple JSON (PEP 691)")
		}
		return o.write(names)
	case packages.NPM:
		return o.npm(ctx, c, s)
	}
	return "", fmt.Errorf("the names of %s cannot be asked for; pypi and npm can", o.Ecosystem)
}

func explain(err error, s registry.Source, protocol string) error {
	if strings.Contains(err.Error(), registry.ErrNotSpoken.Error()) {
		return fmt.Errorf("%s (%s) does not speak %s: %w", s.URL, s.From, protocol, err)
	}
	return fmt.Errorf("%s (%s): %w", s.URL, s.From, err)
}

func (o *Options) npm(ctx context.Context, c *registry.Client, s registry.Source) (string, error) {
	j, err := openJournal(filepath.Join(o.Folder, "npm.names"), s.URL)
	if err == nil {
		err = j.begin()
	}
	if err != nil {
		return "", err
	}
	err = c.NPMNames(ctx, s, j.at, func(p registry.Page) error {
		err := j.add(p)
		o.Progress(len(j.names), max(p.Total, len(j.names)))
		return err
	})
	if err != nil {
		err = explain(err, s, "npm's replication")
		if len(j.names) > 0 {
			err = fmt.Errorf("%w; %d names are kept, and the next run goes on from there", err, len(j.names))
		}
		return "", err
	}
	names := make([]string, 0, len(j.names))
	for n := range j.names {
		names = append(names, n)
	}
	file, err := o.write(names)
	if err == nil {
		err = j.compact()
	}
	return file, err
}

// known is how many names the present index has.
func (o *Options) known() int {
	for _, e := range o.Present.Ecosystems() {
		if e.Ecosystem == o.Ecosystem {
			return e.Names
		}
	}
	return 0
}

// write makes the index of all names of a registry.
func (o *Options) write(names []string) (string, error) {
	l := packages.List{Ecosystem: o.Ecosystem, Complete: true, Entries: make([]packages.Entry, 0, len(names))}
	for _, n := range names {
		e := packages.Entry{Name: n}
		if info, ok := o.Present.Info(o.Ecosystem, n); ok {
			e.LastRelease, e.Rank, e.Downloads = info.LastRelease, info.Rank, info.Downloads
		}
		l.Entries = append(l.Entries, e)
	}
	return o.list(l)
}

// list writes an index of a list, as a whole or not at all.
func (o *Options) list(l packages.List) (string, error) {
	if known := o.known(); len(l.Entries) < known/10*9 && !o.Force {
		return "", fmt.Errorf("the new list of %s has %d names, the present one %d: an index of it would call packages that exist made up; --force takes it all the same",
			l.Ecosystem, len(l.Entries), known)
	}
	data, err := packages.Build(o.Today, l)
	if err != nil {
		return "", err
	}
	return o.put(l.Ecosystem, data)
}

func (o *Options) put(e packages.Ecosystem, data []byte) (string, error) {
	if err := os.MkdirAll(o.Folder, 0o700); err != nil {
		return "", err
	}
	file := nameindex.File(o.Folder, e)
	return file, output.Write(file, func(w io.Writer) error { _, err := w.Write(data); return err })
}

// FromFile takes an index, a list of names as `index build` takes it, or an answer of a registry that was kept: PyPI's simple
// JSON or npm's _all_docs, packed by gzip or not. The ecosystem of an index is its own.
func FromFile(o Options, file string) (files []string, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := bufio.NewReaderSize(f, 1<<16)
	if head, _ := r.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		r = bufio.NewReaderSize(z, 1<<16)
	}
	head, _ := r.Peek(8)
	switch {
	case bytes.HasPrefix(head, []byte("\x7fnames")):
		data, err := io.ReadAll(r)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		return o.index(file, data)
	case o.Ecosystem == "":
		return nil, fmt.Errorf("%s does not say whose names it holds: add --ecosystem pypi or npm", file)
	case bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("{")):
		var names []string
		read := registry.ReadSimpleNames
		if o.Ecosystem == packages.NPM {
			read = registry.ReadAllDocs
		}
		if err := read(r, func(n string) { names = append(names, n) }); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		made, err := o.write(names)
		return []string{made}, err
	}
	l := packages.List{Ecosystem: o.Ecosystem, Complete: o.Ecosystem == packages.PyPI}
	if l.Entries, err = packages.ReadList(r); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	made, err := o.list(l)
	return []string{made}, err
}

// index takes a whole index over.
func (o *Options) index(file string, data []byte) (files []string, err error) {
	x, err := packages.Open(data)
	if err == nil {
		err = x.Verify()
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	list := x.Ecosystems()
	if len(list) == 0 {
		return nil, fmt.Errorf("%s holds no names", file)
	}
	// One file holds all of its ecosystems; which of them count is decided by their days.
	made, err := o.put(list[0].Ecosystem, data)
	return []string{made}, err
}
