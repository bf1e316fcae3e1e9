package taint

import (
	"strconv"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// Bits is a set of labels, kinds, marks or facts of the vocabulary.
type Bits = rule.Bits

// originKind says where a flow begins, seen from one function.
type originKind uint8

const (
	fromSource originKind = iota // a source instruction: fn, id = instruction
	fromParam                    // a parameter of the function at hand: id = index
	fromSlot                     // a variable of an enclosing function or module: fn, id = slot
	fromAttr                     // an attribute of a class: fn = class, path begins with its name; id 1: of the instance that the method runs on
	fromHere                     // nothing flows: the call at hand does harm by itself; fn, id = instruction
	fromStore                    // an attribute of something that a library keeps for all: path begins with what it is
)

// shared: many functions may write it and read it.
func (k originKind) shared() bool { return k == fromSlot || k == fromAttr || k == fromStore }

// origin is comparable: flows of equal origin in one value are one flow.
type origin struct {
	kind originKind
	fn   int32
	id   int32
	path string // access path below it: ".name", "[key", "[*", concatenated
}

// marks are properties of a value: those of the vocabulary, which has a handful, and three of the engine's own.
type marks uint32

// flow is labelled text on its way. For a source, adds are its labels; for the
// symbolic origins adds and drops say how labels change on the way from there:
// labels after = labels before without drops, with adds.
type flow struct {
	org     origin
	adds    Bits
	drops   Bits
	cleared Bits // kinds of sink it is harmless for
	marks   marks
	guess   uint8
	need    *need
	trace   *step
}

// need defers a condition on a parameter's text to the caller: the flow exists
// only where the caller's argument meets the condition.
type need struct {
	param int32
	path  string
	cond  *rule.Cond
	next  *need
}

// held tells whether conditions hold as long as nobody says otherwise: they only ask
// that other text is nothing.
func (n *need) held() bool {
	for ; n != nil; n = n.next {
		if n.cond.Labels == 0 || !n.cond.Not {
			return false
		}
	}
	return true
}

// waits tells whether text is only known to callers to be any: the password that a
// digest was made of.
func (f *flow) waits() bool {
	return f.org.kind == fromSource && f.need != nil && !f.need.held()
}

type stepKind uint8

const (
	stepSource stepKind = iota
	stepParam
	stepAssign
	stepThrough  // passed through a call: in and out again
	stepInto     // passed to a function in which it stays
	stepReturned // a function's result
	stepRead     // read from a variable or attribute that another function wrote
	stepSink
)

// step is one station of a flow; prev is the one before. sub is the way inside
// a called function.
type step struct {
	prev  *step
	sub   *step
	fn    *types.Func
	instr int32
	kind  stepKind
	loose bool // a read of something made of what prev holds, not of that itself
	found bool // out of a call that nobody knows and that may look something up
	note  string
	same  *step // the first reading of the same text, to which facts about this one are attached
	view  Bits  // kinds for which a guard on this value also clears the one before
}

// value is what a register or variable holds. Values are immutable.
type value struct {
	ref   types.Ref
	konst *ir.Const
	parts []part // the string's shape; nil: not known
	alt   *value // another shape it may have: only parts, konst and flows count
	flows []flow
	obj   int32 // heap object, or -1
	param int32 // exactly this parameter of the function at hand, plus one; 0: no
	truth int8  // 1 known true, -1 known false
	mixed bool  // of two ways, on one of which it is the thing that ref names, and on the other something else
	facts *facts
	home  *home    // of a shared variable assigned once: where its value is made
	may   []choice // functions any of which it may be
	made  *made    // how a text, or its pieces, came about
}

// made is what few values have to tell of how they came about.
type made struct {
	cut    *cut   // of the pieces of a text: where it was cut
	packed *value // of a text just written: the value it was written from
}

// from gives where the pieces were cut that a value is, nil if it is none.
func (v *value) from() *cut {
	if v.made == nil {
		return nil
	}
	return v.made.cut
}

// written gives what a text was written from, nil if that is not known.
func (v *value) written() *value {
	if v.made == nil {
		return nil
	}
	return v.made.packed
}

// plain tells that nothing of the value depends on where it is: no text flows
// in it, it is no object and no parameter.
func (v *value) plain() bool {
	return len(v.flows) == 0 && v.parts == nil && v.alt == nil && v.obj < 0 && v.param == 0 && v.facts == nil && v.home == nil && v.may == nil
}

type home struct {
	fn  *types.Func
	reg int32
}

// part is a literal piece of a string (hole nil) or an interpolated value.
type part struct {
	text string
	hole *value
	reg  int32 // the hole's register, for fixes; None when built elsewhere
}

// facts are what the outcome of a boolean value says of flows.
type facts struct {
	whenTrue, whenFalse []fact
}

// fact: flows through this station are harmless for these kinds.
type fact struct {
	at    *step
	kinds Bits
	drops Bits // labels
	needs Bits // marks that the caller's argument must have
}

// object is a mutable collection or instance as far as it is known. Objects are
// copied on write; nil in the heap means nothing is known beyond the value's flows.
type object struct {
	fields []field
	rest   *value // elements under unknown keys; nil none
	keys   []flow // of computed keys
	list   []*value
	isList bool     // list gives the elements by position
	open   bool     // fields not listed come from the value's flows
	maybe  []string // keys of fields that are there on some ways only
	saved  []saved
}

type field struct {
	key string // ".name" or "[key"
	val *value
}

// saved is what Remember kept.
type saved struct {
	name string
	val  *value
}

const maxFields = 64

// maxFacts bounds the facts that hold at one place, or that one value carries.
const maxFacts = 48

// withFacts adds facts to a list, which may be shared: each station once.
func withFacts(list []fact, add ...fact) []fact {
	list = list[:len(list):len(list)]
next:
	for _, f := range add {
		for i := range list {
			if list[i].at == f.at && list[i].needs == f.needs {
				if list[i].kinds|f.kinds != list[i].kinds || list[i].drops|f.drops != list[i].drops {
					list = append([]fact(nil), list...)
					list[i].kinds |= f.kinds
					list[i].drops |= f.drops
				}
				continue next
			}
		}
		if len(list) >= maxFacts {
			break
		}
		list = append(list, f)
	}
	return list
}

func (o *object) get(key string) *value {
	for i := range o.fields {
		if o.fields[i].key == key {
			return o.fields[i].val
		}
	}
	return nil
}

func (o *object) clone() *object {
	if o == nil {
		return &object{open: true}
	}
	c := *o
	c.fields = append(make([]field, 0, len(o.fields)+1), o.fields...)
	c.list = append([]*value(nil), o.list...)
	c.saved = append([]saved(nil), o.saved...)
	return &c
}

// put sets what lies under a constant key, of a list known by places at its place.
func (o *object) put(key string, v *value) {
	if !o.isList || key[0] != '[' {
		o.set(key, v)
		return
	}
	n, err := strconv.Atoi(key[1:])
	if err != nil {
		o.set(key, v)
		return
	}
	if n < 0 {
		n += len(o.list)
	}
	if n >= 0 && n < len(o.list) {
		o.list[n] = v
	}
}

// unplace makes a list one whose elements are known, but not their places.
func (o *object) unplace() {
	for _, v := range o.list {
		o.rest = mergeMaybe(o.rest, v, nil, nil)
	}
	o.list, o.isList = nil, false
}

// maxFlows bounds the flows one value carries; the first ones in program order
// stay, unless a later one has a label that none of them has.
const maxFlows = 20

// crowded is the place of the last flow that tells nothing the others and f do not
// tell, when f tells something that none of them does; -1 when it does not.
func crowded(fs []flow, f *flow) int {
	var all Bits
	for i := range fs {
		all |= fs[i].adds
	}
	if f.adds&^all == 0 {
		return -1
	}
	for i := len(fs) - 1; i >= 0; i-- {
		rest := f.adds
		for j := range fs {
			if j != i {
				rest |= fs[j].adds
			}
		}
		if fs[i].adds&^rest == 0 {
			return i
		}
	}
	return -1
}

// union merges two flow lists. Equal origins become one flow that is only as
// harmless as the worse of both.
func union(a, b []flow) []flow {
	if len(b) == 0 {
		return a
	}
	if len(a) == 0 {
		return b
	}
	if sameSlice(a, b) {
		return a
	}
	out := a
	own := false
	for i := range b {
		if j := find(out, &b[i], i); j >= 0 {
			if m := meet(&out[j], &b[i]); m != out[j] {
				if !own {
					out, own = append(make([]flow, 0, len(a)+len(b)), out...), true
				}
				out[j] = m
			}
			continue
		}
		at := len(out)
		if at >= maxFlows {
			if at = crowded(out, &b[i]); at < 0 {
				continue
			}
		}
		if !own {
			out, own = append(make([]flow, 0, len(a)+len(b)), out...), true
		}
		if at == len(out) {
			out = append(out, b[i])
		} else {
			out[at] = b[i]
		}
	}
	return out
}

// find gives the place of the flow of the same origin, or -1. It is likely to be at hint:
// lists that meet were mostly one list once.
func find(fs []flow, f *flow, hint int) int {
	same := func(o *flow) bool {
		return o.org.id == f.org.id && o.org.kind == f.org.kind && o.org.fn == f.org.fn && o.need == f.need && o.org.path == f.org.path
	}
	if hint < len(fs) && same(&fs[hint]) {
		return hint
	}
	for j := range fs {
		if same(&fs[j]) {
			return j
		}
	}
	return -1
}

// include is union with one flow, in place.
func include(out []flow, f *flow) []flow {
	if j := find(out, f, len(out)); j >= 0 {
		out[j] = meet(&out[j], f)
		return out
	}
	if len(out) >= maxFlows {
		if i := crowded(out, f); i >= 0 {
			out[i] = *f
		}
		return out
	}
	return append(out, *f)
}

// worse tells that b is less harmless than a, so that its way is the one to report.
func worse(a, b *flow) bool { return a.cleared != b.cleared && b.cleared&^a.cleared == 0 }

func meet(a, b *flow) flow {
	m := *a
	m.adds |= b.adds
	m.drops &= b.drops
	m.marks &= b.marks
	if worse(a, b) {
		m.trace = b.trace
	}
	m.cleared = a.cleared & b.cleared
	m.guess = min(a.guess, b.guess)
	return m
}

// exact is the mark of a flow whose value is unchanged since its last station;
// like every mark it is lost when the value is changed.
const exact marks = 1 << 31

// intact is the mark of a flow that is the very thing at its origin's access path,
// so that what lies below the one lies below the other at the same keys. alias is
// the mark of one that is no copy of it either: what is put in here is there too.
const (
	intact marks = 1 << 30
	alias  marks = 1 << 29
)

// begun are the marks of a flow at its origin.
const begun = exact | intact | alias

// mapFlows copies flows through a change.
func mapFlows(fs []flow, change func(*flow)) []flow {
	if len(fs) == 0 {
		return nil
	}
	out := make([]flow, len(fs))
	copy(out, fs)
	for i := range out {
		change(&out[i])
	}
	return out
}

// shared: the value is what a shared variable or attribute holds, and no copy.
func (f *flow) shared() bool {
	return f.org.kind.shared() && f.marks&alias != 0
}

// drop removes labels.
func (f *flow) drop(labels Bits) {
	f.adds &^= labels
	f.drops |= labels
}

// station gives the step that facts about the text name.
func (s *step) station() *step {
	if s.same != nil {
		return s.same
	}
	return s
}

// passes tells whether the trace passes the station, inside the function at hand.
func (s *step) passes(at *step) bool {
	for ; s != nil; s = s.prev {
		if s.station() == at {
			return true
		}
	}
	return false
}

const maxPath = 48

// below extends an access path, bounded: deeper ones fold into "[*".
func below(path, key string) string {
	depth := 0
	for i := range len(path) {
		if path[i] == '.' || path[i] == '[' {
			depth++
		}
	}
	if depth >= 3 || len(path)+len(key) > maxPath {
		return path
	}
	return path + key
}

// lower puts a write one key further down; where the path has no room left, what
// is written is no longer the very thing there.
func (w write) lower(key string) write {
	to := below(w.to.path, key)
	if to == w.to.path {
		w.flow.marks &^= intact | alias
	}
	w.to.path = to
	return w
}

// sure is the path of a write without the keys that stand for all of a dict that
// somebody outside filled. Of secrets, one of many values may be one.
func (w *write) sure(chosen Bits) string {
	if w.dict != 0 && w.flow.adds&chosen != 0 {
		return w.to.path[:w.dict]
	}
	return w.to.path
}

// firstKey splits an access path after its first element.
func firstKey(path string) (key, rest string) {
	for i := 1; i < len(path); i++ {
		if path[i] == '.' || path[i] == '[' {
			return path[:i], path[i:]
		}
	}
	return path, ""
}
