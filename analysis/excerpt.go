package analysis

import (
	"slices"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

// Of a long file the quick answer links an excerpt: the functions whose code is new, by their names whoever calls them,
// and what all of these call, with what gives their instances their attributes. Modules and class bodies stay as they
// are. All other functions stand there empty, and what decorates them is left out, so that the answer costs what the edit
// touched, not what the file holds. Names tell too little of what is called indirectly; the settled answer tells the rest.

const (
	longEnough = 2000 // lines from which on a quick answer makes an excerpt
	mostKept   = 64   // functions of an excerpt
	namesakes  = 8    // functions of one name, from which on it tells nothing
	mostCalls  = 40   // functions that a name stands in, from which on they are not taken for callers
)

// excerpt is what was left out.
type excerpt struct {
	empty map[*ir.Func]bool // what stands for the functions that were left out
}

// has tells whether a function was not left out.
func (x *excerpt) has(f *types.Func) bool { return !x.empty[f.IR] }

// cutter makes an excerpt.
type cutter struct {
	all      []placed
	first    []int            // by body: its place in all
	named    map[string][]int // functions, and what calling a class runs, by name
	mentions map[string][]int // of these names: the functions they stand in
	keep     []bool
	open     []int
	decor    map[int]map[int][]string // by function: what its children are decorated with and get by default
}

// newExcerpt replaces bodies by excerpts around the changed functions of one of them.
func newExcerpt(bodies []*ir.Func, at int, changed []int) *excerpt {
	c := &cutter{named: map[string][]int{}, mentions: map[string][]int{}, decor: map[int]map[int][]string{}}
	for _, b := range bodies {
		c.first = append(c.first, len(c.all))
		if b != nil {
			c.add(b, -1)
		}
	}
	c.index()
	c.keep = make([]bool, len(c.all))
	for _, i := range changed {
		c.want(c.first[at] + i)
	}
	c.callers()
	c.callees()
	x := &excerpt{empty: map[*ir.Func]bool{}}
	for i, b := range bodies {
		if b != nil {
			bodies[i] = x.cut(c, c.first[i])
		}
	}
	return x
}

func (c *cutter) add(f *ir.Func, outer int) {
	at := len(c.all)
	c.all = append(c.all, placed{fn: f, outer: outer})
	for _, x := range f.Children {
		c.add(x, at)
	}
}

// index finds the functions by their names, and where these stand.
func (c *cutter) index() {
	for i := range c.all {
		switch f := c.all[i].fn; f.Kind {
		case ir.Function:
			name := f.Name
			if o := c.all[i].outer; len(name) > 4 && name[:2] == "__" && c.all[o].fn.Kind == ir.ClassBody {
				name = c.all[o].fn.Name // calling the class runs it, or using an instance
			}
			c.named[name] = append(c.named[name], i)
		}
	}
	for i := range c.all {
		if f := c.all[i].fn; body(f) {
			for _, name := range f.Names {
				if c.named[name] != nil {
					c.mentions[name] = append(c.mentions[name], i)
				}
			}
		}
	}
}

// body tells whether a function can be left out: modules and classes cannot.
func body(f *ir.Func) bool { return f.Kind == ir.Function || f.Kind == ir.Lambda }

// want keeps a function, those around it, those inside it, and what gives the instances of its class their attributes.
func (c *cutter) want(i int) {
	if c.keep[i] || len(c.open) == mostKept {
		return
	}
	c.keep[i] = true
	c.open = append(c.open, i)
	if !body(c.all[i].fn) {
		return
	}
	for k := i + 1; k < len(c.all) && c.inside(k, i); k++ {
		c.want(k)
	}
	o := c.all[i].outer
	if o < 0 {
		return
	}
	if body(c.all[o].fn) {
		c.want(o)
		return
	}
	if c.all[o].fn.Kind != ir.ClassBody {
		return
	}
	for k := o + 1; k < len(c.all) && c.inside(k, o); k++ {
		if c.all[k].outer == o && slices.ContainsFunc(c.all[k].fn.Instrs, func(in ir.Instr) bool { return in.Op == ir.OpSetMember }) {
			c.want(k)
		}
	}
}

// inside tells whether one function lies in another, which stands before it.
func (c *cutter) inside(i, in int) bool {
	for ; i > in; i = c.all[i].outer {
	}
	return i == in
}

// callers keeps whoever may call what is kept so far, directly or through others.
func (c *cutter) callers() {
	for n := 0; n < len(c.open) && len(c.open) < mostKept/2; n++ {
		f := c.all[c.open[n]].fn
		if list := c.mentions[f.Name]; f.Kind == ir.Function && len(list) <= mostCalls {
			for _, i := range list {
				c.want(i)
			}
		}
	}
}

// callees keeps what the kept functions may call, directly or through others.
func (c *cutter) callees() {
	for n := 0; n < len(c.open); n++ {
		i := c.open[n]
		f := c.all[i].fn
		names := f.Names
		if !body(f) {
			names = called(f)
		} else if o := c.all[i].outer; o >= 0 {
			names = append(names[:len(names):len(names)], c.around(o)[i]...)
		}
		for _, name := range names {
			if list := c.named[name]; len(list) <= namesakes {
				for _, k := range list {
					c.want(k)
				}
			}
		}
	}
}

// called gives the names of what a module or class body calls.
func called(f *ir.Func) []string {
	var out []string
	for k := range f.Instrs {
		if in := &f.Instrs[k]; in.Op == ir.OpCall {
			out = mentioned(out, f, in.A, 0)
		}
	}
	return out
}

// around gives, for each function inside one, the names in its decorators, annotations and defaults.
func (c *cutter) around(outer int) map[int][]string {
	if out := c.decor[outer]; out != nil {
		return out
	}
	f, out := c.all[outer].fn, map[int][]string{}
	c.decor[outer] = out
	places := make([]int, 0, len(f.Children))
	for k := outer + 1; k < len(c.all) && len(places) < len(f.Children); k++ {
		if c.all[k].outer == outer {
			places = append(places, k)
		}
	}
	for k := range f.Instrs {
		switch in := &f.Instrs[k]; in.Op {
		case ir.OpClosure:
			for _, a := range f.ArgsOf(in) {
				out[places[in.A]] = mentioned(out[places[in.A]], f, a.Value, 0)
			}
		case ir.OpDecorate:
			if child := decorated(f, int32(k)); child >= 0 {
				out[places[child]] = mentioned(out[places[child]], f, in.B, 0)
			}
		}
	}
	return out
}

// decorated gives the child that a decorator is applied to, or None.
func decorated(f *ir.Func, reg int32) int32 {
	for reg >= 0 {
		switch in := &f.Instrs[reg]; in.Op {
		case ir.OpDecorate:
			reg = in.A
		case ir.OpClosure:
			return in.A
		default:
			return ir.None
		}
	}
	return ir.None
}

// mentioned adds the names that an expression is written with.
func mentioned(to []string, f *ir.Func, reg int32, depth int) []string {
	if reg < 0 || depth > 6 {
		return to
	}
	switch in := &f.Instrs[reg]; in.Op {
	case ir.OpLoad:
		return append(to, f.Slots[in.A])
	case ir.OpName:
		return append(to, f.Names[in.A])
	case ir.OpMember:
		return mentioned(append(to, f.Names[in.B]), f, in.A, depth+1)
	case ir.OpIndex:
		return mentioned(mentioned(to, f, in.A, depth+1), f, in.B, depth+1)
	case ir.OpCall, ir.OpTuple, ir.OpList:
		if in.Op == ir.OpCall {
			to = mentioned(to, f, in.A, depth+1)
		}
		for _, a := range f.ArgsOf(in) {
			to = mentioned(to, f, a.Value, depth+1)
		}
	}
	return to
}

// nothing is the body of what was left out.
var nothing = []ir.Block{{Term: ir.Leave, Cond: ir.None, Then: ir.None, Else: ir.None, Handler: ir.None}}

// cut gives a function of the excerpt: itself, or what stands for it.
func (x *excerpt) cut(c *cutter, i int) *ir.Func {
	f := c.all[i].fn
	switch {
	case body(f) && c.keep[i]:
		return f
	case body(f):
		e := &ir.Func{
			Name: f.Name, Kind: f.Kind, Async: f.Async, Start: f.Start, End: f.End, NamePos: f.NamePos,
			Params: f.Params, Slots: f.Slots, Blocks: nothing,
		}
		x.empty[e] = true
		return e
	}
	copied := *f
	copied.Children = make([]*ir.Func, 0, len(f.Children))
	for k := i + 1; len(copied.Children) < len(f.Children); k++ {
		if c.all[k].outer == i {
			copied.Children = append(copied.Children, x.cut(c, k))
		}
	}
	copied.Instrs = slices.Clone(f.Instrs)
	for k := range copied.Instrs {
		in := &copied.Instrs[k]
		if in.Op != ir.OpDecorate {
			continue
		}
		if child := decorated(f, int32(k)); child >= 0 && x.empty[copied.Children[child]] {
			in.Op = ir.OpAwait // the function as it is
		}
	}
	return &copied
}
