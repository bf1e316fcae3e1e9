package analysis

import (
	"context"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"underpin/analysis/internal/bug"
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/resolve"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/taint"
	"underpin/analysis/internal/types"
)

// Snapshot is the state of a session's files at one moment. It is immutable and
// safe for concurrent use; what it has computed once it keeps.
type Snapshot struct {
	s     *Session
	paths []string // sorted
	files map[string]*file

	mu     sync.Mutex
	report *Report
}

// Text gives a file's text and its positions.
func (s *Snapshot) Text(path string) (*Text, bool) {
	f := s.files[path]
	if f == nil {
		return nil, false
	}
	return f.text, true
}

// Findings analyses what the scope needs. A cancelled context gives its error and no report.
func (s *Snapshot) Findings(ctx context.Context, scope Scope) (*Report, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.report == nil {
		r, err := s.analyse(ctx)
		if err != nil {
			return nil, err
		}
		applyConfig(r, s.s.o.Config)
		s.report = r
	}
	return within(s.report, scope), nil
}

// within cuts a report to a scope.
func within(r *Report, scope Scope) *Report {
	if len(scope.Paths) == 0 {
		return r
	}
	out := &Report{Files: r.Files, Lines: r.Lines}
	for _, f := range r.Findings {
		if slices.Contains(scope.Paths, f.Path) {
			out.Findings = append(out.Findings, f)
		}
	}
	for _, n := range r.Notes {
		if slices.Contains(scope.Paths, n.Path) {
			out.Notes = append(out.Notes, n)
		}
	}
	return out
}

// analyse runs the pipeline over all files of the snapshot.
func (s *Snapshot) analyse(ctx context.Context) (r *Report, err error) {
	defer bug.Recover(&err)
	units, err := s.readAll(ctx)
	if err != nil {
		return nil, err
	}
	bodies := make([]*ir.Func, len(units))
	for i, u := range units {
		bodies[i] = u.body
	}
	imports := imported(bodies)
	view, err := s.s.set.View("python", imports)
	if err != nil {
		return nil, err
	}
	program := types.NewProgram(view, importer(s.paths), s.paths, bodies)
	m := &matcher{s: s, units: units, program: program, view: view, imports: imports}
	if err := m.run(ctx); err != nil {
		return nil, err
	}
	return m.report(), nil
}

// readAll parses and lowers all files in parallel.
func (s *Snapshot) readAll(ctx context.Context) ([]*unit, error) {
	units := make([]*unit, len(s.paths))
	var next, done atomic.Int64
	var wg sync.WaitGroup
	for range s.s.o.Jobs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				i := int(next.Add(1)) - 1
				if i >= len(units) {
					return
				}
				u, err := s.files[s.paths[i]].read(ctx, s.s)
				if err != nil {
					return
				}
				units[i] = u
				if p := s.s.o.Progress; p != nil {
					p(int(done.Add(1)), len(units))
				}
				if s.s.o.Yield != nil {
					s.s.o.Yield()
				}
			}
		}()
	}
	wg.Wait()
	return units, ctx.Err()
}

// imported lists the top-level modules that any file imports, sorted.
func imported(bodies []*ir.Func) []string {
	set := map[string]bool{}
	var walk func(f *ir.Func)
	walk = func(f *ir.Func) {
		for i := range f.Instrs {
			if in := &f.Instrs[i]; in.Op == ir.OpImport || in.Op == ir.OpImportFrom {
				name, _, _ := strings.Cut(f.Names[in.A], ".")
				set[name] = true
			}
		}
		for _, c := range f.Children {
			walk(c)
		}
	}
	for _, b := range bodies {
		if b != nil {
			walk(b)
		}
	}
	out := make([]string, 0, len(set))
	for name := range set {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

func importer(paths []string) types.Importer {
	x := resolve.NewIndex(paths)
	split := func(r resolve.Result) (int32, string, bool) { return r.File, r.Dir, r.Here }
	return types.Importer{
		Module: func(from, name string) (int32, string, bool) { return split(x.Module(from, name)) },
		Sub:    func(dir, name string) (int32, string, bool) { return split(x.Sub(dir, name)) },
	}
}

// words finds the sets of the vocabulary that mean something to the engine.
func words(v *rule.Vocabulary) taint.Words {
	return taint.Words{
		Whole: v.Whole, Chosen: v.Chosen, Guarded: v.Guarded,
		NeverReturns: v.Facts.Set("never-returns"), Softening: v.Labels.Set("softening"),
		Markup: v.Kinds.Set("html"), Address: v.Kinds.Set("link"), Log: v.Kinds.Set("log"), Random: v.Labels.Set("random"),
	}
}
