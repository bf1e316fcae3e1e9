package lsp

import (
	"slices"
	"sync"

	"underpin/analysis"
	"underpin/analysis/packages"
)

// surroundings is what was last found about a project.
type surroundings struct {
	mu    sync.Mutex
	looks int // of project.looks
	disk  *Around
	now   *analysis.Around // what the engine was told last
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
	folders, looks := p.seen()
	w := &p.surroundings
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(folders) > 0 && (w.disk == nil || w.looks != looks) {
		w.looks = looks
		next, err := p.disk.Around(p.s.ctx, folders)
		switch {
		case err != nil:
			p.s.logf("%s: what lies around cannot be told: %v", p.root, err)
			folders = nil
		case w.disk == nil || !w.disk.equal(next):
			w.disk = next
			w.now = nil
		}
	}
	unseen := len(folders) == 0 && !(p.s.o.Alone && !p.loose && p.disk == nil)
	if w.now == nil || w.now.Unseen != unseen || w.now.Index != index {
		w.now = &analysis.Around{Index: index, Unseen: unseen}
		if d := w.disk; d != nil && !unseen {
			w.now.Beside, w.now.Installed = d.Beside, d.Installed
			for _, f := range d.Manifests {
				list, _ := packages.Installs(f.Path, f.Text)
				w.now.Declared = append(w.now.Declared, list...)
			}
		}
	}
	return w.now
}

// seen lists the folders whose files are all known, none where any file may be missing.
func (p *project) seen() (folders []string, looks int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.loose || p.disk == nil || p.disk.Around == nil {
		return nil, 0
	}
	for folder, unread := range p.unread {
		if unread {
			return nil, p.looks
		}
		folders = append(folders, folder)
	}
	slices.Sort(folders)
	return folders, p.looks
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
