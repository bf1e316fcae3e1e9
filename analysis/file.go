package analysis

import (
	"context"
	"sync"

	"underpin/analysis/internal/bug"
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/lang/python"
	"underpin/analysis/internal/source"
	"underpin/analysis/internal/syntax"
)

// file is one text and what was read from it. Snapshots share it: it never
// changes but for the memo.
type file struct {
	path string
	text *source.Text

	mu   sync.Mutex
	unit *unit
}

// unit is what the pipeline keeps of a file once its tree is gone.
type unit struct {
	body     *ir.Func // nil when the file could not be read at all
	comments []source.Span
	imports  []string // top-level modules
	note     string   // why the analysis of the file is limited, or ""
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
	text := python.Prelex(f.text.Bytes())
	tree, err := syntax.Parse(ctx, s.o.Parser, s.grammar, text)
	if err != nil {
		return nil, err
	}
	body := s.python.Lower(tree, f.text.String())
	return &unit{body: body, comments: s.python.Comments(tree), imports: imported(body)}, nil
}
