package pattern

import (
	"slices"
	"sync"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/lazy"
	"underpin/analysis/internal/types"
)

// Reach tells what runs while a request is answered: the handlers, and what they call. It is worked out when it is
// first asked for.
type Reach struct {
	program *types.Program
	handler func(*types.Func) bool
	once    sync.Once
	calls   map[*types.Func][]callSite // of a function that is reached: where it is called from there; of a handler: nil
	made    map[*types.Class]bool      // instances are made there
	taken   map[string]bool            // see takes
	put     map[string][]placed        // see puts
}

// placed is a value that is put under a key or an attribute of something.
type placed struct {
	fn            *types.Func
	holder, value int32
}

// callSite is a call in a function.
type callSite struct {
	fn    *types.Func
	instr int32
}

// NewReach prepares the question.
func NewReach(p *types.Program, handler func(*types.Func) bool) *Reach {
	return &Reach{program: p, handler: handler}
}

// maxReach bounds how many functions are looked at.
const maxReach = 4096

func (r *Reach) find() {
	r.calls, r.made, r.taken, r.put = map[*types.Func][]callSite{}, map[*types.Class]bool{}, map[string]bool{}, map[string][]placed{}
	only := map[string]*types.Func{} // the functions of a class that are the only ones of their name; nil for more
	var open []*types.Func
	for _, f := range r.program.Funcs {
		if r.handler(f) {
			r.calls[f] = nil
			open = append(open, f)
		}
	}
	if len(open) == 0 {
		return
	}
	for _, f := range r.program.Funcs {
		if f.Class != nil {
			if _, more := only[f.IR.Name]; more {
				only[f.IR.Name] = nil
			} else {
				only[f.IR.Name] = f
			}
		}
		r.takes(f)
		r.puts(f)
	}
	for k := 0; k < len(open) && k < maxReach; k++ {
		f := open[k]
		for i := range f.IR.Instrs {
			in := &f.IR.Instrs[i]
			if in.Op != ir.OpCall {
				continue
			}
			callee := r.callee(f, in, only)
			if callee == nil || r.handler(callee) {
				continue
			}
			if _, seen := r.calls[callee]; !seen {
				open = append(open, callee)
			}
			r.calls[callee] = append(r.calls[callee], callSite{f, int32(i)})
		}
	}
}

// callee is the function of the program that a call runs; of a class, what makes its instances.
func (r *Reach) callee(f *types.Func, call *ir.Instr, only map[string]*types.Func) *types.Func {
	switch ref := r.program.Reg(f, call.A); ref.Kind {
	case types.KindFunc, types.KindBound:
		return ref.Func
	case types.KindClass:
		r.made[ref.Class] = true
		return ref.Class.Members["__init__"]
	case types.KindUnknown, types.KindForeign:
		if m := &f.IR.Instrs[call.A]; m.Op == ir.OpMember {
			return only[f.IR.Names[m.B]]
		}
	}
	return nil
}

// puts notes what a function puts under keys and attributes of things other than its own instance.
func (r *Reach) puts(f *types.Func) {
	for i := range f.IR.Instrs {
		switch in := &f.IR.Instrs[i]; in.Op {
		case ir.OpSetMember:
			name := f.IR.Names[in.B]
			r.put[name] = append(r.put[name], placed{f, in.A, in.C})
		case ir.OpSetIndex:
			if name := keptName(f.IR, int32(i)); name != "" {
				r.put[name] = append(r.put[name], placed{f, in.A, in.C})
			}
		}
	}
}

// takes notes the names of collections from which a function takes something out, which it bounds or gives another
// value, or which it hands to code of which nothing is known.
func (r *Reach) takes(f *types.Func) {
	name := func(reg int32) string {
		for range maxParts {
			if reg == ir.None {
				return ""
			}
			in := &f.IR.Instrs[reg]
			if in.Op != ir.OpIndex {
				return last(f.IR, reg)
			}
			reg = in.A
		}
		return ""
	}
	note := func(n string) {
		if n != "" {
			r.taken[n] = true
		}
	}
	for i := range f.IR.Instrs {
		in := &f.IR.Instrs[i]
		switch in.Op {
		case ir.OpDelIndex, ir.OpDelMember:
			note(name(in.A))
			note(keptName(f.IR, in.A))
		case ir.OpSetName:
			note(f.IR.Names[in.A])
		case ir.OpCompare:
			for _, side := range [...]int32{in.A, in.B} {
				if of := measured(f, side); of != ir.None {
					note(name(of))
					note(keptName(f.IR, of))
				}
			}
		case ir.OpSetIndex:
			if made := f.IR.Instrs[in.C].Op; f.IR.Instrs[in.B].Op == ir.OpSlice || made == ir.OpList || made == ir.OpDict || made == ir.OpSlice {
				if made == ir.OpSlice || f.IR.Instrs[in.B].Op == ir.OpSlice || collects(f, in.C) {
					note(name(in.A))
					note(keptName(f.IR, int32(i)))
				}
			}
		case ir.OpCall:
			if m := &f.IR.Instrs[in.A]; m.Op == ir.OpMember && takesOut.MatchString(f.IR.Names[m.B]) {
				if f.IR.Names[m.B] == "clear" && r.handler(f) {
					break // when somebody asks for it
				}
				note(name(m.A))
				if f.IR.Instrs[m.A].Op == ir.OpIndex {
					note(keptName(f.IR, m.A))
				}
			}
			switch r.program.Reg(f, in.A).Kind {
			case types.KindSymbol:
			default:
				for _, a := range f.IR.ArgsOf(in) {
					if a.Value != ir.None && f.IR.Instrs[a.Value].Op != ir.OpIndex {
						note(last(f.IR, a.Value))
					}
				}
			}
		}
	}
}

var takesOut = lazy.Trusted(`(?i)^(?:pop|popitem|popleft|clear|remove|discard|expire|evict|prune|trim|truncate|get_nowait|flush|drain)`)

// measured is what a length is asked of.
func measured(f *types.Func, reg int32) int32 {
	if reg == ir.None || f.IR.Instrs[reg].Op != ir.OpCall {
		return ir.None
	}
	in := &f.IR.Instrs[reg]
	args := f.IR.ArgsOf(in)
	if last(f.IR, in.A) != "len" || len(args) != 1 {
		return ir.None
	}
	return args[0].Value
}

// collects tells whether a collection is filled by a comprehension.
func collects(f *types.Func, reg int32) bool {
	return f.IR.Collected(reg) != ir.None
}

// during tells whether a function runs while a request is answered, each time: no condition that matches stands around
// the calls that lead to it.
func (s *search) during(fn *types.Func, unless *lazy.Regexp, depth int) bool {
	r := s.hints.Reach
	if r == nil || depth > 4 {
		return false
	}
	r.once.Do(r.find)
	sites, reached := r.calls[fn]
	if !reached {
		return false
	}
	if sites == nil {
		return true
	}
	if fn.Decorated() && !fn.Static && !fn.ClassMethod {
		return false // a cache, perhaps
	}
	return slices.ContainsFunc(sites, func(c callSite) bool {
		return c.fn != fn && !s.under(c.fn, c.instr, unless) && s.during(c.fn, unless, depth+1)
	})
}
