// Package fix turns a finding into the edit that mends it.
//
// It owns the makers, pure functions from a function's IR and the file's text
// to edits, and the little of Python's surface syntax they need: string
// literals, arguments, imports. Which maker serves which flaw, and what names
// the edit writes, is data of the rules. A maker that is not sure gives
// nothing: a wrong fix is worse than none. The engine calls it for findings it
// reports; it never decides what is a finding.
package fix

import (
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/source"
	"underpin/analysis/internal/types"
)

// Context is the place to mend.
type Context struct {
	Fn    *types.Func
	Text  string       // the whole file
	Spec  rule.FixSpec // what the rule asks for
	Call  int32        // the call at which harm is done, or None
	Arg   int32        // the offending argument's register, or the literal
	Way   []int32      // the instructions of Fn that the flaw passes, -1-n for parameter n; none: not known
	Kinds rule.Bits    // the kinds of sink it reaches; 0: not said
	Style string       // placeholders of the driver: "qmark" ?, "format" %s, "named" :name
	Mend  []string     // arguments that a call should have: verify=True; with nothing behind the sign none of that name
	Name  string       // of a secret: what it stands under
}

// Fix is one change of one file.
type Fix struct {
	ID    string
	Title string
	Edits []source.Edit // in order, of the text given
}

// Make asks a maker, named by the specification, for its edit.
func Make(c *Context) (*Fix, bool) {
	e := &editor{Context: c}
	if c.Spec.To != 0 && c.Kinds != 0 && c.Spec.To&c.Kinds == 0 || !e.meant() {
		return nil, false
	}
	var title string
	var ok bool
	switch c.Spec.ID {
	case "parameterise":
		title, ok = e.parameterise()
	case "argument-list":
		title, ok = e.argumentList()
	case "quote":
		title, ok = e.quote()
	case "escape":
		title, ok = e.escape()
	case "wrap":
		title, ok = e.wrap()
	case "mask":
		title, ok = e.mask()
	case "replace-call":
		title, ok = e.replaceCall()
	case "env-lookup":
		title, ok = e.envLookup()
	case "set-argument":
		title, ok = e.setArguments()
	case "receiver":
		title, ok = e.receiver()
	case "compare":
		title, ok = e.compare()
	}
	if !ok || len(e.edits) == 0 {
		return nil, false
	}
	if c.Spec.Title != "" {
		title = c.Spec.Title
	}
	slices.SortStableFunc(e.edits, func(a, b source.Edit) int { return a.Span().Compare(b.Span()) })
	for i := 1; i < len(e.edits); i++ {
		if e.edits[i].Start < e.edits[i-1].End {
			return nil, false
		}
	}
	return &Fix{ID: c.Spec.ID, Title: title, Edits: e.edits}, true
}

// meant tells whether the specification speaks of the file and of the function called.
func (e *editor) meant() bool {
	if e.Spec.Where != "" && !e.uses(e.Spec.Where) {
		return false
	}
	if e.Spec.For == "" {
		return true
	}
	in, _, ok := e.call(e.Context.Call)
	if !ok {
		return false
	}
	s := e.span(in.A)
	name := e.source(s)
	return name[strings.LastIndexByte(name, '.')+1:] == e.Spec.For
}

// Known tells whether a maker of that name exists.
func Known(id string) bool {
	switch id {
	case "parameterise", "argument-list", "quote", "escape", "wrap", "mask", "replace-call", "env-lookup", "set-argument", "compare", "receiver":
		return true
	}
	return false
}

// editor collects the edits of one fix.
type editor struct {
	*Context
	edits []source.Edit
}

func (e *editor) replace(start, end int, text string) {
	e.edits = append(e.edits, source.Edit{Start: start, End: end, New: text})
}

func (e *editor) insert(at int, text string) { e.replace(at, at, text) }

func (e *editor) instr(reg int32) *ir.Instr { return &e.Fn.IR.Instrs[reg] }

// span is where an expression is written, in the file.
func (e *editor) span(reg int32) source.Span {
	in := e.instr(reg)
	return source.Span{Start: int(e.Fn.Base + in.Pos), End: int(e.Fn.Base + in.End)}.Clamp(len(e.Text))
}

func (e *editor) source(s source.Span) string { return e.Text[s.Start:s.End] }

// outer widens a span by the brackets written around it, as far as they are not
// those of a call that begins at or before limit.
func (e *editor) outer(s source.Span, limit int) source.Span {
	for {
		open := len(strings.TrimRight(e.Text[:s.Start], " \t\r\n\\")) - 1
		end := s.End + blank(e.Text[s.End:])
		if open <= limit || e.Text[open] != '(' || end >= len(e.Text) || e.Text[end] != ')' {
			return s
		}
		s = source.Span{Start: open, End: end + 1}
	}
}

