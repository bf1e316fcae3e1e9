package route

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"

	"underpin/analysis/internal/bug"
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// Check judges every handler that is asked for by the rules of kind route, jobs rules at a time. At most
// one finding a rule and handler; in order of handlers, then of rules. facts is asked by one at a time. The error is a bug's.
func Check(t *Table, rules []*rule.Rule, asked func(*types.Func) bool, facts func(*types.Func) types.FuncFacts, jobs int) ([]Finding, error) {
	rules = slices.DeleteFunc(slices.Clone(rules), func(r *rule.Rule) bool { return r.Route == nil })
	var mu sync.Mutex
	one := func(f *types.Func) types.FuncFacts {
		mu.Lock()
		defer mu.Unlock()
		return facts(f)
	}
	found := make([][]Finding, (len(t.Handlers)+1)*len(rules))
	var next atomic.Int64
	var wg sync.WaitGroup
	errs := make([]error, min(jobs, len(rules)))
	for w := range errs {
		own := t.copy()
		wg.Go(func() {
			defer bug.Recover(&errs[w])
			for n := int(next.Add(1)) - 1; n < len(rules); n = int(next.Add(1)) - 1 {
				for i, h := range own.Handlers {
					if !asked(h.Func) {
						continue
					}
					k := checker{t: own, c: own.c, rule: rules[n], facts: one, h: h}
					if f, ok := k.handler(); ok {
						found[i*len(rules)+n] = []Finding{f}
					}
				}
				if rules[n].Route.Owner != nil {
					k := checker{t: own, c: own.c, rule: rules[n], facts: one}
					found[len(own.Handlers)*len(rules)+n] = slices.DeleteFunc(k.openFinders(), func(f Finding) bool { return !asked(f.Fn) })
				}
			}
		})
	}
	wg.Wait()
	return once(slices.Concat(found...)), errors.Join(errs...)
}

// once leaves the first of several findings at one place: of a helper that many handlers use.
func once(found []Finding) []Finding {
	type spot struct {
		rule  *rule.Rule
		fn    *types.Func
		instr int32
	}
	seen := map[spot]bool{}
	return slices.DeleteFunc(found, func(f Finding) bool {
		s := spot{f.Rule, f.Fn, f.Instr}
		again := f.Instr >= 0 && seen[s]
		seen[s] = true
		return again
	})
}

// checker judges one handler by one rule.
type checker struct {
	t     *Table
	c     *collector
	rule  *rule.Rule
	facts func(*types.Func) types.FuncFacts
	h     *Handler
}

func (k *checker) handler() (Finding, bool) {
	if k.rule.Route.Owner != nil {
		return k.unowned()
	}
	for _, reg := range k.h.regs {
		if reg.inner {
			continue
		}
		m, guesses, open := k.registration(reg)
		if !open {
			continue
		}
		var seen []Step
		if k.rule.Route.Privileged != nil {
			n := k.neighbours(reg, m)
			g, ok := n.guesses(k, m)
			if !ok {
				continue
			}
			guesses, seen = max(guesses, g), n.steps(k)
		}
		return k.finding(reg, m, guesses, seen)
	}
	return Finding{}, false
}

// registration judges every way from a handler outwards. One way that is guarded
// speaks for all: the others belong to tests and tools mostly.
func (k *checker) registration(reg *registration) (first *meant, guesses int, open bool) {
	for _, ch := range k.c.chains(reg) {
		m := meant{rule: k.rule.Route, path: ch.path, name: reg.name}
		if !k.means(&m, reg) {
			continue
		}
		g, lacking := k.lacks(reg, &ch)
		if !lacking {
			return nil, 0, false
		}
		if first == nil || g < guesses {
			first, guesses = &m, g
		}
	}
	return first, guesses, first != nil
}

// meant tells whether a rule speaks of a path.
type meant struct {
	rule       *rule.RouteRule
	path, name string
	methods    string // as they are written before a path: "GET, POST"
}

// means asks for another path: of a template, of an address; an endpoint's name too.
func (m *meant) means(path string) bool {
	if matches(m.rule.Unless, path) {
		return false
	}
	if matches(m.rule.Match, slashed(path)) {
		return true
	}
	last := path[strings.LastIndexAny(path, "./")+1:]
	return last != "" && (matches(m.rule.Name, last) || last == m.name)
}

func matches(re *rule.Pattern, s string) bool { return re != nil && s != "" && re.MatchString(s) }

// handlerName is the function's name; a view's is that of its class, in the same style.
func handlerName(reg *registration) string {
	if reg.class == nil {
		return reg.fn.IR.Name
	}
	return snake(reg.class.Name)
}

// snake writes ShopView as shop_view.
func snake(name string) string {
	var b strings.Builder
	for i, ch := range name {
		if unicode.IsUpper(ch) && i > 0 {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(ch))
	}
	return b.String()
}

