package python

import (
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/syntax"
)

// symbol is a name of the file and what the body at hand knows of it. The marks
// say whether that is of this body or left by an earlier one.
type symbol struct {
	text                                     string
	slot, name, hidden                       int32
	slotMark, nameMark, openMark, hiddenMark uint32
}

// hidden is a comprehension's variable, which hides the name it has in the
// body: by a slot, or for a lambda inside the comprehension by the symbol of
// that slot's name.
type hidden struct {
	sym, by int32
	before  int32 // the comprehension variable that this one hides in turn, or None
}

// maxCapture bounds what a lambda is told of the comprehensions around it.
const maxCapture = 256

// intern numbers a name. The copy keeps the file's text from being held by the IR.
func (b *builder) intern(s string) int32 {
	if id, ok := b.syms[s]; ok {
		return id
	}
	s = strings.Clone(s)
	id := int32(len(b.names))
	b.syms[s] = id
	b.names = append(b.names, symbol{text: s})
	return id
}

func (b *builder) sym(n int) int32 { return b.intern(b.str(n)) }

// name gives a symbol's index in Func.Names.
func (b *builder) name(sym int32) int32 {
	s := &b.names[sym]
	if s.nameMark != b.epoch {
		s.nameMark, s.name = b.epoch, int32(len(b.f.Names))
		b.f.Names = append(b.f.Names, s.text)
	}
	return s.name
}

func (b *builder) nameOf(n int) int32 { return b.name(b.sym(n)) }

// slot gives a symbol's slot, making one if there is none.
func (b *builder) slot(sym int32) int32 {
	s := &b.names[sym]
	if s.slotMark != b.epoch {
		s.slotMark, s.slot = b.epoch, int32(len(b.f.Slots))
		b.f.Slots = append(b.f.Slots, s.text)
	}
	return s.slot
}

// local finds the slot that a name means here, if it is not from outside.
func (b *builder) local(sym int32) (slot int32, ok bool) {
	s := &b.names[sym]
	if s.hiddenMark == b.epoch && s.hidden >= 0 {
		return b.hidden[s.hidden].by, true
	}
	return s.slot, s.slotMark == b.epoch && s.openMark != b.epoch
}

// load reads a variable.
func (b *builder) load(n int, sym int32) ir.Reg {
	if slot, ok := b.local(sym); ok {
		return b.emit(ir.OpLoad, n, slot, 0, 0)
	}
	for i := len(b.outer) - 1; i >= 0; i-- {
		if b.outer[i].sym == sym {
			sym = b.outer[i].by
			break
		}
	}
	return b.emit(ir.OpName, n, b.name(sym), 0, 0)
}

// hideName gives a comprehension's variable a slot of its own.
func (b *builder) hideName(sym int32) {
	s := &b.names[sym]
	h := hidden{sym: sym, by: b.temp(s.text), before: ir.None}
	if s.hiddenMark == b.epoch {
		h.before = s.hidden
	}
	s.hiddenMark, s.hidden = b.epoch, int32(len(b.hidden))
	b.hidden = append(b.hidden, h)
}

// reveal ends the scope of the variables hidden since mark.
func (b *builder) reveal(mark int) {
	for i := len(b.hidden) - 1; i >= mark; i-- {
		b.names[b.hidden[i].sym].hidden = b.hidden[i].before
	}
	b.hidden = b.hidden[:mark]
}

// storeName binds the name that n is. A walrus binds outside of comprehensions.
func (b *builder) storeName(n int, v ir.Reg, walrus bool) ir.Reg {
	if n == 0 || b.empty(n) {
		return v
	}
	sym := b.sym(n)
	if slot, ok := b.local(sym); ok && !walrus {
		return b.emit(ir.OpStore, n, slot, v, 0)
	}
	if b.names[sym].openMark == b.epoch {
		return b.emit(ir.OpSetName, n, b.name(sym), v, 0)
	}
	return b.emit(ir.OpStore, n, b.slot(sym), v, 0)
}

// capture gives a lambda what hides names around it.
func (b *builder) capture() []hidden {
	if len(b.hidden)+len(b.outer) == 0 {
		return nil
	}
	var out []hidden
	for _, h := range b.outer {
		if _, own := b.local(h.sym); !own {
			out = append(out, h)
		}
	}
	for _, h := range b.hidden {
		out = append(out, hidden{sym: h.sym, by: b.intern(b.f.Slots[h.by])})
	}
	return out[max(0, len(out)-maxCapture):]
}

