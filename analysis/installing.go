package analysis

import (
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/lazy"
	"underpin/analysis/internal/pattern"
	"underpin/analysis/internal/types"
	"underpin/analysis/packages"
)

// Programs install packages too: by running a command, and by a comment that says what a script needs.

// installsOf finds what is wrong with what the code of one file installs.
func (m *matcher) installsOf(judge *packageJudge, body *types.Func) (out []found) {
	f := m.s.files[body.Module.Path]
	say := func(fn *types.Func, instr int32, list []packages.Install) {
		for _, in := range list {
			if m.quick && f.typing(in.Span) {
				continue // it is being written
			}
			for _, x := range judge.findings(judge.InstallIn(f.path, in), f, in.Span, "install") {
				x.fn, x.instr = fn, instr
				out = append(out, x)
			}
		}
	}
	if f.headed && (m.asked == nil || m.asked(body)) {
		list, _ := f.installs()
		say(body, ir.None, list)
	}
	c := &commandReader{text: f.text.String(), path: f.path, body: body}
	if !packages.MayInstall(c.text) {
		return out
	}
	asked := func(fn *types.Func) bool { return m.asked == nil || m.asked(fn) }
	wrappers := map[string][]wrapper{} // by their names
	c.each(body, func(fn *types.Func, i int32) {
		how := c.runs(fn, i)
		if how == nil {
			return
		}
		list, around := c.inside(how, fn, i)
		if len(around) > 0 {
			wrappers[fn.IR.Name] = append(wrappers[fn.IR.Name], around...)
		}
		if asked(fn) {
			say(fn, i, list)
		}
	})
	if len(wrappers) == 0 {
		return out
	}
	c.each(body, func(fn *types.Func, i int32) {
		if list := wrappers[calledName(fn, i)]; len(list) > 0 && asked(fn) {
			for _, w := range list {
				say(fn, i, c.through(&w, fn, i))
			}
		}
	})
	return out
}

// commandReader reads the commands that the calls of one file run.
type commandReader struct {
	text, path string
	body       *types.Func
	bound      map[int32][]packages.Argument // what parameters of the function at hand are given
	several    bool                          // they are given a list
	params     map[int32]bool                // parameters that a command needs to know
}

// deepestWord bounds how far a word is followed through variables, sums and lists.
const deepestWord = 6

// each visits the calls of a function and those within it.
func (c *commandReader) each(body *types.Func, visit func(fn *types.Func, i int32)) {
	for open := []*types.Func{body}; len(open) > 0; {
		fn := open[len(open)-1]
		open = append(open[:len(open)-1], fn.Children...)
		for i := range fn.IR.Instrs {
			if fn.IR.Instrs[i].Op == ir.OpCall {
				visit(fn, int32(i))
			}
		}
	}
}

// runs tells how a call runs a command; nil for others.
func (c *commandReader) runs(fn *types.Func, i int32) *packages.Call {
	callee := fn.IR.Instrs[i].A
	if in := &fn.IR.Instrs[callee]; in.Op == ir.OpMember && !packages.RunsCommands(fn.IR.Names[in.B]) {
		return nil
	}
	how, _ := packages.CallOf(c.path, pattern.Qualified(fn, callee))
	return how
}

// calledName is the last part of the name by which a call calls.
func calledName(fn *types.Func, i int32) string {
	callee := fn.IR.Instrs[i].A
	if in := &fn.IR.Instrs[callee]; in.Op == ir.OpMember {
		return fn.IR.Names[in.B]
	}
	name := pattern.Qualified(fn, callee)
	return name[strings.LastIndexByte(name, '.')+1:]
}

// command reads what a call that runs a command installs.
func (c *commandReader) command(how *packages.Call, fn *types.Func, i int32) []packages.Install {
	in := &fn.IR.Instrs[i]
	var words []packages.Argument
	args := fn.IR.ArgsOf(in)
	if how.Words {
		for n, a := range args {
			switch {
			case a.Kind == ir.ArgPos && n >= how.Skip:
				words = append(words, c.word(fn, a.Value, 0)...)
			case a.Kind == ir.ArgStar:
				if list, ok := c.words(fn, a.Value, 0); ok {
					words = append(words, list...)
				}
			}
		}
		return c.installs(how, words, false)
	}
	at := argument(fn, args, how)
	if at == ir.None {
		return nil
	}
	at = splitLine(fn, at)
	if list, ok := c.words(fn, at, 0); ok {
		return c.installs(how, list, len(list) == 1 && len(how.Before) == 0)
	}
	return c.installs(how, c.word(fn, at, 0), true)
}