// means tells whether the rule speaks of a registration, cheapest question first.
func (k *checker) means(m *meant, reg *registration) bool {
	r := k.rule.Route
	if matches(r.Unless, m.path) || matches(r.Unless, m.name) {
		return false
	}
	if r.Privileged != nil {
		return k.judged(m, reg)
	}
	linked := matches(r.Links, m.path)
	named := linked || matches(r.Match, m.path) || matches(r.Name, m.name) || k.beside(m)
	if !named && !k.calls() && (r.Facts == 0 || k.alone().facts&r.Facts == 0) {
		return false
	}
	if !linked && !overlap(r.Methods, reg.methods) && (r.Reads == 0 || !k.touches(r.Reads)) {
		return false
	}
	return r.If == 0 || k.touches(r.If)
}

// beside tells whether a handler is one of those that say only together with something else that they are meant.
func (k *checker) beside(m *meant) bool {
	r := k.rule.Route
	if !matches(r.Beside, m.path) && !matches(r.Beside, m.name) {
		return false
	}
	f := k.h.Func.IR
	says := func(name string) bool { return matches(r.Says, "."+name) }
	if slices.ContainsFunc(f.Names, says) || slices.ContainsFunc(f.Slots, says) ||
		slices.ContainsFunc(f.Consts, func(c ir.Const) bool { return c.Kind == ir.ConstString && matches(r.Says, c.Str) }) {
		return true
	}
	return r.Shown != 0 && slices.ContainsFunc(k.t.Handlers, func(h *Handler) bool {
		other := checker{t: k.t, c: k.c, rule: k.rule, facts: k.facts, h: h}
		return h != k.h && other.reach().facts&r.Shown != 0
	})
}

// calls tells whether the handler's own code calls something whose name tells that it is meant.
func (k *checker) calls() bool {
	want := k.rule.Route.Calls
	if want == nil {
		return false
	}
	f := k.h.Func
	for i := range f.IR.Instrs {
		if in := &f.IR.Instrs[i]; in.Op == ir.OpCall && matches(want, spelled(f.IR, in.A)) {
			return true
		}
	}
	return false
}

func overlap(want, have []string) bool {
	if len(want) == 0 || len(have) == 0 {
		return true
	}
	for _, h := range have {
		if slices.Contains(want, h) {
			return true
		}
	}
	return false
}

// reach is what the handler, its dependencies and all they call do.
func (k *checker) reach() *reach {
	body := k.t.bodies[k.h]
	if body == nil {
		var g guard
		k.c.dependencies(k.h.Func, &g, 0)
		body = reachOf(k.facts, append([]*types.Func{k.h.Func}, g.fns...)...)
		body.facts |= g.facts
		body.names = append(body.names, g.unknown...)
		body.asked = namesOf(g.fns)
		k.t.bodies[k.h] = body
	}
	return body
}

// alone is what the handler and all that it calls do, without its dependencies: these stand before many handlers.
func (k *checker) alone() *reach {
	alone := k.t.alone[k.h]
	if alone == nil {
		var g guard
		k.c.dependencies(k.h.Func, &g, 0)
		alone = reachOf(func(f *types.Func) types.FuncFacts {
			facts := k.facts(f)
			if f == k.h.Func {
				facts.Calls = slices.DeleteFunc(slices.Clone(facts.Calls), func(c *types.Func) bool { return slices.Contains(g.fns, c) })
			}
			return facts
		}, k.h.Func)
		k.t.alone[k.h] = alone
	}
	return alone
}

func namesOf(fns []*types.Func) []string {
	var out []string
	for _, f := range fns {
		out = append(out, f.IR.Name)
	}
	return out
}

// lacks tells whether nothing around or in the handler establishes what the rule
// needs, and how many guesses lie in that.
func (k *checker) lacks(reg *registration, ch *chain) (guesses int, open bool) {
	r := k.rule.Route
	body := k.reach()
	if k.established(body) || (reg.facts|k.c.entered(reg.route.Handling))&r.Needs != 0 || counts(r.Counter, body.fns) || k.own(reg, ch) {
		return 0, false
	}
	if r.Hint != nil && (slices.ContainsFunc(body.names, r.Hint.MatchString) || r.Sure && slices.ContainsFunc(body.asked, r.Hint.MatchString)) {
		if r.At == "success" || r.Sure {
			return 0, false // what it made is most probably in the answer
		}
		guesses = 2
	}
	g, open := k.around(append(slices.Clone(reg.guards), reg.listed...))
	if !open {
		return 0, false
	}
	if k.established(reachOf(k.facts, reg.before...)) {
		return 0, false
	}
	guesses = max(guesses, g)
	if !reg.whole {
		guesses = 2
	}
	if r.Within == "handler" || k.lifted(reg) {
		return guesses, true
	}
	if k.c.facts&r.Needs != 0 {
		return 0, false
	}
	if !ch.whole {
		guesses = max(guesses, 1) // nothing in sight mounts the router
	}
	outer := append(slices.Clone(ch.listed), k.c.hooks...)
	for _, ro := range ch.routers {
		if ro.facts&r.Needs != 0 {
			return 0, false
		}
		outer = append(outer, ro.hooks...)
	}
	g, open = k.around(outer)
	return max(guesses, g), open
}