// declare makes slots for the names that a body binds, in the order of their text.
func (b *builder) declare(def, body int) {
	if body != 0 || b.f.Kind == ir.Module {
		b.scan(body+1, int(b.nodes[body].Next))
	}
	switch {
	case b.f.Kind == ir.Module:
		b.declareGlobals()
	case b.f.Broken:
		for c, end := def+1, int(b.nodes[def].Next); c < end; c = int(b.nodes[c].Next) {
			if b.kind(c) == kError {
				b.scan(c+1, int(b.nodes[c].Next))
			}
		}
	}
}

// declareGlobals gives the module slots for what functions assign to as global.
func (b *builder) declareGlobals() {
	if !strings.Contains(b.text, "global") {
		return
	}
	for i := range b.nodes {
		if b.kind(i) == kGlobal {
			b.eachIdentifier(i, false)
		}
	}
}

// scan looks at all nodes of a body but those of bodies inside it. What the
// defaults of those bind (by walrus) gets its slot when it is stored.
func (b *builder) scan(i, end int) {
	for i < end {
		k := kError
		if id := b.nodes[i].Kind; id != syntax.ErrorKind {
			k = b.kinds[id]
		}
		if !b.binds[k] {
			i++
			continue
		}
		switch k {
		case kFuncDef, kClassDef:
			b.bind(b.field(i, b.at.name))
			i = int(b.nodes[i].Next)
			continue
		case kLambda:
			i = int(b.nodes[i].Next)
			continue
		case kAssignment, kAugmented, kFor:
			b.bindTarget(b.field(i, b.at.left), 0)
		case kTypeAlias:
			b.bindTarget(b.firstNamed(i), 0)
		case kNamed:
			b.bind(b.field(i, b.at.name))
		case kAsPattern:
			b.bindAs(i)
		case kImport, kImportFrom, kFutureImport:
			b.bindImport(i)
		case kGlobal, kNonlocal:
			b.eachIdentifier(i, b.f.Kind != ir.Module)
		case kDottedName:
			if b.captures(i) {
				b.bind(b.firstNamed(i))
			}
		case kSplatPattern:
			b.bind(b.firstNamed(i))
		}
		i++
	}
}

// bind declares the name that n is, unless the body says that it is from outside.
func (b *builder) bind(n int) {
	if n == 0 || b.kind(n) != kIdentifier || b.empty(n) {
		return
	}
	if sym := b.sym(n); b.names[sym].openMark != b.epoch {
		b.slot(sym)
	}
}

// eachIdentifier declares the children of a global or nonlocal statement: as open, or as slots.
func (b *builder) eachIdentifier(n int, open bool) {
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		switch {
		case b.kind(c) != kIdentifier || b.empty(c):
		case open:
			b.names[b.sym(c)].openMark = b.epoch
		default:
			b.slot(b.sym(c))
		}
	}
}

// bindTarget declares the names of an assignment's left side.
func (b *builder) bindTarget(n, depth int) {
	if n == 0 || depth > maxDepth {
		return
	}
	switch b.kind(n) {
	case kIdentifier:
		b.bind(n)
	case kType, kGenericType: // of a type alias
		b.bindTarget(b.firstNamed(n), depth+1)
	case kPatternList, kTuplePattern, kListPattern, kListSplatPattern, kTuple, kList, kExprList, kParen, kListSplat, kAsTarget:
		for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
			b.bindTarget(c, depth+1)
		}
	}
}

// bindAs declares the target of "as": an identifier in a match, anything elsewhere.
func (b *builder) bindAs(n int) {
	first := b.firstNamed(n)
	for c := first; c != 0; c = b.nextNamed(n, c) {
		if k := b.kind(c); k == kAsTarget || k == kIdentifier && c != first {
			b.bindTarget(c, 0)
		}
	}
}

func (b *builder) bindImport(n int) {
	module := b.field(n, b.at.moduleName)
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		switch b.kind(c) {
		case kAliasedImport:
			b.bind(b.field(c, b.at.alias))
		case kDottedName:
			if c != module {
				b.bind(b.firstNamed(c))
			}
		}
	}
}

// captures tells whether a dotted name is a pattern that binds: a bare name,
// but not the name of a class or of a keyword.
func (b *builder) captures(n int) bool {
	first := b.firstNamed(n)
	if first == 0 || b.nextNamed(n, first) != 0 {
		return false
	}
	switch b.kind(int(b.nodes[n].Parent)) {
	case kCasePattern, kUnionPattern, kKeywordPattern:
		return b.str(first) != "_"
	}
	return false
}
