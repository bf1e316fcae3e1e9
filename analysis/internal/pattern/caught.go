package pattern

import (
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/lazy"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/source"
	"underpin/analysis/internal/types"
)

// caught looks at the clauses that catch exceptions. Those of one statement are a chain: each is entered by an edge
// without a condition, or control goes on to the next.
func (s *search) caught(fn *types.Func) {
	f := fn.IR
	var seen []int32
	for i := range f.Blocks {
		head := f.Blocks[i].Handler
		if head == ir.None || slices.Contains(seen, head) {
			continue
		}
		seen = append(seen, head)
		var calls, inner []string // made in the block that is watched, and by the helpers called there, once somebody asks
		for b := head; b != ir.None; {
			clause, next := b, ir.None
			if blk := &f.Blocks[b]; blk.Term == ir.Branch && blk.Cond == ir.None {
				clause, next = blk.Then, blk.Else
			}
			at, answer, ok := quiet(f, clause)
			if at == ir.None {
				break
			}
			if ok && (answer != "" || !s.goesOn(fn, clause, at)) {
				if calls == nil {
					calls, inner = s.watched(fn, head)
				}
				s.clause(fn, at, answer, classesOf(fn, f.Instrs[at].A), calls, inner, "", func(c *rule.CaughtFind) bool {
					return (c.After == nil || follows(fn, clause, at, c.After)) && (c.Refuses == "" || refuses(fn, head, c))
				})
			}
			b = next
		}
	}
}

// managed looks at blocks whose context manager goes on after exceptions: with contextlib.suppress(Exception).
func (s *search) managed(fn *types.Func) {
	f := fn.IR
	for i := range f.Instrs {
		in := &f.Instrs[i]
		if in.Op != ir.OpEnter || f.Instrs[in.A].Op != ir.OpCall {
			continue
		}
		made := &f.Instrs[in.A]
		name := qualified(fn, made.A)
		if !slices.ContainsFunc(s.rule.Caught, func(c rule.CaughtFind) bool { return slices.Contains(c.Managers, name) }) {
			continue
		}
		var classes []string
		for _, a := range f.ArgsOf(made) {
			classes = append(classes, last(f, a.Value))
		}
		var calls, inner []string
		for k := i + 1; k < len(f.Instrs) && (f.Instrs[k].Op != ir.OpExit || f.Instrs[k].A != in.A); k++ {
			calls, inner = s.callsIn(fn, &ir.Block{First: int32(k), Last: int32(k + 1)}, calls, inner, 0)
		}
		s.clause(fn, in.A, "", classes, calls, inner, name, func(c *rule.CaughtFind) bool { return c.After == nil && c.Refuses == "" })
	}
}

// quiet tells of a clause where it catches, and what it gives back if it does nothing else: "" where control goes on.
func quiet(f *ir.Func, block int32) (at int32, answer string, ok bool) {
	b := &f.Blocks[block]
	at = ir.None
	for i := b.First; i < b.Last; i++ {
		in := &f.Instrs[i]
		switch {
		case at == ir.None:
			if in.Op == ir.OpCaught {
				at = i
			}
		case in.Op == ir.OpStore && in.B == at, in.Op == ir.OpConst:
		case in.Op == ir.OpReturn:
			answer = "None"
			if in.A != ir.None {
				if f.Instrs[in.A].Op != ir.OpConst {
					return at, "", false
				}
				answer = f.Consts[f.Instrs[in.A].A].String()
			}
		default:
			return at, "", false
		}
	}
	return at, answer, at != ir.None && (b.Term == ir.Jump || answer != "")
}

// goesOn tells whether a clause has more behind its first block: what comes next stands in it, further in than its head,
// and so does all between.
func (s *search) goesOn(fn *types.Func, clause, at int32) bool {
	f := fn.IR
	next := f.Blocks[clause].Then
	for range f.Blocks {
		b := &f.Blocks[next]
		if b.First == b.Last && b.Term == ir.Jump {
			next = b.Then
			continue
		}
		if b.First == b.Last || f.Instrs[b.First].Pos <= f.Instrs[at].Pos {
			return false
		}
		text := s.file.Text
		line := func(i int32) int { return text.Line(int(fn.Base + f.Instrs[i].Pos)) }
		head := indent(text.LineText(line(at)))
		for n := line(at) + 1; n <= line(b.First); n++ {
			if s := text.LineText(n); strings.TrimSpace(s) != "" && indent(s) <= head {
				return false
			}
		}
		return true
	}
	return false
}

// follows tells whether a call of such a name is made below a clause, within a few steps of where control goes on.
func follows(fn *types.Func, clause, at int32, name *lazy.Regexp) bool {
	f := fn.IR
	seen, next := []int32{}, []int32{f.Blocks[clause].Then}
	for len(next) > 0 && len(seen) < maxSteps {
		n := next[0]
		if next = next[1:]; n == ir.None || slices.Contains(seen, n) {
			continue
		}
		seen = append(seen, n)
		b := &f.Blocks[n]
		for i := b.First; i < b.Last; i++ {
			if in := &f.Instrs[i]; in.Op == ir.OpCall && in.Pos > f.Instrs[at].Pos && name.MatchString(qualified(fn, in.A)) {
				return true
			}
		}
		switch b.Term {
		case ir.Jump:
			next = append(next, b.Then)
		case ir.Branch:
			next = append(next, b.Then, b.Else)
		}
	}
	return false
}

// watched names the calls made where exceptions go to a handler, and those made by the program's own functions that are
// called there, as far as these let errors through.
func (s *search) watched(fn *types.Func, head int32) (calls, inner []string) {
	calls = []string{}
	for i := range fn.IR.Blocks {
		if fn.IR.Blocks[i].Handler == head {
			calls, inner = s.callsIn(fn, &fn.IR.Blocks[i], calls, inner, 0)
		}
	}
	return calls, inner
}