// around judges code that runs before the handler. What is not in sight may do
// anything: then the finding is a guess, and none at all when its name says so.
func (k *checker) around(list []place) (guesses int, open bool) {
	r := k.rule.Route
	for _, at := range list {
		g := k.c.guardAt(at)
		if g.facts&r.Needs != 0 {
			return 0, false
		}
		in := reachOf(k.facts, g.fns...)
		if k.established(in) {
			return 0, false
		}
		if r.Sure {
			in.names = append(in.names, namesOf(g.fns)...)
		}
		for _, name := range g.unknown {
			if name == "" || matches(r.Hint, name) {
				return 0, false
			}
			if guesses = max(guesses, 1); !matches(r.Other, name) {
				guesses = 2
			}
		}
		if r.Hint != nil && slices.ContainsFunc(in.names, r.Hint.MatchString) {
			if r.Sure {
				return 0, false
			}
			guesses = 2
		}
	}
	return guesses, true
}

// established tells whether code that runs does what the rule needs.
func (k *checker) established(in *reach) bool {
	return in.facts&k.rule.Route.Needs != 0 || slices.ContainsFunc(in.fns, k.tells)
}

// tells tells whether the code of one function shows it; helpers are asked for by many handlers.
func (k *checker) tells(fn *types.Func) bool {
	q := showing{k.rule, fn}
	is, known := k.t.shown[q]
	if !known {
		one := []*types.Func{fn}
		is = k.answers(one) || k.sends(one) || k.asks(one)
		k.t.shown[q] = is
	}
	return is
}

// sends looks for an address that clients are sent to who may not go on.
func (k *checker) sends(fns []*types.Func) bool {
	want := k.rule.Route.Sends
	if want == nil {
		return false
	}
	for _, f := range fns {
		for i := range f.IR.Consts {
			if c := &f.IR.Consts[i]; c.Kind == ir.ConstString && len(c.Str) < 200 && want.MatchString(c.Str) {
				return true
			}
		}
	}
	return false
}

// lifted: a decorator takes away what wider scopes establish.
func (k *checker) lifted(reg *registration) bool {
	for _, at := range reg.guards {
		if k.c.guardAt(at).lifts&k.rule.Route.Needs != 0 {
			return true
		}
	}
	return false
}

// answers looks for the statuses and words of the rule in the code of functions.
func (k *checker) answers(fns []*types.Func) bool { return holds(k.rule.Route.Answers, fns) }

func holds(want []string, fns []*types.Func) bool {
	if len(want) == 0 {
		return false
	}
	for _, f := range fns {
		for i := range f.IR.Consts {
			c := &f.IR.Consts[i]
			for _, w := range want {
				if c.Kind == ir.ConstInt && strconv.FormatInt(c.Int, 10) == w || c.Kind == ir.ConstString && says(c.Str, w) {
					return true
				}
			}
		}
		for _, n := range f.IR.Names {
			for _, w := range want {
				if says(n, w) {
					return true
				}
			}
		}
	}
	return false
}

// says compares by letters and digits alone: TOO_MANY_REQUESTS and
// TooManyRequests say "too many". A number stands alone.
func says(s, words string) bool {
	if len(s) > 200 {
		return false
	}
	if words[0] >= '0' && words[0] <= '9' {
		return slices.Contains(strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsDigit(r) }), words)
	}
	first := plain[words[0]]
	for i := range len(s) {
		if plain[s[i]] == first && follows(s[i:], words) {
			return true
		}
	}
	return false
}

// follows tells whether a text begins with words. Only letters and digits of ASCII count, of either case.
func follows(s, words string) bool {
	at := 0
	for i := range len(words) {
		w := plain[words[i]]
		if w == 0 {
			continue
		}
		for at < len(s) && at > 0 && plain[s[at]] == 0 {
			at++
		}
		if at == len(s) || plain[s[at]] != w {
			return false
		}
		at++
	}
	return at > 0
}

// plain gives a letter in lower case, or a digit; 0 for all else.
var plain = func() (t [256]byte) {
	for c := '0'; c <= '9'; c++ {
		t[c] = byte(c)
	}
	for c := 'a'; c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = byte(c), byte(c)
	}
	return t
}()
