package lsp

import (
	"context"
	"sync"

	"github.com/sourcegraph/jsonrpc2"

	"underpin/analysis"
	"underpin/lsp/internal/protocol"
)

// firsts are the quick first answers about the files of a state. Each is worked
// out once, for the push and for every feature that asks before the settled one
// is there.
type firsts struct {
	mu     sync.Mutex
	byPath map[string]*first
}

type first struct {
	done chan struct{}
	out  *outcome
	err  error
}

// first gives the quick answer about a file. It ends with the state: an error
// while ctx is alive says that a newer one is there.
func (s *server) first(ctx context.Context, st *state, path string) (*outcome, error) {
	st.firsts.mu.Lock()
	f := st.firsts.byPath[path]
	if f == nil {
		f = &first{done: make(chan struct{})}
		if st.firsts.byPath == nil {
			st.firsts.byPath = map[string]*first{}
		}
		st.firsts.byPath[path] = f
		go func() {
			defer close(f.done)
			f.out, f.err = s.analyse(st.ctx, st, analysis.Scope{Paths: []string{path}, Touched: true})
		}()
	}
	st.firsts.mu.Unlock()
	select {
	case <-f.done:
		return f.out, f.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// quick gives the quick answer about what was touched, almost always one file.
func (s *server) quick(st *state, paths []string) (*outcome, error) {
	if len(paths) == 1 {
		return s.first(st.ctx, st, paths[0])
	}
	return s.analyse(st.ctx, st, analysis.Scope{Paths: paths, Touched: true})
}

// known gives the findings of the request's document: the settled ones where
// they are at hand, else the quick ones. Where other files change meanwhile it
// goes on with these; where the document itself does, the answer would come too late.
func (r *request) known(ctx context.Context) (*outcome, error) {
	for {
		st, path := r.at.state, r.at.path
		if st.settled.Load() {
			return r.analyse(ctx, st, analysis.Scope{Paths: []string{path}})
		}
		out, err := r.first(ctx, st, path)
		if err == nil || ctx.Err() != nil {
			return out, err
		}
		now := r.at.project.now()
		d := now.open[path]
		if now == st || d == nil || d.cells != r.at.cells || d.cells == nil && d.version != r.at.version {
			return nil, &jsonrpc2.Error{Code: protocol.CodeContentModified, Message: "the document has changed meanwhile"}
		}
		r.at.state = now
	}
}
