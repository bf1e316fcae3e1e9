package python

import (
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/syntax"
)

// child makes the function that a definition is; its body is lowered later,
// unless the cache has it.
func (b *builder) child(n int, k ir.FuncKind) int32 {
	node := &b.nodes[n]
	at := int32(len(b.f.Children))
	start, end := node.Start-b.base, node.End-b.base
	var key uint64
	// Functions of a module or class are remembered as a whole, with all that
	// they hold. Lambdas may depend on a comprehension around them.
	cached := b.cache != nil && k == ir.Function && (b.f.Kind == ir.Module || b.f.Kind == ir.ClassBody)
	if cached {
		key = b.fingerprint(n)
		if f := b.cache.Get(key); f != nil {
			moved := *f
			moved.Start, moved.End = start, end
			b.f.Children = append(b.f.Children, &moved)
			return at
		}
	}
	f := &ir.Func{Kind: k, Start: start, End: end, Broken: node.Flags&syntax.HasError != 0, Async: b.has(n, kTokAsync)}
	t := task{f: f, node: n}
	if k == ir.Lambda {
		f.Name, t.hidden = "lambda", b.capture()
	} else if name := b.field(n, b.at.name); name != 0 {
		f.Name = b.names[b.sym(name)].text
		f.NamePos = b.nodes[name].Start - node.Start
	}
	if cached {
		b.puts = append(b.puts, put{key, f})
	}
	b.f.Children = append(b.f.Children, f)
	b.tasks = append(b.tasks, t)
	return at
}

// function lowers a definition, or a lambda, to the instruction that makes it.
func (b *builder) function(n int) ir.Reg {
	mark := len(b.stack)
	b.signature(n)
	return b.emitArgs(ir.OpClosure, n, b.child(n, ir.Function), mark)
}

func (b *builder) lambda(n int) ir.Reg {
	mark := len(b.stack)
	b.signature(n)
	return b.emitArgs(ir.OpClosure, n, b.child(n, ir.Lambda), mark)
}

// signature pushes defaults and annotations, which the enclosing body computes.
func (b *builder) signature(n int) {
	if list := b.field(n, b.at.parameters); list != 0 {
		r := paramReader{builder: b, list: list}
		for r.next() {
			if r.nameNode == 0 {
				continue
			}
			if r.value != 0 {
				v := b.expr(r.value)
				b.push(ir.ArgDefault, b.nameOf(r.nameNode), ir.None, v)
			}
			if r.annotation != 0 {
				v := b.expr(r.annotation)
				b.push(ir.ArgAnnotation, b.nameOf(r.nameNode), ir.None, v)
			}
		}
	}
	if t := b.field(n, b.at.returnType); t != 0 {
		v := b.expr(t)
		b.push(ir.ArgReturns, ir.None, ir.None, v)
	}
}

// params gives the body at hand its parameters.
func (b *builder) params(list int) {
	if list == 0 {
		return
	}
	r := paramReader{builder: b, list: list}
	for r.next() {
		switch {
		case r.positionalEnd:
			for i := range b.f.Params {
				b.f.Params[i].Kind = ir.ParamPosOnly
			}
		case r.nameNode == 0:
		case b.kind(r.nameNode) == kIdentifier:
			slot := b.slot(b.sym(r.nameNode))
			b.f.Params = append(b.f.Params, ir.Param{Name: b.f.Slots[slot], Slot: slot, Kind: r.kind, HasDefault: r.value != 0})
		default: // Python 2's tuple parameters
			slot := b.temp("")
			b.f.Params = append(b.f.Params, ir.Param{Name: b.f.Slots[slot], Slot: slot, Kind: r.kind, HasDefault: r.value != 0})
			b.bindTarget(r.nameNode, 0)
			v := b.refine(b.emit(ir.OpLoad, r.nameNode, slot, 0, 0), 0, ir.Implicit)
			b.assign(r.nameNode, v)
		}
	}
}

// paramReader reads the grammar's many forms of a parameter, one after the other.
type paramReader struct {
	*builder
	list, at int
	named    bool // behind a star

	nameNode, annotation, value int
	kind                        ir.ParamKind
	positionalEnd               bool // a "/": those before are positional only
}

func (r *paramReader) next() bool {
	b := r.builder
	if r.at == 0 {
		r.at = b.firstNamed(r.list)
	} else {
		r.at = b.nextNamed(r.list, r.at)
	}
	if r.at == 0 {
		return false
	}
	r.nameNode, r.annotation, r.value, r.kind, r.positionalEnd = 0, 0, 0, ir.ParamNormal, false
	if r.named {
		r.kind = ir.ParamNamedOnly
	}
	switch b.kind(r.at) {
	case kPosSeparator:
		r.positionalEnd = true
	case kKeySeparator:
		r.named = true
	case kDefaultParam, kTypedDefault:
		r.value = b.field(r.at, b.at.value)
		r.annotation = b.field(r.at, b.at.typ)
		r.form(b.field(r.at, b.at.name))
	case kTypedParam:
		r.annotation = b.field(r.at, b.at.typ)
		r.form(b.firstNamed(r.at))
	default:
		r.form(r.at)
	}
	return true
}

// form reads the name with its stars.
func (r *paramReader) form(n int) {
	b := r.builder
	if n == 0 {
		return
	}
	switch b.kind(n) {
	case kListSplatPattern, kListSplat:
		r.kind, r.named = ir.ParamRest, true
		n = b.firstNamed(n)
	case kDictSplatPattern, kDictSplat:
		r.kind = ir.ParamNamedRest
		n = b.firstNamed(n)
	}
	if n == 0 || b.empty(n) {
		return
	}
	switch b.kind(n) {
	case kIdentifier, kTuplePattern:
		r.nameNode = n
	}
}

func (b *builder) class(n int) ir.Reg {
	mark := len(b.stack)
	if s := b.field(n, b.at.superclasses); s != 0 {
		b.passed(s)
	}
	return b.emitArgs(ir.OpClass, n, b.child(n, ir.ClassBody), mark)
}

// decorated lowers decorators from the top, then what they decorate, then applies them from the bottom.
func (b *builder) decorated(n int) {
	mark := len(b.spine) // the decorators' registers
	def := b.field(n, b.at.definition)
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		switch {
		case c == def:
		case b.kind(c) == kDecorator && def != 0:
			b.spine = append(b.spine, int(b.inner(c)))
		default:
			b.statement(c)
		}
	}
	if def == 0 {
		b.spine = b.spine[:mark]
		return
	}
	var v ir.Reg
	switch b.kind(def) {
	case kClassDef:
		v = b.class(def)
	case kFuncDef:
		v = b.function(def)
	default:
		b.statement(def)
		b.spine = b.spine[:mark]
		return
	}
	for i := len(b.spine) - 1; i >= mark; i-- {
		d := int32(b.spine[i])
		in := &b.instrs[d]
		v = b.emitAt(ir.OpDecorate, in.Pos+b.base, in.End+b.base, v, d, 0)
	}
	b.spine = b.spine[:mark]
	b.storeName(b.field(def, b.at.name), v, false)
}
