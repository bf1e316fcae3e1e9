package ir

import (
	"fmt"
	"strconv"
	"strings"
)

// Print shows a function and all it holds, for people and goldens:
//
//	function view(self, *args) 10-95 async
//	  b0: handler b2
//	    3  call 2 (1, key=0)   41-60
//	    branch 3 b1 b2
//
// Instructions are numbered as registers are; a number alone is a register, $x
// a slot. At the end of a line stands the place, relative to the function.
func Print(f *Func) string {
	p := printer{}
	p.function(f, "")
	return p.String()
}

type printer struct{ strings.Builder }

func (p *printer) function(f *Func, indent string) {
	p.head(f, indent)
	for i := range f.Blocks {
		p.block(f, i, indent+"  ")
	}
	for _, c := range f.Children {
		p.function(c, indent+"  ")
	}
}

func (p *printer) head(f *Func, indent string) {
	p.WriteString(indent + [...]string{"module", "function", "lambda", "class"}[f.Kind])
	if f.Name != "" {
		p.WriteString(" " + f.Name)
	}
	if f.Kind == Function || f.Kind == Lambda {
		p.params(f)
	}
	fmt.Fprintf(p, " %d-%d", f.Start, f.End)
	if f.NamePos > 0 {
		fmt.Fprintf(p, " name %d", f.NamePos)
	}
	for _, mark := range []struct {
		is   bool
		word string
	}{{f.Async, "async"}, {f.Generator, "generator"}, {f.Broken, "broken"}} {
		if mark.is {
			p.WriteString(" " + mark.word)
		}
	}
	if f.Doc != "" {
		p.WriteString(" doc " + strconv.Quote(f.Doc))
	}
	if len(f.Slots) > len(f.Params) {
		p.WriteString(" slots " + strings.Join(f.Slots, " "))
	}
	p.WriteByte('\n')
}

func (p *printer) params(f *Func) {
	p.WriteByte('(')
	for i, prm := range f.Params {
		if i > 0 {
			p.WriteString(", ")
		}
		p.WriteString([...]string{"", "/", "=", "*", "**"}[prm.Kind] + prm.Name)
		if prm.HasDefault {
			p.WriteByte('?')
		}
	}
	p.WriteByte(')')
}

func (p *printer) block(f *Func, i int, indent string) {
	b := &f.Blocks[i]
	fmt.Fprintf(p, "%sb%d:", indent, i)
	if b.Handler != None {
		fmt.Fprintf(p, " handler b%d", b.Handler)
	}
	p.WriteByte('\n')
	for r := b.First; r < b.Last; r++ {
		p.instruction(f, r, indent+"  ")
	}
	switch b.Term {
	case Jump:
		fmt.Fprintf(p, "%s  jump b%d\n", indent, b.Then)
	case Branch:
		cond := "?"
		if b.Cond != None {
			cond = strconv.Itoa(int(b.Cond))
		}
		fmt.Fprintf(p, "%s  branch %s b%d b%d\n", indent, cond, b.Then, b.Else)
	case Leave:
		fmt.Fprintf(p, "%s  leave\n", indent)
	}
}

func (p *printer) instruction(f *Func, r int32, indent string) {
	in := &f.Instrs[r]
	shape := ShapeOf(in.Op)
	fmt.Fprintf(p, "%s%-3d %s", indent, r, shape.Name)
	switch in.Op {
	case OpBinary:
		p.WriteString(" " + [...]string{"+", "-", "*", "/", "//", "%", "**", "@", "&", "|", "^", "<<", ">>"}[in.Sub])
	case OpCompare:
		p.WriteString(" " + [...]string{"==", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in"}[in.Sub])
	case OpUnary:
		p.WriteString(" " + [...]string{"not", "-", "+", "~"}[in.Sub])
	}
	for i, v := range [...]int32{in.A, in.B, in.C} {
		if i >= len(shape.Operands) {
			break
		}
		if shape.Operands[i] == '*' {
			p.entries(f, f.ArgsOf(in))
			break
		}
		p.operand(f, shape.Operands[i], v)
	}
	for _, mark := range []struct {
		flag Flags
		word string
	}{{InPlace, "in-place"}, {Async, "async"}, {Implicit, "implicit"}} {
		if in.Flags&mark.flag != 0 {
			p.WriteString(" " + mark.word)
		}
	}
	fmt.Fprintf(p, "   %d-%d\n", in.Pos, in.End)
}

func (p *printer) operand(f *Func, kind byte, v int32) {
	switch kind {
	case '-':
		return
	case 's':
		p.WriteString(" $" + f.Slots[v])
	case 'n':
		p.WriteString(" " + strconv.Quote(f.Names[v]))
	case 'k':
		p.WriteString(" " + f.Consts[v].String())
	case 'c':
		p.WriteString(" #" + strconv.Itoa(int(v)))
	case 'i':
		p.WriteString(" " + strconv.Itoa(int(v)))
	default:
		p.WriteByte(' ')
		p.register(v)
	}
}

func (p *printer) register(v Reg) {
	if v == None {
		p.WriteByte('_')
		return
	}
	p.WriteString(strconv.Itoa(int(v)))
}

func (p *printer) entries(f *Func, args []Arg) {
	p.WriteString(" (")
	for i, a := range args {
		if i > 0 {
			p.WriteString(", ")
		}
		name := ""
		if a.Name != None {
			name = f.Names[a.Name]
		}
		switch a.Kind {
		case ArgNamed, ArgDefault:
			p.WriteString(name + "=")
		case ArgAnnotation:
			p.WriteString(name + ": ")
		case ArgReturns:
			p.WriteString("-> ")
		case ArgStar:
			p.WriteString("*")
		case ArgStarStar:
			p.WriteString("**")
		case ArgHole:
			p.WriteString("{")
		case ArgPos:
			if a.Key != None {
				p.register(a.Key)
				p.WriteString(": ")
			}
		}
		p.register(a.Value)
		if a.Kind == ArgHole {
			if name != "" {
				p.WriteString("!" + name)
			}
			if a.Key != None {
				p.WriteByte(':')
				p.register(a.Key)
			}
			p.WriteByte('}')
		}
	}
	p.WriteByte(')')
}

// String writes a constant as a program might.
func (c Const) String() string {
	switch c.Kind {
	case ConstNone:
		return "None"
	case ConstBool:
		if c.Int != 0 {
			return "True"
		}
		return "False"
	case ConstInt:
		if c.Str != "" {
			return c.Str
		}
		return strconv.FormatInt(c.Int, 10)
	case ConstFloat:
		return c.Str
	case ConstBytes:
		return "b" + strconv.Quote(c.Str)
	case ConstEllipsis:
		return "..."
	}
	return strconv.Quote(c.Str)
}
