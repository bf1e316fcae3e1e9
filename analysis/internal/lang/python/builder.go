package python

import (
	"strconv"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/syntax"
)

// builder lowers one file. The first part lives as long as the file, the second
// is the body at hand and is started anew for each.
type builder struct {
	*table
	nodes []syntax.Node
	text  string
	cache Cache
	tasks []task
	puts  []put
	syms  map[string]int32 // every name of the file by text
	names []symbol         // by number
	epoch uint32           // of the body at hand: what it knows of a symbol bears this mark
	depth int

	f       *ir.Func
	base    uint32 // where the body's text starts
	handler int32  // block that gets what is raised, or None
	loops   []loop
	hidden  []hidden // comprehension variables in scope, innermost last
	outer   []hidden // the same around a lambda
	temps   int

	cur    int32 // the block that takes instructions, or None after a leave
	live   bool  // whether anything reaches it
	blocks []block
	placed []int32 // blocks in the order of their text
	instrs []ir.Instr
	args   []ir.Arg
	stack  []ir.Arg // operands of calls and collections that are still being read
	spine  []int    // operands of left-deep operators, likewise
	consts []ir.Const
	texts  []textRange // of consts
	buf    []byte      // what texts lie in
	doc    textRange
	memo   [4]int32 // the body's None, False, True, ... among consts
	spare  ir.Func  // the lists that the function at hand grows in
}

// block is a block under construction.
type block struct {
	ir.Block
	placed int32 // its number in the finished function, or None
	live   bool  // something reaches it
}

type textRange struct{ start, end int32 }

// loop is where break and continue go.
type loop struct{ next, after int32 }

func (b *builder) begin(t task) {
	b.f, b.base, b.outer = t.f, b.nodes[t.node].Start, t.hidden
	if t.f.Kind == ir.Module {
		b.base = 0
	}
	b.epoch++
	b.handler, b.cur, b.temps, b.depth, b.doc = ir.None, ir.None, 0, 0, textRange{}
	b.loops, b.hidden, b.blocks, b.placed = b.loops[:0], b.hidden[:0], b.blocks[:0], b.placed[:0]
	b.instrs, b.args, b.stack, b.spine = b.instrs[:0], b.args[:0], b.stack[:0], b.spine[:0]
	b.consts, b.texts, b.buf = b.consts[:0], b.texts[:0], b.buf[:0]
	b.memo = [4]int32{ir.None, ir.None, ir.None, ir.None}
	f := t.f
	f.Params, f.Slots, f.Names, f.Children = b.spare.Params[:0], b.spare.Slots[:0], b.spare.Names[:0], b.spare.Children[:0]
	entry := b.block()
	b.blocks[entry].live = true
	b.open(entry)
}

// finish cuts the buffers to size into the function.
func (b *builder) finish() {
	b.leave()
	for i := range b.blocks {
		if b.blocks[i].placed < 0 {
			b.open(int32(i)) // a way that nothing went, in broken code
			b.leave()
		}
	}
	f := b.f
	f.Blocks = make([]ir.Block, len(b.placed))
	for i, id := range b.placed {
		blk := b.blocks[id].Block
		blk.Then, blk.Else, blk.Handler = b.place(blk.Then), b.place(blk.Else), b.place(blk.Handler)
		f.Blocks[i] = blk
	}
	f.Instrs, f.Args = cut(b.instrs), cut(b.args)
	b.spare = ir.Func{Params: f.Params, Slots: f.Slots, Names: f.Names, Children: f.Children}
	f.Params, f.Slots, f.Names, f.Children = cut(f.Params), cut(f.Slots), cut(f.Names), cut(f.Children)
	// All texts of a body share one allocation, apart from the file's.
	all := string(b.buf)
	f.Doc = all[b.doc.start:b.doc.end]
	f.Consts = cut(b.consts)
	for i, t := range b.texts {
		f.Consts[i].Str = all[t.start:t.end]
	}
}

