package syntax

import (
	"context"
	"hash/maphash"
	"sync"
)

// Cut is a place where a text can be parsed in two parts whose trees, put together, are that of the whole.
type Cut struct {
	At  int  // offset in bytes
	Far bool // where long texts are cut even if nothing is wrong
}

// longText is from which length on a text is parsed in parts, so that after an edit only one is parsed again.
const longText = 16 << 10

// Reading is how the texts of a language become trees.
type Reading struct {
	Parser   Parser
	Language *Language
	Prepare  func([]byte) []byte // makes a part ready for the parser, at the same length
	// Direct gives the parser's nodes without it, in the room it is handed where that is enough; nil where the parser has
	// to be asked. nil: never.
	Direct func(text []byte, room []Node) []Node

	spare sync.Pool // of *[]Node
}

// Done gives a tree's nodes back for the next one, if they are no memo's. Nobody may look at the tree any more.
func (r *Reading) Done(t *Tree) { r.give(t.Nodes) }

func (r *Reading) give(nodes []Node) { r.spare.Put(&nodes) }

// room gives nodes to write to, of any capacity.
func (r *Reading) room() []Node {
	if nodes, ok := r.spare.Get().(*[]Node); ok {
		return (*nodes)[:0]
	}
	return nil
}

// ParseParts parses a text by its cuts: a long one in parts, and a part in which something is wrong once more, in as many
// as there are, so that damage stays where it is. What comes out depends on the text alone, never on the edits that led to it.
// memo may be nil; with one, parts that it knows are not parsed again, and the tree is good until the next call with it.
func ParseParts(ctx context.Context, r *Reading, text []byte, cuts []Cut, memo *Memo) (*Tree, error) {
	j := joiner{ctx: ctx, Reading: r, text: text, memo: memo}
	if err := j.all(cuts); err != nil {
		return nil, err
	}
	if memo != nil {
		memo.turn()
	}
	return j.tree(), nil
}

// Memo keeps the parts of one file's text from one version to the next. It belongs to one reader at a time.
type Memo struct {
	seed     maphash.Seed
	old, now map[partKey]*part
	nodes    []Node // of the last tree
}

// NewMemo makes an empty memory.
func NewMemo() *Memo { return &Memo{seed: maphash.MakeSeed(), now: map[partKey]*part{}} }

type partKey struct {
	hash   uint64
	length int
}

// part is a parsed part; its nodes count from its start.
type part struct {
	at    int
	nodes []Node
}

func (p *part) broken() bool { return p.nodes[Root].Flags&HasError != 0 }

// turn forgets what the last version did not use.
func (m *Memo) turn() { m.old, m.now = m.now, make(map[partKey]*part, len(m.now)) }

// get finds a part, and keeps it for the next version too.
func (m *Memo) get(key partKey) *part {
	x := m.now[key]
	if x == nil {
		if x = m.old[key]; x != nil {
			m.now[key] = x
		}
	}
	return x
}

// joiner puts parts together.
type joiner struct {
	*Reading
	ctx   context.Context
	text  []byte
	memo  *Memo
	parts []part
}

func (j *joiner) all(cuts []Cut) error {
	from, first := 0, 0 // the part that is open, and its first inner cut
	for i, c := range cuts {
		if c.Far && len(j.text) >= longText {
			if err := j.part(from, c.At, cuts[first:i]); err != nil {
				return err
			}
			from, first = c.At, i+1
		}
	}
	return j.part(from, len(j.text), cuts[first:])
}

// part adds what lies between two places: in one piece where nothing is wrong there, else by its cuts. Both are the same
// where nothing is wrong (see mend), so that a file that is being edited goes by its cuts at once: then the next edit of it costs
// one definition, and while that is half-written the parser's attempts to make sense of it reach no further.
func (j *joiner) part(from, to int, inner []Cut) error {
	if len(inner) == 0 || j.memo == nil {
		x, err := j.parse(from, to)
		if err != nil {
			return err
		}
		if len(inner) == 0 || !x.broken() {
			j.parts = append(j.parts, part{from, x.nodes})
			return nil
		}
	}
	wrong := 0 // parts in a row
	for _, c := range append(inner[:len(inner):len(inner)], Cut{At: to}) {
		x, err := j.parse(from, c.At)
		if err != nil {
			return err
		}
		mended := true
		if wrong > 0 && !x.broken() {
			if mended, err = j.mend(wrong, from); err != nil {
				return err
			}
		}
		j.parts = append(j.parts, part{from, x.nodes})
		if wrong++; !x.broken() {
			if !mended {
				if _, err := j.mend(wrong, c.At); err != nil {
					return err
				}
			}
			wrong = 0
		}
		from = c.At
	}
	_, err := j.mend(wrong, to)
	return err
}

