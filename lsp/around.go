package lsp

import (
	"slices"
	"sync"

	"underpin/analysis"
	"underpin/analysis/packages"
)

// surroundings is what was last found about a project.
type surroundings struct {
	mu      sync.Mutex
	seen    outlook
	disk    *Around
	modules func() []string  // of disk, once; nil until the engine asks
	now     *analysis.Around // what the engine was told last
}

// outlook is how a project stands to its files.
type outlook struct {
	folders []string // around which to look
	looks   int      // how often what lies there may have changed
	unseen  bool     // some files may not be known
}

// around tells the engine what names of packages mean here. An import is judged only where every file that it may mean is
// known: see RATIONALE.md.
func (p *project) around() *analysis.Around {
	if p.s.o.Index == nil {
		return nil
	}
	index := p.s.o.Index(p.s.indexCame)
	if index == nil {
		return nil
	}
	at := p.outlook()
	w := &p.surroundings
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(at.folders) > 0 && (w.disk == nil || w.seen.looks != at.looks || !slices.Equal(w.seen.folders, at.folders)) {
		p.look(at)
	}
	w.seen = at
	if w.now == nil || w.now.Unseen != at.unseen || w.now.Index != index {
		w.now = w.told(index, at.unseen)
	}
	return w.now
}

// look lists anew what lies around. What is the same as before leaves everything as it is.
func (p *project) look(at outlook) {
	w := &p.surroundings
	next, err := p.disk.Around(p.s.ctx, at.folders)
	if err != nil {
		p.s.logf("%s: what lies around cannot be told: %v", p.root, err)
		next = &Around{}
	}
	same := w.disk != nil && w.disk.equal(next)
	if asked := w.modules; same && asked != nil {
		modules := sync.OnceValue(next.modules)
		same, w.modules = slices.Equal(asked(), modules()), modules
	}
	w.disk = next
	if !same {
		w.now, w.modules = nil, nil
	}
}

// told makes what the engine is told.
func (w *surroundings) told(index packages.Names, unseen bool) *analysis.Around {
	out := &analysis.Around{Index: index, Unseen: unseen}
	if w.disk == nil {
		return out
	}
	out.Beside, out.Installed = w.disk.Beside, w.disk.Installed
	out.Modules = func() []string {
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.modules == nil {
			w.modules = sync.OnceValue(w.disk.modules)
		}
		return w.modules()
	}
	for _, f := range w.disk.Manifests {
		list, _ := packages.Installs(f.Path, f.Text)
		out.Declared = append(out.Declared, list...)
		if x, ok := packages.SettingsOf(f.Path, f.Text); ok {
			out.Settings = append(out.Settings, x)
		}
	}
	return out
}

// outlook tells around which folders to look: those of the workspace, or those of documents that are open alone.
func (p *project) outlook() outlook {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := outlook{looks: p.looks, unseen: true}
	switch {
	case p.disk == nil || p.disk.Around == nil:
		at.unseen = !(p.s.o.Alone && !p.loose && p.disk == nil)
		return at
	case p.loose:
		for _, d := range p.current.open {
			folder, _ := split(d.key)
			at.folders = append(at.folders, folder)
		}
	default:
		at.unseen = len(p.unread) == 0
		for folder, unread := range p.unread {
			at.unseen = at.unseen || unread
			at.folders = append(at.folders, folder)
		}
	}
	slices.Sort(at.folders)
	at.folders = slices.Compact(at.folders)
	return at
}

// lookAgain looks anew at what lies around, and has the project analysed again if that differs.
func (p *project) lookAgain() {
	w := &p.surroundings
	w.mu.Lock()
	before := w.now
	w.mu.Unlock()
	p.mu.Lock()
	p.looks++
	p.mu.Unlock()
	if before == nil || p.around() == before {
		return // nobody asked so far, or nothing is different
	}
	if err := p.apply(nil, nil); err != nil {
		p.s.logf("%v", err)
	}
}

// modules lists the packages in folders node_modules.
func (a *Around) modules() []string {
	if a.Modules == nil {
		return nil
	}
	return a.Modules()
}

func (a *Around) equal(b *Around) bool {
	same := func(x, y File) bool { return x.Path == y.Path && string(x.Text) == string(y.Text) }
	return slices.Equal(a.Beside, b.Beside) && slices.Equal(a.Installed, b.Installed) && slices.EqualFunc(a.Manifests, b.Manifests, same)
}

// indexCame has everything analysed again: the names of packages are there now. Any goroutine may call it.
func (s *server) indexCame() {
	s.posted.put(func() {
		for _, p := range s.projects {
			if err := p.apply(nil, nil); err != nil {
				s.logf("%v", err)
			}
		}
		s.refresh()
	})
}