// cut copies a buffer to a list of its exact size; nil for an empty one.
func cut[T any](buffer []T) []T {
	if len(buffer) == 0 {
		return nil
	}
	return append(make([]T, 0, len(buffer)), buffer...)
}

func (b *builder) place(id int32) int32 {
	if id < 0 {
		return ir.None
	}
	return b.blocks[id].placed
}

// block makes a block that control may come to later.
func (b *builder) block() int32 {
	b.blocks = append(b.blocks, block{
		Block:  ir.Block{Term: ir.Leave, Cond: ir.None, Then: ir.None, Else: ir.None, Handler: ir.None},
		placed: ir.None,
	})
	return int32(len(b.blocks)) - 1
}

// open makes a block the one that takes instructions. One that is still open falls through to it.
func (b *builder) open(id int32) {
	b.jump(id)
	blk := &b.blocks[id]
	blk.First, blk.Handler = int32(len(b.instrs)), b.handler
	blk.placed = int32(len(b.placed))
	b.placed = append(b.placed, id)
	b.cur, b.live = id, blk.live
}

// current is the open block; code that nothing reaches gets a block of its own.
func (b *builder) current() *block {
	if b.cur < 0 {
		b.open(b.block())
	}
	return &b.blocks[b.cur]
}

func (b *builder) close(blk *block, term ir.Term) {
	blk.Last, blk.Term = int32(len(b.instrs)), term
	b.cur = ir.None
}

// jump ends the open block, if there is one.
func (b *builder) jump(to int32) {
	if b.cur < 0 {
		return
	}
	blk := &b.blocks[b.cur]
	b.close(blk, ir.Jump)
	blk.Then = to
	b.reach(to)
}

// branch ends the open block; cond None is a choice nothing is known of.
func (b *builder) branch(cond ir.Reg, then, els int32) {
	blk := b.current()
	b.close(blk, ir.Branch)
	blk.Cond, blk.Then, blk.Else = cond, then, els
	truth := b.literalTruth(cond)
	if truth >= 0 {
		b.reach(then)
	}
	if truth <= 0 {
		b.reach(els)
	}
}

func (b *builder) reach(id int32) {
	if b.live {
		b.blocks[id].live = true
	}
}

// literalTruth is 1 or -1 for a condition that is a literal, as in "while True".
func (b *builder) literalTruth(cond ir.Reg) int {
	if cond < 0 || b.instrs[cond].Op != ir.OpConst {
		return 0
	}
	switch c := &b.consts[b.instrs[cond].A]; c.Kind {
	case ir.ConstNone:
		return -1
	case ir.ConstBool, ir.ConstInt:
		if t := b.texts[b.instrs[cond].A]; c.Int != 0 || t.start != t.end {
			return 1
		}
		return -1
	}
	return 0
}

func (b *builder) leave() {
	if b.cur >= 0 {
		b.close(&b.blocks[b.cur], ir.Leave)
	}
}

// handle changes where exceptions go, from the next instruction on.
func (b *builder) handle(handler int32) {
	if b.handler == handler {
		return
	}
	b.handler = handler
	if b.cur >= 0 {
		b.open(b.block())
	}
}

// emit adds an instruction for a node.
func (b *builder) emit(op ir.Op, n int, x, y, z int32) ir.Reg {
	node := &b.nodes[n]
	return b.emitAt(op, node.Start, node.End, x, y, z)
}

func (b *builder) emitAt(op ir.Op, start, end uint32, x, y, z int32) ir.Reg {
	if b.cur < 0 {
		b.current()
	}
	b.instrs = append(b.instrs, ir.Instr{Op: op, A: x, B: y, C: z, Pos: start - b.base, End: end - b.base})
	return int32(len(b.instrs)) - 1
}

// refine sets what emit leaves at zero.
func (b *builder) refine(r ir.Reg, sub uint8, flags ir.Flags) ir.Reg {
	b.instrs[r].Sub, b.instrs[r].Flags = sub, flags
	return r
}

