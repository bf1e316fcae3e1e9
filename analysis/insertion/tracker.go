package insertion

import (
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"underpin/analysis/internal/source"
)

// How much a tracker holds; what is oldest goes first.
const (
	keptInsertions = 256  // of a document
	keptSpans      = 1024 // of an insertion
	keptClosed     = 64   // documents that were closed and may come back
)

// Tracker follows the insertions of a workspace's open documents. One writer; Marks may be asked for from anywhere.
type Tracker struct {
	mu     sync.Mutex
	docs   map[string]*document
	closed []string // the oldest first
	lastID int
	memory *memory
	bulk   []bulk // blocks that came of late: see reloads
	marks  *Marks // the present state, made when asked for
}

// New makes a tracker without documents.
func New() *Tracker {
	return &Tracker{docs: map[string]*document{}, memory: newMemory()}
}

// document is an open document, or one that was closed and may come back.
type document struct {
	path    string
	version int
	open    bool
	text    *source.Text
	base    *source.Text // what view Changes compares with
	entries []*entry     // the insertions that have text, the oldest first
	run     *run         // what may go on: a stream, or the insertion made last
	last    time.Time    // of the last change
	hand    caret        // behind what was typed last
	cut     caret        // where a single word was taken away
	marks   *fileMarks   // made when asked for
}

// caret is a place at a time; the zero value is none.
type caret struct {
	at   int
	when time.Time
}

// near tells whether an edit at offset follows on the caret within a time.
func (c caret) near(offset int, at time.Time, within time.Duration) bool {
	return !c.when.IsZero() && c.at == offset && at.Sub(c.when) <= within
}

// entry is an insertion while it is followed.
type entry struct {
	Insertion
	chunks  int
	trigger bool // it came for a word, as a snippet does
}

// Open begins to follow a document. What is known of it from before it was closed holds on, moved to where its
// text now is.
func (t *Tracker) Open(path string, version int, content string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	text := source.NewString(content)
	d := t.docs[path]
	if d == nil {
		d = &document{path: path}
		t.docs[path] = d
	} else if d.text.String() != content {
		d.follow(d.text.String(), compare(d.text.String(), content))
		d.prune()
	}
	t.closed = slices.DeleteFunc(t.closed, func(p string) bool { return p == path })
	d.open, d.version, d.text, d.base = true, version, text, text
	d.run, d.hand, d.cut = nil, caret{}, caret{}
	t.altered(d)
}

// Close ends the following of a document; closing one that is not open does nothing.
func (t *Tracker) Close(path string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	d := t.docs[path]
	if d == nil || !d.open {
		return
	}
	d.open, d.run, d.base = false, nil, d.text
	t.closed = append(t.closed, path)
	if len(t.closed) > keptClosed {
		forget(t.docs[t.closed[0]].entries)
		delete(t.docs, t.closed[0])
		t.closed = t.closed[1:]
	}
	t.altered(d)
}

// Baseline makes the present text the one that changes are counted from: at a save, if the user wants it so.
func (t *Tracker) Baseline(path string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if d := t.docs[path]; d != nil {
		d.base = d.text
		t.altered(d)
	}
}

// Change takes in what happened to an open document and tells what it took it for. On an error (an edit beyond the
// end, a document that is not open) nothing changes.
func (t *Tracker) Change(c Change) (Origin, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	d := t.docs[c.Path]
	if d == nil || !d.open {
		return Unclear, fmt.Errorf("%s: changed, but not open", c.Path)
	}
	parts, err := d.parts(c)
	if err != nil {
		return Unclear, fmt.Errorf("%s: %w", c.Path, err)
	}
	origin := Unclear
	for i := range parts {
		if o := t.change(d, &parts[i]); i == 0 || o == Assistant || o == Pasted {
			origin = o
		}
	}
	d.last = c.At
	return origin, nil
}

// parts gives the changes that a notification consists of, each with its text and the time it will have been made.
func (d *document) parts(c Change) ([]Change, error) {
	text, err := d.text.ApplySequence(c.Edits...)
	switch {
	case err != nil && c.After == nil:
		return nil, err
	case err != nil || c.After != nil && c.After.String() != text.String():
		c.Edits = nil // they are not believed; the two texts are
	case c.After == nil:
		c.After = text
	}
	cut := pieces(c.Edits)
	if len(cut) == 0 || len(cut) == 1 && !cut[0].typed || c.Signal != Silent {
		return []Change{c}, nil
	}
	gap := min(gathered, c.At.Sub(d.last)/time.Duration(len(cut)))
	out := make([]Change, len(cut))
	text = d.text
	for i, p := range cut {
		out[i] = c
		out[i].Edits, out[i].At = p.edits, c.At.Add(-gap*time.Duration(len(cut)-1-i))
		if p.typed {
			out[i].Signal = Hand
		}
		if i == len(cut)-1 {
			break // its text is the notification's
		}
		if text, err = text.ApplySequence(p.edits...); err != nil {
			return nil, err
		}
		out[i].After = text
	}
	return out, nil
}