// splitLine is the text that an expression splits into words, the expression itself for others: "pip install x".split(), shlex.split(x).
func splitLine(fn *types.Func, reg int32) int32 {
	in := &fn.IR.Instrs[reg]
	if in.Op != ir.OpCall {
		return reg
	}
	callee := &fn.IR.Instrs[in.A]
	if callee.Op != ir.OpMember || fn.IR.Names[callee.B] != "split" {
		return reg
	}
	if k := &fn.IR.Instrs[callee.A]; k.Op == ir.OpConst || k.Op == ir.OpFormat {
		return callee.A
	}
	if args := fn.IR.ArgsOf(in); len(args) > 0 && args[0].Kind == ir.ArgPos {
		return args[0].Value
	}
	return reg
}

// installs reads words; a line is one text for a shell, any of several that a variable may hold.
func (c *commandReader) installs(how *packages.Call, words []packages.Argument, line bool) []packages.Install {
	if !line || len(how.Before) > 0 {
		return packages.InPython(how.Before, words)
	}
	var out []packages.Install
	for _, w := range words {
		out = append(out, packages.InPython(nil, []packages.Argument{w})...)
	}
	return out
}

// argument is the register of the command among arguments, None if it is not there.
func argument(fn *types.Func, args []ir.Arg, how *packages.Call) int32 {
	for n, a := range args {
		if a.Kind == ir.ArgPos && n == how.At {
			return a.Value
		}
		if a.Kind == ir.ArgNamed {
			for _, name := range how.Named {
				if fn.IR.Names[a.Name] == name {
					return a.Value
				}
			}
		}
	}
	return ir.None
}

// words reads a list of words; false if it is none.
func (c *commandReader) words(fn *types.Func, reg int32, depth int) (out []packages.Argument, ok bool) {
	if depth > deepestWord {
		return nil, false
	}
	switch in := &fn.IR.Instrs[reg]; in.Op {
	case ir.OpList, ir.OpTuple, ir.OpSet:
		for _, a := range fn.IR.ArgsOf(in) {
			if a.Kind != ir.ArgStar {
				out = append(out, c.word(fn, a.Value, depth+1)...)
			} else if list, ok := c.words(fn, a.Value, depth+1); ok {
				out = append(out, list...)
			}
		}
		return out, true
	case ir.OpDict: // a loop over it goes over its keys
		return c.entries(fn, in, depth, func(a ir.Arg) int32 { return a.Key })
	case ir.OpCall:
		callee := &fn.IR.Instrs[in.A]
		if callee.Op != ir.OpMember || len(fn.IR.ArgsOf(in)) > 0 {
			return nil, false
		}
		switch name := fn.IR.Names[callee.B]; name {
		case "keys", "values":
			at, dict := fn, callee.A
			if fn.IR.Instrs[dict].Op != ir.OpDict {
				at, dict = held(fn, dict, c.body)
			}
			if dict == ir.None || at.IR.Instrs[dict].Op != ir.OpDict {
				return nil, false
			}
			return c.entries(at, &at.IR.Instrs[dict], depth, func(a ir.Arg) int32 {
				if name == "keys" {
					return a.Key
				}
				return a.Value
			})
		}
		return nil, false
	case ir.OpBinary:
		left, isLeft := c.words(fn, in.A, depth+1)
		right, isRight := c.words(fn, in.B, depth+1)
		return append(left, right...), isLeft || isRight
	case ir.OpLoad:
		if given, ok := c.given(fn, in.A); ok {
			return given, c.several
		}
	}
	if at, in := held(fn, reg, c.body); in != ir.None {
		return c.words(at, in, depth+1)
	}
	return nil, false
}

