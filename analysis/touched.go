package analysis

import (
	"context"
	"maps"
	"slices"

	"underpin/analysis/internal/bug"
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/resolve"
)

// The quick first answer after an edit. Functions whose code did not change are told by their lowered form, which their
// versions share (memo). What else changed, whoever calls it in the files at hand, and what these call, is followed
// anew; the findings of everything else are those of the last report, each moved with the function that it lies in.

// basis is what was said of an open file last.
type basis struct {
	turn     int // of the snapshot that said it
	file     *file
	body     *ir.Func
	findings []Finding
}

// maxNear bounds the lines of the files that are read beside an edited one for its quick answer.
const maxNear = 3000

// settle remembers what a settled report says of the open files.
func (s *Snapshot) settle(r *Report) {
	for _, path := range s.paths {
		if f := s.files[path]; f.memo != nil {
			s.keep(path, within(r, Scope{Paths: []string{path}}).Findings)
		}
	}
}

func (s *Snapshot) keep(path string, findings []Finding) {
	f := s.files[path]
	f.mu.Lock()
	u := f.unit
	f.mu.Unlock()
	s.s.last.Lock()
	defer s.s.last.Unlock()
	if old := s.s.reports[path]; u == nil || u.body == nil || old != nil && old.turn > s.turn {
		return
	}
	if s.s.reports == nil {
		s.s.reports = map[string]*basis{}
	}
	s.s.reports[path] = &basis{s.turn, f, u.body, findings}
}

// touchedAll gives the quick answers about some files.
func (s *Snapshot) touchedAll(ctx context.Context, paths []string) (*Report, error) {
	all := &Report{}
	for _, path := range slices.Sorted(slices.Values(paths)) {
		r, err := s.touched(ctx, cleanPath(path))
		if err != nil {
			return nil, err
		}
		all.Findings = append(all.Findings, r.Findings...)
		all.Notes = append(all.Notes, r.Notes...)
		all.Files, all.Lines = all.Files+r.Files, all.Lines+r.Lines
	}
	return all, nil
}

// forget drops what was said of files that are not open any more.
func (s *Session) forget(files map[string]*file) {
	s.last.Lock()
	defer s.last.Unlock()
	maps.DeleteFunc(s.reports, func(path string, _ *basis) bool { return files[path] == nil || files[path].memo == nil })
}

// touched gives the quick answer about one file.
func (s *Snapshot) touched(ctx context.Context, path string) (r *Report, err error) {
	defer bug.Recover(&err)
	f := s.files[path]
	if f == nil {
		return &Report{}, nil
	}
	if f.manifest {
		return s.manifestReport(f), nil
	}
	if f.scripted {
		return s.scriptReport(ctx, f)
	}
	if _, err := f.read(ctx, s.s); err != nil {
		return nil, err
	}
	s.s.last.Lock()
	before := s.s.reports[path]
	s.s.last.Unlock()
	near := &Snapshot{s: s.s, names: s.names, paths: s.near(path), files: s.files, turn: s.turn}
	at, _ := slices.BinarySearch(near.paths, path)
	var c *carrier
	var x *excerpt
	m, err := near.link(ctx, func(bodies []*ir.Func) {
		if before == nil || bodies[at] == nil {
			return
		}
		c = newCarrier(before, f.text, bodies[at])
		if near.lines() >= longEnough {
			x = newExcerpt(bodies, at, c.changed)
		}
	})
	if err != nil {
		return nil, err
	}
	m.excerpt, m.quick = x, true
	if c != nil {
		c.linked(m.program.Modules[at], m.left)
		m.focus = c.focus()
	}
	if err := m.run(ctx); err != nil {
		return nil, err
	}
	r = within(m.judged(), Scope{Paths: []string{path}})
	applyConfig(r, s.s.o.Config)
	if c != nil {
		r.Findings = c.merge(r.Findings, m.asked)
	}
	r.Findings = s.installsAnew(f, f.withoutTyping(r.Findings))
	r.Notes = append(r.Notes, m.suppressIn(at, m.suppressions(), r.Findings)...)
	m.inOrder(r)
	near.keep(path, r.Findings)
	return r, nil
}

// lines counts the lines of all files.
func (s *Snapshot) lines() int {
	n := 0
	for _, path := range s.paths {
		n += s.files[path].text.Lines()
	}
	return n
}

// near gives the file and those that it imports, directly or through others, as far as they have been read and are
// not too many, sorted.
func (s *Snapshot) near(path string) []string {
	x := s.names.index()
	out := []string{path}
	for i, lines := 0, 0; i < len(out) && lines < maxNear; i++ {
		f := s.files[out[i]]
		body := f.body()
		if body == nil {
			continue
		}
		eachImport(body, func(f *ir.Func, in *ir.Instr) {
			found := []resolve.Result{x.Module(out[i], f.Names[in.A])}
			if in.Op == ir.OpImportFrom && found[0].Pkg {
				found = append(found, x.Sub(found[0].Dir, f.Names[in.B]))
			}
			for _, r := range found {
				if r.File < 0 || lines >= maxNear {
					continue
				}
				p := s.names.paths[r.File]
				if g := s.files[p]; !slices.Contains(out, p) && g.body() != nil {
					out = append(out, p)
					lines += g.text.Lines()
				}
			}
		})
	}
	slices.Sort(out)
	return out
}

// body is the lowered form of a file that has been read; nil where it is not there without waiting.
func (f *file) body() *ir.Func {
	if !f.mu.TryLock() {
		return nil
	}
	defer f.mu.Unlock()
	if f.unit == nil {
		return nil
	}
	return f.unit.body
}
