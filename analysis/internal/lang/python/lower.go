// Package python lowers Python syntax to the IR: the whole language, and
// whatever of it half-written code still shows.
//
// It owns the meaning of the grammar's nodes and Python's scoping; it resolves
// no name, knows no library and reports nothing. The session calls it once a
// file, after Prelex and the parser. Any tree at all gives valid IR.
package python

import (
	"sync"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/lang/python/descent"
	"underpin/analysis/internal/source"
	"underpin/analysis/internal/syntax"
)

// NewReading says how Python becomes trees of the parser's grammar: what is clean is read directly.
func NewReading(p syntax.Parser, l *syntax.Language) *syntax.Reading {
	return &syntax.Reading{Parser: p, Language: l, Prepare: Prelex, Direct: descent.New(l).Read}
}

// maxDepth bounds how deep expressions and statements nest before what lies
// deeper becomes an opaque value: hostile text must not exhaust the stack.
const maxDepth = 2000

// Lowerer lowers trees of one grammar. It may be shared.
type Lowerer struct {
	*table
	spare sync.Pool // of *builder: their buffers serve for the next file
}

// New makes a lowerer for the grammar's kinds.
func New(l *syntax.Language) *Lowerer { return &Lowerer{table: newTable(l)} }

// Lower gives the module function of a file. text is the file as it is, not as
// it was prepared for the parser: both have the same length.
func (l *Lowerer) Lower(tree *syntax.Tree, text string) *ir.Func {
	return l.LowerCached(tree, text, nil)
}

// LowerCached is Lower with a memory for functions whose syntax and text did
// not change. A nil cache remembers nothing.
func (l *Lowerer) LowerCached(tree *syntax.Tree, text string, cache Cache) *ir.Func {
	b := l.builder()
	b.nodes, b.text, b.cache = tree.Nodes, text, cache
	root := &tree.Nodes[syntax.Root]
	module := &ir.Func{Kind: ir.Module, End: uint32(len(text)), Broken: root.Flags&syntax.HasError != 0}
	// Bodies are lowered one after the other, never one inside another: all
	// share the same buffers, and nesting costs no stack.
	b.tasks = append(b.tasks, task{f: module, node: syntax.Root})
	for len(b.tasks) > 0 {
		t := b.tasks[len(b.tasks)-1]
		b.tasks = b.tasks[:len(b.tasks)-1]
		b.lower(t)
	}
	for _, p := range b.puts {
		cache.Put(p.key, p.f)
	}
	l.done(b)
	return module
}

// builder gives a builder that knows nothing.
func (l *Lowerer) builder() *builder {
	if b, ok := l.spare.Get().(*builder); ok {
		return b
	}
	return &builder{table: l.table, syms: make(map[string]int32, 64)}
}

// mostSpare is how many names a file may have whose buffers are kept: clearing a table takes the longer the more it once held.
const mostSpare = 1 << 13

// done keeps a builder's buffers and none of what lies in them.
func (l *Lowerer) done(b *builder) {
	if len(b.names) > mostSpare {
		return
	}
	clear(b.syms)
	clear(b.names)
	clear(b.puts)
	for _, list := range [][]string{b.spare.Slots, b.spare.Names} {
		clear(list[:cap(list)])
	}
	clear(b.spare.Params[:cap(b.spare.Params)])
	clear(b.spare.Children[:cap(b.spare.Children)])
	clear(b.tasks[:cap(b.tasks)])
	clear(b.consts[:cap(b.consts)])
	b.nodes, b.text, b.cache, b.f, b.outer, b.epoch = nil, "", nil, nil, nil, 0
	b.names, b.puts = b.names[:0], b.puts[:0] // begin empties the rest
	l.spare.Put(b)
}

// Comments gives the spans of all comments, in order.
func (l *Lowerer) Comments(tree *syntax.Tree) []source.Span {
	var out []source.Span
	for i := range tree.Nodes {
		if n := &tree.Nodes[i]; n.Kind != syntax.ErrorKind && l.kinds[n.Kind] == kComment {
			out = append(out, source.Span{Start: int(n.Start), End: int(n.End)})
		}
	}
	return out
}

// Strings gives the spans of all strings with what is interpolated in them, in order; those inside of others are left out.
func (l *Lowerer) Strings(tree *syntax.Tree) []source.Span {
	var out []source.Span
	for i := range tree.Nodes {
		n := &tree.Nodes[i]
		if n.Kind == syntax.ErrorKind || l.kinds[n.Kind] != kString || len(out) > 0 && int(n.Start) < out[len(out)-1].End {
			continue
		}
		out = append(out, source.Span{Start: int(n.Start), End: int(n.End)})
	}
	return out
}

// task is a body that waits to be lowered into its function.
type task struct {
	f      *ir.Func
	node   int      // the definition; the root for a module
	hidden []hidden // comprehension variables around a lambda
}

// lower fills the function of a task.
func (b *builder) lower(t task) {
	b.begin(t)
	body := t.node
	switch t.f.Kind {
	case ir.Function, ir.Lambda:
		b.params(b.field(t.node, b.at.parameters))
		body = b.field(t.node, b.at.body)
	case ir.ClassBody:
		body = b.field(t.node, b.at.body)
	}
	switch {
	case t.f.Kind == ir.Lambda:
		r := b.expr(body)
		b.emit(ir.OpReturn, body, r, 0, 0)
		b.leave()
	default:
		b.declare(t.node, body)
		b.suite(body)
		if t.f.Kind != ir.Module && t.f.Broken {
			b.strays(t.node)
		}
	}
	b.finish()
}

// suite lowers the statements of a body; a string that opens it is its documentation.
func (b *builder) suite(body int) {
	if body == 0 && b.f.Kind != ir.Module {
		return
	}
	first := true
	for c, end := body+1, int(b.nodes[body].Next); c < end; c = int(b.nodes[c].Next) {
		k := b.kind(c)
		if first && k == kExprStmt {
			if s := b.firstNamed(c); s != 0 && b.kind(s) == kString && b.documentation(s) {
				first = false
				continue
			}
		}
		first = first && k == kComment
		b.statement(c)
	}
}

// strays lowers what the parser could not place among a node's children.
func (b *builder) strays(n int) {
	for c, end := n+1, int(b.nodes[n].Next); c < end; c = int(b.nodes[c].Next) {
		if b.kind(c) == kError {
			b.statement(c)
		}
	}
}
