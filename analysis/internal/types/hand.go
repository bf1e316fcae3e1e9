package types

import (
	"strings"

	"underpin/analysis/internal/ir"
)

// A parameter without annotation is what it is handed: where all calls in sight
// pass instances of one class, it holds one. Only classes with something of their
// own count, since a call from elsewhere may well pass another text or number.

// various stands for a parameter that gets things of several classes.
var various = Ref{Kind: KindForeign, List: true}

// handAll finds what parameters are handed, and what follows from it.
func (p *Program) handAll() {
	if !p.hand() {
		return
	}
	p.forget()
	p.settle()
	// What was handed a connection may hand on a cursor of it.
	if p.handCalls(p.receivers()) {
		p.forget()
		p.settle()
	}
}

// receivers are the functions that know more of what they work on now: those that were
// handed something, and the methods of their classes.
func (p *Program) receivers() []*Func {
	classes := map[*Class]bool{}
	for _, f := range p.Funcs {
		if f.handed != nil && f.Class != nil {
			classes[f.Class] = true
		}
	}
	var out []*Func
	for _, f := range p.Funcs {
		if f.handed != nil || f.Class != nil && classes[f.Class] {
			out = append(out, f)
		}
	}
	return out
}

// handCalls finds what calls in some functions pass for parameters whose class nothing
// else tells; false when that is nothing.
func (p *Program) handCalls(funcs []*Func) bool {
	calls := make([][]gift, len(funcs))
	p.parallel(len(funcs), func(i int) {
		f := funcs[i]
		for k := range f.IR.Instrs {
			if in := &f.IR.Instrs[k]; in.Op == ir.OpCall {
				calls[i] = p.handCall(calls[i], f, in)
			}
		}
	})
	any := false
	for _, list := range calls {
		for _, g := range list {
			any = g.to.hand(g.at, g.ref) || any
		}
	}
	return any
}

// hand finds what the program passes for parameters whose class nothing else tells; false
// when that is nothing.
func (p *Program) hand() bool {
	any := p.handCalls(p.Funcs)
	p.findDecorated()
	for _, d := range p.Funcs {
		for _, m := range p.decorated[d] {
			any = p.handWrapper(d, m) || any
		}
	}
	any = p.handKept() || any
	return p.findShared() || any
}

// Given takes over what frameworks pass to the functions they call, and finds what
// follows from it: the helper that gets the request knows what it is.
func (p *Program) Given(entries map[*Func]*Entry) {
	any := false
	for _, f := range p.Funcs {
		e := entries[f]
		for i := 0; e != nil && i < len(e.Params); i++ {
			any = e.Params[i].Ref.Known() && p.handOne(f, i, e.Params[i].Ref) || any
		}
	}
	if !any {
		return
	}
	p.forget()
	p.settle()
	p.handAll()
	p.findBirths()
	p.findDecorated()
}

// gift is what a call passes for a parameter.
type gift struct {
	to  *Func
	at  int
	ref Ref
}

// handCall adds what a call passes to out, as far as it tells something.
func (p *Program) handCall(out []gift, f *Func, in *ir.Instr) []gift {
	as := f.IR.ArgsOf(in)
	if len(as) == 0 {
		return out
	}
	callee := p.Reg(f, in.A)
	var fn *Func
	first := 0
	switch callee.Kind {
	case KindFunc:
		fn = callee.Func
	case KindBound:
		fn, first = callee.Func, 1
	case KindClass:
		fn, first = p.Method(callee.Class, "__init__"), 1
	}
	if fn == nil || fn.outer == nil {
		return out
	}
	if fn.Static || callee.Kind == KindFunc && fn.Class != nil {
		first = 0
	}
	for k, a := range as {
		at := -1
		switch a.Kind {
		case ir.ArgPos:
			at = first + k
		case ir.ArgNamed:
			for i := range fn.IR.Params {
				if fn.IR.Params[i].Name == f.IR.Names[a.Name] {
					at = i
				}
			}
		default:
			return out
		}
		if at < 0 || at >= len(fn.IR.Params) || at == 0 && fn.IsMethod() {
			continue
		}
		if r := p.Reg(f, a.Value); p.tells(fn, at, r) {
			out = append(out, gift{fn, at, r})
		}
	}
	return out
}

