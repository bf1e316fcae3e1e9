package route

import (
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// An answer is what one return of a handler sends: read from the literals in
// sight, through variables and through helpers of the workspace whose parameters
// are bound to what the handler passes. It is a reading, not a proof: words and
// keys of the rule decide what says yes and what says no.
type answer struct {
	status   int // 0: not given
	no       bool
	yes      bool
	varies   bool // it holds something that is not constant
	carries  bool // something that is not constant lies under a name that proves the client
	opaque   bool // all of it comes from code that is not in sight
	page     string
	location []string // constant texts in the address the client is sent to
	moved    bool     // it sends the client elsewhere
}

// frame is a call of a workspace function while its answer is read.
type frame struct {
	call place
	fn   *types.Func
	up   *frame
}

// bound is a value inside a call that is being read.
type bound struct {
	place
	fr *frame
}

func (b bound) arg(reg int32) bound { return bound{b.place.arg(reg), b.fr} }

// Work limits of reading one return.
const (
	maxAnswerDepth = 8
	maxAnswerSteps = 300
)

type answerer struct {
	c     *collector
	rule  *rule.RouteRule
	steps int
}

// answersOf reads a return of a handler: one answer for each value it may have.
func (c *collector) answersOf(r *rule.RouteRule, at place) []answer {
	a := &answerer{c: c, rule: r}
	return a.read(bound{at, nil}, 0)
}

// values follows a value to what it is made of inside the frame.
func (a *answerer) values(b bound, depth int) []bound {
	a.steps++
	if depth > maxAnswerDepth || a.steps > maxAnswerSteps || b.fn == nil {
		return nil
	}
	if b.reg < 0 {
		return []bound{b}
	}
	in := b.in()
	switch in.Op {
	case ir.OpStore, ir.OpSetName:
		return a.values(b.arg(in.B), depth+1)
	case ir.OpAwait, ir.OpAnnotate:
		if in.A >= 0 {
			return a.values(b.arg(in.A), depth+1)
		}
	case ir.OpLoad:
		return a.slot(b, b.fn, in.A, depth)
	case ir.OpName:
		if owner, slot := b.fn.Free(b.fn.IR.Names[in.A]); owner != nil && owner.IR.Kind == ir.Module {
			return a.slot(bound{b.place, nil}, owner, slot, depth)
		}
	}
	return []bound{b}
}

func (a *answerer) slot(b bound, owner *types.Func, slot int32, depth int) []bound {
	var out []bound
	for i := range owner.IR.Params {
		if owner.IR.Params[i].Slot != slot {
			continue
		}
		if b.fr == nil || b.fr.fn != owner {
			return []bound{b} // a parameter of the handler itself
		}
		if at := a.c.argument(b.fr.call, owner, i); at.ok() {
			out = append(out, a.values(bound{at, b.fr.up}, depth+1)...)
		} else if d := defaultOf(owner, i); d.ok() {
			out = append(out, a.values(bound{d, nil}, depth+1)...)
		} else {
			return []bound{b}
		}
	}
	for _, st := range owner.Stores(slot) {
		out = append(out, a.values(bound{place{owner, st}, b.fr}, depth+1)...)
	}
	if len(out) == 0 {
		return []bound{b}
	}
	return out
}

func defaultOf(fn *types.Func, i int) place {
	mk := fn.Maker()
	if mk == nil {
		return nowhere
	}
	for _, x := range fn.Parent.IR.ArgsOf(mk) {
		if x.Kind == ir.ArgDefault && fn.Parent.IR.Names[x.Name] == fn.IR.Params[i].Name {
			return place{fn.Parent, x.Value}
		}
	}
	return nowhere
}

// read gives the answers that a value may be.
func (a *answerer) read(b bound, depth int) []answer {
	var out []answer
	for _, v := range a.values(b, depth) {
		out = append(out, a.one(v, depth)...)
	}
	return out
}

func (a *answerer) one(b bound, depth int) []answer {
	if depth > maxAnswerDepth || b.reg < 0 {
		return []answer{{varies: true}}
	}
	in := b.in()
	switch in.Op {
	case ir.OpConst:
		var x answer
		a.text(&x, "", b)
		return []answer{x}
	case ir.OpTuple:
		return a.tuple(b, in, depth)
	case ir.OpCall:
		return a.call(b, in, depth)
	}
	var x answer
	a.content(&x, "", b, depth)
	return []answer{x}
}

// tuple: (body, status) and (body, status, headers) are answers; other tuples are content.
func (a *answerer) tuple(b bound, in *ir.Instr, depth int) []answer {
	args := b.fn.IR.ArgsOf(in)
	if len(args) < 2 {
		return []answer{{varies: true}}
	}
	out := a.read(b.arg(args[0].Value), depth+1)
	if s := a.statuses(b.arg(args[1].Value), depth); len(s) > 0 {
		out = withStatus(out, s)
	}
	if len(args) > 2 {
		for i := range out {
			a.content(&out[i], "", b.arg(args[2].Value), depth+1)
		}
	}
	return out
}

// statuses gives the numbers that a status may be; an enum's member by the
// number in its name.
func (a *answerer) statuses(b bound, depth int) []int {
	var out []int
	for _, v := range a.values(b, depth) {
		switch in := v.in(); in.Op {
		case ir.OpConst:
			k := v.fn.IR.Consts[in.A]
			if k.Kind == ir.ConstInt {
				out = append(out, int(k.Int))
			} else if k.Kind == ir.ConstString {
				out = append(out, leadingNumber(k.Str))
			}
		case ir.OpMember:
			out = append(out, statusName(v.fn.IR.Names[in.B]))
		}
	}
	return out
}

// statusName reads the number out of HTTP_401_UNAUTHORIZED; a member without a
// number is a refusal unless it is one of the few that are none.
func statusName(name string) int {
	for _, part := range strings.Split(name, "_") {
		if n := leadingNumber(part); n >= 100 {
			return n
		}
	}
	switch name {
	case "OK", "CREATED", "ACCEPTED", "NO_CONTENT", "FOUND", "SEE_OTHER", "MOVED_PERMANENTLY", "TEMPORARY_REDIRECT":
		return 200
	}
	return 400
}

func leadingNumber(s string) int {
	n := 0
	for _, ch := range s {
		if ch < '0' || ch > '9' || n > 999 {
			break
		}
		n = n*10 + int(ch-'0')
	}
	return n
}

// withStatus sets the status of answers; several numbers make several answers.
func withStatus(as []answer, status []int) []answer {
	var out []answer
	for _, s := range status {
		for _, x := range as {
			x.status = s
			out = append(out, x)
		}
	}
	return out
}

func (a *answerer) call(b bound, in *ir.Instr, depth int) []answer {
	callee := b.arg(in.A)
	ref := a.c.p.Reg(b.fn, in.A)
	switch ref.Kind {
	case types.KindFunc, types.KindBound:
		if out := a.helper(b, ref.Func, depth); len(out) > 0 {
			return out
		}
		return []answer{{varies: true}}
	case types.KindSymbol:
		if r := ref.Sym.ReplyOf(); r != nil {
			return a.reply(b, r, depth)
		}
	case types.KindUnknown, types.KindForeign:
		if callee.in().Op != ir.OpMember {
			return []answer{{varies: true, opaque: true}}
		}
	}
	var x answer
	x.varies = true
	a.named(&x, b, in, depth)
	return []answer{x}
}

// helper reads the returns of a workspace function with its parameters bound.
func (a *answerer) helper(b bound, fn *types.Func, depth int) []answer {
	var out []answer
	fr := &frame{call: b.place, fn: fn, up: b.fr}
	for i := range fn.IR.Instrs {
		if r := &fn.IR.Instrs[i]; r.Op == ir.OpReturn && r.A >= 0 && len(out) < maxPlaces {
			out = append(out, a.read(bound{place{fn, r.A}, fr}, depth+1)...)
		}
	}
	return out
}

// named takes the keywords of a call for keys of its content.
func (a *answerer) named(x *answer, b bound, in *ir.Instr, depth int) {
	for _, arg := range b.fn.IR.ArgsOf(in) {
		switch arg.Kind {
		case ir.ArgNamed:
			a.pair(x, b.fn.IR.Names[arg.Name], b.arg(arg.Value), depth+1)
		case ir.ArgStarStar:
			a.content(x, "", b.arg(arg.Value), depth+1)
		}
	}
}

// reply reads a call that a model says makes an answer.
func (a *answerer) reply(b bound, r *rule.Reply, depth int) []answer {
	out := []answer{{}}
	for _, body := range r.Body {
		if body.All {
			for i := range out {
				a.named(&out[i], b, b.in(), depth)
			}
			continue
		}
		at := a.c.operand(b.place, &body)
		if !at.ok() {
			continue
		}
		// A response inside a response keeps its status: make_response(jsonify(...), 201).
		if inner := a.read(bound{at, b.fr}, depth+1); len(inner) > 0 {
			out = inner
		}
	}
	for i := range out {
		x := &out[i]
		for k := range r.Page {
			at := a.c.operand(b.place, &r.Page[k])
			if x.page == "" && at.ok() {
				x.page, _ = a.c.text(at, 0)
			}
		}
		if len(r.Page) > 0 {
			x.varies = true
			a.named(x, b, b.in(), depth)
		}
		if at := a.c.operand(b.place, r.Location); at.ok() {
			x.moved, x.varies = true, true
			a.address(x, bound{at, b.fr}, 0)
		}
	}
	if at := a.c.operand(b.place, r.Status); at.ok() {
		if s := a.statuses(bound{at, b.fr}, depth); len(s) > 0 {
			out = withStatus(out, s)
		}
	}
	return out
}

// address collects the constant texts of an expression: of url_for("login") too.
func (a *answerer) address(x *answer, b bound, depth int) {
	if depth > maxAnswerDepth {
		return
	}
	for _, v := range a.values(b, depth) {
		in := v.in()
		switch in.Op {
		case ir.OpConst:
			if k := v.fn.IR.Consts[in.A]; k.Kind == ir.ConstString {
				x.location = append(x.location, k.Str)
			}
		case ir.OpCall, ir.OpFormat:
			for _, arg := range v.fn.IR.ArgsOf(in) {
				if arg.Kind != ir.ArgNamed {
					a.address(x, v.arg(arg.Value), depth+1)
				}
			}
		case ir.OpBinary:
			a.address(x, v.arg(in.A), depth+1)
		}
	}
}
