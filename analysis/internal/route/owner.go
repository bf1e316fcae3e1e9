package route

import (
	"slices"
	"strings"
	"unicode"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/lazy"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// A record is found by a number in the path, and whoever is logged in may write any
// number there. What tells that this matters is a column with an owner; what tells that
// somebody thought of it is who asks, handed to a query or compared, or the column
// itself compared. Where either is in sight anywhere in the handler, the rule is silent:
// it does not follow whether the right two meet.

// unowned judges a handler: it knows who asks and never tells whoever finds the record.
func (k *checker) unowned() (Finding, bool) {
	r := k.rule.Route
	for _, reg := range k.h.regs {
		ch := k.c.chains(reg)[0]
		m := meant{rule: r, path: ch.path, name: reg.name}
		if matches(r.Unless, m.path) || matches(r.Unless, m.name) || !k.changes(reg) && matches(r.Public, m.path) {
			continue
		}
		ids := k.pathParams(reg, ch.path)
		if len(ids) == 0 || !k.guards(k.h) || k.forSome(reg, &ch) {
			continue
		}
		body := k.handled(reg)
		if holds(r.Refuses, body) || k.mentioned(reg, body) || !k.changes(reg) && k.shared(body) {
			continue
		}
		at, ok := k.lookup(k.given(reg.fn, ids, 0))
		if !ok {
			continue
		}
		f, _ := k.finding(reg, &m, 1, nil)
		if at.fn == reg.fn || !k.leftToOthers(at.fn) {
			f.Fn, f.Instr = at.fn, at.reg
			last := &f.Steps[len(f.Steps)-1]
			last.Fn, last.Instr = at.fn, at.reg
		}
		return f, true
	}
	return Finding{}, false
}

// leftToOthers tells whether a helper that finds a record leaves it to the handlers to look whose
// it is, as one of them does.
func (k *checker) leftToOthers(fn *types.Func) bool {
	return slices.ContainsFunc(k.t.Handlers, func(h *Handler) bool {
		other := checker{t: k.t, c: k.c, rule: k.rule, facts: k.facts, h: h}
		return h != k.h && slices.ContainsFunc(h.regs, func(reg *registration) bool {
			body := other.handled(reg)
			return slices.Contains(body, fn) && other.mentioned(reg, body)
		})
	})
}

// pathParams gives the parameters of a handler that its path names and that stand for a record.
func (k *checker) pathParams(reg *registration, path string) []int {
	found := map[string]inPath{}
	reg.pathParams(path, found)
	var out []int
	for i := range reg.fn.IR.Params {
		name := reg.fn.IR.Params[i].Name
		if _, ok := found[name]; ok && matches(k.rule.Route.Name, name) {
			out = append(out, i)
		}
	}
	return out
}

// forSome tells whether a guard lets in only those who may see everything.
func (k *checker) forSome(reg *registration, ch *chain) bool {
	role := k.rule.Route.Role
	var g guard
	k.c.dependencies(reg.fn, &g, 0)
	list := append(append(slices.Clone(reg.guards), reg.listed...), ch.listed...)
	for _, ro := range ch.routers {
		list = append(list, ro.hooks...)
	}
	for _, at := range list {
		if at.in().Op == ir.OpCall {
			for _, a := range at.fn.IR.ArgsOf(at.in()) {
				if matches(role, constText(at.fn.IR, a.Value)) {
					return true
				}
				if ref := k.c.p.Reg(at.fn, a.Value); ref.Kind == types.KindFunc {
					g.fns = append(g.fns, ref.Func) // a test that the decorator is given
				}
			}
		}
		one := k.c.guardAt(at)
		g.fns, g.unknown, g.known = append(g.fns, one.fns...), append(g.unknown, one.unknown...), append(g.known, one.known...)
	}
	if slices.ContainsFunc(g.unknown, role.MatchString) || slices.ContainsFunc(g.known, role.MatchString) {
		return true
	}
	for _, fn := range g.fns {
		if matches(role, fn.Name()) {
			return true
		}
	}
	for _, fn := range reachOf(k.facts, g.fns...).fns {
		if slices.ContainsFunc(fn.IR.Names, role.MatchString) && decides(fn, role) {
			return true
		}
	}
	return false
}

// decides tells whether a function does more with a role than to put it into what it
// makes: Person(id=row.id, role=row.role) lets everybody in.
func decides(fn *types.Func, role *rule.Pattern) bool {
	f := fn.IR
	kept := map[int32]bool{} // what goes into something that is made
	for i := range f.Instrs {
		in := &f.Instrs[i]
		if in.Op != ir.OpCall && in.Op != ir.OpDict {
			continue
		}
		making := in.Op == ir.OpDict || titled(lastName(place{fn, in.A}))
		for _, a := range f.ArgsOf(in) {
			if making {
				kept[a.Value] = true
			} else if a.Kind == ir.ArgNamed && role.MatchString(f.Names[a.Name]) {
				return true
			}
		}
	}
	for i := range f.Instrs {
		switch in := &f.Instrs[i]; in.Op {
		case ir.OpMember:
			if !kept[int32(i)] && role.MatchString(f.Names[in.B]) {
				return true
			}
		case ir.OpName:
			if !kept[int32(i)] && role.MatchString(f.Names[in.A]) {
				return true
			}
		}
	}
	return false
}

// handled gives the functions that a handler runs, and what its class runs before it, without those that tell who asks.
func (k *checker) handled(reg *registration) []*types.Func {
	seen := map[*types.Func]bool{}
	out := append([]*types.Func{reg.fn}, reg.before...)
	for n := 0; n < len(out) && n < maxReach; n++ {
		if seen[out[n]] {
			continue
		}
		seen[out[n]] = true
		for _, callee := range append(slices.Clone(k.facts(out[n]).Calls), out[n].Children...) {
			if !matches(k.rule.Route.Identity, callee.IR.Name) && callee.IR.Kind != ir.ClassBody && !seen[callee] {
				out = append(out, callee)
			}
		}
	}
	return out
}

// maxGiven bounds how far a number is handed on to whoever finds the record.
const maxGiven = 3

// given gives a function and those it hands parameters on to.
func (k *checker) given(fn *types.Func, params []int, depth int) []*types.Func {
	out := []*types.Func{fn}
	if depth >= maxGiven {
		return out
	}
	for i := range fn.IR.Instrs {
		in := &fn.IR.Instrs[i]
		if in.Op != ir.OpCall {
			continue
		}
		call := place{fn, int32(i)}
		callee := k.c.callee(call, in)
		if callee == nil || callee == fn {
			continue
		}
		var to []int
		for n := range callee.IR.Params {
			at := k.c.argument(call, callee, n)
			if at.ok() && slices.ContainsFunc(params, func(p int) bool { return isParam(fn, at.reg, p) }) {
				to = append(to, n)
			}
		}
		if len(to) > 0 {
			out = append(out, k.given(callee, to, depth+1)...)
		}
	}
	return out
}

// mentioned tells whether who asks, or the owner of a record, is looked at.
func (k *checker) mentioned(reg *registration, fns []*types.Func) bool {
	for _, fn := range fns {
		if k.ownerUsed(fn) || k.callerUsed(fn, fn == reg.fn) {
			return true
		}
	}
	return false
}

// ownerUsed: the column is compared, filtered by, or stands in the condition of a statement.
func (k *checker) ownerUsed(fn *types.Func) bool {
	f := fn.IR
	owner := k.rule.Route.Owner
	inCondition := func(statement string) bool {
		_, where, ok := strings.Cut(strings.ToLower(statement), "where")
		return ok && slices.ContainsFunc(wordsOf(where), owner.MatchString)
	}
	for i := range f.Instrs {
		switch in := &f.Instrs[i]; in.Op {
		case ir.OpFormat:
			if inCondition(inPieces(f, in)) {
				return true
			}
		case ir.OpCompare:
			if k.owns(readName(f, in.A)) || k.owns(readName(f, in.B)) {
				return true
			}
		case ir.OpCall:
			for _, a := range f.ArgsOf(in) {
				if a.Kind == ir.ArgNamed && k.owns(f.Names[a.Name]) {
					return true
				}
			}
			if _, keys := collection(fn, in); slices.ContainsFunc(keys, owner.MatchString) {
				return true
			}
		}
	}
	return slices.ContainsFunc(f.Consts, func(c ir.Const) bool { return len(c.Str) < 1<<12 && inCondition(c.Str) })
}

// inPieces gives the text of a statement with other text between its pieces; "" for all else.
func inPieces(f *ir.Func, in *ir.Instr) string {
	if in.Op != ir.OpFormat {
		return ""
	}
	args := f.ArgsOf(in)
	if len(args) < 2 || !inStatement.MatchString(constText(f, args[0].Value)) {
		return ""
	}
	var b strings.Builder
	for _, a := range args {
		if a.Kind != ir.ArgHole {
			b.WriteString(constText(f, a.Value))
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// owns: a column with an owner, or the object behind it: customer_id, customer.
func (k *checker) owns(name string) bool {
	return name != "" && (matches(k.rule.Route.Owner, name) || matches(k.rule.Route.Owner, name+"_id"))
}

func wordsOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' })
}

// callerUsed tells whether a function compares who asks, or hands it to another but a
// logger. That they are there at all may be asked.
func (k *checker) callerUsed(fn *types.Func, handler bool) bool {
	f := fn.IR
	is := make([]bool, len(f.Instrs)) // this is who asks, or made of it
	slots := make([]bool, len(f.Slots))
	if handler {
		k.callerParams(fn, slots)
	}
	for round := 0; round < 3; round++ { // through variables and loops
		for i := range f.Instrs {
			in := &f.Instrs[i]
			switch {
			case k.caller(fn, int32(i)), in.Op == ir.OpCall && matches(k.rule.Route.Identity, lastName(place{fn, in.A})):
				is[i] = true
			case in.Op == ir.OpLoad:
				is[i] = slots[in.A]
			case in.Op == ir.OpStore:
				is[i] = is[in.B]
				slots[in.A] = slots[in.A] || is[i]
			case (in.Op == ir.OpMember || in.Op == ir.OpIndex || in.Op == ir.OpAwait || in.Op == ir.OpAnnotate || in.Op == ir.OpCall) && in.A >= 0:
				is[i] = is[in.A]
			}
		}
	}
	told := func(reg int32) bool { return reg >= 0 && is[reg] }
	for i := range f.Instrs {
		in := &f.Instrs[i]
		switch in.Op {
		case ir.OpCompare:
			// That there is a caller at all is no question of whose a record is.
			if told(in.A) && !absent(f, in.B) || told(in.B) && !absent(f, in.A) && !k.is(fn, in.B, k.rule.Route.Kept) {
				return true
			}
		case ir.OpCall:
			if k.caller(fn, int32(i)) || matches(k.rule.Route.Noted, lastName(place{fn, in.A})) {
				continue
			}
			for _, a := range f.ArgsOf(in) {
				if told(a.Value) {
					return true
				}
			}
		case ir.OpReturn, ir.OpFormat, ir.OpList, ir.OpTuple, ir.OpDict:
			if in.Op == ir.OpReturn && told(in.A) && !handler {
				return true
			}
			if in.Op != ir.OpFormat && in.Op != ir.OpReturn && slices.ContainsFunc(f.ArgsOf(in), func(a ir.Arg) bool { return told(a.Value) }) {
				return true
			}
		}
	}
	return k.branches(f, is)
}

// absent: a value that a comparison for presence is made with.
func absent(f *ir.Func, reg int32) bool {
	in := &f.Instrs[reg]
	return in.Op == ir.OpConst && f.Consts[in.A].Kind == ir.ConstNone
}

// branches tells whether the way through a function depends on an attribute of who
// asks that is no question of presence: is_admin.
func (k *checker) branches(f *ir.Func, is []bool) bool {
	for b := range f.Blocks {
		c := f.Blocks[b].Cond
		if f.Blocks[b].Term != ir.Branch || c < 0 || !is[c] {
			continue
		}
		if in := &f.Instrs[c]; in.Op == ir.OpMember && matches(k.rule.Route.Role, f.Names[in.B]) {
			return true
		}
	}
	return false
}

// callerParams marks the parameters that a guard fills with who asks.
func (k *checker) callerParams(fn *types.Func, slots []bool) {
	r := k.rule.Route
	for i := range fn.IR.Params {
		p := &fn.IR.Params[i]
		if matches(r.Identity, "get_"+p.Name) {
			slots[p.Slot] = true
		}
		for _, call := range k.c.declared(fn, i) {
			s := k.c.symbol(call.arg(call.in().A))
			if s == nil || s.Injects == nil {
				continue
			}
			var g guard
			k.c.readGuard(k.c.operand(call, &s.Injects.Func), &g, 0)
			in := reachOf(k.facts, g.fns...)
			if g.facts&r.Needs != 0 || k.established(in) || slices.ContainsFunc(append(g.unknown, namesOf(g.fns)...), r.Identity.MatchString) || slices.ContainsFunc(g.unknown, r.Hint.MatchString) {
				slots[p.Slot] = true
			}
		}
	}
}

// inStatement finds the tables that a statement of a database reads or changes.
var inStatement = lazy.Trusted(`(?i)\b(?:from|update|join|into|table(?: if not exists)?)\s+["\x60]?(\w+)`)

// lookup finds where a record with an owner is read: its class outside a call that
// makes one, or a statement with a condition.
func (k *checker) lookup(fns []*types.Func) (place, bool) {
	owned := k.ownedNames()
	for _, fn := range fns {
		f := fn.IR
		for i := range f.Instrs {
			in := &f.Instrs[i]
			switch in.Op {
			case ir.OpName, ir.OpLoad:
				if name := lastName(place{fn, int32(i)}); owned[name] && !makes(f, int32(i)) && !names(f, int32(i)) {
					return place{fn, int32(i)}, true
				}
			case ir.OpMember:
				if name := f.Names[in.B]; owned[name] && titled(name) && !makes(f, int32(i)) {
					return place{fn, int32(i)}, true
				}
			case ir.OpCall:
				if name, keys := collection(fn, in); keys != nil && owned["table "+strings.ToLower(name)] {
					return place{fn, int32(i)}, true
				}
			case ir.OpConst:
				c := &f.Consts[in.A]
				if c.Kind != ir.ConstString || !strings.Contains(strings.ToLower(c.Str), "where") {
					continue
				}
				for _, t := range inStatement.FindAllStringSubmatch(c.Str, -1) {
					if owned["table "+strings.ToLower(t[1])] {
						return place{fn, int32(i)}, true
					}
				}
			}
		}
	}
	return nowhere, false
}

// makes tells whether a class is called by itself: it makes a record, it finds none.
func makes(f *ir.Func, reg int32) bool {
	return slices.ContainsFunc(f.Instrs, func(in ir.Instr) bool { return in.Op == ir.OpCall && in.A == reg })
}

// names tells whether a class is only asked for another one in it: Order.DoesNotExist.
func names(f *ir.Func, reg int32) (is bool) {
	for i := range f.Instrs {
		if in := &f.Instrs[i]; in.Op == ir.OpMember && in.A == reg {
			if is = titled(f.Names[in.B]); !is {
				return false
			}
		}
	}
	return is
}

func titled(name string) bool { return name != "" && unicode.IsUpper(rune(name[0])) }

// ownedNames gives the classes and tables that have a column with an owner: they declare
// it, or the program reads, fills or asks for it by their name.
func (k *checker) ownedNames() map[string]bool {
	if out := k.t.owned[k.rule]; out != nil {
		return out
	}
	out := map[string]bool{}
	owner := k.rule.Route.Owner
	for _, fn := range k.c.p.Funcs {
		f := fn.IR
		if f.Kind == ir.ClassBody && k.persistent(fn) && slices.ContainsFunc(f.Slots, k.owns) {
			out[f.Name] = true
		}
		for i := range f.Instrs {
			switch in := &f.Instrs[i]; in.Op {
			case ir.OpFormat:
				ownedTables(out, inPieces(f, in), owner)
			case ir.OpMember:
				// Note.owner_id, of a class that is not in sight.
				if matches(owner, f.Names[in.B]) {
					k.foreign(out, place{fn, in.A})
				}
			case ir.OpCall:
				for _, a := range f.ArgsOf(in) {
					if a.Kind == ir.ArgNamed && (tellsOwner(owner, f.Names[a.Name]) || k.ownedBy(fn, a)) {
						k.foreign(out, begins(place{fn, in.A}))
					}
				}
				if name, keys := collection(fn, in); slices.ContainsFunc(keys, owner.MatchString) {
					out["table "+strings.ToLower(name)] = true
				}
			}
		}
		for i := range f.Consts {
			if c := &f.Consts[i]; c.Kind == ir.ConstString {
				ownedTables(out, c.Str, owner)
			}
		}
	}
	k.t.owned[k.rule] = out
	return out
}

// ownedTables notes the tables of a statement that speaks of an owner.
func ownedTables(out map[string]bool, text string, owner *rule.Pattern) {
	if len(text) > 1<<14 || !strings.Contains(text, " ") {
		return
	}
	tables := inStatement.FindAllStringSubmatch(text, -1)
	if tables == nil || !slices.ContainsFunc(wordsOf(text), owner.MatchString) {
		return
	}
	if len(tables) == 1 {
		out["table "+strings.ToLower(tables[0][1])] = true
	} else {
		schema(out, text, owner)
	}
}

// tellsOwner tells whether a keyword of a query is about the owner, of what a record belongs to
// also: account__owner, project__team__id.
func tellsOwner(owner *rule.Pattern, name string) bool {
	pieces := strings.Split(name, "__")
	n := len(pieces) - 1
	if n > 0 && (pieces[n] == "id" || pieces[n] == "pk" || pieces[n] == "in") {
		n--
	}
	return matches(owner, pieces[n])
}

// ownedBy tells whether an argument asks for what belongs to whoever asks: patient__user=request.user.
func (k *checker) ownedBy(fn *types.Func, a ir.Arg) bool {
	name := fn.IR.Names[a.Name]
	return k.owns(strings.TrimLeft(name[max(0, strings.LastIndex(name, "__")):], "_")) && k.caller(fn, a.Value)
}

// collection reads a call on a part of something, with a dict that says which: the name
// of the part and the keys of the dict. db.orders.find_one({"_id": number})
func collection(fn *types.Func, in *ir.Instr) (name string, keys []string) {
	f := fn.IR
	m := &f.Instrs[in.A]
	if m.Op != ir.OpMember {
		return "", nil
	}
	switch base := &f.Instrs[m.A]; base.Op {
	case ir.OpMember:
		name = f.Names[base.B]
	case ir.OpIndex:
		name = constText(f, base.B)
	case ir.OpLoad, ir.OpName:
		name = lastName(place{fn, m.A})
	}
	if name == "" {
		return "", nil
	}
	for _, a := range f.ArgsOf(in) {
		if d := &f.Instrs[a.Value]; d.Op == ir.OpDict {
			for _, e := range f.ArgsOf(d) {
				keys = append(keys, constText(f, e.Key))
			}
		} else if d.Op == ir.OpLoad && strings.HasPrefix(f.Names[m.B], "insert") {
			keys = append(keys, keysPut(fn, d.A)...)
		}
	}
	return name, keys
}

// keysPut gives the keys that a document has which a function keeps in a variable: those it is made with, and those put
// into it one by one.
func keysPut(fn *types.Func, slot int32) (keys []string) {
	f := fn.IR
	for i := range f.Instrs {
		switch in := &f.Instrs[i]; in.Op {
		case ir.OpStore:
			if in.A != slot || in.B < 0 || f.Instrs[in.B].Op != ir.OpDict {
				continue
			}
			for _, e := range f.ArgsOf(&f.Instrs[in.B]) {
				if e.Kind != ir.ArgStarStar {
					keys = append(keys, constText(f, e.Key))
				}
			}
		case ir.OpSetIndex:
			if base := &f.Instrs[in.A]; base.Op == ir.OpLoad && base.A == slot {
				keys = append(keys, constText(f, in.B))
			}
		}
	}
	return keys
}

// schema reads a text with several statements, each for itself.
func schema(out map[string]bool, text string, owner *rule.Pattern) {
	for _, one := range strings.Split(text, ";") {
		if t := inStatement.FindStringSubmatch(one); t != nil && slices.ContainsFunc(wordsOf(one), owner.MatchString) {
			out["table "+strings.ToLower(t[1])] = true
		}
	}
}

// persistent: a class that declares columns by calls, as tables do, no shape of an answer.
func (k *checker) persistent(body *types.Func) bool {
	return slices.ContainsFunc(body.IR.Slots, func(s string) bool { return s == "__tablename__" }) ||
		slices.ContainsFunc(body.IR.Instrs, func(in ir.Instr) bool {
			if in.Op != ir.OpStore {
				return false
			}
			value := in.B
			if v := &body.IR.Instrs[value]; v.Op == ir.OpAnnotate {
				value = v.A
			}
			if value < 0 || body.IR.Instrs[value].Op != ir.OpCall {
				return false
			}
			name := lastName(place{body, value})
			return strings.HasSuffix(name, "olumn") || strings.HasSuffix(name, "Key") || strings.HasSuffix(name, "Field")
		})
}

// foreign notes a class that is used with an owner though its declaration is not in sight.
func (k *checker) foreign(out map[string]bool, at place) {
	if !at.ok() {
		return
	}
	if name := lastName(at); titled(name) && k.c.p.Reg(at.fn, at.reg).Kind != types.KindClass {
		out[name] = true
	}
}

// begins goes down a chain of calls and members to what it begins with: Note of
// Note.query.filter_by.
func begins(at place) place {
	for n := 0; n < 12 && at.ok(); n++ {
		switch in := at.in(); in.Op {
		case ir.OpMember, ir.OpCall:
			if in.Op == ir.OpMember && titled(at.fn.IR.Names[in.B]) {
				return at
			}
			if in.Op == ir.OpCall {
				// session.query(Note), select(Note)
				if args := at.fn.IR.ArgsOf(in); len(args) == 1 && titled(lastName(at.arg(args[0].Value))) {
					return at.arg(args[0].Value)
				}
			}
			at = at.arg(in.A)
		default:
			return at
		}
	}
	return nowhere
}
