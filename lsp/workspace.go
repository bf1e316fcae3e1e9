package lsp

import (
	"cmp"
	"slices"
	"sync/atomic"
)

// openProjects is the list of projects for those who do not run on the loop,
// deepest root first.
type openProjects struct{ now atomic.Pointer[[]*project] }

func (o *openProjects) list() []*project {
	if l := o.now.Load(); l != nil {
		return *l
	}
	return nil
}

// set takes the list over from the loop's own.
func (o *openProjects) set(all map[string]*project) {
	var l []*project
	for _, p := range all {
		l = append(l, p)
	}
	slices.SortFunc(l, func(a, b *project) int {
		return cmp.Or(cmp.Compare(len(b.root), len(a.root)), cmp.Compare(a.root, b.root))
	})
	o.now.Store(&l)
}
