package route

import (
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
)

// operand gives what a call passes for a model's argument, or an element of a
// tuple; an element form and "all" are the caller's business (operands).
func (c *collector) operand(call place, a *rule.Arg) place {
	if a == nil || call.in().Op != ir.OpCall && call.in().Op != ir.OpTuple {
		return nowhere
	}
	if a.Self {
		return receiver(call)
	}
	pos := 0
	for _, x := range call.fn.IR.ArgsOf(call.in()) {
		switch x.Kind {
		case ir.ArgPos:
			if a.Pos == pos {
				return call.arg(x.Value)
			}
			pos++
		case ir.ArgNamed:
			if a.Name != "" && call.fn.IR.Names[x.Name] == a.Name {
				return call.arg(x.Value)
			}
		}
	}
	return nowhere
}

// receiver gives the object a method is called on.
func receiver(call place) place {
	in := call.in()
	if in.Op != ir.OpCall {
		return nowhere
	}
	if m := call.arg(in.A).in(); m.Op == ir.OpMember {
		return call.arg(m.A)
	}
	return nowhere
}

// constant gives the literal a value is, through variables, if it is one literal.
func (c *collector) constant(at place) (ir.Const, bool) {
	from := c.origins(at)
	if len(from) != 1 || from[0].in().Op != ir.OpConst {
		return ir.Const{}, false
	}
	return from[0].fn.IR.Consts[from[0].in().A], true
}

// text gives the string a value is: literals, their sums and interpolations,
// with "" for parts that are not known. The second result is false when nothing
// of it is known.
func (c *collector) text(at place, depth int) (string, bool) {
	if depth > 6 {
		return "", false
	}
	from := c.origins(at)
	if len(from) != 1 {
		return "", false
	}
	at = from[0]
	in := at.in()
	switch in.Op {
	case ir.OpConst:
		k := at.fn.IR.Consts[in.A]
		return k.Str, k.Kind == ir.ConstString
	case ir.OpBinary:
		if ir.BinaryOp(in.Sub) == ir.Add {
			l, okl := c.text(at.arg(in.A), depth+1)
			r, okr := c.text(at.arg(in.B), depth+1)
			return l + r, okl || okr
		}
	case ir.OpFormat:
		var b strings.Builder
		known := false
		for _, a := range at.fn.IR.ArgsOf(in) {
			s, ok := c.text(at.arg(a.Value), depth+1)
			b.WriteString(s)
			known = known || ok
		}
		return b.String(), known
	}
	return "", false
}

// items gives the elements of a list that is written somewhere, spread ones too.
func (c *collector) items(at place) (out []place, whole bool) {
	left := maxLists
	return c.itemsIn(at, &left)
}

// maxLists bounds the lists that one is put together of: x = x + y is put together of itself.
const maxLists = 64

func (c *collector) itemsIn(at place, left *int) (out []place, whole bool) {
	if *left--; *left < 0 {
		return nil, false
	}
	whole = true
	for _, from := range c.origins(at) {
		in := from.in()
		switch in.Op {
		case ir.OpList, ir.OpTuple, ir.OpSet:
			for _, a := range from.fn.IR.ArgsOf(in) {
				if a.Kind == ir.ArgStar {
					inner, ok := c.itemsIn(from.arg(a.Value), left)
					out, whole = append(out, inner...), whole && ok
				} else {
					out = append(out, from.arg(a.Value))
				}
			}
		case ir.OpBinary:
			l, okl := c.itemsIn(from.arg(in.A), left)
			r, okr := c.itemsIn(from.arg(in.B), left)
			out, whole = append(append(out, l...), r...), whole && okl && okr
		case ir.OpConst: // None: no list
		default:
			whole = false
		}
	}
	return out, whole
}

// words gives the constant strings of a list.
func (c *collector) words(at place) []string {
	var out []string
	list, _ := c.items(at)
	for _, item := range list {
		if s, ok := c.text(item, 0); ok {
			out = append(out, s)
		}
	}
	if s, ok := c.text(at, 0); ok && len(list) == 0 {
		out = append(out, s)
	}
	return out
}

// holds judges the conditions of a model on a call, as far as a look at the
// arguments can; what it cannot judge does not hold.
func (c *collector) holds(call place, conds []rule.Cond) bool {
	for i := range conds {
		if c.holdsOne(call, &conds[i]) == conds[i].Not {
			return false
		}
	}
	return true
}

func (c *collector) holdsOne(call place, cond *rule.Cond) bool {
	at := c.operand(call, &cond.Arg)
	if cond.Absent {
		return !at.ok()
	}
	if !at.ok() {
		return false
	}
	if cond.Clean {
		r := c.ref(at)
		return r.Sym != nil && r.Sym.Clean
	}
	k, isConst := c.constant(at)
	if cond.Literal && !isConst {
		return false
	}
	if cond.Is != nil && (!isConst || written(k) != *cond.Is) {
		return false
	}
	if cond.Text != nil {
		s, ok := c.text(at, 0)
		return ok && cond.Text.MatchString(s)
	}
	return true
}

// written gives a constant as models write it: True, None, 5, 'w'.
func written(k ir.Const) string {
	switch k.Kind {
	case ir.ConstNone:
		return "None"
	case ir.ConstBool:
		if k.Int != 0 {
			return "True"
		}
		return "False"
	case ir.ConstString:
		return "'" + k.Str + "'"
	case ir.ConstInt:
		if k.Str == "" {
			return itoa(k.Int)
		}
	}
	return k.Str
}

// dotted gives an expression as a person reads it, arguments left out, with the
// module of a name that is imported: what tells a stranger's intention.
func (c *collector) dotted(at place, depth int) string {
	if !at.ok() || depth > 8 {
		return ""
	}
	in := at.in()
	names := at.fn.IR.Names
	switch in.Op {
	case ir.OpMember:
		return c.dotted(at.arg(in.A), depth+1) + "." + names[in.B]
	case ir.OpCall:
		return c.dotted(at.arg(in.A), depth+1)
	case ir.OpAwait:
		return c.dotted(at.arg(in.A), depth+1)
	case ir.OpName:
		return c.origin(at, names[in.A], depth)
	case ir.OpLoad:
		return c.origin(at, at.fn.IR.Slots[in.A], depth)
	case ir.OpImportFrom:
		return names[in.A] + "." + names[in.B]
	case ir.OpImport:
		return names[in.A]
	}
	return ""
}

// origin adds to a name what it was imported or made from.
func (c *collector) origin(at place, name string, depth int) string {
	for _, m := range c.makers(at) {
		if m == at {
			continue
		}
		switch m.in().Op {
		case ir.OpImportFrom, ir.OpImport:
			full := c.dotted(m, depth+1)
			if strings.HasSuffix(full, "."+name) || full == name {
				return full
			}
			return full + " as " + name
		case ir.OpCall:
			return c.dotted(m, depth+1) + "() as " + name
		}
	}
	return name
}