// blank is how many bytes of white space and comments a text begins with.
func blank(text string) int {
	i := 0
	for i < len(text) {
		switch text[i] {
		case ' ', '\t', '\r', '\n', '\f', '\\':
			i++
		case '#':
			n := strings.IndexByte(text[i:], '\n')
			if n < 0 {
				return len(text)
			}
			i += n
		default:
			return i
		}
	}
	return i
}

// call gives an instruction if it is a call.
func (e *editor) call(reg int32) (*ir.Instr, []ir.Arg, bool) {
	if reg < 0 || e.instr(reg).Op != ir.OpCall {
		return nil, nil, false
	}
	in := e.instr(reg)
	return in, e.Fn.IR.ArgsOf(in), true
}

// bracket is the offset of the opening bracket of a call.
func (e *editor) bracket(call *ir.Instr) (int, bool) {
	at := e.span(call.A).End
	at += blank(e.Text[at:])
	return at, at < len(e.Text) && e.Text[at] == '('
}

// expression follows a register to the expression that makes its value, through
// a variable that serves only this one use.
func (e *editor) expression(reg int32) (int32, bool) {
	for range 4 {
		in := e.instr(reg)
		switch in.Op {
		case ir.OpLoad:
			stores := e.Fn.Stores(in.A)
			if len(stores) != 1 || e.loads(in.A) != 1 || e.Fn.IR.Kind == ir.ClassBody || e.isParam(in.A) {
				return ir.None, false
			}
			reg = e.instr(stores[0]).B
		case ir.OpStore:
			reg = in.B
		case ir.OpAnnotate:
			if in.A < 0 {
				return ir.None, false
			}
			reg = in.A
		default:
			return reg, true
		}
	}
	return ir.None, false
}

func (e *editor) isParam(slot int32) bool {
	return slices.ContainsFunc(e.Fn.IR.Params, func(p ir.Param) bool { return p.Slot == slot })
}

// loads counts the places that read a local, those of inner functions included.
func (e *editor) loads(slot int32) int {
	n := 0
	for i := range e.Fn.IR.Instrs {
		if in := &e.Fn.IR.Instrs[i]; in.Op == ir.OpLoad && in.A == slot {
			n++
		}
	}
	name := e.Fn.IR.Slots[slot]
	for open := slices.Clone(e.Fn.Children); len(open) > 0; {
		f := open[len(open)-1]
		open = append(open[:len(open)-1], f.Children...)
		for i := range f.IR.Instrs {
			if in := &f.IR.Instrs[i]; (in.Op == ir.OpName || in.Op == ir.OpSetName) && f.IR.Names[in.A] == name {
				n++
			}
		}
	}
	return n
}

// used tells whether the value of a register is read at all.
func (e *editor) used(reg int32) bool {
	for i := range e.Fn.IR.Instrs {
		in := &e.Fn.IR.Instrs[i]
		if reads(in, reg) {
			return true
		}
		for _, a := range e.Fn.IR.ArgsOf(in) {
			if a.Value == reg || a.Key == reg {
				return true
			}
		}
	}
	for i := range e.Fn.IR.Blocks {
		if b := &e.Fn.IR.Blocks[i]; b.Term == ir.Branch && b.Cond == reg {
			return true
		}
	}
	return false
}

// reads tells whether a register is one of the plain operands of an instruction.
func reads(in *ir.Instr, reg int32) bool {
	switch in.Op {
	case ir.OpStore, ir.OpSetName:
		return in.B == reg
	case ir.OpMember, ir.OpSlice, ir.OpCall, ir.OpUnary, ir.OpIter, ir.OpUnpack, ir.OpRest, ir.OpAwait, ir.OpYield,
		ir.OpYieldFrom, ir.OpReturn, ir.OpRaise, ir.OpEnter, ir.OpExit, ir.OpCaught, ir.OpDelMember:
		return in.A == reg
	case ir.OpSetMember:
		return in.A == reg || in.C == reg
	case ir.OpIndex, ir.OpBinary, ir.OpCompare, ir.OpDecorate, ir.OpAnnotate, ir.OpIsInstance, ir.OpDelIndex:
		return in.A == reg || in.B == reg
	case ir.OpSetIndex, ir.OpCollect:
		return in.A == reg || in.B == reg || in.C == reg
	}
	return false
}
