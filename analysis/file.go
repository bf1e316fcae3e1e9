package analysis

import (
	"context"
	"sync"

	"underpin/analysis/internal/bug"
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/lang/python"
	"underpin/analysis/internal/source"
	"underpin/analysis/internal/syntax"
	"underpin/analysis/packages"
)

// file is one text and what was read from it. Snapshots share it: it never
// changes but for the memo.
type file struct {
	path string
	text *source.Text
	memo *memo // of a file that is being edited, shared by its versions; nil for others

	manifest bool // it says what is installed, or what imports mean, and is no code
	headed   bool // it is code that begins with what it needs
	scripted bool // of it only imports are read
	notebook *Notebook
	edited   bool // it was made of another version
	edit     Span // what is different then: what the edits wrote, empty where they took away
	script   script

	mu   sync.Mutex
	unit *unit

	installed sync.Once // guards the next two
	install   []packages.Install
	unread    []packages.Note

	optional sync.Map // modules that it was asked about -> whether it shows that they may be missing

	listing struct {
		once  sync.Once
		list  packages.Listing
		lists bool
	}
}

// memo is what reading the next version of a file need not do again.
type memo struct {
	mu     sync.Mutex
	splits python.Splitter
	parts  *syntax.Memo
	funcs  *funcMemo
	text   *source.Text // the last that was read
	lines  uint64       // what lineFinders said of it, or of texts before
}

func newMemo() *memo { return &memo{parts: syntax.NewMemo(), funcs: &funcMemo{}} }

// lineFinders is that of the session. Of the next version only the lines that changed are looked at: what was found before is
// taken to be still there, which costs those who look for it a moment, and nobody a finding.
func (m *memo) lineFinders(s *Session, text *source.Text) uint64 {
	if m == nil {
		return s.lineFinders(text.String())
	}
	if m.text == nil {
		m.lines = s.lineFinders(text.String())
	} else {
		e := m.text.Difference(text)
		from, to := text.LineStart(text.Line(e.Start)), e.Start+len(e.New)
		if last := text.Line(to); last+1 < text.Lines() {
			to = text.LineStart(last + 1)
		} else {
			to = text.Len()
		}
		m.lines |= s.lineFinders(text.String()[from:to])
	}
	m.text = text
	return m.lines
}

// funcMemo keeps the functions of the last version; it is the lowerer's memory.
type funcMemo struct{ old, now map[uint64]*ir.Func }

// Get implements python.Cache.
func (m *funcMemo) Get(key uint64) *ir.Func {
	f := m.now[key]
	if f == nil {
		if f = m.old[key]; f != nil {
			m.now[key] = f
		}
	}
	return f
}

// Put implements python.Cache.
func (m *funcMemo) Put(key uint64, f *ir.Func) { m.now[key] = f }

// begin forgets what the last version did not use.
func (m *funcMemo) begin() { m.old, m.now = m.now, make(map[uint64]*ir.Func, len(m.now)) }

// unit is what the pipeline keeps of a file once its tree is gone.
type unit struct {
	body     *ir.Func // nil when the file could not be read at all
	comments []source.Span
	lines    uint64        // see lineFinders
	strings  []source.Span // where lines is not 0
	imports  []string      // top-level modules
	note     string        // why the analysis of the file is limited, or ""
}

// read parses and lowers the file once. Only cancellation is an error.
func (f *file) read(ctx context.Context, s *Session) (*unit, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.unit != nil {
		return f.unit, nil
	}
	u, err := f.lower(ctx, s)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		u = &unit{note: err.Error()}
	}
	f.unit = u
	return u, nil
}

func (f *file) lower(ctx context.Context, s *Session) (u *unit, err error) {
	defer bug.Recover(&err)
	var parts *syntax.Memo
	var funcs python.Cache
	splits := &python.Splitter{}
	if m := f.memo; m != nil {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.funcs.begin()
		parts, funcs, splits = m.parts, m.funcs, &m.splits
	}
	text := f.text.String()
	tree, err := syntax.ParseParts(ctx, s.reading, f.text.Bytes(), splits.Split(text), parts)
	if err != nil {
		return nil, err
	}
	body := s.python.LowerCached(tree, text, funcs)
	u = &unit{body: body, comments: s.python.Comments(tree), imports: imported(body), lines: f.memo.lineFinders(s, f.text)}
	if u.lines != 0 {
		u.strings = s.python.Strings(tree)
	}
	if parts == nil {
		s.reading.Done(tree)
	}
	return u, nil
}
