// Package python lowers Python syntax to the IR: the whole language, and
// whatever of it half-written code still shows.
//
// It owns the meaning of the grammar's nodes and Python's scoping; it resolves
// no name, knows no library and reports nothing. The session calls it once a file.
package python

import (
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/source"
	"underpin/analysis/internal/syntax"
)

// Lowerer lowers trees of one grammar. It is immutable and may be shared.
type Lowerer struct {
	*table
}

// New makes a lowerer for the grammar's kinds.
func New(l *syntax.Language) *Lowerer { return &Lowerer{newTable(l)} }

// maxDepth bounds nesting; what lies deeper becomes an opaque value.
const maxDepth = 1000

// Lower gives the module function of a file. text is the file as it is, not as
// it was prepared for the parser: both have the same length.
func (l *Lowerer) Lower(tree *syntax.Tree, text string) *ir.Func {
	c := &code{Lowerer: l, tree: tree, text: text}
	return c.body(nil, 0, ir.Module, syntax.Root, nil)
}

// Comments gives the spans of all comments, in order.
func (l *Lowerer) Comments(tree *syntax.Tree) []source.Span {
	var out []source.Span
	for i := range tree.Nodes {
		if n := &tree.Nodes[i]; l.kindOf(n.Kind) == kComment {
			out = append(out, source.Span{Start: int(n.Start), End: int(n.End)})
		}
	}
	return out
}

func (t *table) kindOf(k uint16) kind {
	if int(k) < len(t.kinds) {
		return t.kinds[k]
	}
	return kError
}

// code is one file being lowered.
type code struct {
	*Lowerer
	tree  *syntax.Tree
	text  string
	depth int
}

func (c *code) kind(n int) kind          { return c.kindOf(c.tree.Nodes[n].Kind) }
func (c *code) str(n int) string         { return c.tree.Text(n, c.text) }
func (c *code) child(n int, f uint8) int { return c.tree.ChildByField(n, f) }

// builder fills one function.
type builder struct {
	*code
	f       *ir.Func
	base    uint32
	parent  *builder
	slots   map[string]int32
	names   map[string]int32
	outer   map[string]bool // declared global or nonlocal
	cur     int32           // the open block, or -1 after a leave
	loops   []loop
	handler int32
	hidden  int // comprehension variables and temporaries made so far
	shadow  []shadow
}

// loop is where break and continue go.
type loop struct{ next, after int32 }

// shadow is a comprehension variable that hides a name.
type shadow struct {
	name string
	slot int32
}

// body lowers a function, class or module whose statements lie in node n.
func (c *code) body(parent *builder, node int, k ir.FuncKind, block int, prepare func(*builder)) *ir.Func {
	nd := &c.tree.Nodes[node]
	b := &builder{code: c, parent: parent, base: nd.Start, handler: ir.None, cur: ir.None,
		slots: map[string]int32{}, names: map[string]int32{}, outer: map[string]bool{}}
	b.f = &ir.Func{Kind: k, Start: nd.Start, End: nd.End, Broken: nd.Flags&syntax.HasError != 0}
	if k == ir.Module {
		b.base, b.f.Start = 0, 0
	}
	if parent != nil {
		b.f.Start -= parent.base
		b.f.End -= parent.base
	}
	b.open(b.block())
	if prepare != nil {
		prepare(b)
	}
	if k != ir.Lambda {
		b.declare(block)
		b.f.Doc = b.docstring(block)
		b.statements(block)
	} else {
		v := b.expr(block)
		b.emit(ir.OpReturn, block, v, 0, 0)
		b.leave()
	}
	if b.cur >= 0 {
		b.leave()
	}
	b.cut()
	return b.f
}

// cut trims the arrays to their size.
func (b *builder) cut() {
	f := b.f
	f.Instrs = append(make([]ir.Instr, 0, len(f.Instrs)), f.Instrs...)
	f.Args = append(make([]ir.Arg, 0, len(f.Args)), f.Args...)
	f.Blocks = append(make([]ir.Block, 0, len(f.Blocks)), f.Blocks...)
}

// declare makes slots for the names that the body binds, in order of appearance.
func (b *builder) declare(block int) {
	b.scanOuter(block)
	b.scan(block)
}