// maxHelpers bounds how deep helpers are looked into, maxInner how many calls of theirs are looked at;
// maxSteps how many blocks behind a clause are.
const (
	maxHelpers = 2
	maxInner   = 64
	maxSteps   = 8
)

func (s *search) callsIn(fn *types.Func, b *ir.Block, calls, inner []string, depth int) (_, _ []string) {
	for k := b.First; k < b.Last; k++ {
		in := &fn.IR.Instrs[k]
		if in.Op != ir.OpCall {
			continue
		}
		calls = append(calls, qualified(fn, in.A))
		if s.hints.Program == nil || depth == maxHelpers || len(inner) > maxInner {
			continue
		}
		r := s.hints.Program.Reg(fn, in.A)
		if r.Kind != types.KindFunc && r.Kind != types.KindBound || r.Func == nil || r.Func.IR.Generator {
			continue
		}
		for i := range r.Func.IR.Blocks {
			if helper := &r.Func.IR.Blocks[i]; helper.Handler == ir.None {
				var own []string
				own, inner = s.callsIn(r.Func, helper, nil, inner, depth+1)
				inner = append(inner, own...)
			}
		}
	}
	return calls, inner
}

// refuses tells whether the block that is watched returns or raises where a call that an entry names gave the answer it
// asks for: not to come there is to have passed.
func refuses(fn *types.Func, head int32, c *rule.CaughtFind) bool {
	f := fn.IR
	for i := range f.Blocks {
		b := &f.Blocks[i]
		if b.Handler != head || b.Term != ir.Branch || b.Cond == ir.None {
			continue
		}
		if call := given(fn, b.Cond); call == ir.None || !c.Around.MatchString(qualified(fn, f.Instrs[call].A)) {
			continue
		}
		next := b.Then
		if c.Refuses == "False" {
			next = b.Else
		}
		for k := 0; k < maxSteps && f.Blocks[next].Handler == head; k++ {
			if t := &f.Blocks[next]; t.Term == ir.Leave {
				return true
			} else if t.Term != ir.Jump {
				break
			}
			next = f.Blocks[next].Then
		}
	}
	return false
}

// given is the call whose result a condition is, by a variable or without; None for other conditions.
func given(fn *types.Func, reg int32) int32 {
	f := fn.IR
	for range maxParts {
		switch in := &f.Instrs[reg]; in.Op {
		case ir.OpCall:
			return reg
		case ir.OpAwait:
			reg = in.A
		case ir.OpStore:
			reg = in.B
		case ir.OpLoad:
			stores := fn.Stores(in.A)
			if len(stores) != 1 {
				return ir.None
			}
			reg = stores[0]
		default:
			return ir.None
		}
	}
	return ir.None
}

// clause judges one clause that does nothing, or the context manager of that name that stands for one.
func (s *search) clause(fn *types.Func, at int32, answer string, classes, calls, inner []string, manager string, placed func(*rule.CaughtFind) bool) {
	for i := range s.rule.Caught {
		c := &s.rule.Caught[i]
		if manager != "" && !slices.Contains(c.Managers, manager) {
			continue
		}
		if !slices.Contains(c.Answer, answer) || !slices.ContainsFunc(classes, func(name string) bool { return slices.Contains(c.Classes, name) }) {
			continue
		}
		if !slices.ContainsFunc(calls, c.Around.MatchString) && !slices.ContainsFunc(inner, c.Around.MatchString) || c.Only != nil && !allMatch(c, calls) {
			continue
		}
		if c.Unless != nil && (slices.ContainsFunc(calls, c.Unless.MatchString) || slices.ContainsFunc(around(fn), c.Unless.MatchString)) {
			continue
		}
		if !placed(c) {
			continue
		}
		if c.Unexplained && s.explained(fn, at) {
			continue
		}
		s.report(&c.Find, fn, at)
		return
	}
}

func allMatch(c *rule.CaughtFind, calls []string) bool {
	return !slices.ContainsFunc(calls, func(name string) bool { return !c.Only.MatchString(name) })
}

// classesOf gives the last names of the classes that a clause catches; "" for a clause that names none.
func classesOf(fn *types.Func, reg int32) []string {
	if reg == ir.None {
		return []string{""}
	}
	in := &fn.IR.Instrs[reg]
	if in.Op != ir.OpTuple {
		return []string{last(fn.IR, reg)}
	}
	var out []string
	for _, a := range fn.IR.ArgsOf(in) {
		out = append(out, last(fn.IR, a.Value))
	}
	return out
}

// around names a function and those it lies in, classes too.
func around(fn *types.Func) []string {
	var out []string
	for ; fn != nil && fn.Parent != nil; fn = fn.Parent {
		out = append(out, fn.IR.Name)
	}
	return out
}

// explained tells whether a comment stands in a clause: beside its head or its one line, or between them.
func (s *search) explained(fn *types.Func, at int32) bool {
	text := s.file.Text
	head := text.Line(int(fn.Base + fn.IR.Instrs[at].Pos))
	first := text.LineStart(head)
	i, _ := slices.BinarySearchFunc(s.file.Comments, first, func(c source.Span, at int) int { return c.Start - at })
	for line := head; i < len(s.file.Comments); i++ {
		c := s.file.Comments[i]
		l := text.Line(c.Start)
		if l > line+1 {
			return false
		}
		if l <= head+1 || strings.TrimSpace(text.LineText(l)[:c.Start-text.LineStart(l)]) == "" && indent(text.LineText(l)) > indent(text.LineText(head)) {
			return true
		}
		line = l
	}
	return false
}

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }
