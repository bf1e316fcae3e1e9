// Package parser is the contract between the engine and whoever parses for it: texts go in, trees come out as flat
// records, and nothing else passes.
//
// It owns what both sides must agree on: the layout of a record, what the numbers in it mean, which nodes are left out,
// and how an edit is told. It parses nothing, knows no language and imports the standard library only, so that a parser
// host needs nothing else of the engine. Hosts are the parsers linked by cgo (analysis/internal/syntax/cgoparser) and
// WebAssembly modules (wasm/module); analysis/internal/syntax makes trees of what they give.
package parser

import (
	"context"
	"errors"
)

// Parser is a parser host. Its methods may be called by several goroutines. Everything that crosses it is
// plain data, so that a host in another process or another WebAssembly module can be one.
type Parser interface {
	// Languages lists what the host can parse, sorted.
	Languages() []string
	// Grammar gives the names of a language's kinds and fields, or an error that says why it cannot.
	Grammar(language string) (Grammar, error)
	// Parse parses a text. A cancelled parse gives the context's error. Text that does not fit the grammar is
	// no error: its tree holds nodes flagged Error and Missing.
	Parse(ctx context.Context, job Job) (Result, error)
}

// Job is one text to parse.
type Job struct {
	Language string
	Text     []byte // not kept and not changed
	// Old is a result's handle for an earlier text, to parse incrementally, and Change how that text became this
	// one. Old stays as it is and remains the caller's to close.
	Old    Handle
	Change Change
	// Keep asks for a handle with the result. Whoever only wants the records leaves the rest to be freed.
	Keep bool
}

// Result is a parsed text.
type Result struct {
	Records []byte // records of NodeSize bytes as described at Node, owned by the receiver
	Handle  Handle // nil unless asked for, and from hosts that cannot parse incrementally
}

// Handle is a host's own tree, kept for the next incremental parse. It holds memory the garbage collector does
// not see, so it must be closed. Only the host that made it can use it.
type Handle interface{ Close() }

// Change says which bytes of an earlier text were replaced: Start to OldEnd there became Start to NewEnd here.
type Change struct {
	Start, OldEnd, NewEnd                uint32
	StartPoint, OldEndPoint, NewEndPoint Point
}

// Point is a place as tree-sitter counts it: rows end at LF only, columns are bytes.
type Point struct{ Row, Column uint32 }

// MaxText is the longest text in bytes that a host can be given: offsets in records have 32 bits, and hosts
// count in signed numbers here and there.
const MaxText = 1<<31 - 1

// ErrTooLong is returned for a text longer than MaxText.
var ErrTooLong = errors.New("text is too long to parse")
