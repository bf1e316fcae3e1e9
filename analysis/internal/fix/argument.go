package fix

import (
	"strings"

	"underpin/analysis/internal/ir"
)

// setArguments gives a call the keyword arguments that mend it, or a written name its
// value ("value=True"). Only constants in sight are replaced: where a variable decides,
// the place to mend is another.
func (e *editor) setArguments() (string, bool) {
	if e.Call < 0 || len(e.Mend) == 0 {
		return "", false
	}
	var done, add []string
	for _, m := range e.Mend {
		name, value, ok := strings.Cut(m, "=")
		if !ok {
			return "", false
		}
		switch in := e.instr(e.Call); in.Op {
		case ir.OpSetMember, ir.OpSetIndex, ir.OpStore:
			reg := in.C
			if in.Op == ir.OpStore {
				reg = in.B
			}
			if name != "value" || !e.fixed(reg) {
				return "", false
			}
			s := e.span(reg)
			e.replace(s.Start, s.End, value)
			done = append(done, value)
		case ir.OpCall:
			if name == "value" { // what the argument at hand writes
				if !e.fixed(e.Arg) {
					return "", false
				}
				s := e.span(e.Arg)
				e.replace(s.Start, s.End, value)
				done = append(done, value)
				continue
			}
			switch e.setArgument(in, name, value) {
			case changed:
				done = append(done, strings.TrimSuffix(m, "="))
			case missing:
				done, add = append(done, m), append(add, m)
			case unclear:
				return "", false
			}
		default:
			return "", false
		}
	}
	if len(done) == 0 {
		return "", false
	}
	if len(add) > 0 && !e.addArguments(e.instr(e.Call), add) {
		return "", false
	}
	if strings.HasSuffix(e.Mend[0], "=") {
		return "Remove " + strings.Join(done, ", "), e.require()
	}
	return "Set " + strings.Join(done, ", "), e.require()
}

// What became of one keyword argument.
type outcome int

const (
	unclear outcome = iota // nothing can be done
	same                   // it is so already
	changed
	missing // it has to be added
)

// setArgument changes or removes a keyword argument that is there.
func (e *editor) setArgument(in *ir.Instr, name, value string) outcome {
	args := e.Fn.IR.ArgsOf(in)
	for i, a := range args {
		if a.Kind == ir.ArgStarStar || a.Kind == ir.ArgStar {
			return unclear
		}
		if a.Kind != ir.ArgNamed || e.Fn.IR.Names[a.Name] != name {
			continue
		}
		s := e.span(a.Value)
		switch {
		case e.source(s) == value:
			return same
		case !e.fixed(a.Value):
			return unclear
		case value != "":
			e.replace(s.Start, s.End, value)
		case !e.removeArgument(in, args, i):
			return unclear
		}
		return changed
	}
	if value == "" {
		return same
	}
	return missing
}

// removeArgument takes out a keyword argument with the comma before or behind it.
func (e *editor) removeArgument(in *ir.Instr, args []ir.Arg, i int) bool {
	open, ok := e.bracket(in)
	if !ok {
		return false
	}
	start, end := open+1, e.span(args[i].Value).End
	if i > 0 {
		start = e.span(args[i-1].Value).End
		if !plainGap(e.Text[start:end]) {
			return false
		}
	} else if i+1 < len(args) {
		rest := e.Text[end:]
		n := strings.IndexByte(rest, ',')
		if n < 0 {
			return false
		}
		end += n + 1
		end += len(e.Text[end:]) - len(strings.TrimLeft(e.Text[end:], " "))
	}
	e.replace(start, end, "")
	return true
}

// plainGap: between two arguments stands nothing but a comma and what belongs to the second.
func plainGap(text string) bool {
	return strings.HasPrefix(strings.TrimLeft(text, " \t\r\n"), ",") && !strings.Contains(text, "#")
}

// addArguments writes keyword arguments behind the last one: each on a line of its own
// where that is how the call is written.
func (e *editor) addArguments(in *ir.Instr, add []string) bool {
	open, ok := e.bracket(in)
	if !ok {
		return false
	}
	args := e.Fn.IR.ArgsOf(in)
	if len(args) == 0 {
		e.insert(open+1, strings.Join(add, ", "))
		return true
	}
	last := e.outer(e.span(args[len(args)-1].Value), open)
	if strings.Contains(e.source(last), " for ") && e.Text[last.Start] != '[' {
		return false // a generator stands alone
	}
	between := ", "
	if line := strings.LastIndexByte(e.Text[:last.Start], '\n'); line > open {
		text := e.Text[line+1 : last.Start]
		between = ",\n" + text[:len(text)-len(strings.TrimLeft(text, " \t"))]
		if e.Text[line-1] == '\r' {
			between = ",\r" + between[1:]
		}
	}
	e.insert(last.End, between+strings.Join(add, between))
	return true
}

// fixed tells whether an expression is a constant, or made of constants, as written.
func (e *editor) fixed(reg int32) bool {
	if reg < 0 {
		return false
	}
	switch in := e.instr(reg); in.Op {
	case ir.OpConst:
		return true
	case ir.OpList, ir.OpTuple, ir.OpSet:
		for _, a := range e.Fn.IR.ArgsOf(in) {
			if !e.fixed(a.Value) {
				return false
			}
		}
		return true
	case ir.OpMember:
		return e.instr(in.A).Op == ir.OpName || e.instr(in.A).Op == ir.OpLoad // a constant of a module
	}
	return false
}
