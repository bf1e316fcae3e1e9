package taint

import (
	"hash/maphash"
	"slices"
	"sort"

	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// Summary is what callers need to know of a function, and what was found in it.
// It is immutable once computed.
type Summary struct {
	ret      *value
	objs     []*object // objects that ret refers to by number
	sinks    []hit     // flows from parameters that reach a sink
	effects  []effect  // what is written into parameters
	writes   []write   // what parameters put into variables and attributes
	ensures  []paramFact
	isTrue   []paramFact
	isFalse  []paramFact
	elems    []elemFacts // what the elements of a returned tuple say
	noReturn bool
	settles  []settling // what a call of it settles
	checks   bool       // on some way out something is known of a parameter

	hits   []hit   // flows from sources and from shared variables that reach a sink
	cells  []write // what sources and shared variables put into shared variables
	Facts  types.FuncFacts
	Limit  string // what a work limit cut off; "" when nothing was
	Failed error  // the bug that ended the analysis of the function; nil but for an impossible state

	idle []sharedName // flows out of these were left out (idle.go)

	hash    uint64
	missing []int32 // functions called whose summaries the schedule did not promise
	looked  []int32 // functions called in special looks that it took at others, on its own behalf
}

// hit: a flow reaches a sink.
type hit struct {
	flow  flow
	site  site
	start bool // the sink's string begins with this flow
}

// site is a sink at an instruction.
type site struct {
	fn    *types.Func
	instr int32 // the call, comparison, assignment or return
	arg   int32 // register of the operand that does harm
	sink  *rule.Sink
	of    *rule.Symbol // whose sink it is; nil for a handler's answer
	kind  int
}

// effect: after the call the field key of a parameter holds val.
type effect struct {
	param int32
	key   string
	val   *value
}

// write: a flow is kept in a shared variable or attribute, below path.
type write struct {
	to   origin // fromSlot or fromAttr
	flow flow
	// The length of the path to a dict that is put there as a whole: all its values are
	// like this, so that whoever takes one out has no need of luck. 0: none.
	dict int
}

type paramFact struct {
	param int32
	path  string
	kinds Bits
	drops Bits
	needs Bits
}

// Sinks of parameters are copied to every call, hits are not.
const (
	maxHits   = 1024
	maxSinks  = 48
	maxWrites = 48
)

// What the limits cut off, said of a function.
const (
	cutWork  = "it has too many variables and branches to follow them all"
	cutHits  = "it has too many flows to follow them all"
	cutSinks = "its parameters reach too many places to follow them all"
	cutTurns = "it and what it calls call each other too often to follow all ways"
)

// cut notes that a limit was hit; the first one stays.
func (s *Summary) cut(what string) {
	if s.Limit == "" {
		s.Limit = what
	}
}

// addHit keeps a hit once for each sink and origin; of two ways into the same
// sink from the same origin the surer one stays.
func (s *Summary) addHit(h hit) {
	if h.flow.org.kind == fromParam || h.flow.org.kind == fromHere && h.flow.need != nil || h.flow.waits() {
		if s.sinks = withHit(s.sinks, h); len(s.sinks) > maxSinks {
			s.sinks = s.sinks[:maxSinks]
			s.cut(cutSinks)
		}
		return
	}
	if s.hits = withHit(s.hits, h); len(s.hits) > maxHits {
		s.hits = s.hits[:maxHits]
		s.cut(cutHits)
	}
}

func withHit(hs []hit, h hit) []hit {
	for i := range hs {
		o := &hs[i]
		if o.site.fn == h.site.fn && o.site.instr == h.site.instr && o.site.kind == h.site.kind &&
			o.flow.org == h.flow.org && sameNeed(&o.flow, &h.flow) {
			if h.flow.guess < o.flow.guess {
				*o = h
			}
			o.flow.adds |= h.flow.adds
			return hs
		}
	}
	return append(hs, h)
}

// takes tells whether a write would be kept, before its way is made.
func (s *Summary) takes(to, org *origin) bool {
	ws := s.cells
	if org.kind == fromParam {
		ws = s.writes
	}
	if len(ws) >= maxWrites {
		return false
	}
	for i := range ws {
		if ws[i].flow.org == *org && ws[i].to == *to {
			return false
		}
	}
	return *to != *org
}

func addWrite(ws []write, w write) []write {
	for i := range ws {
		if ws[i].to == w.to && ws[i].flow.org == w.flow.org {
			return ws
		}
	}
	if len(ws) >= maxWrites {
		return ws
	}
	return append(ws, w)
}

// uses tells whether the summary was made with that of another function. nil uses all.
func (s *Summary) uses(id int32) bool {
	if s == nil || slices.Contains(s.looked, id) {
		return true
	}
	_, ok := slices.BinarySearchFunc(s.Facts.Calls, id, func(f *types.Func, id int32) int { return int(f.ID - id) })
	return ok
}

// finish sorts what order of discovery may vary in.
func (s *Summary) finish() {
	sort.Slice(s.Facts.Calls, func(i, j int) bool { return s.Facts.Calls[i].ID < s.Facts.Calls[j].ID })
	sort.Strings(s.Facts.Unresolved)
}

// equal tells whether callers see the same in both; old may be nil. Nobody else
// may compare either of them at the same time.
func (s *Summary) equal(old *Summary, seed maphash.Seed) bool {
	return old != nil && s.sum64(seed) == old.sum64(seed)
}

// sum64 is the hash of all that callers can see, traces excepted. Most
// summaries are never compared and do without.
func (s *Summary) sum64(seed maphash.Seed) uint64 {
	if s.hash != 0 {
		return s.hash
	}
	h := digest{seed: seed}
	h.Hash.SetSeed(seed)
	h.value(s.ret, s, 0)
	for i := range s.sinks {
		h.flow(&s.sinks[i].flow)
		h.num(uint64(s.sinks[i].site.fn.ID), uint64(s.sinks[i].site.instr), uint64(s.sinks[i].site.kind))
	}
	for _, e := range s.effects {
		h.num(uint64(e.param))
		h.WriteString(e.key)
		h.value(e.val, s, 0)
	}
	for _, w := range s.writes {
		h.org(&w.to)
		h.flow(&w.flow)
	}
	for _, list := range [...][]paramFact{s.ensures, s.isTrue, s.isFalse} {
		h.facts(list)
	}
	for i := range s.elems {
		h.facts(s.elems[i].isTrue)
		h.facts(s.elems[i].isFalse)
	}
	for _, x := range s.settles {
		h.num(uint64(x.kinds), uint64(x.labels))
	}
	if s.noReturn {
		h.num(1)
	}
	s.hash = max(h.Sum64(), 1)
	return s.hash
}

type digest struct {
	maphash.Hash
	seed maphash.Seed
}

func (h *digest) num(ns ...uint64) {
	for _, n := range ns {
		var b [8]byte
		for i := range b {
			b[i] = byte(n >> (8 * i))
		}
		h.Write(b[:])
	}
}

func (h *digest) facts(list []paramFact) {
	h.num(uint64(len(list)))
	for _, f := range list {
		h.num(uint64(f.param), uint64(f.kinds), uint64(f.drops), uint64(f.needs))
		h.WriteString(f.path)
	}
}

func (h *digest) org(o *origin) {
	h.num(uint64(o.kind), uint64(o.fn), uint64(o.id))
	h.WriteString(o.path)
	h.WriteByte(0)
}

func (h *digest) flow(f *flow) {
	h.org(&f.org)
	h.num(uint64(f.adds), uint64(f.drops), uint64(f.cleared), uint64(f.marks), uint64(f.guess))
}

func (h *digest) value(v *value, s *Summary, depth int) {
	if v == nil || depth > 4 {
		h.num(0)
		return
	}
	h.num(uint64(v.ref.Kind), uint64(v.param), uint64(len(v.flows)), uint64(len(v.parts)), uint64(len(v.may)))
	for i := range v.flows {
		h.flow(&v.flows[i])
	}
	if v.konst != nil {
		h.num(uint64(v.konst.Kind), uint64(v.konst.Int))
		h.WriteString(v.konst.Str)
	}
	for _, p := range v.parts {
		h.WriteString(p.text)
		if p.hole != nil {
			h.value(p.hole, s, depth+1)
		}
	}
	if v.obj >= 0 && int(v.obj) < len(s.objs) {
		o := s.objs[v.obj]
		h.num(uint64(len(o.fields)), uint64(len(o.list)))
		for _, f := range o.fields {
			h.WriteString(f.key)
			h.value(f.val, s, depth+1)
		}
		for _, e := range o.list {
			h.value(e, s, depth+1)
		}
		h.value(o.rest, s, depth+1)
	}
}
