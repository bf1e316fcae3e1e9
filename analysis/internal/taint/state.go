package taint

import (
	"slices"
	"strconv"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

// state is what is known between two instructions: variables by slot, objects
// by number, and the flows that a condition on the way has cleared.
type state struct {
	env   []*value
	heap  []*object
	valid []fact
}

func (s *state) copy() *state {
	return &state{
		env:   append([]*value(nil), s.env...),
		heap:  append([]*object(nil), s.heap...),
		valid: s.valid[:len(s.valid):len(s.valid)],
	}
}

// object gives the object numbered id or nil when nothing is known of it.
func (s *state) object(id int32) *object {
	if id < 0 || int(id) >= len(s.heap) {
		return nil
	}
	return s.heap[id]
}

// place puts an object under a number.
func (s *state) place(id int32, o *object) {
	for int(id) >= len(s.heap) {
		s.heap = append(s.heap, nil)
	}
	s.heap[id] = o
}

// edit gives a private copy of an object to change.
func (s *state) edit(id int32) *object {
	for int(id) >= len(s.heap) {
		s.heap = append(s.heap, nil)
	}
	o := s.heap[id].clone()
	s.heap[id] = o
	return o
}

// join merges b into a (a is changed): what holds on either way.
func join(a, b *state) {
	var both [][3]int32 // variables with an object of its own on either way, and these
	for i, v := range b.env {
		if w := a.env[i]; w != v {
			if w != nil && v != nil && w.obj >= 0 && v.obj >= 0 && w.obj != v.obj {
				both = append(both, [3]int32{int32(i), w.obj, v.obj})
			}
			a.env[i] = merge(w, v, a.valid, b.valid)
		}
	}
	for i, o := range b.heap {
		if i >= len(a.heap) {
			a.heap = append(a.heap, o)
		} else if a.heap[i] != o {
			a.heap[i] = mergeObjects(a.heap[i], o, a.valid, b.valid)
		}
	}
	for _, x := range both {
		a.joinObjects(x[0], x[1], x[2])
	}
	a.valid = common(a.valid, b.valid)
}

// joinObjects has a variable hold what either of two objects holds, where the first
// is no other variable's.
func (s *state) joinObjects(slot, one, other int32) {
	x, y := s.object(one), s.object(other)
	if x == nil || y == nil {
		return
	}
	for i, v := range s.env {
		if v != nil && v.obj == one && int32(i) != slot {
			return
		}
	}
	c := *s.env[slot]
	c.obj = one
	s.env[slot] = &c
	s.edit(one)
	s.heap[one] = mergeObjects(x, y, nil, nil)
}

// common keeps the facts that both lists hold, each once: a list may hold several of one station that need different marks,
// and what any two of them have in common holds.
func common(a, b []fact) []fact {
	var out []fact
	for _, x := range a {
		for _, y := range b {
			if x.at != y.at || x.kinds&y.kinds == 0 && x.drops&y.drops == 0 {
				continue
			}
			f := fact{x.at, x.kinds & y.kinds, x.drops & y.drops, x.needs | y.needs}
			switch k := slices.IndexFunc(out, func(o fact) bool { return o.at == f.at && o.needs == f.needs }); {
			case k >= 0:
				out[k].kinds |= f.kinds
				out[k].drops |= f.drops
			case len(out) < maxFacts:
				out = append(out, f)
			}
		}
	}
	return out
}

// maxShapes bounds the alternative shapes kept of one string.
const maxShapes = 4

// merge is the value that is one of two. A variable unset on one way is taken
// from the other: using it unset would raise.
func merge(a, b *value, va, vb []fact) *value {
	switch {
	case a == b || b == nil:
		return a
	case a == nil:
		return b
	}
	if len(va)+len(vb) == 0 && a.ref == b.ref && a.truth == b.truth && a.plain() && b.plain() && (a.konst == b.konst || sameConst(a.konst, b.konst)) {
		return a
	}
	m := value{obj: -1, ref: a.ref}
	if !a.ref.Resolved() || a.konst != nil && a.konst.Kind == ir.ConstNone {
		m.ref = b.ref
	}
	m.mixed = a.mixed || b.mixed || a.ref != b.ref && (a.ref.Kind == types.KindSymbol || b.ref.Kind == types.KindSymbol)
	if sameConst(a.konst, b.konst) {
		m.konst = a.konst
	}
	if a.obj == b.obj {
		m.obj = a.obj
	} else if a.obj < 0 {
		m.obj = b.obj
	} else if b.obj < 0 {
		m.obj = a.obj
	}
	if a.param == b.param {
		m.param = a.param
	}
	if a.truth == b.truth {
		m.truth = a.truth
	}
	m.flows = union(settle(a.flows, va), settle(b.flows, vb))
	m.facts = mergeFacts(a, b, va, vb)
	if m.konst == nil {
		mergeShapes(&m, a, b)
	}
	mergeChoices(&m, a, b)
	for _, v := range [2]*value{a, b} {
		if m.is(v) {
			return v
		}
	}
	c := m // m itself stays on the stack
	return &c
}

// is tells that two values hold the very same things.
func (v *value) is(w *value) bool {
	return v.obj == w.obj && v.param == w.param && v.truth == w.truth && v.mixed == w.mixed && v.konst == w.konst && v.alt == w.alt &&
		v.facts == w.facts && v.home == w.home && v.made == w.made && v.ref == w.ref &&
		sameSlice(v.flows, w.flows) && sameSlice(v.parts, w.parts) && sameSlice(v.may, w.may)
}

func sameSlice[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// settle writes the facts that hold on one way into the flows before they meet
// those of another way.
func settle(fs []flow, valid []fact) []flow {
	if len(valid) == 0 {
		return fs
	}
	out := fs
	for i := range fs {
		f := fs[i]
		if apply(&f, valid); f == fs[i] {
			continue
		}
		if sameSlice(out, fs) {
			out = slices.Clone(fs)
		}
		out[i] = f
	}
	return out
}

// apply clears a flow by the facts whose station it passed.
func apply(f *flow, valid []fact) {
	for i := range valid {
		if valid[i].needs == 0 && f.trace.passes(valid[i].at) {
			f.cleared |= valid[i].kinds
			f.drop(valid[i].drops)
		}
	}
}

func sameConst(a, b *ir.Const) bool {
	return a != nil && b != nil && (a == b || *a == *b)
}

// mergeShapes keeps both shapes as alternatives. What has none is a hole of its own.
func mergeShapes(m, a, b *value) {
	if !a.shaped() && !b.shaped() {
		return
	}
	if !a.shaped() || !b.shaped() {
		// None stands for "nothing yet": the other way gives the shape.
		switch {
		case a.konst != nil && a.konst.Kind == ir.ConstNone:
			m.parts, m.alt = b.parts, b.alt
			return
		case b.konst != nil && b.konst.Kind == ir.ConstNone:
			m.parts, m.alt = a.parts, a.alt
			return
		case a.konst != nil || b.konst != nil || a.obj >= 0 || b.obj >= 0 || len(a.flows)+len(b.flows) == 0:
			return
		}
	}
	n, last := 0, m
	for _, v := range [2]*value{a, b} {
		for ; v != nil && n < maxShapes; v = v.alt {
			if n > 0 {
				last.alt = &value{obj: -1}
				last = last.alt
			}
			if last.parts = v.shape(); last.parts == nil {
				last.parts = []part{{hole: v, reg: ir.None}}
			}
			n++
		}
	}
}

func (v *value) shaped() bool {
	return v.parts != nil || v.konst != nil && v.konst.Kind == ir.ConstString
}

// shape gives the parts of a string value, a constant as one literal.
func (v *value) shape() []part {
	if v.parts != nil {
		return v.parts
	}
	if v.konst != nil && v.konst.Kind == ir.ConstString {
		return []part{{text: v.konst.Str, reg: ir.None}}
	}
	return nil
}

// mergeFacts: a merged boolean says what both say, where a way on which it is
// known false says nothing of what follows from its being true. So the parts of
// "a and b", computed on different ways, add up.
func mergeFacts(a, b *value, va, vb []fact) *facts {
	if a.facts == nil && b.facts == nil && truthOf(a) == 0 && truthOf(b) == 0 {
		return nil // nothing but what holds there anyway
	}
	t := outcome(a, b, va, vb, -1, func(f *facts) []fact { return f.whenTrue })
	f := outcome(a, b, va, vb, 1, func(f *facts) []fact { return f.whenFalse })
	if t == nil && f == nil {
		return nil
	}
	return &facts{t, f}
}

func outcome(a, b *value, va, vb []fact, impossible int8, side func(*facts) []fact) []fact {
	get := func(v *value, valid []fact) []fact {
		if v.facts == nil {
			return valid
		}
		return withFacts(side(v.facts), valid...)
	}
	switch ta, tb := truthOf(a), truthOf(b); {
	case ta == impossible && tb == impossible:
		return nil
	case ta == impossible:
		return get(b, vb)
	case tb == impossible:
		return get(a, va)
	}
	return common(get(a, va), get(b, vb))
}

func mergeObjects(a, b *object, va, vb []fact) *object {
	switch {
	case a == nil:
		// Nothing is known of it on one way: what the other way wrote may be there.
		m := *b
		m.open = true
		return &m
	case b == nil:
		m := *a
		m.open = true
		return &m
	}
	if a.same(b) {
		return a
	}
	m := &object{open: a.open || b.open, maybe: withKeys(a.maybe, b.maybe...), rest: mergeMaybe(a.rest, b.rest, va, vb), keys: union(settle(a.keys, va), settle(b.keys, vb))}
	m.fields = make([]field, 0, max(len(a.fields), len(b.fields)))
	for _, f := range a.fields {
		v := b.at(f.key)
		if v == nil {
			v = b.rest
			m.maybe = withKeys(m.maybe, f.key)
		}
		m.fields = append(m.fields, field{f.key, mergeMaybe(f.val, v, va, vb)})
	}
	for _, f := range b.fields {
		if a.get(f.key) == nil {
			v := a.at(f.key)
			if v == nil {
				v = a.rest
			}
			m.fields = append(m.fields, field{f.key, mergeMaybe(v, f.val, va, vb)})
			m.maybe = withKeys(m.maybe, f.key)
		}
	}
	if a.isList && b.isList && len(a.list) == len(b.list) {
		m.isList = true
		for i := range a.list {
			m.list = append(m.list, merge(a.list[i], b.list[i], va, vb))
		}
	} else {
		for _, v := range a.list {
			m.rest = mergeMaybe(m.rest, v, va, vb)
		}
		for _, v := range b.list {
			m.rest = mergeMaybe(m.rest, v, va, vb)
		}
	}
	m.saved = append(m.saved, a.saved...)
	for _, s := range b.saved {
		m.save(s.name, s.val)
	}
	return m
}

// same tells whether two objects hold the very same values.
func (o *object) same(p *object) bool {
	return o.open == p.open && o.isList == p.isList && o.rest == p.rest && len(o.keys)+len(p.keys) == 0 &&
		slices.Equal(o.fields, p.fields) && slices.Equal(o.list, p.list) && slices.Equal(o.saved, p.saved) && slices.Equal(o.maybe, p.maybe)
}

// at gives a field or the element at a position.
func (o *object) at(key string) *value {
	if v := o.get(key); v != nil || !o.isList || key[0] != '[' {
		return v
	}
	if n, err := strconv.Atoi(key[1:]); err == nil && n >= 0 && n < len(o.list) {
		return o.list[n]
	}
	return nil
}

// withKeys adds keys to a list, which may be shared: each once.
func withKeys(list []string, add ...string) []string {
	list = list[:len(list):len(list)]
	for _, k := range add {
		if !slices.Contains(list, k) {
			list = append(list, k)
		}
	}
	return list
}

func mergeMaybe(a, b *value, va, vb []fact) *value {
	if a == nil {
		return b
	}
	return merge(a, b, va, vb)
}

// save keeps a value under a name; alternatives join as shapes.
func (o *object) save(name string, v *value) {
	for i := range o.saved {
		if o.saved[i].name == name {
			o.saved[i].val = merge(o.saved[i].val, v, nil, nil)
			return
		}
	}
	o.saved = append(o.saved, saved{name, v})
}

func sameValue(a, b *value, depth int) bool {
	if a == b {
		return true
	}
	if a == nil || b == nil || depth > 3 {
		return false
	}
	if a.ref != b.ref || a.mixed != b.mixed || a.obj != b.obj || (a.konst == nil) != (b.konst == nil) ||
		a.konst != nil && *a.konst != *b.konst || len(a.flows) != len(b.flows) || len(a.parts) != len(b.parts) {
		return false
	}
	for i := range a.flows {
		x, y := &a.flows[i], &b.flows[i]
		if x.org != y.org || x.adds != y.adds || x.drops != y.drops || x.cleared != y.cleared || x.guess != y.guess {
			return false
		}
	}
	return true
}

func sameObject(a, b *object, depth int) bool {
	if a == b {
		return true
	}
	if a == nil || b == nil || len(a.fields) != len(b.fields) || len(a.list) != len(b.list) || a.isList != b.isList {
		return false
	}
	for i := range a.fields {
		if a.fields[i].key != b.fields[i].key || !sameValue(a.fields[i].val, b.fields[i].val, depth+1) {
			return false
		}
	}
	for i := range a.list {
		if !sameValue(a.list[i], b.list[i], depth+1) {
			return false
		}
	}
	return sameValue(a.rest, b.rest, depth+1)
}
