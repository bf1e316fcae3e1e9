package route

import (
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// Nothing in a handler tells that it is for some people only. What others beside
// it demand does: those of the same router or file, those of the same thing most.
// A path that speaks of administration needs no neighbours.

// judgement is the question whether a handler has what a rule needs.
type judgement struct {
	rule *rule.Rule
	h    *Handler
}

// showing is the question whether the code of a function shows it.
type showing struct {
	rule *rule.Rule
	fn   *types.Func
}

// judged tells whether a handler is one of those that the rule looks at: it is
// privileged, it changes something, or it reads what the rule names.
func (k *checker) judged(m *meant, reg *registration) bool {
	r := k.rule.Route
	if !k.does(reg.fn) {
		return false
	}
	m.methods = methodsOf(reg)
	if k.privileged(m) {
		return true
	}
	if matches(r.Public, m.path) || matches(r.Public, m.name) {
		return false
	}
	if r.Joins != 0 && k.touches(r.Joins) {
		return false
	}
	return k.changes(reg) || matches(r.Match, m.path) || matches(r.Name, m.name)
}

func (k *checker) privileged(m *meant) bool {
	r := k.rule.Route
	return matches(r.Privileged, m.methods+" "+m.path) || matches(r.Privileged, m.name) || k.always(m)
}

func (k *checker) always(m *meant) bool {
	r := k.rule.Route
	return matches(r.Always, m.path) || matches(r.Always, m.name)
}

func (k *checker) changes(reg *registration) bool {
	return len(reg.methods) > 0 && overlap(k.rule.Route.Methods, reg.methods)
}

// does tells whether a handler does more than show a page that is always the same.
func (k *checker) does(fn *types.Func) bool {
	for i := range fn.IR.Instrs {
		in := &fn.IR.Instrs[i]
		switch in.Op {
		case ir.OpSetIndex, ir.OpDelIndex, ir.OpSetMember, ir.OpDelMember, ir.OpSetName:
			return true
		case ir.OpCall:
			if s := k.c.symbol(place{fn, in.A}); s == nil || s.ReplyOf() == nil {
				return true
			}
		case ir.OpName:
			if r := k.c.p.Reg(fn, int32(i)); r.Kind == types.KindUnknown || r.Kind == types.KindInstance || r.Kind == types.KindObject {
				if owner, _ := fn.Free(fn.IR.Names[in.A]); owner != nil {
					return true
				}
			}
		}
	}
	return false
}

// neighbours are the handlers of the same router or file, as one rule sees them.
type neighbours struct {
	guarded, open int           // of those that change something
	asks, lets    int           // of all of them
	same, any     *registration // a guarded one of the same thing, and any
	changes       bool          // the handler itself changes something
	adds          bool          // it adds one to all there are: what everybody may do, sometimes
	acts          bool          // it makes a machine do something
	users         *registration // what tells that the program knows its users
}

func (k *checker) neighbours(reg *registration, m *meant) neighbours {
	stem := stemOf(reg.route.Handling, m.path)
	n := neighbours{changes: k.changes(reg), acts: slices.Contains(acts, lastPiece(m.path))}
	n.adds = !n.acts && m.methods == "POST" && strings.TrimSuffix(m.path, "/") == stem
	var last *Handler // of each handler one registration counts
	peers := k.peers()
	for i := range peers {
		p := &peers[i]
		if p.users {
			n.users = p.reg
		}
		if p.h != k.h && p.h != last && near(reg, p.reg) {
			last = p.h
			k.add(&n, p, stem)
		}
	}
	return n
}

// peer is a registration as one rule sees it beside another.
type peer struct {
	h       *Handler
	reg     *registration
	stem    string
	public  bool // it is for everybody: a login that refuses a password guards nothing
	changes bool
	users   bool // its path tells that the program knows its users

	asked, outer bool // whether something around it has what the rule needs, once asked
}

func (k *checker) peers() []peer {
	out, known := k.t.peers[k.rule]
	if !known {
		r := k.rule.Route
		for _, h := range k.t.Handlers {
			other := checker{t: k.t, c: k.c, rule: k.rule, facts: k.facts, h: h}
			joins := r.Joins != 0 && other.touches(r.Joins)
			for _, reg := range h.regs {
				path := k.c.chains(reg)[0].path
				out = append(out, peer{
					h: h, reg: reg, stem: stemOf(reg.route.Handling, path), changes: k.changes(reg), users: matches(r.Users, path),
					public: joins || matches(r.Unless, path) || matches(r.Unless, reg.name) || matches(r.Public, path) || matches(r.Public, reg.name),
				})
			}
		}
		k.t.peers[k.rule] = out
	}
	return out
}

func (k *checker) add(n *neighbours, p *peer, stem string) {
	guarded := k.guards(p.h)
	if p.public && (!guarded || !k.outer(p)) {
		return // a login that refuses a password
	}
	if guarded {
		n.asks++
	} else {
		n.lets++
	}
	switch {
	case guarded && (p.changes || len(p.reg.methods) == 0):
		n.guarded++
	case p.changes:
		n.open++
	}
	if !guarded {
		return
	}
	if n.any == nil {
		n.any = p.reg
	}
	if n.same == nil && stem != "/" && p.stem == stem {
		n.same = p.reg
	}
}

// near: at the same router, or in the same file.
func near(a, b *registration) bool {
	return a.fn.Module == b.fn.Module || slices.ContainsFunc(a.router, func(r *router) bool { return slices.Contains(b.router, r) })
}

// guards tells whether a handler has what the rule needs.
func (k *checker) guards(h *Handler) bool {
	q := judgement{k.rule, h}
	is, known := k.t.guarded[q]
	if !known {
		other := checker{t: k.t, c: k.c, rule: k.rule, facts: k.facts, h: h}
		for _, reg := range h.regs {
			for _, ch := range k.c.chains(reg) {
				if _, open := other.lacks(reg, &ch); !open {
					is = true
				}
			}
		}
		k.t.guarded[q] = is
	}
	return is
}

// outer tells whether it is something around a handler that has what the rule needs: its code
// may refuse a password, a guard is there on purpose.
func (k *checker) outer(p *peer) bool {
	if !p.asked {
		p.asked, p.outer = true, k.guardedAround(p)
	}
	return p.outer
}

func (k *checker) guardedAround(p *peer) bool {
	other := checker{t: k.t, c: k.c, rule: k.rule, facts: k.facts, h: p.h}
	var g guard
	k.c.dependencies(p.reg.fn, &g, 0)
	list := append(slices.Clone(p.reg.guards), p.reg.listed...)
	for _, ch := range k.c.chains(p.reg) {
		list = append(list, ch.listed...)
	}
	_, open := other.around(list)
	return !open || g.facts&k.rule.Route.Needs != 0 || other.established(reachOf(k.facts, g.fns...))
}

// guesses weighs what the neighbours tell; false when they tell nothing.
func (n *neighbours) guesses(k *checker, m *meant) (int, bool) {
	switch {
	case k.privileged(m):
		return 1, n.any != nil || n.users != nil || k.always(m)
	case n.any == nil:
		return 0, false
	case n.adds && n.guarded > n.open+1, n.changes && !n.adds && (n.same != nil || n.guarded > n.open || n.asks > 1 && n.lets == 0):
		return 1, true
	case n.changes && n.acts && n.asks > 0 && n.lets == 0:
		return 1, true
	case n.changes:
		return 2, true
	}
	return 1, n.same != nil
}

// steps shows the neighbour that counts.
func (n *neighbours) steps(k *checker) []Step {
	seen, says := n.same, " asks who calls"
	if seen == nil {
		seen = n.any
	}
	if seen == nil {
		seen, says = n.users, " shows that the program knows its users"
	}
	if seen == nil {
		return nil
	}
	what := titleOf(seen, k.c.chains(seen)[0].path)
	return []Step{{Fn: seen.at.fn, Instr: seen.at.reg, Text: what + says}}
}

// stemOf gives what a path is about: the pieces before its first parameter, without
// the verb that some end in.
func stemOf(h *rule.Handling, path string) string {
	var out []string
	for _, piece := range strings.Split(strings.Trim(path, "/"), "/") {
		if h.Converter != nil && h.Converter.MatchString(piece) {
			break
		}
		out = append(out, piece)
	}
	if n := len(out); n > 1 && slices.Contains(deeds, strings.ToLower(out[n-1])) {
		out = out[:n-1]
	}
	return "/" + strings.Join(out, "/")
}

// deeds are pieces of paths that name what is done, not to what.
var deeds = []string{"create", "new", "add", "update", "edit", "delete", "remove", "list", "all", "bulk", "import", "export"}

// acts are pieces of paths that name what a machine is made to do, which adds nothing to anything.
var acts = []string{"switch", "toggle", "power", "reboot", "restart", "shutdown", "unlock", "deploy", "redeploy", "rollback", "execute", "trigger", "reload", "purge", "wipe", "flush", "broadcast"}

func lastPiece(path string) string {
	path = strings.ToLower(strings.Trim(path, "/"))
	return path[strings.LastIndexByte(path, '/')+1:]
}
