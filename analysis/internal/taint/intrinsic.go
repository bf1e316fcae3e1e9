package taint

import (
	"slices"
	"strconv"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// intrinsic evaluates the operations on strings and collections that the models
// name as such, where their operands are in sight; nil leaves the call to its model.
func (e *evaluator) intrinsic(i int32, name string, a *arguments) *value {
	if name == "" {
		return nil
	}
	if v := e.further(i, name, a); v != nil {
		return v
	}
	class, method, isMethod := strings.Cut(name, ".")
	if !isMethod {
		return e.builtin(i, name, a)
	}
	switch class {
	case "str":
		return e.strMethod(method, a)
	case "list", "set":
		return e.listMethod(method, a)
	case "dict":
		return e.dictMethod(i, method, a)
	case "settings":
		e.settings(i, method, a)
		return nil
	case "options":
		switch method {
		case "declare":
			e.declare(a)
		case "group":
			return a.recv
		}
		return nil
	}
	return e.builtin(i, name, a)
}

func (e *evaluator) strMethod(method string, a *arguments) *value {
	if a.recv == nil {
		return nil
	}
	switch method {
	case "format":
		return e.strFormat(a)
	case "join":
		return e.strJoin(a)
	}
	if a.recv.konst == nil || a.recv.konst.Kind != ir.ConstString {
		return e.trimmed(method, a)
	}
	s := a.recv.konst.Str
	text := func(n int) (string, bool) {
		if n < len(a.pos) && a.pos[n].konst != nil && a.pos[n].konst.Kind == ir.ConstString {
			return a.pos[n].konst.Str, true
		}
		return "", false
	}
	switch method {
	case "lower":
		return str(strings.ToLower(s))
	case "upper":
		return str(strings.ToUpper(s))
	case "strip":
		if len(a.pos) == 0 {
			return str(strings.TrimSpace(s))
		}
	case "replace":
		x, ok1 := text(0)
		y, ok2 := text(1)
		if ok1 && ok2 && len(s)*(len(y)+1) < maxLiteral {
			return str(strings.ReplaceAll(s, x, y))
		}
		return e.strReplace(s, a)
	}
	return nil
}

// strReplace: template.replace("{name}", value) puts the value into the text.
func (e *evaluator) strReplace(s string, a *arguments) *value {
	if len(a.pos) != 2 || a.pos[0].konst == nil || a.pos[0].konst.Kind != ir.ConstString || a.pos[0].konst.Str == "" {
		return nil
	}
	var vals []*value
	var regs []int32
	for k, piece := range strings.Split(s, a.pos[0].konst.Str) {
		if k > 0 {
			vals, regs = append(vals, a.pos[1]), append(regs, a.regs[1])
		}
		vals, regs = append(vals, str(piece)), append(regs, ir.None)
	}
	if len(vals) > maxParts {
		return nil
	}
	r := e.concat(vals, regs)
	r.flows = changed(r.flows)
	return r
}

// trimmed: these keep the shape of a string whose literal parts matter.
func (e *evaluator) trimmed(method string, a *arguments) *value {
	switch method {
	case "strip", "lstrip", "rstrip":
		if a.recv.parts != nil && len(a.pos) == 0 {
			c := *a.recv
			c.param = 0
			return &c
		}
	case "encode":
		if a.recv.parts != nil {
			c := *a.recv
			c.param, c.ref, c.flows = 0, e.sv.constRef(ir.ConstBytes), changed(a.recv.flows)
			return &c
		}
	case "replace":
		// What is put in is what stood there, between literals: nothing comes in.
		if len(a.pos) == 2 && len(a.pos[0].flows) > 0 && around(a.pos[1], a.pos[0]) {
			return &value{obj: -1, ref: a.recv.ref, flows: changed(e.deep(a.recv))}
		}
	}
	return nil
}

// around: a text put together of literals and one value alone.
func around(text, of *value) bool {
	holes := 0
	for _, p := range text.parts {
		if p.hole == nil {
			continue
		}
		holes++
		if p.hole != of && !sameFlows(p.hole.flows, of.flows) {
			return false
		}
	}
	return holes > 0 && text.alt == nil
}

// sameFlows: both came the same ways.
func sameFlows(a, b []flow) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].org != b[i].org || a[i].trace != b[i].trace || a[i].cleared != b[i].cleared {
			return false
		}
	}
	return true
}