func (b *builder) slot(name string) int32 {
	if s, ok := b.slots[name]; ok {
		return s
	}
	s := int32(len(b.f.Slots))
	b.slots[name] = s
	b.f.Slots = append(b.f.Slots, name)
	return s
}

func (b *builder) temp(name string) int32 {
	s := int32(len(b.f.Slots))
	b.f.Slots = append(b.f.Slots, name+"#"+itoa(b.hidden))
	b.hidden++
	return s
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

func (b *builder) name(s string) int32 {
	if i, ok := b.names[s]; ok {
		return i
	}
	i := int32(len(b.f.Names))
	b.names[s] = i
	b.f.Names = append(b.f.Names, s)
	return i
}

// block makes a block that control may come to later.
func (b *builder) block() int32 {
	b.f.Blocks = append(b.f.Blocks, ir.Block{Term: ir.Leave, Cond: ir.None, Then: ir.None, Else: ir.None, Handler: ir.None})
	return int32(len(b.f.Blocks)) - 1
}

// open makes a block the one that instructions go to.
func (b *builder) open(blk int32) {
	n := int32(len(b.f.Instrs))
	b.f.Blocks[blk].First, b.f.Blocks[blk].Last = n, n
	b.f.Blocks[blk].Handler = b.handler
	b.cur = blk
}

func (b *builder) close() *ir.Block {
	if b.cur < 0 {
		b.open(b.block()) // unreachable code keeps its own block
	}
	blk := &b.f.Blocks[b.cur]
	blk.Last = int32(len(b.f.Instrs))
	b.cur = ir.None
	return blk
}

func (b *builder) jump(to int32) {
	blk := b.close()
	blk.Term, blk.Then = ir.Jump, to
}

func (b *builder) branch(cond ir.Reg, then, els int32) {
	blk := b.close()
	blk.Term, blk.Cond, blk.Then, blk.Else = ir.Branch, cond, then, els
}

func (b *builder) leave() { b.close().Term = ir.Leave }

// emit adds an instruction for a node.
func (b *builder) emit(op ir.Op, node int, x, y, z int32) ir.Reg {
	n := &b.tree.Nodes[node]
	return b.emitAt(op, n.Start, n.End, x, y, z)
}

func (b *builder) emitAt(op ir.Op, start, end uint32, x, y, z int32) ir.Reg {
	if b.cur < 0 {
		b.open(b.block())
	}
	b.f.Instrs = append(b.f.Instrs, ir.Instr{Op: op, A: x, B: y, C: z, Pos: start - b.base, End: end - b.base})
	return int32(len(b.f.Instrs)) - 1
}

func (b *builder) last() *ir.Instr { return &b.f.Instrs[len(b.f.Instrs)-1] }

// args moves collected operands into the function and gives their place.
func (b *builder) args(as []ir.Arg) (first, n int32) {
	first = int32(len(b.f.Args))
	b.f.Args = append(b.f.Args, as...)
	return first, int32(len(as))
}

func pos(v ir.Reg) ir.Arg { return ir.Arg{Kind: ir.ArgPos, Name: ir.None, Key: ir.None, Value: v} }

func (b *builder) constant(node int, k ir.Const) ir.Reg {
	b.f.Consts = append(b.f.Consts, k)
	return b.emit(ir.OpConst, node, int32(len(b.f.Consts))-1, 0, 0)
}

// scanOuter collects the names declared global or nonlocal anywhere in the body.
func (b *builder) scanOuter(block int) {
	t := b.tree
	for i := block + 1; i < t.Skip(block); {
		switch b.kind(i) {
		case kFuncDef, kClassDef, kLambda:
			i = t.Skip(i)
			continue
		case kGlobal, kNonlocal:
			for c := t.FirstChild(i); c != 0; c = t.Next(c) {
				if b.kind(c) == kIdentifier {
					b.outer[b.str(c)] = true
				}
			}
		}
		i++
	}
	if b.f.Kind == ir.Module {
		clear(b.outer)
	}
}

// scan declares what statements and walruses bind, nested bodies excluded.
func (b *builder) scan(block int) {
	t, f := b.tree, &b.fields
	for i := block + 1; i < t.Skip(block); {
		switch b.kind(i) {
		case kFuncDef, kClassDef:
			b.bind(b.child(i, f.name))
			// Decorators, defaults and annotations bind nothing but by walrus, which is not worth the walk.
			i = t.Skip(i)
			continue
		case kLambda:
			i = t.Skip(i)
			continue
		case kAssignment, kAugmented, kFor:
			b.bindTarget(b.child(i, f.left))
		case kNamed:
			b.bind(b.child(i, f.name))
		case kAsTarget, kDelete:
			for c := t.FirstChild(i); c != 0; c = t.Next(c) {
				b.bindTarget(c)
			}
		case kWithItem:
			if v := b.child(i, f.value); v != 0 && b.kind(v) == kAsPattern {
				b.bindAs(v)
			}
		case kAsPattern:
			b.bindAs(i)
		case kExcept, kExceptGroup:
			b.bindExcept(i)
		case kImport, kImportFrom, kFutureImport:
			b.bindImport(i)
			i = t.Skip(i)
			continue
		case kTypeAlias:
			b.bindTarget(b.child(i, f.left))
		case kCase:
			b.bindCase(i)
		}
		i++
	}
}

func (b *builder) bind(n int) {
	if n != 0 {
		if s := b.str(n); s != "" && !b.outer[s] {
			b.slot(s)
		}
	}
}

func (b *builder) bindTarget(n int) {
	if n == 0 {
		return
	}
	switch b.kind(n) {
	case kIdentifier, kType:
		if b.kind(n) == kType {
			b.bindTarget(b.tree.FirstChild(n))
			return
		}
		b.bind(n)
	case kPatternList, kTuplePattern, kListPattern, kListSplatPattern, kTuple, kList, kExprList, kParen, kListSplat, kAsTarget:
		for c := b.tree.FirstChild(n); c != 0; c = b.tree.Next(c) {
			b.bindTarget(c)
		}
	}
}

func (b *builder) bindAs(n int) {
	for c := b.tree.FirstChild(n); c != 0; c = b.tree.Next(c) {
		if b.kind(c) == kAsTarget {
			b.bindTarget(c)
		}
	}
}

func (b *builder) bindExcept(n int) {
	for c := b.tree.FirstNamed(n); c != 0; c = b.tree.NextNamed(c) {
		if b.kind(c) == kAsPattern {
			b.bindAs(c)
		}
	}
}

func (b *builder) bindImport(n int) {
	module := b.child(n, b.fields.moduleName)
	for c := b.tree.FirstChild(n); c != 0; c = b.tree.Next(c) {
		switch b.kind(c) {
		case kAliasedImport:
			b.bind(b.child(c, b.fields.alias))
		case kDottedName:
			if c != module {
				b.bind(b.tree.FirstNamed(c))
			}
		}
	}
}

// bindCase declares the capture patterns of a case.
func (b *builder) bindCase(n int) {
	t := b.tree
	for c := t.FirstNamed(n); c != 0; c = t.NextNamed(c) {
		if b.kind(c) != kCasePattern {
			continue
		}
		for i := c; i < t.Skip(c); i++ {
			switch b.kind(i) {
			case kDottedName:
				if id := t.FirstNamed(i); id != 0 && t.NextNamed(id) == 0 && b.capture(i) {
					b.bind(id)
				}
			case kSplatPattern:
				if id := t.FirstNamed(i); id != 0 && b.kind(id) == kIdentifier {
					b.bind(id)
				}
			case kAsPattern:
				for x := t.FirstNamed(i); x != 0; x = t.NextNamed(x) {
					if b.kind(x) == kIdentifier {
						b.bind(x)
					}
				}
			}
		}
	}
}

// capture: a bare name in a pattern captures, but not as a class's or keyword's name.
func (b *builder) capture(n int) bool {
	p := b.tree.Parent(n)
	switch b.kind(p) {
	case kClassPattern:
		return false
	case kKeywordPattern:
		return b.tree.FirstNamed(p) != n
	}
	return b.str(n) != "_"
}

// docstring gives the text of a leading string statement.
func (b *builder) docstring(block int) string {
	for c := b.tree.FirstNamed(block); c != 0; c = b.tree.NextNamed(c) {
		switch b.kind(c) {
		case kComment:
			continue
		case kExprStmt:
			if s := b.tree.FirstNamed(c); s != 0 && b.kind(s) == kString {
				if v, ok := b.plain(s); ok {
					return v
				}
			}
		}
		return ""
	}
	return ""
}
