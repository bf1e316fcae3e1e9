package lsp

import "time"

// mostQuiet bounds how long the settled analysis waits for the user to pause.
const mostQuiet = 250 * time.Millisecond

// round answers an edit in two steps: at once what it touched, and after a
// pause twice as long as the work takes everything, so that of a long file it
// does not begin between two keys. A newer state ends it.
func (p *project) round(st *state) {
	s := p.s
	select {
	case <-s.configured:
	case <-st.ctx.Done():
		return
	}
	p.mu.Lock()
	quiet, indexing := min(2*p.cost, mostQuiet), p.indexing > 0
	paths := make([]string, 0, len(p.touched))
	for path := range p.touched {
		paths = append(paths, path)
	}
	p.mu.Unlock()
	if !s.client.pulls && len(paths) > 0 {
		out, err := s.quick(st, paths)
		if err != nil || !p.publish(st, out, paths) {
			return
		}
		s.answered()
	}
	if indexing || s.o.Clock.sleep(st.ctx, quiet) != nil {
		return
	}
	began := s.o.Clock.Now()
	out, err := p.tellAll(st, paths)
	if err != nil {
		return
	}
	s.answered()
	p.mu.Lock()
	p.cost = s.o.Clock.Now().Sub(began)
	p.mu.Unlock()
	s.refreshFeatures()
	p.afterIndex()
	if out.waits && s.o.Clock.sleep(st.ctx, wordPause) == nil {
		st.rest(func(*document) bool { return true })
		if _, err := p.tellAll(st, nil); err != nil {
			return
		}
	}
	const idle = 2 * time.Second
	if s.o.Settled != nil && s.o.Clock.sleep(st.ctx, idle) == nil {
		s.o.Settled()
	}
}

// publish pushes what changed: of the files in only, or of all. False: the state is not the newest any more.
func (p *project) publish(st *state, out *outcome, only []string) bool {
	fresh := map[string]*wire{}
	err := p.s.guard(func() error {
		for _, f := range byFile(out.Report) {
			fresh[f.path] = p.wireOrNothing(st, f)
		}
		return nil
	})
	if err != nil {
		p.s.logf("%v", err)
	}
	openOnly := p.s.settings.Load().Scope == "open"
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.current != st || p.closed {
		return false
	}
	if only != nil {
		for _, path := range only {
			p.pushPath(st, path, fresh[path])
			delete(p.touched, path)
		}
		return true
	}
	for path, w := range fresh {
		if !openOnly || st.open[path] != nil {
			p.pushPath(st, path, w)
		}
	}
	for _, path := range p.s.published.paths(p) {
		if out.speaksOf(path) && (fresh[path] == nil || openOnly && st.open[path] == nil) {
			p.pushPath(st, path, nil)
		}
	}
	clear(p.touched)
	p.wires.keep(fresh)
	return true
}

// wireOrNothing gives a file's diagnostics, none where making them fails: that costs this file's alone.
func (p *project) wireOrNothing(st *state, f fileReport) (w *wire) {
	if err := p.s.guard(func() error { w = p.wire(st, f); return nil }); err != nil {
		p.s.logf("%s: %v", f.path, err)
		return noDiagnostics()
	}
	return w
}

func (p *project) pushPath(st *state, path string, w *wire) {
	if w == nil {
		w = noDiagnostics()
	}
	var version *int
	if d := st.open[path]; d != nil && d.cells != nil {
		p.pushCells(path, d.cells, w)
		return
	} else if d != nil {
		version = &d.version
	}
	p.s.push(p, path, p.addressOf(st, path), version, w)
}