func (e *evaluator) strFormat(a *arguments) *value {
	if a.recv.konst == nil || a.recv.konst.Kind != ir.ConstString {
		return nil
	}
	byKey := func(k string) *value {
		for j, n := range a.names {
			if n == k {
				return a.named[j]
			}
		}
		for _, v := range a.star {
			return e.part(v, "["+k)
		}
		return nil
	}
	vals, ok := braces(a.recv.konst.Str, func(n int) *value {
		if n < len(a.pos) {
			return a.pos[n]
		}
		if len(a.star) > 0 {
			return &value{obj: -1, flows: e.deep(a.star[0])}
		}
		return nil
	}, byKey)
	if !ok {
		return nil
	}
	e.texts(vals)
	r := e.concat(vals, e.regsFor(ir.None, len(vals)))
	r.flows = changed(r.flows)
	r.ref = a.recv.ref
	return r
}

func (e *evaluator) strJoin(a *arguments) *value {
	if len(a.pos) != 1 {
		return nil
	}
	o := e.st.object(a.pos[0].obj)
	if o == nil && len(a.pos[0].flows) > 0 || a.pos[0].ref == e.sv.collRef(ir.OpDict) {
		return &value{obj: -1, ref: a.recv.ref, flows: changed(union(a.recv.flows, e.turns(a.pos[0])))}
	}
	if o == nil || !o.isList || len(o.list)*2 > maxParts {
		// Elements of one shape: the text of the first tells what kind of text it is.
		if o != nil && o.rest != nil && o.rest.shaped() && len(e.deep(a.pos[0])) == 0 {
			return &value{obj: -1, ref: a.recv.ref}
		}
		return nil
	}
	var vals []*value
	var regs []int32
	for k, v := range o.list {
		if k > 0 {
			vals, regs = append(vals, a.recv), append(regs, ir.None)
		}
		vals, regs = append(vals, v), append(regs, ir.None)
	}
	r := e.concat(vals, regs)
	r.flows = changed(r.flows)
	r.ref = a.recv.ref
	return r
}

func (e *evaluator) listMethod(method string, a *arguments) *value {
	if a.recv == nil {
		return nil
	}
	if e.st.object(a.recv.obj) == nil {
		if method == "append" || method == "add" {
			return e.appended(a)
		}
		return nil
	}
	if method == "pop" {
		return e.listPop(a)
	}
	o := e.st.edit(a.recv.obj)
	rest := func(v *value) {
		o.isList = false
		for _, el := range o.list {
			o.rest = mergeMaybe(o.rest, &value{obj: -1, flows: e.deep(el)}, nil, nil)
		}
		o.list = nil
		if fs := e.deep(v); len(fs) > 0 || o.rest == nil {
			o.rest = mergeMaybe(o.rest, &value{obj: -1, flows: fs}, nil, nil)
		}
	}
	switch {
	case len(a.pos) == 0:
		if method == "clear" {
			o.list, o.rest = nil, nil
			return none
		}
		return nil
	case (method == "append" || method == "add") && o.isList && len(o.list) < maxFields:
		o.list = append(o.list, a.pos[0])
	case method == "append" || method == "add":
		rest(a.pos[0])
	case method == "extend":
		if s := e.st.object(a.pos[0].obj); s != nil && s.isList && o.isList && len(o.list)+len(s.list) <= maxFields {
			o.list = append(o.list, s.list...)
		} else {
			rest(a.pos[0])
		}
	case method == "insert" && len(a.pos) > 1:
		k := a.pos[0].konst
		if o.isList && k != nil && k.Kind == ir.ConstInt && k.Int >= 0 && int(k.Int) <= len(o.list) {
			n := int(k.Int)
			o.list = append(o.list[:n:n], append([]*value{a.pos[1]}, o.list[n:]...)...)
		} else {
			rest(a.pos[1])
		}
	case method == "remove":
		e.listRemove(o, a.pos[0])
	default:
		return nil
	}
	return none
}

