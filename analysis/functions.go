package analysis

import (
	"context"
	"slices"

	"underpin/analysis/internal/ir"
)

// Function is a function of a file.
type Function struct {
	Name Span // where its name is written
	Span Span // its text, decorators left out
}

// Functions lists the named functions of a file in order of their start, outer ones before those inside. A file that
// is not there has none. Only cancellation is an error.
func (s *Snapshot) Functions(ctx context.Context, path string) ([]Function, error) {
	f := s.files[cleanPath(path)]
	if f == nil || f.manifest || f.scripted {
		return nil, nil
	}
	u, err := f.read(ctx, s.s)
	if err != nil || u.body == nil {
		return nil, err
	}
	var out []Function
	var visit func(body *ir.Func, base int)
	visit = func(body *ir.Func, base int) {
		for _, c := range body.Children {
			start := base + int(c.Start)
			if c.Kind == ir.Function {
				name := start + int(c.NamePos)
				out = append(out, Function{Span{Start: name, End: name + len(c.Name)}, Span{Start: start, End: base + int(c.End)}})
			}
			visit(c, start)
		}
	}
	visit(u.body, 0)
	slices.SortStableFunc(out, func(a, b Function) int { return a.Span.Start - b.Span.Start })
	return out, nil
}
