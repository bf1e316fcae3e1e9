// Package descent reads Python that has nothing wrong in it, by recursive descent, into the tree that the grammar's parser
// makes of the same text, several times as fast.
//
// It owns no meaning and no tree of its own: which nodes there are and where comments come to lie is the grammar's, and
// where it is not sure of that it declines, so that the parser is asked. Half-written code, Python 2 and rare syntax are the
// parser's. The tests hold both together, on whole libraries and on damaged texts.
package descent

import (
	"bytes"
	"slices"
	"sync"
	"unicode/utf8"

	"underpin/analysis/internal/syntax"
)

// Reader reads texts for one grammar. It is immutable and may be shared.
type Reader struct {
	*table
	idle sync.Pool // of *parser
}

// New makes a reader for the grammar's kinds.
func New(l *syntax.Language) *Reader { return &Reader{table: newTable(l)} }

// Read gives the nodes of a text's tree, in the room of into where that is enough, or nil where the grammar's parser has to be asked.
func (r *Reader) Read(text []byte, into []syntax.Node) (nodes []syntax.Node) {
	if r.table == nil || len(text) > maxText || bytes.IndexByte(text, 0) >= 0 || !utf8.Valid(text) {
		return nil
	}
	p, _ := r.idle.Get().(*parser)
	if p == nil {
		p = &parser{table: r.table}
	}
	defer func() {
		p.text = nil
		r.idle.Put(p)
		if e := recover(); e != nil {
			if _, ok := e.(declined); !ok {
				panic(e)
			}
			nodes = nil
		}
	}()
	p.reset(text)
	p.module()
	return p.preorder(into)
}

const (
	maxText  = 1 << 26
	maxDepth = 150 // how deep expressions and statements nest before the parser is asked
)

// declined is what a reading ends with that the parser has to do.
type declined struct{}

// parser is the state of one reading.
type parser struct {
	*table
	text []byte

	// The token at hand, and where the text behind it begins.
	tok        token
	start, end uint32
	pos        uint32
	prev       token  // the token before
	last       uint32 // where what was last taken ends

	brackets int      // how many are open: lines do not end within
	indent   uint32   // of the line at hand
	levels   []uint32 // indents of the blocks around, the module's first
	extras   []extra  // comments and line continuations in front of the token at hand
	depth    int

	// The nodes so far, each behind those below it. Next is the count of nodes of its subtree.
	out   []syntax.Node
	stack []room
}

// extra is text that may stand anywhere.
type extra struct {
	kind       uint16
	start, end uint32
	indent     uint32 // of a comment that has its line to itself
}

// mark is the beginning of a node: of its subtree, and of its text.
type mark struct {
	at    int
	start uint32
}

func (p *parser) reset(text []byte) {
	p.text = text
	p.pos, p.last, p.prev = 0, 0, tokEnd
	p.brackets, p.depth = 0, 0
	p.levels = append(p.levels[:0], 0)
	p.extras, p.out = p.extras[:0], p.out[:0]
}

func (p *parser) decline() { panic(declined{}) }

// deeper counts one level of nesting; what it gives takes it back.
func (p *parser) deeper() {
	if p.depth++; p.depth > maxDepth {
		p.decline()
	}
}

// begin notes where a node begins: at the token at hand, behind what may stand anywhere.
func (p *parser) begin() mark {
	p.flush()
	return mark{len(p.out), p.start}
}

// flush adds what stands in front of the token at hand.
func (p *parser) flush() {
	for _, x := range p.extras {
		p.extra(x)
	}
	p.extras = p.extras[:0]
}

func (p *parser) extra(x extra) {
	p.out = append(p.out, syntax.Node{Kind: x.kind, Flags: syntax.Named | syntax.Extra, Start: x.start, End: x.end, Next: 1})
	p.last = x.end
}

// leaf adds the token at hand as a node of some kind, and goes on.
func (p *parser) leaf(kind uint16, flags uint8) {
	p.flush()
	p.out = append(p.out, syntax.Node{Kind: kind, Flags: flags, Start: p.start, End: p.end, Next: 1})
	p.advance()
}

// keep adds the token at hand as the grammar's literal of that text.
func (p *parser) keep() { p.leaf(p.literal[p.tok], 0) }

// skip goes on without a node: punctuation is left out of trees.
func (p *parser) skip() {
	p.flush()
	p.advance()
}

// advance takes the token at hand and reads the next one.
func (p *parser) advance() {
	p.last, p.prev = p.end, p.tok
	switch p.tok {
	case tokOpen, tokOpenSquare, tokOpenBrace:
		p.brackets++
	case tokClose, tokCloseSquare, tokCloseBrace:
		p.brackets--
	}
	p.next()
}

// expect takes a token that has to be there.
func (p *parser) expect(t token) {
	if p.tok != t {
		p.decline()
	}
	p.skip()
}

// reduce makes a node of all that was added since a mark. What stands in front of the token at hand is not part of it.
func (p *parser) reduce(kind uint16, m mark) { p.wrap(kind, syntax.Named, m) }

func (p *parser) wrap(kind uint16, flags uint8, m mark) {
	p.out = append(p.out, syntax.Node{Kind: kind, Flags: flags, Start: m.start, End: p.last, Next: uint32(len(p.out) - m.at + 1)})
}

// field puts the node made last into a field of the one that will hold it.
func (p *parser) field(f uint8) { p.out[len(p.out)-1].Field = f }

// alone tells whether nothing but a name was added since a mark.
func (p *parser) alone(m mark) bool {
	return len(p.out) == m.at+1 && p.out[m.at].Kind == p.identifier
}

// room is a node whose children are being placed, from the last to the first: the next one ends at free.
type room struct{ node, free uint32 }

// preorder gives the nodes in the order of trees, each before those below it.
func (p *parser) preorder(into []syntax.Node) []syntax.Node {
	n := uint32(len(p.out))
	nodes := slices.Grow(into[:0], int(n))[:n] // each is written to below
	root := p.out[n-1]
	root.Next = n
	nodes[0] = root
	stack := append(p.stack[:0], room{0, n})
	for i := int(n) - 2; i >= 0; i-- {
		x := &p.out[i]
		for stack[len(stack)-1].free == stack[len(stack)-1].node+1 {
			stack = stack[:len(stack)-1]
		}
		top := &stack[len(stack)-1]
		at := top.free - x.Next
		nodes[at] = syntax.Node{Kind: x.Kind, Field: x.Field, Flags: x.Flags, Start: x.Start, End: x.End, Parent: top.node, Next: top.free}
		end := top.free
		top.free = at
		if x.Next > 1 {
			stack = append(stack, room{at, end})
		}
	}
	p.stack = stack
	return nodes
}