// change takes in one part of a notification.
func (t *Tracker) change(d *document, c *Change) Origin {
	before := d.text.String()
	hs := hunks(before, c)
	d.version = c.Version
	if len(hs) == 0 {
		d.text = c.After
		t.altered(d)
		return Unclear
	}
	s := &step{t: t, d: d, before: before, after: c.After.String(), hunks: hs, at: c.At, signal: c.Signal, trigger: replacesWord(before, c.Edits)}
	if !s.flows() {
		d.trim()
	}
	for _, h := range hs {
		t.memory.removed(before[h.Start:h.End], h.Span, d.entries, c.At)
	}
	s.retract()
	d.follow(before, hs)
	d.text = c.After
	origin := s.take()
	d.prune()
	t.altered(d)
	return origin
}

// hunks gives what a change replaced. Without edits the texts are compared.
func hunks(before string, c *Change) []hunk {
	if c.Edits != nil {
		if hs, err := compose(before, c.Edits); err == nil {
			return refine(before, hs)
		}
	}
	return compare(before, c.After.String())
}

// replacesWord tells whether the client replaced a single word by more: how snippets and completion lists do it.
func replacesWord(before string, edits []source.Edit) bool {
	return len(edits) > 0 && edits[0].Start < edits[0].End && edits[0].End <= len(before) && edits[0].Start >= 0 &&
		oneWord(before[edits[0].Start:edits[0].End])
}

// follow moves everything known about the document through hunks.
func (d *document) follow(before string, hs []hunk) {
	for _, e := range d.entries {
		e.Spans = followed(e.Spans, before, hs)
	}
	if d.run != nil && !d.run.published {
		d.run.Spans = followed(d.run.Spans, before, hs)
	}
}

// followed is follow for hunks of which some only arrange text anew.
func followed(spans []source.Span, before string, hs []hunk) []source.Span {
	if len(spans) == 0 {
		return spans
	}
	out := slices.Clone(spans)
	for i := len(hs) - 1; i >= 0; i-- {
		h := &hs[i]
		if old := before[h.Start:h.End]; significant(old) > 0 && sameButLayout(old, h.new) {
			out = rearranged(out, old, h)
			continue
		}
		out = through(out, h)
	}
	return out
}

// claim gives a span of the present text to an insertion, and takes it from the others.
func (d *document) claim(e *entry, s source.Span) {
	for _, o := range d.entries {
		if o != e {
			o.Spans = cut(o.Spans, s)
		}
	}
	e.Spans = join(e.Spans, s)
	if !slices.Contains(d.entries, e) {
		e.Path = d.path
		d.entries = append(d.entries, e)
	}
}

// trim takes the blanks at the edges out of insertions that came in whole: what is typed on the empty line behind a block is
// no part of it.
func (d *document) trim() {
	text := d.text.String()
	for _, e := range d.entries {
		out := e.Spans[:0:0]
		for _, s := range e.Spans {
			for s.Start < s.End && blank(text[s.Start]) {
				s.Start++
			}
			for s.Start < s.End && blank(text[s.End-1]) {
				s.End--
			}
			if !s.Empty() {
				out = append(out, s)
			}
		}
		e.Spans = out
	}
}

func blank(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }

// drop ends an insertion whose text turned out to be something else.
func (d *document) drop(e *entry) {
	e.Spans = nil
	d.prune()
}

// prune forgets insertions without text, and the oldest of too many.
func (d *document) prune() {
	d.entries = slices.DeleteFunc(d.entries, func(e *entry) bool { return len(e.Spans) == 0 })
	if n := len(d.entries) - keptInsertions; n > 0 {
		forget(d.entries[:n])
		d.entries = slices.Delete(d.entries, 0, n)
	}
	for _, e := range d.entries {
		if len(e.Spans) > keptSpans {
			e.Spans = e.Spans[:keptSpans:keptSpans]
		}
	}
}

// forget ends insertions that are followed no longer, for those who remember them.
func forget(entries []*entry) {
	for _, e := range entries {
		e.Spans = nil
	}
}

// altered drops what was made of the state before.
func (t *Tracker) altered(d *document) {
	d.marks = nil
	t.marks = nil
}

// Marks gives the present state of all documents.
func (t *Tracker) Marks() *Marks {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.marks == nil {
		t.marks = &Marks{files: make(map[string]*fileMarks, len(t.docs))}
		for path, d := range maps.All(t.docs) {
			if d.marks == nil {
				d.marks = d.state()
			}
			t.marks.files[path] = d.marks
		}
	}
	return t.marks
}

func (d *document) state() *fileMarks {
	m := &fileMarks{version: d.version, text: d.text, base: d.base, insertions: make([]Insertion, len(d.entries))}
	for i, e := range d.entries {
		m.insertions[i] = e.Insertion
		m.insertions[i].Spans = slices.Clone(e.Spans)
	}
	return m
}
