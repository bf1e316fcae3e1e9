package taint

import (
	"slices"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

// What happens to the places of a collection: parts cut out, elements taken away.
// Where a place is not known the collection is no longer known by places, but
// still holds what it held.

// positions gives the elements of a value known by position.
func (e *evaluator) positions(v *value) ([]*value, bool) {
	o := e.st.object(v.obj)
	if o == nil || !o.isList {
		return nil, false
	}
	return o.list, true
}

// within turns a constant index of a sequence of n elements, negative from the
// end, into a place from 0 to n; absent gives otherwise.
func (e *evaluator) within(reg int32, n, otherwise int) (int, bool) {
	if reg < 0 {
		return otherwise, true
	}
	k := e.reg(reg).konst
	switch {
	case k == nil:
		return 0, false
	case k.Kind == ir.ConstNone:
		return otherwise, true
	case k.Kind != ir.ConstInt || k.Str != "":
		return 0, false
	}
	at := k.Int
	if at < 0 {
		at += int64(n)
	}
	return int(max(0, min(at, int64(n)))), true
}

// sliced cuts a part out of a list or of a text where its places are known; nil
// when they are not.
func (e *evaluator) sliced(i int32, in *ir.Instr, v *value) *value {
	as := e.f.ArgsOf(in)
	if as[2].Value >= 0 {
		return nil // a step
	}
	if list, ok := e.positions(v); ok {
		low, ok1 := e.within(as[0].Value, len(list), 0)
		high, ok2 := e.within(as[1].Value, len(list), len(list))
		if !ok1 || !ok2 {
			return nil
		}
		return e.listOf(i, 0, v.ref, list[low:max(low, high)])
	}
	sh := v.shape()
	if v.alt != nil || len(sh) == 0 || sh[0].hole != nil {
		return nil
	}
	return e.slicedText(as, v, sh)
}

// slicedText: places count from the front as far as the text begins with a
// literal, and a constant is known whole.
func (e *evaluator) slicedText(as []ir.Arg, v *value, sh []part) *value {
	head := []rune(sh[0].text)
	whole := len(sh) == 1
	index := func(reg int32, otherwise int) (int, bool) {
		if k := e.reg(reg).konst; reg >= 0 && !whole && (k == nil || k.Kind != ir.ConstInt || k.Int < 0 || k.Int > int64(len(head))) {
			return 0, false
		}
		return e.within(reg, len(head), otherwise)
	}
	low, ok1 := index(as[0].Value, 0)
	high, ok2 := index(as[1].Value, len(head))
	if !ok1 || !ok2 {
		return nil
	}
	if whole || as[1].Value >= 0 {
		r := str(string(head[low:max(low, high)]))
		r.ref = v.ref
		return r
	}
	r := &value{obj: -1, ref: v.ref, flows: changed(v.flows)}
	r.parts = append(addLiteral(nil, string(head[low:]), ir.None), sh[1:]...)
	return r
}

// listOf makes the n-th list of an instruction, of elements known by position.
func (e *evaluator) listOf(i, n int32, ref types.Ref, list []*value) *value {
	r := &value{ref: ref, obj: e.newObject(i, n)}
	if r.obj < 0 {
		for _, el := range list {
			r.flows = union(r.flows, e.deep(el))
		}
		return r
	}
	e.put(r.obj, &object{isList: true, list: append([]*value(nil), list...)})
	return r
}

// restOf is the starred element of an unpacking: what the others leave.
func (e *evaluator) restOf(i int32, in *ir.Instr) *value {
	v := e.reg(in.A)
	list, ok := e.positions(v)
	if from, to := int(in.B), len(list)-int(in.C); ok && from <= to {
		return e.listOf(i, 0, e.sv.collRef(ir.OpList), list[from:to])
	}
	return &value{obj: -1, flows: e.deep(v)}
}

// remove takes an element away: del v[key], v.pop(key).
func (e *evaluator) remove(v, key *value) {
	e.taken(v, key, e.sv.whole)
	if e.st.object(v.obj) == nil {
		return
	}
	name, ok := constKey(key.konst)
	if !ok {
		if o := e.st.object(v.obj); o.isList {
			e.scatter(e.st.edit(v.obj))
		}
		return
	}
	o := e.st.edit(v.obj)
	if o.isList && key.konst.Kind == ir.ConstInt {
		n := int(key.konst.Int)
		if n < 0 {
			n += len(o.list)
		}
		if n >= 0 && n < len(o.list) {
			o.list = append(o.list[:n:n], o.list[n+1:]...)
		}
		return
	}
	if !o.isList && key.konst.Kind == ir.ConstInt && o.get(name) == nil {
		return // a list of unknown places: something stays anyway
	}
	if o.open || o.rest != nil {
		o.set(name, unknown)
		return
	}
	for k := range o.fields {
		if o.fields[k].key == name {
			o.fields = append(o.fields[:k:k], o.fields[k+1:]...)
			return
		}
	}
}

// scatter forgets the places of a list's elements.
func (e *evaluator) scatter(o *object) {
	for _, el := range o.list {
		o.rest = mergeMaybe(o.rest, &value{obj: -1, flows: e.deep(el)}, nil, nil)
	}
	o.list, o.isList = nil, false
}

// under tells whether a dict holds a constant key: 1 certainly, -1 certainly not.
func (e *evaluator) under(v, key *value) int8 {
	o := e.st.object(v.obj)
	name, ok := constKey(key.konst)
	if o == nil || !ok || o.isList {
		return 0
	}
	switch {
	case o.open || len(v.flows) > 0 || slices.Contains(o.maybe, name):
		return 0
	case o.get(name) != nil:
		return 1
	case o.rest != nil || len(o.keys) > 0 || len(o.fields) >= maxFields:
		return 0
	}
	return -1
}
