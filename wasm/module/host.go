package module

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"underpin/analysis"
)

// Options say what a Host runs. Start is required.
type Options struct {
	Languages []string
	// Start gives a fresh instance of a language's module. It may be called by several goroutines.
	Start func(ctx context.Context, language string) (Instance, error)
	// Instances bounds how many parse one language at a time; 0: 1. Each keeps some 7 MB.
	Instances int
	// KeepBytes is the memory beyond which an instance is given up after its parse, as memory of a module never
	// shrinks; 0: 32 MB.
	KeepBytes uint32
	// Work bounds the parse of a text of so many bytes, in the module's units, instead of workLimit. For tests.
	Work func(length int) uint32
}

// Host is an analysis.Parser. Its methods may be called by several goroutines.
type Host struct {
	o         Options
	languages map[string]*language
	names     []string
}

// NewHost makes a host. Nothing is started before it is needed.
func NewHost(o Options) *Host {
	if o.Instances <= 0 {
		o.Instances = 1
	}
	if o.KeepBytes == 0 {
		o.KeepBytes = 32 << 20
	}
	if o.Work == nil {
		o.Work = workLimit
	}
	h := &Host{o: o, languages: map[string]*language{}, names: slices.Sorted(slices.Values(o.Languages))}
	for _, name := range h.names {
		h.languages[name] = &language{o: &h.o, name: name, room: make(chan struct{}, o.Instances)}
	}
	return h
}

// workLimit bounds a parse in the module's units of about 0.1 ms. Source takes 6 of them a kB; the limit is ten times
// that, and some two seconds for a short text.
func workLimit(length int) uint32 { return 20_000 + uint32(min(length, 1<<31)/16) }

// Languages lists what the host can parse, sorted.
func (h *Host) Languages() []string { return slices.Clone(h.names) }

func (h *Host) find(name string) (*language, error) {
	if l := h.languages[name]; l != nil {
		return l, nil
	}
	return nil, fmt.Errorf("no grammar for %q", name)
}

// Grammar implements analysis.Parser. It starts the language's module.
func (h *Host) Grammar(name string) (analysis.Grammar, error) {
	l, err := h.find(name)
	if err != nil {
		return analysis.Grammar{}, err
	}
	m, err := l.take(context.Background())
	if err != nil {
		return analysis.Grammar{}, err
	}
	l.put(m)
	return l.grammar, nil
}

// Parse implements analysis.Parser. A parse that traps or takes too much work gives an error and costs nothing else.
func (h *Host) Parse(ctx context.Context, job analysis.ParseJob) (analysis.ParseResult, error) {
	if err := ctx.Err(); err != nil {
		return analysis.ParseResult{}, err
	}
	l, err := h.find(job.Language)
	if err != nil {
		return analysis.ParseResult{}, err
	}
	if job.Keep || job.Old != nil {
		return l.parseKept(ctx, &job)
	}
	m, err := l.take(ctx)
	if err != nil {
		return analysis.ParseResult{}, err
	}
	got, err := m.parse(ctx, &job, 0, h.o.Work(len(job.Text)))
	if broken(err) {
		l.giveUp(m)
	} else {
		l.put(m)
	}
	return analysis.ParseResult{Records: got.records}, err
}

// broken tells whether a machine must not be used again after this error.
func broken(err error) bool {
	var t *trapped
	return errors.As(err, &t)
}

// Close ends what waits for work. Handles that are still open keep their instances until they are closed.
func (h *Host) Close() {
	for _, l := range h.languages {
		l.close()
	}
}

// language is the pool of one module's instances.
type language struct {
	o    *Options
	name string
	room chan struct{} // holds one token for each machine at work

	mu      sync.Mutex
	idle    []*machine
	known   bool // grammar and table are
	grammar analysis.Grammar
	table   []byte
	keeper  *keeper
}

// take gives a machine, waiting while as many as may be are at work. It goes back by put or giveUp.
func (l *language) take(ctx context.Context) (*machine, error) {
	select {
	case l.room <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	l.mu.Lock()
	if n := len(l.idle); n > 0 {
		m := l.idle[n-1]
		l.idle = l.idle[:n-1]
		l.mu.Unlock()
		return m, nil
	}
	l.mu.Unlock()
	m, err := l.start(ctx)
	if err != nil {
		<-l.room
	}
	return m, err
}

// put lets a machine wait for work, unless it has grown too large.
func (l *language) put(m *machine) {
	if m.Size() > l.o.KeepBytes {
		l.giveUp(m)
		return
	}
	l.mu.Lock()
	l.idle = append(l.idle, m)
	l.mu.Unlock()
	<-l.room
}

func (l *language) giveUp(m *machine) {
	m.Close()
	<-l.room
}

// start makes a new machine. The first one tells the grammar.
func (l *language) start(ctx context.Context) (*machine, error) {
	instance, err := l.o.Start(ctx, l.name)
	if err != nil {
		return nil, err
	}
	m, err := newMachine(ctx, instance, l.name)
	if err == nil {
		err = l.acquaint(ctx, m)
	}
	if err != nil {
		instance.Close()
		return nil, err
	}
	return m, nil
}

func (l *language) acquaint(ctx context.Context, m *machine) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.known {
		g, err := m.readGrammar(ctx)
		if err != nil {
			return err
		}
		l.known, l.grammar, l.table = true, g, analysis.FlattenTable(g)
	}
	return m.useTable(ctx, l.table)
}

func (l *language) close() {
	l.mu.Lock()
	idle, k := l.idle, l.keeper
	l.idle, l.keeper = nil, nil
	l.mu.Unlock()
	for _, m := range idle {
		m.Close()
	}
	if k != nil {
		k.mu.Lock()
		k.retire()
		k.mu.Unlock()
	}
}
