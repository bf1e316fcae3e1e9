package lsp

import (
	"context"

	"underpin/analysis"
)

// outcome is what an analysis gave.
type outcome struct {
	*analysis.Report
	state *state
	waits bool     // some names are left out that may not be whole: see wordPause
	only  []string // where not nil: the files it speaks of; of others it says nothing
}

// speaksOf tells whether the outcome is the truth about a file.
func (o *outcome) speaksOf(path string) bool {
	for _, p := range o.only {
		if p == path {
			return true
		}
	}
	return o.only == nil
}

// analyse asks the engine. A failure in it costs the findings of the file that
// it is about: where the whole cannot be had, open files are tried one by one.
// The error is the context's alone.
func (s *server) analyse(ctx context.Context, st *state, scope analysis.Scope) (*outcome, error) {
	report, err := s.engine(ctx, st, scope)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	out := &outcome{Report: report, state: st, only: scope.Paths}
	if err == nil {
		if !scope.Touched {
			st.settled.Store(true)
		}
		out.Report, out.waits = st.whole(report)
		return out, nil
	}
	s.logf("the analysis failed: %v", err)
	paths := append([]string{}, scope.Paths...) // not nil: that would mean all
	if len(paths) == 0 {
		for path := range st.open {
			paths = append(paths, path)
		}
	}
	out.Report, out.only = &analysis.Report{}, paths
	if len(scope.Paths) == 1 {
		return out, nil
	}
	for _, path := range paths {
		part, err := s.engine(ctx, st, analysis.Scope{Paths: []string{path}, Touched: scope.Touched})
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err != nil:
			s.logf("%s has no findings: %v", path, err)
		default:
			out.Findings = append(out.Findings, part.Findings...)
			out.Notes = append(out.Notes, part.Notes...)
		}
	}
	return out, nil
}

// engine runs one analysis; a panic is an error.
func (s *server) engine(ctx context.Context, st *state, scope analysis.Scope) (report *analysis.Report, err error) {
	err = s.guard(func() error {
		report, err = s.o.Analyse(ctx, st.snapshot, scope)
		return err
	})
	if err == nil && report == nil {
		report = &analysis.Report{}
	}
	return report, err
}

// settled gives the settled findings of what a project is now. An analysis that
// edits overtake starts again with the newer text, as that is the text the
// client will put the answer on; one that was overtaken often is finished as it
// stands, so that an answer comes while someone types without pause.
func (s *server) settled(ctx context.Context, p *project, st *state, scope analysis.Scope) (*outcome, error) {
	const patience = 3
	for try := 0; ; try++ {
		run, cancel := context.WithCancel(ctx)
		stop := func() bool { return false }
		if try < patience {
			stop = context.AfterFunc(st.ctx, cancel)
		}
		out, err := s.analyse(run, st, scope)
		stop()
		cancel()
		if err == nil || ctx.Err() != nil || try >= patience {
			return out, err
		}
		st = p.now()
	}
}