// kept is how models begin the meaning of a decorator that passes on what the
// program put into an attribute of something of the library: kept.obj
const kept = "kept."

// handKept: such a decorator passes as the first argument what is assigned to an
// attribute of that name on the first parameter of any function.
func (p *Program) handKept() bool {
	any := false
	for _, f := range p.Funcs {
		for _, i := range f.decorates {
			in := &f.IR.Instrs[i]
			r, fn := p.Reg(f, in.B), f.closureAt(in.A)
			if r.Kind != KindSymbol || fn == nil || len(fn.IR.Params) == 0 {
				continue
			}
			if name, ok := strings.CutPrefix(r.Sym.Intrinsic, kept); ok {
				any = p.handPut(fn, name) || any
			}
		}
	}
	return any
}

func (p *Program) handPut(fn *Func, name string) bool {
	any := false
	for _, f := range p.Funcs {
		for i := range f.IR.Instrs {
			in := &f.IR.Instrs[i]
			if in.Op != ir.OpSetMember || f.IR.Names[in.B] != name || len(f.IR.Params) == 0 {
				continue
			}
			if base := &f.IR.Instrs[in.A]; base.Op == ir.OpLoad && base.A == f.IR.Params[0].Slot && !f.IsMethod() {
				any = p.handOne(fn, 0, p.Reg(f, in.C)) || any
			}
		}
	}
	return any
}

// handWrapper: what stands for a decorated method gets its instance.
func (p *Program) handWrapper(decorator, method *Func) bool {
	any := false
	if !method.IsMethod() || method.ClassMethod || len(method.IR.Params) == 0 {
		return false
	}
	for _, c := range decorator.Children {
		if len(c.IR.Params) > 0 && c.IR.Params[0].Name == method.IR.Params[0].Name {
			c.Wrapper = true
			any = p.handOne(c, 0, Ref{Kind: KindObject, Class: method.Class}) || any
		}
	}
	return any
}

func (p *Program) handOne(fn *Func, at int, r Ref) bool {
	if !p.tells(fn, at, r) {
		return false
	}
	return fn.hand(at, r)
}

// tells: the class of what is passed for a parameter says more than is known of it.
func (p *Program) tells(fn *Func, at int, r Ref) bool {
	if k := fn.IR.Params[at].Kind; k == ir.ParamRest || k == ir.ParamNamedRest {
		return false
	}
	return p.own(r) && !p.ParamRef(fn, at).Resolved()
}

// own tells of instances of classes with something of their own.
func (p *Program) own(r Ref) bool {
	return r.Kind == KindObject || r.Kind == KindInstance && !r.Sym.Clean && r.Sym.Parent != p.builtins
}

// hand notes what a parameter is handed; false when that tells nothing new of it.
func (fn *Func) hand(at int, r Ref) bool {
	if fn.handed == nil {
		fn.handed = make([]Ref, len(fn.IR.Params))
	}
	switch old := fn.handed[at]; {
	case !old.Known():
		fn.handed[at] = r
		return true
	case old != r:
		fn.handed[at] = various
	}
	return false
}

// forget drops what may change now that parameters have been handed something.
func (p *Program) forget() {
	drop := func(f *Func, at *known) {
		if a := at.Load(); a != nil && a.soft {
			at.Store(nil)
			f.settled = false
		}
	}
	for _, f := range p.Funcs {
		drop(f, &f.result)
		for i := range f.paramRefs {
			drop(f, &f.paramRefs[i])
		}
		for i := range f.slotRefs {
			drop(f, &f.slotRefs[i])
		}
	}
	for _, c := range p.Classes {
		for _, a := range c.attrs {
			drop(c.Body, &a.ref)
		}
	}
}
