package route

import (
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// answer says what becomes of what a handler returns.
func (e *entries) answer(r *registration, out *types.Entry) {
	h := r.route.Handling
	call := r.at
	text := h.Text
	for _, from := range e.c.makers(e.c.operand(call, h.Writes)) {
		if ref := e.c.ref(from); ref.Kind == types.KindSymbol {
			for _, s := range ref.Sym.Sinks {
				if s.Arg.Pos == 0 {
					text |= 1 << s.Kind
				}
			}
		}
	}
	out.Text |= text
	if !e.shaped(r, call) {
		out.Value |= h.Value
		for i := range h.Shaped {
			if at := e.c.operand(call, &h.Shaped[i]); at.ok() {
				if cls, _ := e.class(at); cls.Kind == types.KindObject {
					out.Shows |= e.secrets(cls.Class, h, 0)
				}
			}
		}
	}
}

// shaped: an argument or the annotation of the result selects the fields of the
// answer, and no field that it selects is a secret.
func (e *entries) shaped(r *registration, call place) bool {
	h := r.route.Handling
	selected, ask := false, true
	for i := range h.Shaped {
		at := e.c.operand(call, &h.Shaped[i])
		if !at.ok() {
			continue
		}
		if k, ok := e.c.constant(at); ok && k.Kind == ir.ConstNone {
			ask = false
			continue
		}
		cls, named := e.class(at)
		if !named {
			// Not a class: a list of the fields that go out or stay.
			return true
		}
		ask = false
		selected = selected || e.tells(cls, h)
	}
	if selected || !ask || !h.Returns {
		return selected
	}
	return e.annotated(r.fn, h)
}

// class gives the class that an expression names: Out, list[Out], Out | None.
func (e *entries) class(at place) (types.Ref, bool) { return e.classIn(at, 0) }

// maxNested bounds how deep one class stands in another's brackets: Out = Out | None has no end.
const maxNested = 16

func (e *entries) classIn(at place, depth int) (types.Ref, bool) {
	if depth > maxNested {
		return types.Ref{}, true
	}
	makers := e.c.makers(at)
	if len(makers) == 0 {
		return types.Ref{}, true
	}
	from := makers[0]
	in := from.in()
	switch in.Op {
	case ir.OpIndex:
		return e.classIn(from.arg(in.B), depth+1)
	case ir.OpBinary:
		return e.classIn(from.arg(in.A), depth+1)
	case ir.OpTuple:
		if args := from.fn.IR.ArgsOf(in); len(args) > 0 {
			return e.classIn(from.arg(args[len(args)-1].Value), depth+1)
		}
	case ir.OpSet, ir.OpList, ir.OpDict:
		return types.Ref{}, false
	}
	return e.c.ref(from).Instantiate(), true
}

// tells: a selecting class can be trusted to leave secrets out.
func (e *entries) tells(r types.Ref, h *rule.Handling) bool {
	switch r.Kind {
	case types.KindForeign:
		return true // not in sight, but made to select
	case types.KindObject:
		return e.body(r, h) && e.secrets(r.Class, h, 0) == 0
	}
	return false
}

// secrets gives what the names of the secret fields of a class, its bases and the
// classes of its fields tell; 0 when it has none.
func (e *entries) secrets(class *types.Class, h *rule.Handling, depth int) (out rule.Bits) {
	if depth > 4 {
		return 0
	}
	for _, f := range class.Fields() {
		r := e.c.p.Attr(class, f)
		if !e.clean(r) {
			out |= e.c.p.View.Naming(f) & h.Hides
		}
		if r.Kind == types.KindObject && r.Class != class {
			out |= e.secrets(r.Class, h, depth+1)
		}
	}
	for _, b := range e.c.p.Bases(class) {
		if b.Kind == types.KindClass && b.Class != class {
			out |= e.secrets(b.Class, h, depth+1)
		}
	}
	return out
}

// annotated: the annotation of the result is a class of data.
func (e *entries) annotated(fn *types.Func, h *rule.Handling) bool {
	mk := fn.Maker()
	if mk == nil {
		return false
	}
	for _, a := range fn.Parent.IR.ArgsOf(mk) {
		if a.Kind == ir.ArgReturns {
			cls, ok := e.class(place{fn.Parent, a.Value})
			return ok && e.tells(cls, h)
		}
	}
	return false
}
