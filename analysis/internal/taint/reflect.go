package taint

import (
	"strings"

	"underpin/analysis/internal/types"
)

// An instance read as a whole, by names that are not written in the code: all of
// its columns, all of its attributes. What a method reads of its own instance so
// is its first parameter, which has no flows of its own otherwise.

// selfFlows is the instance that the method at hand runs on, as a whole; nil for
// all other values.
func (e *evaluator) selfFlows(v *value) []flow {
	if v.param != 1 || len(v.flows) > 0 || !e.fn.IsMethod() || v.ref.Kind != types.KindObject {
		return nil
	}
	return []flow{{org: origin{kind: fromParam, id: 0}, marks: exact, trace: e.params[0]}}
}

// content is what goes along when a value is passed on as a whole.
func (e *evaluator) content(v *value) []flow {
	if fs := e.deep(v); len(fs) > 0 {
		return fs
	}
	return e.selfFlows(v)
}

// special reads what the language or a library keeps on an instance under a
// special name: it tells of the instance as a whole.
func (e *evaluator) special(base *value, name string) []flow {
	if !strings.HasPrefix(name, "__") {
		return nil
	}
	fs := e.selfFlows(base)
	if name == "__dict__" {
		return fs
	}
	return e.below(fs, "."+name, false)
}

// named reads an attribute whose name is computed; nil leaves the call to its
// model, which passes the whole. That is right where the names come from the
// instance itself or from outside; where the code lists them, they were chosen.
func (e *evaluator) named(i int32, v, key *value) *value {
	if texts, ok := key.texts(); ok {
		r := &value{obj: -1}
		for _, name := range texts {
			if !strings.Contains(name, "\x00") {
				r.flows = union(r.flows, e.deep(e.member(i, v, name)))
			}
		}
		return r
	}
	if e.namesAll(v, key) {
		return nil
	}
	r := &value{obj: -1, flows: e.below(v.flows, "[*", false)}
	if o := e.st.object(v.obj); o != nil {
		for _, f := range o.fields {
			labels := e.sv.naming(f.key[1:])
			r.flows = union(r.flows, mapFlows(e.deep(f.val), func(f *flow) { f.drop(e.sv.whole | labels) }))
		}
	}
	return r
}

// namesAll: the key may be the name of any attribute.
func (e *evaluator) namesAll(v, key *value) bool {
	for _, k := range key.flows {
		if k.drops&e.sv.whole != 0 && k.drops&e.sv.whole == e.sv.whole && k.cleared == e.sv.guarded {
			continue
		}
		if k.org.kind == fromSource {
			return true
		}
		for _, f := range e.content(v) {
			if f.org.kind == k.org.kind && f.org.fn == k.org.fn && f.org.id == k.org.id {
				return true
			}
		}
	}
	return false
}