// mend puts the last parts together, which end at a place, where that leaves nothing wrong: what is wrong in them was cut in
// the midst of something, or stands in front of what it belongs to.
func (j *joiner) mend(parts, to int) (mended bool, err error) {
	if parts < 2 {
		return false, nil
	}
	n := len(j.parts) - parts
	from := j.parts[n].at
	x, err := j.parse(from, to)
	if err != nil || x.broken() {
		return false, err
	}
	j.parts = append(j.parts[:n], part{from, x.nodes})
	return true, nil
}

func (j *joiner) parse(from, to int) (*part, error) {
	text := j.text[from:to]
	var key partKey
	if j.memo != nil {
		key = partKey{maphash.Bytes(j.memo.seed, text), len(text)}
		if x := j.memo.get(key); x != nil {
			return x, nil
		}
	}
	nodes, err := j.nodes(j.Prepare(text))
	if err != nil {
		return nil, err
	}
	x := &part{nodes: nodes}
	if j.memo != nil {
		j.memo.now[key] = x
	}
	return x, nil
}

// nodes reads what was prepared, directly or by the parser.
func (j *joiner) nodes(text []byte) ([]Node, error) {
	if j.Direct != nil {
		var room []Node
		if j.memo == nil {
			room = j.room()
		}
		if nodes := j.Direct(text, room); nodes != nil {
			return nodes, j.ctx.Err()
		}
	}
	tree, err := Parse(j.ctx, j.Parser, j.Language, text)
	if err != nil {
		return nil, err
	}
	return tree.Nodes, nil
}

// tree joins the parts under one root. A part that the parser could make nothing of becomes an error below it.
func (j *joiner) tree() *Tree {
	if len(j.parts) == 1 {
		return &Tree{Nodes: j.parts[0].nodes, Lang: j.Language}
	}
	n := 1
	for i := range j.parts {
		n += len(j.parts[i].nodes)
	}
	var nodes []Node
	if j.memo != nil {
		nodes = j.memo.nodes
	} else {
		nodes = j.room()
	}
	if cap(nodes) < n {
		nodes = make([]Node, 0, n+n/16) // there will be more in the next version
	}
	nodes = nodes[:1]
	root := Node{Kind: ErrorKind, Flags: Error, Start: j.parts[0].nodes[Root].Start}
	for i := range j.parts {
		p := &j.parts[i]
		top := &p.nodes[Root]
		root.End = uint32(p.at) + top.End
		if top.Kind != ErrorKind && root.Kind == ErrorKind {
			root.Kind, root.Flags = top.Kind, root.Flags&HasError|top.Flags
		}
		root.Flags |= top.Flags & HasError
		skipped := uint32(1) // the part's own root
		if top.Kind == ErrorKind {
			skipped, root.Flags = 0, root.Flags|HasError
		}
		shift, move := uint32(len(nodes))-skipped, uint32(p.at)
		for _, n := range p.nodes[skipped:] {
			n.Start, n.End, n.Next = n.Start+move, n.End+move, n.Next+shift
			if n.Parent += shift; n.Parent == shift && skipped == 1 {
				n.Parent = Root
			}
			nodes = append(nodes, n)
		}
		if skipped == 0 {
			nodes[shift].Parent = Root
		}
	}
	root.Next = uint32(len(nodes))
	nodes[Root] = root
	if j.memo != nil {
		j.memo.nodes = nodes
	} else {
		for i := range j.parts {
			j.give(j.parts[i].nodes)
		}
	}
	return &Tree{Nodes: nodes, Lang: j.Language}
}
