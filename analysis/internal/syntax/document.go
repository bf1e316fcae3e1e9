package syntax

import (
	"bytes"
	"context"
	"slices"

	"underpin/analysis/internal/source"
)

// Document keeps the tree of one file while it is edited, by way of the host's incremental parse. The session does not use
// it: parts (ParseParts) are as fast and give the fresh tree. It is what holds the hosts' incremental trees together, in
// tests, and what a language whose texts cannot be cut would need. It belongs to one goroutine at a time; the trees it
// gives belong to everybody.
//
// An incremental parse is fast but may give another tree than a fresh one. Of broken text it often does, because the
// parser recovers along the path its old tree suggests. Of text that fits the grammar it does where the grammar is
// ambiguous: Python's *a.b() came out either way once in some 10,000 random edits. What is found must not depend on
// the order of keystrokes, so an incremental tree is marked Provisional: it may serve the first answer after an edit,
// and Settle confirms it or replaces it by a fresh one before anything lasting is said.
type Document struct {
	parser Parser
	lang   *Language

	text   *source.Text // what tree was parsed from; nil before the first parse
	tree   *Tree
	handle Handle // the host's tree behind tree; nil if the host keeps none
}

// NewDocument makes a document without a text.
func NewDocument(parser Parser, lang *Language) *Document {
	return &Document{parser: parser, lang: lang}
}

// Tree is the last tree, or nil before the first parse.
func (d *Document) Tree() *Tree { return d.tree }

// Parse parses text from scratch.
func (d *Document) Parse(ctx context.Context, text *source.Text) (*Tree, error) {
	return d.update(ctx, text, Job{})
}

// Reparse parses text by way of the last tree where there is one. What changed is found by comparing the two
// texts, not taken from the client's edits: pre-lexing may have rewritten bytes far from an edit, and an edit
// that was misreported would corrupt the tree in silence. Comparing costs microseconds.
//
// If it fails, cancelled say, the document stays as it was, and the next call compares with the older text.
func (d *Document) Reparse(ctx context.Context, text *source.Text) (*Tree, error) {
	if d.handle == nil {
		return d.Parse(ctx, text)
	}
	edit := d.text.Difference(text)
	if edit.Start == edit.End && edit.New == "" {
		return d.tree, nil
	}
	return d.update(ctx, text, Job{Old: d.handle, Change: change(d.text, text, edit)})
}

// Settle gives the tree of the last text that a fresh parse gives, parsing again if the last tree is provisional.
// Where the two are the same, which is nearly always so without errors, confirmed is true: what was concluded
// from the provisional tree stands. It must not be called before the first parse.
func (d *Document) Settle(ctx context.Context) (tree *Tree, confirmed bool, err error) {
	before := d.tree
	if !before.Provisional {
		return before, true, nil
	}
	tree, err = d.Parse(ctx, d.text)
	if err != nil {
		return nil, false, err
	}
	return tree, slices.Equal(tree.Nodes, before.Nodes), nil
}

// Close frees what the host keeps. The trees stay valid; the document may be used again, from scratch.
func (d *Document) Close() {
	if d.handle != nil {
		d.handle.Close()
		d.handle = nil
	}
}

func (d *Document) update(ctx context.Context, text *source.Text, job Job) (*Tree, error) {
	job.Text, job.Keep = text.Bytes(), true
	tree, handle, err := parse(ctx, d.parser, d.lang, job)
	if err != nil {
		return nil, err
	}
	tree.Provisional = job.Old != nil
	d.Close()
	d.text, d.tree, d.handle = text, tree, handle
	return tree, nil
}

// change puts an edit between two texts in the parser's terms.
func change(before, after *source.Text, e source.Edit) Change {
	newEnd := e.Start + len(e.New)
	return Change{
		Start: uint32(e.Start), OldEnd: uint32(e.End), NewEnd: uint32(newEnd),
		StartPoint:  pointOf(before.Bytes(), e.Start),
		OldEndPoint: pointOf(before.Bytes(), e.End),
		NewEndPoint: pointOf(after.Bytes(), newEnd),
	}
}

func pointOf(text []byte, offset int) Point {
	before := text[:offset]
	row := bytes.Count(before, []byte{'\n'})
	return Point{uint32(row), uint32(offset - bytes.LastIndexByte(before, '\n') - 1)}
}