// grouped: what a list takes in that lies in a collection under a key that is not known, or that
// the collection makes of itself, the collection holds: groups[kind].append(name).
func (e *evaluator) grouped(list int32, method string, a *arguments) {
	in := &e.f.Instrs[list]
	base := in.A
	if in.Op == ir.OpCall {
		ok := false
		if base, ok = e.receiver(list, "dict.setdefault"); !ok {
			return
		}
	} else if in.Op != ir.OpIndex || a.recv.obj >= 0 {
		return
	}
	coll := e.reg(base)
	m := e.sv.collRef(ir.OpList).Sym.Member(method)
	if m == nil || e.st.object(coll.obj) == nil || !slices.ContainsFunc(m.Passes, func(p rule.Pass) bool { return p.To.Self }) {
		return
	}
	var fs []flow
	for _, v := range a.pos {
		fs = union(fs, e.deep(v))
	}
	if len(fs) > 0 {
		o := e.st.edit(coll.obj)
		o.unplace()
		o.rest = mergeMaybe(o.rest, &value{obj: -1, flows: fs}, nil, nil)
	}
}

// appended puts a collection or an instance into a list that is not in sight: what it
// holds stays under its keys there.
func (e *evaluator) appended(a *arguments) *value {
	if len(a.pos) != 1 || e.st.object(a.pos[0].obj) == nil {
		return nil
	}
	done := false
	for _, f := range a.recv.flows {
		if f.shared() {
			to := f.org
			to.path = below(to.path, "[*")
			e.keep(to, a.pos[0])
			done = true
		}
	}
	if a.recv.obj >= 0 {
		o := e.st.edit(a.recv.obj)
		o.rest = mergeMaybe(o.rest, a.pos[0], nil, nil)
		done = true
	}
	if !done {
		return nil
	}
	return none
}

func (e *evaluator) listRemove(o *object, v *value) {
	for k, el := range o.list {
		if sameConst(el.konst, v.konst) {
			o.list = append(o.list[:k:k], o.list[k+1:]...)
			return
		}
	}
}

func (e *evaluator) listPop(a *arguments) *value {
	o := e.st.edit(a.recv.obj)
	if !o.isList || len(o.list) == 0 {
		return nil
	}
	n := len(o.list) - 1
	if len(a.pos) > 0 {
		k := a.pos[0].konst
		if k == nil || k.Kind != ir.ConstInt {
			return nil
		}
		if n = int(k.Int); n < 0 {
			n += len(o.list)
		}
	}
	if n < 0 || n >= len(o.list) {
		return nil
	}
	v := o.list[n]
	o.list = append(o.list[:n:n], o.list[n+1:]...)
	return v
}

