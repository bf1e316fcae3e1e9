package analysis

import (
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
	"underpin/analysis/packages"
)

// read once a file: what it says that code needs; false for lockfiles.
func (f *file) listed() (*packages.Listing, bool) {
	f.listing.once.Do(func() {
		l := &f.listing
		install, unread := f.installs()
		l.list, l.lists = packages.ListingOf(f.path, f.text.Bytes(), install, unread)
	})
	return &f.listing.list, f.listing.lists
}

// firstImport tells whether a module is imported nowhere in its file before an offset: where its first import may be meant to fail,
// or is told of, the others are not spoken of.
func firstImport(body *types.Func, at int, name, text string) bool {
	first := true
	eachPlaced(body.IR, int(body.Base), func(fn *ir.Func, base int, in *ir.Instr) {
		if module, _, _ := strings.Cut(fn.Names[in.A], "."); first && module == name {
			first = moduleSpan(text, in, base, name).Start >= at
		}
	})
	return first
}

// optional tells whether any file shows that a module may be missing. Files remember the answer: between two keys one of them changes.
func (s *Snapshot) optional(module string) bool {
	return slices.ContainsFunc(s.names.paths, func(p string) bool {
		f := s.files[p]
		known, ok := f.optional.Load(module)
		if !ok {
			known = packages.Optional(f.text, module, inTests(p))
			f.optional.Store(module, known)
		}
		return known.(bool)
	})
}
