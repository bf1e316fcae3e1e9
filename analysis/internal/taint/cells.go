package taint

import (
	"strings"

	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// Hit is a labelled flow that reaches a sink.
type Hit struct {
	Labels Bits
	Kind   int
	Fn     *types.Func
	Instr  int32 // the call, comparison, assignment or return in Fn
	Arg    int32 // the register that does harm, or -1
	Sink   *rule.Sink
	Symbol *rule.Symbol // whose sink it is; nil for a handler's answer
	Guess  int
	trace  *step
}

// Limits of what is kept of shared variables: rounds of copying between them, and
// flows in one.
const (
	maxCellRounds = 6
	maxCellFlows  = 64
)

// cellKey names a shared variable or all attributes of a class.
type cellKey struct {
	kind   originKind
	fn, id int32
}

// cells holds what the shared variables of the program contain, by number.
type cells struct {
	sv      *solver
	index   map[cellKey]int32
	content [][]write // flows of known origin, by where below the variable they lie
	written [][]origin
	copies  []transfer
	called  []bool
	needed  map[sharedName]bool
	buf     []flow
}

// transfer is a write from one shared variable to another. seen is how many
// flows the first one held when they were last copied: there is nothing to do
// until it holds more.
type transfer struct {
	write
	from, to int32
	seen     int
}

// hits gives all flows with a known origin that reach a sink: those found inside
// functions, those through shared variables, and those that a parameter's or
// variable's telling name alone makes one where nobody is seen to fill it.
func (sv *solver) hits() []Hit {
	c := &cells{sv: sv, index: map[cellKey]int32{}, called: make([]bool, len(sv.sums))}
	for i, s := range sv.sums {
		if s == nil {
			for _, d := range sv.deps[i] {
				c.called[d] = true
			}
			continue
		}
		for _, f := range s.Facts.Calls {
			c.called[f.ID] = true
		}
	}
	c.need()
	for i, s := range sv.sums {
		if s == nil {
			continue
		}
		c.each(i, func(w *write) {
			if c.sv.want == nil || c.needed[c.sv.shared(&w.to)] {
				c.add(w)
			}
		})
	}
	c.spread()
	var out []Hit
	for i, s := range sv.sums {
		if s == nil {
			continue
		}
		for k := range s.hits {
			out = c.resolve(out, &s.hits[k])
		}
		if c.called[i] {
			continue
		}
		for k := range s.sinks {
			if h := &s.sinks[k]; h.flow.org.kind == fromHere {
				if sv.byDefault(sv.p.Funcs[i], h) {
					out = append(out, h.final(0, h.flow.guess, h.flow.trace))
				}
			} else if h.flow.adds != 0 && h.flow.need.held() {
				out = append(out, h.final(h.flow.adds, h.flow.guess+1, h.flow.trace))
			}
		}
	}
	return out
}

// each visits what a function is known to put into shared variables.
func (c *cells) each(fn int, visit func(*write)) {
	s := c.sv.sums[fn]
	for k := range s.cells {
		visit(&s.cells[k])
	}
	if !c.called[fn] {
		for k := range s.writes {
			visit(&s.writes[k])
		}
	}
}

// need finds the shared variables from which a flow reaches a sink, and those that
// are copied into one of them: most are neither.
func (c *cells) need() {
	c.needed = map[sharedName]bool{}
	from := map[sharedName][]sharedName{}
	var open []sharedName
	want := func(v sharedName) {
		if !c.needed[v] {
			c.needed[v] = true
			open = append(open, v)
		}
	}
	for i, s := range c.sv.sums {
		if s == nil {
			continue
		}
		for k := range s.hits {
			if o := &s.hits[k].flow.org; o.kind.shared() {
				want(c.sv.shared(o))
			}
		}
		c.each(i, func(w *write) {
			if w.flow.org.kind.shared() {
				to := c.sv.shared(&w.to)
				from[to] = append(from[to], c.sv.shared(&w.flow.org))
			}
		})
	}
	for len(open) > 0 {
		v := open[len(open)-1]
		open = open[:len(open)-1]
		for _, f := range from[v] {
			want(f)
		}
	}
}

// keyOf gives the variable that an origin lies in; whose an attribute is does not matter.
func keyOf(o *origin) cellKey {
	if o.kind == fromAttr {
		return cellKey{o.kind, o.fn, 0}
	}
	return cellKey{o.kind, o.fn, o.id}
}

// meets tells whether two places in one variable may be the same.
func meets(a, b *origin) bool {
	return (a.kind != fromAttr || sameInstance(a.id, b.id)) && overlaps(a.path, b.path)
}

// number numbers the variable that an origin lies in.
func (c *cells) number(o *origin) int32 {
	k := keyOf(o)
	n, ok := c.index[k]
	if !ok {
		n = int32(len(c.index))
		c.index[k] = n
		c.content, c.written = append(c.content, nil), append(c.written, nil)
	}
	return n
}

func (c *cells) add(w *write) {
	to := c.number(&w.to)
	c.written[to] = append(c.written[to], w.to)
	if w.flow.org.kind.shared() {
		c.copies = append(c.copies, transfer{*w, c.number(&w.flow.org), to, 0})
	} else if c.news(to, &w.to, &w.flow.org) {
		c.content[to] = append(c.content[to], *w)
	}
}

// news tells whether a variable has room for a flow that it does not hold yet:
// each is kept once for each place and origin.
func (c *cells) news(to int32, at, org *origin) bool {
	have := c.content[to]
	for i := range have {
		if have[i].flow.org == *org && have[i].to == *at {
			return false
		}
	}
	return len(have) < maxCellFlows
}

// spread copies contents between shared variables until nothing is new.
func (c *cells) spread() {
	for round := 0; round < maxCellRounds; round++ {
		news := false
		for i := range c.copies {
			w := &c.copies[i]
			if n := len(c.content[w.from]); n > w.seen {
				w.seen = n
				news = c.transfer(w) || news
			}
		}
		if !news {
			return
		}
	}
}

func (c *cells) transfer(w *transfer) bool {
	if w.flow.marks&intact != 0 {
		return c.copy(w)
	}
	news := false
	found := c.into(&w.flow)
	for i := range found {
		if g := found[i]; c.news(w.to, &w.write.to, &g.org) {
			g.trace = splice(g.trace, w.flow.trace)
			c.content[w.to] = append(c.content[w.to], write{to: w.write.to, flow: g, dict: w.write.dict})
			news = true
		}
	}
	return news
}

// copy carries over what lies in one shared variable to another that holds the
// very same thing: under the same keys.
func (c *cells) copy(w *transfer) bool {
	news := false
	from := &w.flow.org
	for _, have := range c.content[w.from] {
		if !meets(&have.to, from) {
			continue
		}
		at, g := w.write, c.found(&have, &w.flow)
		at.to.id = followed(&at.to, from, have.to.id)
		if rest, ok := strings.CutPrefix(have.to.path, from.path); ok {
			for key := ""; rest != ""; {
				key, rest = firstKey(rest)
				at = at.lower(key)
			}
		}
		if c.news(w.to, &at.to, &g.org) {
			g.trace = splice(g.trace, w.flow.trace)
			c.content[w.to] = append(c.content[w.to], write{to: at.to, flow: g, dict: at.dict})
			news = true
		}
	}
	return news
}

func (h *hit) final(labels Bits, guess uint8, trace *step) Hit {
	return Hit{Labels: labels, Kind: h.site.kind, Fn: h.site.fn, Instr: h.site.instr, Arg: h.site.arg, Sink: h.site.sink, Symbol: h.site.of, Guess: int(guess), trace: trace}
}

func (c *cells) resolve(out []Hit, h *hit) []Hit {
	if !h.flow.need.held() {
		return out
	}
	if h.flow.org.kind == fromSource || h.flow.org.kind == fromHere {
		return append(out, h.final(h.flow.adds, h.flow.guess, h.flow.trace))
	}
	found := c.into(&h.flow)
	for i := range found {
		g := &found[i]
		if g.cleared&(1<<h.site.kind) != 0 || g.need != nil {
			continue
		}
		guess := g.guess
		if g.org.kind == fromParam {
			guess++
		}
		if c.sv.harms(g.adds)&(1<<h.site.kind) != 0 { // else the way need not be put together
			out = append(out, h.final(g.adds, min(guess, 3), splice(g.trace, h.flow.trace)))
		}
	}
	if h.flow.adds != 0 && !c.isWritten(&h.flow.org) {
		out = append(out, h.final(h.flow.adds, h.flow.guess+1, h.flow.trace))
	}
	return out
}

// found runs a flow that lies in a shared variable on along one that begins there,
// maybe at a part of it.
func (c *cells) found(w *write, f *flow) flow {
	g := w.flow
	if part, ok := strings.CutPrefix(f.org.path, w.to.path); ok && part != "" {
		key, _ := firstKey(part)
		c.sv.nameless(&g, key)
		if key[0] == '.' && g.trace != nil && g.trace.found {
			g.guess = min(g.guess+1, 3) // self.order = find(number), then self.order.address
		}
	}
	g = along(&g, f)
	if luckyKey(w.sure(c.sv.chosen), f.org.path) {
		g.guess = min(g.guess+1, 3)
	}
	if c.strange(&w.to, &f.org) {
		g.guess = min(g.guess+strange, 3) // put into one of them, taken out of any
	}
	if f.org.path != w.to.path {
		g.drop(c.sv.whole)
	}
	return g
}

// into gives the flows that lie where a flow starts, run on along it, but for
// their traces: most are not wanted, so who wants one splices it. The slice is
// good until the next call.
func (c *cells) into(f *flow) []flow {
	n, ok := c.index[keyOf(&f.org)]
	if !ok {
		return nil
	}
	out := c.buf[:0]
	have := c.content[n]
next:
	for i := range have {
		w := &have[i]
		if !meets(&w.to, &f.org) {
			continue
		}
		g := c.found(w, f)
		for j := range out {
			if out[j].org == g.org && out[j].need == g.need {
				out[j] = meet(&out[j], &g)
				continue next
			}
		}
		if len(out) >= maxFlows {
			break
		}
		out = append(out, g)
	}
	c.buf = out
	return out
}

// strange: what is put into one instance of a class is taken out of one that may be
// any, and there are others.
func (c *cells) strange(to, from *origin) bool {
	return from.kind == fromAttr && from.id == anyone && to.id > 0 && c.sv.bornOften(c.sv.p.Classes[from.fn])
}

// isWritten tells whether anybody is seen to write there at all.
func (c *cells) isWritten(o *origin) bool {
	n, ok := c.index[keyOf(o)]
	if !ok {
		return false
	}
	for i := range c.written[n] {
		if at := &c.written[n][i]; overlaps(at.path, o.path) && !c.strange(at, o) {
			return true
		}
	}
	return false
}

// along runs a flow g on along f, its trace excepted. A telling name on the way does not bring back
// a label that was taken away before.
func along(g, f *flow) flow {
	c := *g
	c.adds = g.adds&^f.drops | f.adds&^g.drops
	c.drops = g.drops | f.drops
	c.cleared |= f.cleared
	c.marks = f.marks
	c.guess = min(g.guess+f.guess, 3)
	return c
}

// splice puts the way of f behind the way of g: the steps since the shared
// variable was read follow those up to its writing.
func splice(g, f *step) *step {
	if f == nil {
		return g
	}
	c := *f
	if f.prev != nil {
		c.prev = splice(g, f.prev)
		return &c
	}
	if f.sub != nil && f.sub != readMark {
		c.sub = splice(g, f.sub)
		return &c
	}
	c.prev = g
	return &c
}

// overlaps tells whether what lies at one access path may lie at the other.
func overlaps(a, b string) bool {
	for a != "" && b != "" {
		var x, y string
		x, a = firstKey(a)
		y, b = firstKey(b)
		if x != y && x != "[*" && y != "[*" && !fromEnd(x) && !fromEnd(y) {
			return false
		}
	}
	return true
}

// fromEnd: a place counted from the end, which may be any.
func fromEnd(key string) bool {
	return len(key) > 2 && key[:2] == "[-" && key[2] >= '0' && key[2] <= '9'
}

// luckyKey: what is put in under one key is taken out under one that nobody knows, or
// the other way round.
func luckyKey(a, b string) bool {
	for a != "" && b != "" {
		var x, y string
		x, a = firstKey(a)
		y, b = firstKey(b)
		if x != y && (namesElement(x) || namesElement(y)) {
			return true
		}
	}
	return false
}

// namesElement tells whether a key is a constant name in a collection.
func namesElement(key string) bool {
	return len(key) > 1 && key[0] == '[' && key[1] != '*' && (key[1] < '0' || key[1] > '9') && key[1] != '-'
}

// Step is a station of a hit's way, in words.
type Step struct {
	Fn      *types.Func
	Instr   int32 // -1-n: parameter n
	Message string
	Source  bool // where the text comes from
	Minor   bool // an assignment: on the line of another step it tells nothing new
}

// maxSteps bounds the way shown to a person: its ends stay.
const maxSteps = 16

// Way gives the stations from source to sink, the sink excluded.
func (h *Hit) Way() []Step {
	var out []Step
	expand(h.trace, &out, 0)
	if len(out) > maxSteps {
		out = append(out[:maxSteps/2:maxSteps/2], out[len(out)-maxSteps/2:]...)
	}
	return out
}

// Named gives the name on the way that tells one of the labels, where what comes in
// has none of its own: the key that is read of a parameter.
func (h *Hit) Named(naming func(string) Bits, labels Bits) string {
	name := ""
	var walk func(s *step, depth int)
	walk = func(s *step, depth int) {
		if s == nil || s == readMark || depth > 40 || name != "" {
			return
		}
		walk(s.prev, depth+1)
		if s.sub != nil && s.sub != readMark {
			walk(s.sub, depth+1)
		}
		if n := strings.TrimLeft(s.note, ".["); name == "" && (s.kind == stepRead || s.kind == stepAssign || s.kind == stepParam) && naming(n)&labels != 0 {
			name = n
		}
	}
	walk(h.trace, 0)
	return name
}

func expand(s *step, out *[]Step, depth int) {
	if s == nil || s == readMark || depth > 40 || len(*out) > 200 {
		return
	}
	expand(s.prev, out, depth+1)
	sub := s.sub != nil && s.sub != readMark
	switch s.kind {
	case stepReturned:
		expand(s.sub, out, depth+1)
		add(out, s, "returned by "+s.note)
	case stepInto, stepThrough:
		verb := "passed to "
		if !sub {
			verb = "passed through "
		}
		if s.note == "" {
			add(out, s, "passed through a call")
		} else {
			add(out, s, verb+s.note)
		}
		if sub {
			expand(s.sub, out, depth+1)
		}
	case stepSource:
		*out = append(*out, Step{Fn: s.fn, Instr: s.instr, Message: s.note, Source: true})
	case stepParam:
		*out = append(*out, Step{Fn: s.fn, Instr: -1 - abs(s.instr), Message: "parameter " + s.note})
	case stepAssign:
		if s.note != "" { // a variable of the lowering has no name
			add(out, s, "assigned to "+s.note)
		}
	case stepRead:
		if s.instr >= 0 {
			add(out, s, "read from "+strings.TrimLeft(s.note, ".["))
		}
	}
}

func add(out *[]Step, s *step, message string) {
	if s.instr < 0 {
		return
	}
	*out = append(*out, Step{Fn: s.fn, Instr: s.instr, Message: message, Minor: s.kind == stepAssign})
}

func abs(n int32) int32 {
	if n < 0 {
		return -1 - n
	}
	return n
}
