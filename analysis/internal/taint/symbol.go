package taint

import (
	"slices"
	"strings"
	"unicode"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/lazy"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// callSymbol applies a model to a call. guess is how many guesses lie in taking
// the callee for this symbol.
func (e *evaluator) callSymbol(i int32, m *rule.Symbol, args *arguments, guess uint8) *value {
	r := &value{obj: -1, ref: e.result(m, args)}
	known := e.intrinsic(i, m.Intrinsic, args)
	switch m.Intrinsic {
	case "pair":
		known = e.pair(i, m, args)
	case "options.parse":
		known = e.parsed(i, m, args, false)
	case "options.known":
		known = e.parsed(i, m, args, true)
	}
	if known != nil {
		c := *known
		if r = &c; !r.ref.Known() {
			r.ref = e.result(m, args)
		}
	}
	if known == nil && m.Const != nil && !m.Const.Number {
		r.konst = constOf(m.Const) // tempfile.gettempdir()
	}
	e.sinks(i, m, args, guess)
	e.facts1(m)
	called := false // by a callback whose result is the result
	for k := range m.Calls {
		called = e.callback(i, &m.Calls[k], args, r) || called
	}
	if !m.Clean && !e.harmless(r.ref) {
		if known == nil && !called {
			e.passes(i, m, args, r)
			e.sanitize(i, m, args, r)
			e.pieces(m.Intrinsic, args, r)
		}
		if m.Class || m.Type == nil {
			r.flows = union(r.flows, e.guessed(e.sources(i, m, args.recv, args), guess))
		}
	}
	if !m.Clean && e.harmless(r.ref) {
		// A number does no harm, but it may be a secret.
		for _, f := range e.guessed(e.sources(i, m, args.recv, args), guess) {
			if f.adds&e.sv.chosen == 0 {
				f.cleared |= e.sv.guarded
				r.flows = union(r.flows, []flow{f})
			}
		}
	}
	if r.obj < 0 && r.ref.Kind == types.KindInstance && !e.textual(r.ref) && !e.harmless(r.ref) {
		r.obj = e.newObject(i, 14) // later calls may put something into it
	}
	e.poured(i, m, args)
	e.guards(m, args, r)
	e.remember(i, m, args, r)
	if m.Intrinsic == "path.join" {
		e.keepJoined(i, args, r)
	}
	e.tells(i, m, args)
	if m.Facts&e.sv.neverReturns != 0 {
		e.dead = true
	}
	return r
}

// effectsOf applies only what a model says a call or write does, not its result.
func (e *evaluator) effectsOf(i int32, m *rule.Symbol, args *arguments) {
	e.sinks(i, m, args, 0)
	e.facts1(m)
	e.tells(i, m, args)
}

func (e *evaluator) facts1(m *rule.Symbol) { e.sum.Facts.Facts |= m.Facts }

func (e *evaluator) guessed(fs []flow, guess uint8) []flow {
	if guess == 0 {
		return fs
	}
	return mapFlows(fs, func(f *flow) { f.guess = min(f.guess+guess, 3) })
}

// result is the type of a modelled call's result.
func (e *evaluator) result(m *rule.Symbol, args *arguments) types.Ref {
	var recv types.Ref
	if args.recv != nil {
		recv = args.recv.ref
	}
	if m.Named && recv.Kind == types.KindInstance {
		key := ""
		if v, _ := args.get(e, rule.Arg{Elem: rule.NoPos}); v != nil && v.konst != nil {
			key = v.konst.Str
		}
		return e.p.Named(recv, key)
	}
	return types.SymbolResult(m, recv, func(a rule.Arg) types.Ref {
		if v, _ := args.get(e, a); v != nil {
			return v.ref
		}
		return types.Ref{}
	})
}

// sources gives the flows that reading or calling a symbol starts.
func (e *evaluator) sources(i int32, m *rule.Symbol, recv *value, with ...*arguments) []flow {
	var out []flow
	for k := range m.Sources {
		s := &m.Sources[k]
		args := &arguments{recv: recv, recvReg: ir.None}
		if len(with) > 0 {
			args = with[0]
		} else if in := &e.f.Instrs[i]; in.Op == ir.OpMember {
			args.recvReg = in.A
		}
		if s.Arg != nil {
			continue
		}
		holds, nd := e.holds(s.When, args)
		if !holds {
			continue
		}
		if s.Labels == e.sv.in.Words.Detail && s.Labels != 0 && e.isDeveloped() {
			continue
		}
		labels := s.Labels | e.keyLabels(args)
		first := e.memo(stepKey{base: readMark, key: reading(i, m, args, len(with) > 0)}, &step{fn: e.fn, instr: i, kind: stepSource, note: s.As})
		at := first
		if first.instr != i {
			// The same text again: what is said of the one holds of the other, but here it is read.
			at = e.memo(stepKey{base: first, key: "@" + itoa(int64(i))}, &step{fn: e.fn, instr: i, kind: stepSource, note: s.As, same: first})
		}
		f := flow{org: origin{kind: fromSource, fn: e.fn.ID, id: first.instr}, adds: labels, cleared: s.Clears, guess: uint8(s.Guess), marks: exact, trace: at, need: nd}
		e.sum.Facts.Labels |= labels
		out = union(out, []flow{f})
	}
	return out
}

// poured: a source is written into an argument. The variable that was passed has
// its labels from here on.
func (e *evaluator) poured(i int32, m *rule.Symbol, args *arguments) {
	for k := range m.Sources {
		s := &m.Sources[k]
		if s.Arg == nil {
			continue
		}
		if holds, nd := e.holds(s.When, args); !holds || nd != nil {
			continue
		}
		args.each(e, *s.Arg, func(v *value, reg int32) {
			if s.Field != "" {
				if reg = e.toldTo(reg, s.Field); reg >= 0 {
					v = e.reg(reg)
				}
			}
			if reg < 0 || e.f.Instrs[reg].Op != ir.OpLoad {
				return
			}
			at := e.memo(stepKey{base: readMark, key: reading(i, m, args, true)}, &step{fn: e.fn, instr: i, kind: stepSource, note: s.As})
			c := *v
			c.konst = nil // it holds something else now
			c.flows = union(c.flows, []flow{{org: origin{kind: fromSource, fn: e.fn.ID, id: i}, adds: s.Labels, guess: uint8(s.Guess), marks: exact, trace: at}})
			e.sum.Facts.Labels |= s.Labels
			e.st.env[e.f.Instrs[reg].A] = &c
		})
	}
}

// reading names what is read: an attribute, or what a call gives for a constant
// key, is the same text each time; what other calls give (input()) is not.
func reading(i int32, m *rule.Symbol, args *arguments, call bool) string {
	key := keyText(args)
	if call && key == "" {
		key = "\x00" + itoa(int64(i))
	}
	return m.Name + "\x00" + key
}

// keyLabels: form.get("password") gives a password.
func (e *evaluator) keyLabels(args *arguments) Bits {
	if k := keyText(args); k != "" {
		return e.sv.naming(k)
	}
	return 0
}

func keyText(args *arguments) string {
	v := args.key
	if v == nil && len(args.pos) > 0 {
		v = args.pos[0]
	}
	if v == nil || v.konst == nil || v.konst.Kind != ir.ConstString {
		return ""
	}
	return v.konst.Str
}

// sinks records the flows that arrive at a symbol's sinks.
func (e *evaluator) sinks(i int32, m *rule.Symbol, args *arguments, guess uint8) {
	for k := range m.Sinks {
		s := &m.Sinks[k]
		if args.read && !s.Arg.Self {
			continue // it speaks of writes
		}
		if s.Itself() {
			e.itself(i, m, s, args, guess)
			continue
		}
		if e.sv.idleAt(s.Kind) {
			continue
		}
		args.each(e, s.Arg, func(v *value, reg int32) {
			fs, start := e.harmful(e.settled(v, e.st.valid), s.Context)
			switch {
			case 1<<s.Kind&e.sv.in.Words.Log != 0:
				fs = e.told(e.shown(e.settled(v, e.st.valid)), v, args)
			case v.obj >= 0:
				fs = union(fs, e.deep(v))
			}
			if len(fs) == 0 {
				return
			}
			e.judged = s
			holds, nd := e.holds(s.When, args)
			if e.judged = nil; !holds {
				return
			}
			for _, f := range fs {
				f.guess = min(f.guess+guess, 3)
				if f.need == nil {
					f.need = nd
				}
				e.reach(f, site{fn: e.fn, instr: i, arg: reg, sink: s, of: m, kind: s.Kind}, start)
			}
		})
	}
}

// passes carries taint through a modelled call.
func (e *evaluator) passes(i int32, m *rule.Symbol, args *arguments, r *value) {
	for k := range m.Passes {
		p := &m.Passes[k]
		if ok, _ := e.holds(p.When, args); !ok {
			continue
		}
		for _, from := range p.From {
			args.each(e, from, func(v *value, reg int32) {
				v = e.settled(v, e.st.valid)
				fs := e.content(v)
				if p.Context != "" {
					fs, _ = e.harmful(v, p.Context)
				}
				if len(fs) == 0 {
					return
				}
				e.carry(i, m, p, args, r, fs)
			})
		}
	}
}

func (e *evaluator) carry(i int32, m *rule.Symbol, p *rule.Pass, args *arguments, r *value, fs []flow) {
	out := mapFlows(fs, func(f *flow) {
		was := f.marks
		if p.Keeps != 0 {
			f.drop(^p.Keeps)
		}
		f.adds |= p.Adds
		f.cleared &^= p.Restores
		if p.Only != 0 {
			f.cleared |= ^p.Only
		}
		f.marks = 0
		if p.View != 0 {
			f.trace = &step{prev: f.trace, fn: e.fn, instr: i, kind: stepThrough, note: m.Last, view: p.View}
			f.marks = was&^(intact|alias) | exact
			if was&exact == 0 {
				f.trace.view = 0
			}
		}
		if f.org.kind != fromSource && p.Path != "" {
			f.org.path = below(f.org.path, p.Path)
		}
	})
	if p.Ret {
		r.flows = union(r.flows, out)
		return
	}
	args.each(e, p.To, func(to *value, reg int32) {
		if to.obj >= 0 {
			o := e.st.edit(to.obj)
			o.rest = mergeMaybe(o.rest, &value{obj: -1, flows: out}, nil, nil)
		}
		for _, f := range to.flows {
			if f.shared() {
				for _, g := range out {
					e.keepFlow(f.org, g)
				}
			}
		}
	})
}

// sanitize gives the result what a sanitizer leaves of its argument.
func (e *evaluator) sanitize(i int32, m *rule.Symbol, args *arguments, r *value) {
	for k := range m.Sanitizers {
		s := &m.Sanitizers[k]
		if ok, _ := e.holds(s.When, args); !ok {
			continue
		}
		args.each(e, s.Arg, func(v *value, reg int32) {
			fs := e.deep(e.settled(v, e.st.valid))
			var view Bits
			for j := range m.Passes {
				view |= m.Passes[j].View
			}
			out := mapFlows(fs, func(f *flow) {
				f.cleared |= s.Clears
				f.drop(s.Drops)
				f.marks = f.marks&exact | marks(s.Marks)
				if view == 0 {
					f.marks = marks(s.Marks)
				}
			})
			if len(m.Passes) > 0 {
				// The same way as a pass took it, made harmless.
				r.flows = mapFlows(r.flows, func(f *flow) {
					for _, o := range out {
						if o.org == f.org {
							f.cleared |= s.Clears
							f.drop(s.Drops)
							f.marks |= marks(s.Marks)
						}
					}
				})
				return
			}
			r.flows = union(r.flows, out)
			if r.parts == nil && s.Clears != 0 && s.Drops == 0 && v.parts != nil {
				r.parts = cleared(v.parts, s)
			}
		})
	}
}

// cleared keeps the shape of what a sanitizer took: an escaped string begins with
// the same literal text.
func cleared(parts []part, s *rule.Sanitizer) []part {
	out := append([]part(nil), parts...)
	for i := range out {
		if h := out[i].hole; h != nil && len(h.flows) > 0 {
			c := *h
			c.param = 0
			c.flows = mapFlows(h.flows, func(f *flow) { f.cleared |= s.Clears })
			out[i].hole = &c
		}
	}
	return out
}

// guards notes what the call's outcome says of its arguments.
func (e *evaluator) guards(m *rule.Symbol, args *arguments, r *value) {
	for k := range m.Guards {
		g := &m.Guards[k]
		e.judging = true
		ok, _ := e.holds(g.When, args)
		if e.judging = false; !ok {
			continue
		}
		args.each(e, g.Arg, func(v *value, reg int32) {
			add := having(e.settled(v, e.st.valid).flows, g.Clears, g.Drops, g.Needs)
			if len(add) == 0 {
				return
			}
			switch {
			case g.Raises:
				e.st.valid = withFacts(e.st.valid, add...)
				return
			case r.facts == nil:
				r.facts = &facts{}
			}
			if g.Outcome {
				r.facts.whenTrue = withFacts(r.facts.whenTrue, add...)
			} else {
				r.facts.whenFalse = withFacts(r.facts.whenFalse, add...)
			}
		})
	}
}

func (e *evaluator) remember(i int32, m *rule.Symbol, args *arguments, r *value) {
	if len(m.Remember) == 0 {
		return
	}
	for k := range m.Remember {
		rm := &m.Remember[k]
		v, _ := args.get(e, rm.Arg)
		if v == nil {
			continue
		}
		on := r
		if rm.On == "call" {
			continue
		}
		if rm.On == "self" {
			on = args.recv
		}
		if on == nil {
			continue
		}
		if on.obj < 0 {
			if on != r {
				e.noteLast(args.recvReg, rm.As, v)
				continue
			}
			if r.obj = e.newObject(i, 15); r.obj < 0 {
				continue
			}
			e.put(r.obj, &object{open: true})
		}
		o := e.st.edit(on.obj)
		for j := range o.saved {
			if o.saved[j].name == rm.As {
				o.saved[j].val = v
				v = nil
				break
			}
		}
		if v != nil {
			o.saved = append(o.saved, saved{rm.As, v})
		}
	}
}

// holds judges conditions on the arguments at hand; conditions on the text of a
// parameter, or on the labels it must have, are deferred to the callers.
func (e *evaluator) holds(cs []rule.Cond, args *arguments) (bool, *need) {
	var nd *need
	for k := range cs {
		ok, n := e.cond(&cs[k], args)
		if n != nil {
			n.next = nd
			nd = n
			continue
		}
		if !ok {
			return false, nil
		}
	}
	return true, nd
}

func (e *evaluator) cond(c *rule.Cond, args *arguments) (bool, *need) {
	if c.Arg.Under != "" || len(c.Thing) > 0 || c.Says != nil || c.Bits != 0 || c.Below != 0 {
		w := weighing{e: e, args: args}
		return w.all([]rule.Cond{*c}) && w.need == nil, nil
	}
	v, reg := args.get(e, c.Arg)
	if c.Attr != "" && v != nil {
		v = e.ofClass(v, c.Attr)
	}
	if c.Absent {
		return (v == nil) != c.Not, nil
	}
	if v == nil {
		return c.Not, nil
	}
	if c.Field != "" {
		kept := e.remembered(v, c.Field)
		if kept == nil {
			kept = e.lastNoted(reg, c.Field)
		}
		if h := e.maker(e.fn, reg, 0); kept == nil && h != nil {
			kept, _ = e.keptBy(h, c.Field)
		}
		if v = kept; v == nil {
			return c.Not, nil
		}
	}
	if c.Text != nil || c.Slow != "" {
		ok, p, path := e.textCond(c, v)
		if p > 0 {
			return false, &need{param: p - 1, path: path, cond: c}
		}
		return ok, nil
	}
	if c.Shape == declaration {
		return e.isDeclaration(reg) != c.Not, nil
	}
	if c.Shape != "" && v.param > 0 && !v.ref.Known() {
		return false, &need{param: v.param - 1, cond: c}
	}
	if c.Labels != 0 && !c.Not && !e.carries(c, v) {
		if p, path := e.paramOf(v); p > 0 {
			return false, &need{param: p - 1, path: path, cond: c}
		}
	}
	if c.Labels != 0 && c.Not && e.judged != nil && e.judged.Arg != c.Arg && e.labels(v)&c.Labels == 0 {
		if p, path := e.paramOf(v); p > 0 {
			return false, &need{param: p - 1, path: path, cond: c}
		}
	}
	return e.plain(c, v, reg) != c.Not, nil
}

// ofClass gives what the class of a value declares under a name; nil for nothing.
func (e *evaluator) ofClass(v *value, path string) *value {
	if v.ref.Class == nil {
		return nil
	}
	ref, k, ok := e.p.Declared(v.ref.Class, path)
	if !ok {
		return nil
	}
	return &value{obj: -1, ref: ref, konst: k}
}

// paramOf names the parameter (plus one) that a value's text comes from, 0 for none.
func (e *evaluator) paramOf(v *value) (param int32, path string) {
	for _, f := range e.deep(v) {
		if f.org.kind == fromParam {
			return f.org.id + 1, f.org.path
		}
	}
	return 0, ""
}

// deferred judges a condition that waited for the caller's argument.
func (e *evaluator) deferred(c *rule.Cond, v *value) (ok bool, param int32, path string) {
	if c.Text != nil || c.Slow != "" {
		return e.textCond(c, v)
	}
	if c.Shape != "" {
		if v.param > 0 && !v.ref.Known() {
			return false, v.param, ""
		}
		return e.plain(c, v, ir.None) != c.Not, 0, ""
	}
	if e.carries(c, v) {
		return !c.Not, 0, ""
	}
	param, path = e.paramOf(v)
	return c.Not, param, path
}

func (e *evaluator) remembered(v *value, name string) *value {
	if o := e.st.object(v.obj); o != nil {
		for _, s := range o.saved {
			if s.name == name {
				return s.val
			}
		}
	}
	if v.home != nil {
		return e.rememberedAt(v.home, name)
	}
	return nil
}

// rememberedAt asks the call that makes a shared variable's value, where its
// argument is a constant: PATTERN = re.compile("...") at the top of a module.
func (e *evaluator) rememberedAt(h *home, name string) *value {
	in := &h.fn.IR.Instrs[h.reg]
	if in.Op != ir.OpCall {
		return nil
	}
	r := e.p.Reg(h.fn, in.A)
	if r.Kind != types.KindSymbol {
		return nil
	}
	for k := range r.Sym.Remember {
		rm := &r.Sym.Remember[k]
		if rm.As != name || rm.On != "return" {
			continue
		}
		for n, a := range h.fn.IR.ArgsOf(in) {
			named := a.Kind == ir.ArgNamed && h.fn.IR.Names[a.Name] == rm.Arg.Name
			if !named && (a.Kind != ir.ArgPos || n != rm.Arg.Pos) {
				continue
			}
			if c := &h.fn.IR.Instrs[a.Value]; c.Op == ir.OpConst {
				return &value{obj: -1, konst: &h.fn.IR.Consts[c.A]}
			}
		}
	}
	return nil
}

func (e *evaluator) plain(c *rule.Cond, v *value, reg int32) bool {
	if c.Is != nil && !isLiteral(v.konst, *c.Is) {
		return false
	}
	if c.Literal && v.konst == nil {
		return false
	}
	if c.Shape != "" && !e.hasShape(v, c.Shape) {
		return false
	}
	if c.Named != 0 && e.naming(reg)&c.Named == 0 && e.labels(v)&c.Named == 0 {
		return false
	}
	if c.Kept != 0 && e.keptAs(reg)&c.Kept == 0 {
		return false
	}
	if c.Labels != 0 && !e.carries(c, v) {
		return false
	}
	if c.Class != 0 && !e.classNamed(v, c.Class) {
		return false
	}
	if c.Called != nil && !e.isCalled(v.ref.Class, c.Called) && (v.ref.Kind != types.KindSymbol || !v.ref.Sym.Class || !c.Called.MatchString(v.ref.Sym.Last)) {
		return false
	}
	if c.Unseen != nil && !e.isUnseen(v, reg, c.Unseen) {
		return false
	}
	if c.Clean && !e.harmlessClass(v, 0) {
		return false
	}
	return len(c.Unread) == 0 || e.unread(reg, c.Unread, 0)
}

// harmlessClass: the value is a class, or a tuple of classes, whose instances
// cannot hold harmful text.
func (e *evaluator) harmlessClass(v *value, depth int) bool {
	if o := e.st.object(v.obj); o != nil && o.isList {
		for _, el := range o.list {
			if depth > maxConversions || !e.harmlessClass(el, depth+1) { // a list may hold itself
				return false
			}
		}
		return len(o.list) > 0
	}
	return v.ref.Kind == types.KindSymbol && e.harmless(types.Instance(v.ref.Sym)) ||
		v.ref.Kind == types.KindClass && e.harmless(types.Ref{Kind: types.KindObject, Class: v.ref.Class})
}

// classNamed: the class (or the class of the instance) or one it derives from
// declares an attribute whose name carries one of the labels.
func (e *evaluator) classNamed(v *value, labels Bits) bool {
	return v.ref.Class != nil && e.declares(v.ref.Class, labels, 0) || v.ref.Beside != nil && e.declares(v.ref.Beside, labels, 0) ||
		v.ref.Class == nil && v.ref.Sym != nil && e.modelDeclares(v.ref.Sym, labels, 0)
}

// modelDeclares: the model of a class, or of one it derives from, names such an attribute.
func (e *evaluator) modelDeclares(s *rule.Symbol, labels Bits, depth int) bool {
	for name, kid := range s.Kids {
		if kid.Type != nil && e.sv.naming(name)&labels != 0 && !e.harmless(types.Instance(kid.Type)) {
			return true
		}
	}
	if s.Element != nil && depth < 8 && e.modelDeclares(s.Element, labels, depth+1) {
		return true // a collection of such
	}
	return depth < 8 && slices.ContainsFunc(s.Bases, func(b *rule.Symbol) bool { return e.modelDeclares(b, labels, depth+1) })
}

// isUnseen matches the name of something that comes from a file that is not in sight.
func (e *evaluator) isUnseen(v *value, reg int32, pattern *lazy.Regexp) bool {
	return (v.ref.Kind == types.KindForeign || !v.ref.Known()) && reg >= 0 && pattern.MatchString(e.lastName(reg))
}

// isCalled matches the name of a class, and what it says of itself in texts whose
// names begin and end in underscores.
func (e *evaluator) isCalled(c *types.Class, pattern *lazy.Regexp) bool {
	if c == nil {
		return false
	}
	if pattern.MatchString(c.Name) {
		return true
	}
	for name := range c.Attrs() {
		if strings.HasPrefix(name, "__") {
			if k := c.Const(name); k != nil && pattern.MatchString(k.Str) {
				return true
			}
		}
	}
	return false
}

func (e *evaluator) declares(c *types.Class, labels Bits, depth int) bool {
	for name := range c.Attrs() {
		if names := e.sv.p.View.Naming(name) & labels; names&e.sv.in.Words.Owner != 0 || names != 0 && !e.harmless(e.p.Attr(c, name)) {
			return true
		}
	}
	for _, b := range e.p.Bases(c) {
		if b.Kind == types.KindClass && depth < 8 && e.declares(b.Class, labels, depth+1) || b.Kind == types.KindSymbol && e.modelDeclares(b.Sym, labels, 0) {
			return true
		}
	}
	return false
}

// carries tells whether a value has one of the labels of a condition. What is hardly so makes no harm likely, but may
// make it unlikely.
func (e *evaluator) carries(c *rule.Cond, v *value) bool {
	if v != nil && v.home != nil && e.readAt(v.home)&c.Labels != 0 {
		return true
	}
	for _, f := range e.deep(v) {
		if f.adds&c.Labels != 0 && (c.Not || f.guess < 2) {
			return true
		}
	}
	return false
}

// readAt gives the labels of what is read where a shared variable gets its only value: what flows
// out of the variable is not known yet.
func (e *evaluator) readAt(h *home) (b Bits) {
	in := &h.fn.IR.Instrs[h.reg]
	if in.Op == ir.OpAnnotate && in.A >= 0 {
		in = &h.fn.IR.Instrs[in.A]
	}
	var s *rule.Symbol
	switch in.Op {
	case ir.OpIndex:
		s = e.p.Reg(h.fn, in.A).Sym.Member("__getitem__")
	case ir.OpCall:
		s = e.p.Reg(h.fn, in.A).Sym
	}
	if s == nil {
		return 0
	}
	for i := range s.Sources {
		if len(s.Sources[i].When) == 0 {
			b |= s.Sources[i].Labels
		}
	}
	return b
}

func (e *evaluator) labels(v *value) Bits {
	var b Bits
	for _, f := range e.deep(v) {
		b |= f.adds
	}
	return b
}

func (e *evaluator) hasShape(v *value, shape string) bool {
	switch shape {
	case "string":
		return v.shaped() || e.textual(v.ref)
	case "list":
		return v.ref == e.sv.collRef(ir.OpList) || v.ref == e.sv.collRef(ir.OpTuple) || v.ref.List
	case "dict":
		return v.ref == e.sv.collRef(ir.OpDict)
	case "packed":
		return v.written() != nil
	case "stream":
		return v.ref.Kind == types.KindInstance && !v.ref.List && v.ref.Sym.Member("read") != nil
	case "number":
		return v.konst != nil && (v.konst.Kind == ir.ConstInt || v.konst.Kind == ir.ConstFloat)
	}
	return false
}

// declaration is the shape of what isDeclaration tells.
const declaration = "declaration"

// isDeclaration tells whether a register reads an attribute of a class itself: in a
// condition of a query that stands for all values of a column.
func (e *evaluator) isDeclaration(reg int32) bool {
	if reg < 0 || e.f.Instrs[reg].Op != ir.OpMember {
		return false
	}
	if attr := e.f.Names[e.f.Instrs[reg].B]; strings.ToUpper(attr) == attr {
		return false // a constant
	}
	base := e.f.Instrs[reg].A
	switch r := e.reg(base).ref; {
	case r.Kind == types.KindClass:
		return len(e.p.Bases(r.Class)) > 0
	case r.Resolved() && r.Kind != types.KindForeign:
		return false
	}
	name := e.lastName(base) // as far as its name tells
	return name != "" && unicode.IsUpper(rune(name[0])) && strings.ToUpper(name) != name
}

// isLiteral compares a constant with one written as in the source language.
func isLiteral(k *ir.Const, want string) bool {
	if k == nil {
		return false
	}
	switch k.Kind {
	case ir.ConstNone:
		return want == "None"
	case ir.ConstString:
		return len(want) >= 2 && (want[0] == '\'' || want[0] == '"') && want[1:len(want)-1] == k.Str
	}
	s, ok := constText(k)
	return ok && s == want
}

// callback runs a function that is passed to a modelled call; it tells whether
// the function is known and its result becomes that of the call.
func (e *evaluator) callback(i int32, c *rule.Callback, args *arguments, r *value) bool {
	fn, _ := args.get(e, c.Func)
	if fn == nil {
		return false
	}
	pass, dead := e.handedOn(c, args), e.dead
	var v *value
	switch {
	case fn.ref.Kind == types.KindFunc, fn.ref.Kind == types.KindBound:
		if f := fn.ref.Func; c.Func.Self {
			// What is called by its own method gets the keywords of that call.
			if !f.IsMethod() && len(f.IR.Params) > 0 && f.IR.Params[0].Name == "self" {
				pass.pos, pass.regs = append([]*value{unknown}, pass.pos...), append([]int32{ir.None}, pass.regs...)
			}
			pass.names, pass.named, pass.namedReg = args.names, args.named, args.namedReg
		}
		v = e.callFunc(fn.ref.Func, fn, pass, i)
	case fn.ref.Kind == types.KindSymbol:
		v = e.callSymbol(i, fn.ref.Sym, pass.unbound(fn.ref.Sym), 0)
	case len(fn.may) > 0:
		v = e.callChoices(i, fn, pass, ir.None)
	default:
		return false
	}
	if !c.Same {
		e.dead = dead // it runs at another time, or for each of several
	}
	switch {
	case c.Same && v != nil && r.obj < 0 && len(r.flows) == 0:
		*r = *v
	case c.Ret:
		r.flows = union(r.flows, e.deep(v))
	}
	return c.Ret
}

// handedOn gives what a modelled call passes to a function that it was given.
func (e *evaluator) handedOn(c *rule.Callback, args *arguments) *arguments {
	pass, from := &arguments{recvReg: ir.None, valueReg: ir.None, more: true}, args
	if c.Keys {
		pass.names, pass.named, pass.namedReg = args.names, args.named, args.namedReg
		pass.star, pass.spread, pass.spreadReg = args.spread, args.spread, args.spreadReg
		bare := *args
		bare.star = slices.DeleteFunc(slices.Clone(args.star), func(v *value) bool { return slices.Contains(args.spread, v) })
		from = &bare
	}
	for _, w := range c.With {
		from.each(e, w, func(v *value, reg int32) {
			pass.pos, pass.regs = append(pass.pos, v), append(pass.regs, reg)
		})
	}
	return pass
}