// nothing stands for an operand that is not written: at the end of node n, or
// where the instructions so far end if there is no node.
func (b *builder) nothing(n int) ir.Reg {
	at := b.nodes[n].End
	if n == 0 {
		at = b.base
		if k := len(b.instrs); k > 0 {
			at += b.instrs[k-1].End
		}
	}
	return b.emitAt(ir.OpOpaque, at, at, 0, int32(len(b.args)), 0)
}

// push adds an operand of the instruction being read.
func (b *builder) push(k ir.ArgKind, name int32, key, value ir.Reg) {
	b.stack = append(b.stack, ir.Arg{Kind: k, Name: name, Key: key, Value: value})
}

func (b *builder) pushPos(value ir.Reg) { b.push(ir.ArgPos, ir.None, ir.None, value) }

// emitArgs adds an instruction that takes the operands pushed since mark.
func (b *builder) emitArgs(op ir.Op, n int, x int32, mark int) ir.Reg {
	first, count := int32(len(b.args)), int32(len(b.stack)-mark)
	b.args = append(b.args, b.stack[mark:]...)
	b.stack = b.stack[:mark]
	return b.emit(op, n, x, first, count)
}

// constant adds a literal without text. The few that every body repeats are kept once.
func (b *builder) constant(n int, k ir.ConstKind, value int64) ir.Reg {
	slot := -1
	switch k {
	case ir.ConstNone:
		slot = 0
	case ir.ConstBool:
		slot = 1 + int(value)
	case ir.ConstEllipsis:
		slot = 3
	}
	if slot >= 0 && b.memo[slot] >= 0 {
		return b.emit(ir.OpConst, n, b.memo[slot], 0, 0)
	}
	id := b.literal(k, value, int32(len(b.buf)))
	if slot >= 0 {
		b.memo[slot] = id
	}
	return b.emit(ir.OpConst, n, id, 0, 0)
}

// literal adds a constant whose text is what lies in buf from start on.
func (b *builder) literal(k ir.ConstKind, value int64, start int32) int32 {
	b.consts = append(b.consts, ir.Const{Kind: k, Int: value})
	b.texts = append(b.texts, textRange{start, int32(len(b.buf))})
	return int32(len(b.consts)) - 1
}

// temp makes a slot that no program can name.
func (b *builder) temp(name string) int32 {
	s := int32(len(b.f.Slots))
	b.f.Slots = append(b.f.Slots, name+"#"+strconv.Itoa(b.temps))
	b.temps++
	return s
}

// kind is what a node is.
func (b *builder) kind(n int) kind {
	if k := b.nodes[n].Kind; k != syntax.ErrorKind {
		return b.kinds[k]
	}
	return kError
}

// field is the first child of n in a field, or 0.
func (b *builder) field(n int, field uint8) int {
	for c, end := n+1, int(b.nodes[n].Next); c < end; c = int(b.nodes[c].Next) {
		if b.nodes[c].Field == field && field != 0 {
			return c
		}
	}
	return 0
}

// firstNamed is the first child of n that is a rule and no comment, or 0.
func (b *builder) firstNamed(n int) int { return b.namedFrom(n+1, int(b.nodes[n].Next)) }

// nextNamed is the sibling after c that is a rule and no comment, or 0; n is the parent.
func (b *builder) nextNamed(n, c int) int {
	return b.namedFrom(int(b.nodes[c].Next), int(b.nodes[n].Next))
}

func (b *builder) namedFrom(c, end int) int {
	for ; c < end; c = int(b.nodes[c].Next) {
		if b.nodes[c].Flags&(syntax.Named|syntax.Extra) == syntax.Named {
			return c
		}
	}
	return 0
}

// has tells whether n has a child of a kind.
func (b *builder) has(n int, k kind) bool {
	for c, end := n+1, int(b.nodes[n].Next); c < end; c = int(b.nodes[c].Next) {
		if b.kind(c) == k {
			return true
		}
	}
	return false
}

func (b *builder) str(n int) string {
	node := &b.nodes[n]
	return b.text[node.Start:node.End]
}

func (b *builder) empty(n int) bool { return b.nodes[n].Start == b.nodes[n].End }