// entries are the keys or the values of a dict; false where it takes up another, which is not known.
func (c *commandReader) entries(fn *types.Func, dict *ir.Instr, depth int, which func(ir.Arg) int32) (out []packages.Argument, ok bool) {
	for _, a := range fn.IR.ArgsOf(dict) {
		if a.Key == ir.None {
			return nil, false
		}
		out = append(out, c.word(fn, which(a), depth+1)...)
	}
	return out, len(out) > 0
}

// given is what a parameter that is bound gets, nothing if it is not bound; that it should be known is noted. False for other
// variables.
func (c *commandReader) given(fn *types.Func, slot int32) ([]packages.Argument, bool) {
	if fn.IR.Kind != ir.Function || len(fn.Stores(slot)) > 0 {
		return nil, false
	}
	for _, p := range fn.IR.Params {
		if p.Slot == slot {
			if c.params != nil {
				c.params[slot] = true
			}
			return c.bound[slot], true
		}
	}
	return nil, false
}

// word reads one word, or the several that a loop puts there in turn.
func (c *commandReader) word(fn *types.Func, reg int32, depth int) []packages.Argument {
	in := &fn.IR.Instrs[reg]
	span := Span{Start: int(fn.Base + in.Pos), End: int(fn.Base + in.End)}
	unknown := []packages.Argument{{Span: span}}
	if depth > deepestWord {
		return unknown
	}
	switch in.Op {
	case ir.OpConst:
		if k := fn.IR.Consts[in.A]; k.Kind == ir.ConstString {
			return []packages.Argument{c.constant(k.Str, span)}
		}
		return unknown
	case ir.OpFormat:
		var parts []packages.Argument
		for _, a := range fn.IR.ArgsOf(in) {
			parts = append(parts, c.single(fn, a.Value, depth+1))
		}
		if len(parts) == 0 {
			return unknown
		}
		return []packages.Argument{{Span: span, Parts: parts}}
	case ir.OpCall:
		if a, ok := c.filled(fn, in); ok {
			return []packages.Argument{a}
		}
		return unknown
	case ir.OpBinary:
		if in.Sub != uint8(ir.Add) {
			return unknown
		}
		return []packages.Argument{{Span: span, Parts: []packages.Argument{c.single(fn, in.A, depth+1), c.single(fn, in.B, depth+1)}}}
	case ir.OpLoad:
		if given, ok := c.given(fn, in.A); ok {
			if len(given) == 0 {
				return unknown
			}
			return given
		}
	case ir.OpIter:
		if list, ok := c.words(fn, in.A, depth+1); ok && len(list) > 0 {
			return list
		}
		return unknown
	}
	if at, value := held(fn, reg, c.body); value != ir.None {
		return c.word(at, value, depth+1)
	}
	return unknown
}

// blanks are what str.format fills in.
var blanks = lazy.Trusted(`\{[^{}]*\}`)

// filled reads a text that format fills in: "pip install {}".format(x).
func (c *commandReader) filled(fn *types.Func, call *ir.Instr) (packages.Argument, bool) {
	callee := &fn.IR.Instrs[call.A]
	if callee.Op != ir.OpMember || fn.IR.Names[callee.B] != "format" {
		return packages.Argument{}, false
	}
	of := &fn.IR.Instrs[callee.A]
	if of.Op != ir.OpConst || fn.IR.Consts[of.A].Kind != ir.ConstString {
		return packages.Argument{}, false
	}
	text := c.constant(fn.IR.Consts[of.A].Str, Span{Start: int(fn.Base + of.Pos), End: int(fn.Base + of.End)})
	if text.Span.Len() != len(text.Text) {
		return packages.Argument{}, false // it has escapes
	}
	whole, at := packages.Argument{Span: text.Span}, 0
	for _, m := range append(blanks.FindAllStringIndex(text.Text, -1), []int{len(text.Text), len(text.Text)}) {
		if at < m[0] {
			whole.Parts = append(whole.Parts, packages.Argument{Text: text.Text[at:m[0]], Span: Span{Start: text.Span.Start + at, End: text.Span.Start + m[0]}, Known: true})
		}
		if m[0] < m[1] {
			whole.Parts = append(whole.Parts, packages.Argument{Span: Span{Start: text.Span.Start + m[0], End: text.Span.Start + m[1]}})
		}
		at = m[1]
	}
	return whole, len(whole.Parts) > 0
}

