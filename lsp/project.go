package lsp

import (
	"context"
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"underpin/analysis"
)

// project is the files that are analysed together: those below one root.
type project struct {
	s       *server
	root    string // key
	uri     string // the root as the client spells it
	disk    *Disk  // nil: there is none
	session *analysis.Session
	loose   bool // holds open documents only

	mu         sync.Mutex
	current    *state
	superseded context.CancelFunc            // ends what is done about older states
	touched    map[string]bool               // edited and not pushed yet
	cost       time.Duration                 // of the last settled analysis
	indexing   int                           // folders that are still read: until then only what was edited is analysed
	indexed    bool                          // a folder was read, and its first analysis is to come
	reading    map[string]context.CancelFunc // by folder
	closed     bool

	pulledIDs map[string]string // what each file's diagnostics were when a client that pulls was last told

	unread       map[string]bool      // by folder: whether files of it may be missing
	looks        int                  // how often what lies around has changed
	rested       map[string]*document // by path: names in them are whole, as nobody went on writing
	surroundings surroundings

	following sync.Mutex // held while the disk's changes come in
	wires     wires
}

// state is a project at one moment. It is immutable.
type state struct {
	project    *project
	snapshot   *analysis.Snapshot
	generation int
	open       map[string]*document // by path
	ctx        context.Context      // ends when a newer state is there

	waits   atomic.Bool // some names were not spoken of, as they were being written
	settled atomic.Bool // the snapshot knows its settled findings: asking for them takes no time
	firsts  firsts
}

func (s *server) newProject(root, uri string, disk *Disk, loose bool) (*project, error) {
	p := &project{s: s, root: root, uri: uri, disk: disk, loose: loose, touched: map[string]bool{}, unread: map[string]bool{}, rested: map[string]*document{}}
	o := analysis.Options{Parser: s.o.Parser, Yield: s.o.Yield, Jobs: s.o.Jobs, Around: p.around}
	if disk != nil {
		o.Config, o.Team = disk.Config, disk.Team
	}
	session, err := analysis.NewSession(o)
	if err != nil {
		return nil, err
	}
	for _, p := range session.Problems() {
		s.logf("%s: %s", root, p)
	}
	p.session = session
	snapshot, err := session.Apply(s.ctx)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(s.ctx)
	p.superseded = cancel
	p.current = &state{project: p, snapshot: snapshot, ctx: ctx}
	return p, nil
}

// now is the newest state.
func (p *project) now() *state {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.current
}

// apply makes a new state of changes and of what is open then, and has it
// analysed. Nothing is waited for: analyses of older states are told to end.
func (p *project) apply(open func(map[string]*document), touched []string, changes ...analysis.FileChange) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.applyLocked(open, touched, changes)
}

// change makes a new state of changes that depend on the state before, if there are any.
func (p *project) change(of func(*state) []analysis.FileChange) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if changes := of(p.current); len(changes) > 0 {
		return p.applyLocked(nil, nil, changes)
	}
	return nil
}

func (p *project) applyLocked(open func(map[string]*document), touched []string, changes []analysis.FileChange) error {
	if p.closed {
		return nil
	}
	snapshot, err := p.session.Apply(p.s.ctx, changes...)
	if err != nil {
		return err
	}
	p.superseded()
	ctx, cancel := context.WithCancel(p.s.ctx)
	p.superseded = cancel
	next := &state{project: p, snapshot: snapshot, generation: p.current.generation + 1, open: p.current.open, ctx: ctx}
	if open != nil {
		next.open = maps.Clone(p.current.open)
		if next.open == nil {
			next.open = map[string]*document{}
		}
		open(next.open)
	}
	p.current = next
	for _, path := range touched {
		p.touched[path] = true
	}
	go p.round(next)
	return nil
}

// set brings an open document's text in.
func (p *project) set(d *document, c analysis.FileChange) {
	err := p.apply(func(open map[string]*document) { open[d.path] = d }, []string{d.path}, c)
	if err != nil {
		p.s.logf("%s: %v", d.uri, err)
	}
}

// forget takes a document out: what the disk has counts again.
func (p *project) forget(d *document) {
	c := analysis.FileChange{Path: d.path}
	if text, ok := p.read(d.path); ok && !p.loose && p.s.settings.Load().Index && d.left == "" {
		c.Text = text
	} else if c.Removed = true; !p.has(d.path) {
		p.unpublish(d)
		return
	}
	err := p.apply(func(open map[string]*document) { delete(open, d.path) }, nil, c)
	if err != nil {
		p.s.logf("%s: %v", d.uri, err)
	}
}

// unpublish clears what was pushed about a document that is not analysed any more.
func (p *project) unpublish(d *document) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.s.push(p, d.path, d.uri, nil, noDiagnostics())
}

func (p *project) has(path string) bool {
	_, ok := p.now().snapshot.Text(path)
	return ok
}

// read gives the disk's text of a source file.
func (p *project) read(path string) (text []byte, ok bool) {
	if p.disk == nil || p.disk.Read == nil {
		return nil, false
	}
	files, err := p.disk.Read(p.s.ctx, []string{path})
	if err != nil || len(files) != 1 {
		return nil, false
	}
	return files[0].Text, true
}

// close ends the project and everything done about it.
func (p *project) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	p.superseded()
}

// addressOf spells the address of a path for the client.
func (p *project) addressOf(st *state, path string) string {
	if d := st.open[path]; d != nil {
		return d.uri
	}
	return join(p.uri, path)
}
