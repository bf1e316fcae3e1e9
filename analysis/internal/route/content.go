package route

import (
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

// content reads a value that is (part of) an answer's body.
func (a *answerer) content(x *answer, key string, b bound, depth int) {
	if depth > maxAnswerDepth {
		x.varies = true
		return
	}
	for _, v := range a.values(b, depth) {
		in := v.in()
		switch in.Op {
		case ir.OpConst:
			a.text(x, key, v)
		case ir.OpDict:
			a.dict(x, v, in, depth)
		case ir.OpList, ir.OpTuple, ir.OpSet:
			for _, arg := range v.fn.IR.ArgsOf(in) {
				a.content(x, "", v.arg(arg.Value), depth+1)
			}
		case ir.OpFormat:
			x.varies = true
			for _, arg := range v.fn.IR.ArgsOf(in) {
				if p := v.arg(arg.Value); p.in().Op == ir.OpConst {
					a.text(x, key, p)
				}
			}
		case ir.OpCall:
			a.nested(x, v, in, depth)
		default:
			x.varies = true
		}
	}
}

// nested: a call inside a body. Keywords are keys (dict(...), a model's
// constructor); a helper's dict is read; something that is not in sight may hold anything.
func (a *answerer) nested(x *answer, b bound, in *ir.Instr, depth int) {
	x.varies = true
	ref := a.c.p.Reg(b.fn, in.A)
	switch ref.Kind {
	case types.KindFunc, types.KindBound:
		for _, inner := range a.helper(b, ref.Func, depth) {
			x.carries = x.carries || inner.carries
		}
	case types.KindUnknown, types.KindForeign:
		if b.arg(in.A).in().Op != ir.OpMember {
			x.opaque = true
		}
	}
	a.named(x, b, in, depth)
}

func (a *answerer) dict(x *answer, b bound, in *ir.Instr, depth int) {
	for _, arg := range b.fn.IR.ArgsOf(in) {
		if arg.Kind == ir.ArgStarStar {
			a.content(x, "", b.arg(arg.Value), depth+1)
			continue
		}
		key := ""
		if k := b.arg(arg.Key).in(); arg.Key >= 0 && k.Op == ir.OpConst {
			key = b.fn.IR.Consts[k.A].Str
		}
		a.pair(x, key, b.arg(arg.Value), depth+1)
	}
}

// pair reads one entry of a body. What lies under a key is one value of many:
// that it is not in sight does not hide the whole.
func (a *answerer) pair(x *answer, key string, b bound, depth int) {
	var inner answer
	a.content(&inner, key, b, depth)
	x.no = x.no || inner.no
	x.yes = x.yes || inner.yes
	x.varies = x.varies || inner.varies
	x.carries = x.carries || inner.carries
	if !inner.varies {
		return
	}
	if matches(a.rule.Carries, key) {
		x.carries = true
	}
	if matches(a.rule.Success, key) {
		x.yes = true
	}
}

// text judges a constant by its words and by the key it lies under.
func (a *answerer) text(x *answer, key string, b bound) {
	k := b.fn.IR.Consts[b.in().A]
	switch k.Kind {
	case ir.ConstNone:
	case ir.ConstBool:
		switch {
		case matches(a.rule.Failure, key):
			x.no = x.no || k.Int != 0
		case matches(a.rule.Success, key):
			x.yes = x.yes || k.Int != 0
			x.no = x.no || k.Int == 0
		}
	case ir.ConstString:
		switch {
		case k.Str == "":
		case matches(a.rule.Failure, k.Str), matches(a.rule.Failure, key):
			x.no = true
		case matches(a.rule.Success, k.Str):
			x.yes = true
		}
	}
}

// refuses: the answer says no, or sends the client back to where it came from.
func (a *answer) refuses(m *meant, forms map[string]bool) bool {
	if a.status >= 400 || a.no && !a.yes {
		return true
	}
	if a.page != "" && (forms[a.page] || m.means(pageName(a.page))) {
		return true
	}
	for _, l := range a.location {
		l, _, _ = strings.Cut(l, "?")
		if m.means(l) {
			return true
		}
	}
	return false
}

// pageName turns the name of a template into a path: auth/login.html is /auth/login.
func pageName(page string) string {
	page, _, _ = strings.Cut(page, ".")
	return slashed(page)
}

// weight says how much speaks for this answer being the one that says yes.
func (a *answer) weight() int {
	switch {
	case a.yes:
		return 3
	case a.varies:
		return 2
	}
	return 1
}