func (e *evaluator) dictMethod(i int32, method string, a *arguments) *value {
	if a.recv == nil {
		return nil
	}
	switch method {
	case "get", "pop", "setdefault":
		if len(a.pos) == 0 {
			return nil
		}
		v, found := e.subscript(a.recv, a.pos[0]), e.under(a.recv, a.pos[0])
		if method == "pop" {
			e.remove(a.recv, a.pos[0])
		}
		for k, n := range a.names {
			// get(name, type=int) converts.
			if r := a.named[k].ref; n == "type" && r.Kind == types.KindSymbol && r.Sym.Clean {
				return &value{obj: -1, ref: types.Instance(r.Sym)}
			}
		}
		switch {
		case len(a.pos) < 2 || found > 0:
		case found < 0:
			v = a.pos[1]
		case method == "setdefault" && slices.ContainsFunc(v.flows, func(f flow) bool { return f.shared() }):
			// What is given back is what is kept: tags.setdefault(key, []).append(tag)
			e.keepUnder(a.recv, a.pos[0], a.pos[1])
			c := *v
			c.flows = union(v.flows, e.deep(a.pos[1]))
			v = &c
		default:
			v = merge(v, a.pos[1], nil, nil)
		}
		if method == "setdefault" && len(a.pos) > 1 && a.recv.obj >= 0 {
			if key, ok := constKey(a.pos[0].konst); ok {
				e.st.edit(a.recv.obj).set(key, v)
			}
		}
		if a.pos[0].konst == nil || !isCallable(v.ref) {
			v = e.chosen(v, a.recv)
		}
		c := *v
		if c.facts == nil && len(a.pos) == 1 && a.pos[0].konst == nil && e.trusted(a.recv) {
			// Only what is among the keys gives something.
			c.facts = &facts{whenTrue: stations(a.pos[0].flows, e.sv.guarded, 0)}
		}
		if method == "pop" {
			c.flows = mapFlows(v.flows, func(f *flow) { f.marks &^= alias }) // it lies there no more
		}
		return &c
	case "update":
		if a.recv.obj < 0 {
			return nil
		}
		o := e.st.edit(a.recv.obj)
		for _, v := range a.pos {
			e.spread(o, v)
		}
		for k, n := range a.names {
			o.set("["+n, a.named[k])
		}
		return none
	case "values":
		fs := a.recv.flows
		if o := e.st.object(a.recv.obj); o != nil {
			fs = union(e.values(o).flows, fs)
		}
		return &value{obj: -1, flows: changed(mapFlows(fs, underKeys))}
	case "keys":
		return &value{obj: -1, flows: e.keyFlows(a.recv)}
	case "items":
		o := e.st.object(a.recv.obj)
		if o == nil && len(a.recv.flows) == 0 {
			break
		}
		// Pairs: the first of each is a key.
		pair := &value{ref: e.sv.collRef(ir.OpTuple), obj: e.newObject(i, 1)}
		r := &value{ref: e.sv.collRef(ir.OpList), obj: e.newObject(i, 2)}
		if pair.obj < 0 || r.obj < 0 {
			break
		}
		key, val := &value{obj: -1, flows: e.keyFlows(a.recv)}, &value{obj: -1}
		if o != nil {
			val = e.values(o)
		}
		val.flows = union(val.flows, changed(e.belowOf(a.recv.ref, a.recv.flows, "[*", false)))
		e.put(pair.obj, &object{isList: true, list: []*value{key, val}})
		e.put(r.obj, &object{rest: pair})
		return r
	}
	return nil
}

// instanceOf: what is no dict is not the whole of a body or a record.
func (e *evaluator) instanceOf(v, class *value) *value {
	classes := []*value{class}
	if list, ok := e.positions(class); ok {
		classes = list
	}
	for _, c := range classes {
		if c.ref.Kind != types.KindSymbol || types.Instance(c.ref.Sym) != e.sv.collRef(ir.OpDict) {
			continue
		}
		r := &value{obj: -1, facts: &facts{}}
		for _, f := range v.flows {
			if f.marks&exact != 0 && f.trace != nil {
				r.facts.whenFalse = withFacts(r.facts.whenFalse, fact{at: f.trace, drops: e.sv.whole})
			}
		}
		return r
	}
	return nil
}

// underKeys: of a parameter what lies under its keys, and not the keys, which going through it gives.
func underKeys(f *flow) {
	if f.org.kind == fromParam && !strings.HasSuffix(f.org.path, "[*") {
		f.org.path = below(f.org.path, "[*")
	}
}

// values gives what the values of a dict hold together.
func (e *evaluator) values(o *object) *value {
	all := &value{obj: -1}
	for _, f := range o.fields {
		all.flows = union(all.flows, e.deep(f.val))
	}
	all.flows = changed(union(all.flows, e.deep(o.rest)))
	return all
}

