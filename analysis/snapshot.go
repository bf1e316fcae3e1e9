package analysis

import (
	"cmp"
	"context"
	"errors"
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
	names *names
	paths []string // those that are analysed, sorted
	files map[string]*file
	turn  int

	busy   chan struct{} // holds one token while somebody analyses: others wait for that, or give up
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
	if scope.Touched {
		return s.touchedAll(ctx, scope.Paths)
	}
	select {
	case s.busy <- struct{}{}:
		defer func() { <-s.busy }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if s.report == nil {
		r, err := s.analyse(ctx)
		if err != nil {
			return nil, err
		}
		applyConfig(r, s.s.o.Config)
		s.report = r
		s.settle(r)
	}
	return within(s.report, scope), nil
}

// within cuts a report to a scope.
func within(r *Report, scope Scope) *Report {
	if len(scope.Paths) == 0 {
		return r
	}
	out := &Report{Files: r.Files, Scripts: r.Scripts, Manifests: r.Manifests, Lines: r.Lines}
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
	m, err := s.link(ctx, nil)
	if err != nil {
		return nil, err
	}
	if err := m.run(ctx); err != nil {
		return nil, err
	}
	return m.report(), nil
}

// link reads the files and makes a program of them, of an excerpt of them if one is given.
func (s *Snapshot) link(ctx context.Context, excerpt func(bodies []*ir.Func)) (*matcher, error) {
	units, err := s.readAll(ctx)
	if err != nil {
		return nil, err
	}
	bodies := make([]*ir.Func, len(units))
	for i, u := range units {
		bodies[i] = u.body
	}
	if excerpt != nil {
		excerpt(bodies)
	}
	imports := allImports(units)
	view, err := s.s.set.View("python", imports)
	if err != nil {
		return nil, err
	}
	program := types.NewProgram(view, s.importer(view), s.paths, bodies, s.s.o.Jobs, s.s.o.Yield)
	return &matcher{s: s, units: units, program: program, view: view, imports: imports}, nil
}

// readAll parses and lowers all files in parallel.
func (s *Snapshot) readAll(ctx context.Context) ([]*unit, error) {
	units := make([]*unit, len(s.paths))
	var done atomic.Int64
	err := s.each(ctx, len(units), func(i int) {
		u, err := s.files[s.paths[i]].read(ctx, s.s)
		if err != nil {
			return // cancelled: the context tells
		}
		units[i] = u
		if p := s.s.o.Progress; p != nil {
			p(int(done.Add(1)), len(units))
		}
	})
	return units, err
}

// each does work 0 to n-1 on all workers. The error is the context's, or a bug's.
func (s *Snapshot) each(ctx context.Context, n int, work func(i int)) error {
	var next atomic.Int64
	var wg sync.WaitGroup
	errs := make([]error, min(s.s.o.Jobs, n))
	for w := range errs {
		wg.Go(func() {
			defer bug.Recover(&errs[w])
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				work(i)
				if s.s.o.Yield != nil {
					s.s.o.Yield()
				}
			}
		})
	}
	wg.Wait()
	return cmp.Or(ctx.Err(), errors.Join(errs...))
}

// allImports lists the top-level modules that any file imports, sorted.
func allImports(units []*unit) []string {
	var out []string
	for _, u := range units {
		out = append(out, u.imports...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// imported lists the top-level modules that a file imports, each once.
func imported(body *ir.Func) []string {
	var out []string
	eachImport(body, func(f *ir.Func, in *ir.Instr) {
		if name, _, _ := strings.Cut(f.Names[in.A], "."); !slices.Contains(out, name) {
			out = append(out, name)
		}
	})
	return out
}

// eachImport visits the imports of a file, wherever they stand.
func eachImport(body *ir.Func, visit func(*ir.Func, *ir.Instr)) {
	for open := []*ir.Func{body}; len(open) > 0; {
		f := open[len(open)-1]
		open = append(open[:len(open)-1], f.Children...)
		for i := range f.Instrs {
			if in := &f.Instrs[i]; in.Op == ir.OpImport || in.Op == ir.OpImportFrom {
				visit(f, in)
			}
		}
	}
}

// importer resolves imports in the workspace. A folder or a far file that happens
// to bear the name of a library does not hide it: examples/redis, tools/yaml.py.
func (s *Snapshot) importer(view *rule.View) types.Importer {
	x := s.names.index()
	split := func(r resolve.Result) (int32, string, bool) { return s.module(r.File), r.Dir, r.Here }
	return types.Importer{
		Module: func(from, name string) (int32, string, bool) {
			r := x.Module(from, name)
			if r.Weak && view.Lookup(name) != nil {
				return ir.None, "", false
			}
			return split(r)
		},
		Sub: func(dir, name string) (int32, string, bool) { return split(x.Sub(dir, name)) },
	}
}

// module gives the number that a file of the session has among those that are analysed, ir.None for others.
func (s *Snapshot) module(file int32) int32 {
	if file < 0 || len(s.paths) == len(s.names.paths) {
		return file
	}
	if at, ok := slices.BinarySearch(s.paths, s.names.paths[file]); ok {
		return int32(at)
	}
	return ir.None
}

// words finds the sets of the vocabulary that mean something to the engine.
func words(v *rule.Vocabulary) taint.Words {
	return taint.Words{
		Whole: v.Whole, Text: v.Text, Chosen: v.Chosen, Guarded: v.Guarded,
		NeverReturns: v.Facts.Set("never-returns"), Softening: v.Labels.Set("softening"), Masking: v.Labels.Set("masking"), Copying: v.Labels.Set("copying"), Hashing: v.Labels.Set("hashing"),
		Markup: v.Kinds.Set("html"), Address: v.Kinds.Set("link"), Log: v.Kinds.Set("log") | v.Kinds.Set("console"), Random: v.Labels.Set("random"), Digits: v.Labels.Set("digits"), Code: v.Labels.Set("code"),
		Detail: v.Labels.Set("exception"), Owner: v.Labels.Set("owner"), Debugging: v.Labels.Set("debugging"),
		Foretold: v.Labels.Set("foretold"), Made: v.Labels.Set("made"), TokenName: v.Labels.Set("token"), Expected: v.Labels.Set("expected"), Kept: v.Kinds.Set("secret-name"),
		Token: v.Labels.Set("secret"), Shell: v.Kinds.Set("shell"), Quoted: v.Marks.Set("quoted"),
		File: v.Kinds.Set("path"), Climb: v.Kinds.Set("climb"), Root: v.Kinds.Set("root"), Segment: v.Labels.Set("segment"), Behind: v.Labels.Set("behind"), Inner: v.Labels.Set("inner"),
	}
}