// single reads what is one part of a text.
func (c *commandReader) single(fn *types.Func, reg int32, depth int) packages.Argument {
	list := c.word(fn, reg, depth)
	if len(list) == 1 {
		return list[0]
	}
	in := &fn.IR.Instrs[reg]
	return packages.Argument{Span: Span{Start: int(fn.Base + in.Pos), End: int(fn.Base + in.End)}}
}

// constant is a text with its place, between its quotes where it stands there as it is.
func (c *commandReader) constant(value string, span Span) packages.Argument {
	span = span.Clamp(len(c.text))
	if n := strings.Index(c.text[span.Start:span.End], value); n >= 0 && value != "" {
		span = Span{Start: span.Start + n, End: span.Start + n + len(value)}
	}
	return packages.Argument{Text: value, Span: span, Known: true}
}

// held is the value of a variable that is given one once, in this function or in the file: the function that gives it and the
// register; None for others.
func held(fn *types.Func, reg int32, body *types.Func) (*types.Func, int32) {
	slot := ir.None
	switch in := &fn.IR.Instrs[reg]; in.Op {
	case ir.OpLoad:
		slot = in.A
	case ir.OpStore:
		return fn, in.B
	case ir.OpName:
		fn, slot = body, slotNamed(body, fn.IR.Names[in.A])
	}
	if slot == ir.None {
		return nil, ir.None
	}
	stores := fn.Stores(slot)
	if len(stores) != 1 {
		return nil, ir.None
	}
	return fn, fn.IR.Instrs[stores[0]].B
}

func slotNamed(fn *types.Func, name string) int32 {
	for slot, s := range fn.IR.Slots {
		if s == name {
			return int32(slot)
		}
	}
	return ir.None
}

// wrapper is a function of the file that installs what it is given.
type wrapper struct {
	fn   *types.Func
	call int32
	how  *packages.Call
	slot int32 // of the parameter
	at   int   // its position among the arguments
	rest bool  // it takes all arguments from there on
}

// inside reads what a call that runs a command installs, and tells which parameters of the function need to be known for that.
func (c *commandReader) inside(how *packages.Call, fn *types.Func, i int32) (list []packages.Install, around []wrapper) {
	if fn.IR.Kind != ir.Function || len(fn.IR.Params) == 0 {
		return c.command(how, fn, i), nil
	}
	c.params = map[int32]bool{}
	list = c.command(how, fn, i)
	for at, p := range fn.IR.Params {
		if !c.params[p.Slot] {
			continue
		}
		if fn.Class != nil && !fn.Static {
			at--
		}
		around = append(around, wrapper{fn, i, how, p.Slot, at, p.Kind == ir.ParamRest})
	}
	c.params = nil
	return list, around
}

// through reads what a call by a wrapper's name hands to it.
func (c *commandReader) through(w *wrapper, fn *types.Func, i int32) (out []packages.Install) {
	in := &fn.IR.Instrs[i]
	if method := w.fn.Class != nil; method != strings.Contains(pattern.Qualified(fn, in.A), ".") {
		return nil
	}
	var given []packages.Argument
	several := w.rest
	for n, a := range fn.IR.ArgsOf(in) {
		if a.Kind != ir.ArgPos || n != w.at && !(w.rest && n > w.at) {
			continue
		}
		if list, ok := c.words(fn, a.Value, 0); ok {
			given, several = append(given, list...), true
		} else {
			given = append(given, c.word(fn, a.Value, 0)...)
		}
	}
	if len(given) == 0 {
		return nil
	}
	c.bound, c.several = map[int32][]packages.Argument{w.slot: given}, several
	list := c.command(w.how, w.fn, w.call)
	c.bound = nil
	for _, x := range list {
		for _, a := range given {
			if a.Span.Contains(x.Span) {
				out = append(out, x)
				break
			}
		}
	}
	return out
}