// instanceString is the text of an instance of a workspace class; nil for all else.
func (e *evaluator) instanceString(v *value) *value {
	if v.ref.Kind != types.KindObject {
		return nil
	}
	return &value{obj: -1, ref: e.sv.constRef(ir.ConstString), flows: changed(e.shown(v))}
}

// empty is a new collection with nothing in it but what is named.
func (e *evaluator) empty(i int32, name string, a *arguments) *value {
	op, ok := map[string]ir.Op{"list": ir.OpList, "dict": ir.OpDict}[name]
	id := int32(-1)
	if ok && len(a.star) == 0 {
		id = e.newObject(i, 3)
	}
	if id < 0 {
		return nil
	}
	o := &object{isList: op == ir.OpList}
	for k, n := range a.names {
		if op == ir.OpDict {
			o.set("["+n, a.named[k])
		}
	}
	e.put(id, o)
	return &value{obj: id} // of the class that was called
}

func (e *evaluator) builtin(i int32, name string, a *arguments) *value {
	if len(a.pos) == 0 {
		return e.empty(i, name, a)
	}
	v := a.pos[0]
	if r := v.ref; name == "dict" && len(a.pos) == 1 && len(v.flows) == 0 && (r.Kind == types.KindFunc || r.Kind == types.KindClass || r.Kind == types.KindSymbol && r.Sym.Class) {
		return e.empty(i, name, a) // what makes the entries that are not there: defaultdict(list)
	}
	switch name {
	case "bool":
		return &value{obj: -1, truth: truthOf(v), facts: e.emptiness(v)}
	case "str":
		if v.shaped() || e.textual(v.ref) {
			return v
		}
		if v.konst != nil {
			if s, ok := constText(v.konst); ok {
				return str(s)
			}
		}
		return e.instanceString(v)
	case "repr":
		return e.instanceString(v)
	case "int":
		if v.konst != nil && v.konst.Kind == ir.ConstString {
			if n, err := strconv.ParseInt(strings.TrimSpace(v.konst.Str), 10, 32); err == nil {
				return &value{obj: -1, konst: &ir.Const{Kind: ir.ConstInt, Int: n}}
			}
		}
	case "getattr":
		if len(a.pos) > 1 && a.pos[1].konst != nil && a.pos[1].konst.Kind == ir.ConstString {
			return e.member(i, v, a.pos[1].konst.Str)
		}
		if len(a.pos) > 1 {
			r := e.named(i, v, a.pos[1], a.regs[1])
			if list := e.methodsNamed(v, a.pos[1]); len(list) > 0 {
				if r == nil {
					r = unknown
				}
				c := *r
				c.may, r = list, &c
			}
			return r
		}
	case "keys":
		if v.ref == e.sv.collRef(ir.OpDict) {
			return &value{obj: -1, flows: e.keyFlows(v)}
		}
	case "list", "tuple", "dict", "copy":
		if (name == "list" || name == "tuple") && v.ref == e.sv.collRef(ir.OpDict) {
			return &value{obj: -1, flows: e.keyFlows(v)}
		}
		if o := e.st.object(v.obj); o != nil {
			id := e.newObject(i, 3)
			if id >= 0 {
				e.put(id, o.clone())
				return &value{obj: id, ref: v.ref, flows: v.flows}
			}
		}
		if v.ref.Kind == types.KindInstance || len(v.flows) > 0 {
			c := *v
			c.flows = mapFlows(v.flows, func(f *flow) { f.marks &^= alias })
			return &c
		}
	case "wrap":
		c := *v // of the class that was called
		c.ref, c.konst, c.parts, c.param = types.Ref{}, nil, v.shape(), 0
		return &c
	case "isinstance":
		if len(a.pos) == 2 {
			return e.instanceOf(v, a.pos[1])
		}
	case "len":
		if v.konst != nil && v.konst.Kind == ir.ConstString {
			return &value{obj: -1, konst: &ir.Const{Kind: ir.ConstInt, Int: int64(len([]rune(v.konst.Str)))}}
		}
		if f := e.emptiness(v); f != nil {
			return &value{obj: -1, facts: f}
		}
	}
	return nil
}
