//go:build cgo && linux

package cgoparser

// #include <stdlib.h>
// #include "flatten.h"
import "C"

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"unsafe"

	"underpin/analysis/internal/bug"
	"underpin/analysis/parser"
)

// maxIdle is how many workers of a language wait for work; each holds some 10 kB that Go does not see.
const maxIdle = 16

// Host parses with the linked grammars. Create it with New.
type Host struct {
	grammars []grammar
	tables   []unsafe.Pointer // each grammar's table in C's memory, for as long as the host lives

	mu   sync.Mutex
	idle [][]*worker // by grammar
}

// New makes a host. It lives as long as the program.
func New() (*Host, error) {
	install()
	h := &Host{grammars: grammars()}
	for _, g := range h.grammars {
		h.tables = append(h.tables, C.CBytes(g.table))
	}
	h.idle = make([][]*worker, len(h.grammars))
	return h, nil
}

// install makes the library use this package's memory, once in a program: it is the library's own state.
var install = sync.OnceFunc(func() { C.underpin_arena_install() })

// worker is a tree-sitter parser, the arena of parses that do without it, and the cancellation flag of both, all
// in C's memory.
type worker struct {
	c         *C.TSParser
	arena     *C.underpin_arena
	cancelled *C.size_t
}

// Parse implements parser.Parser.
func (h *Host) Parse(ctx context.Context, job parser.Job) (parser.Result, error) {
	if err := ctx.Err(); err != nil {
		return parser.Result{}, err
	}
	if len(job.Text) > parser.MaxText {
		return parser.Result{}, parser.ErrTooLong
	}
	at, err := h.find(job.Language)
	if err != nil {
		return parser.Result{}, err
	}
	p, err := h.take(at)
	if err != nil {
		return parser.Result{}, err
	}
	request := C.underpin_job{
		language: language(&h.grammars[at]), parser: p.c, arena: p.arena, cancelled: p.cancelled,
		length: C.uint32_t(len(job.Text)), keep: C.bool(job.Keep),
		table: (*C.uint8_t)(h.tables[at]), kinds: C.uint32_t(len(h.grammars[at].table)),
	}
	if job.Old != nil {
		old, ok := job.Old.(*tree)
		if !ok || old.language != job.Language {
			h.put(at, p)
			return parser.Result{}, bug.Errorf("parse of %s from a foreign handle %T", job.Language, job.Old)
		}
		old.mu.Lock() // a tree belongs to one thread at a time; the call works on a copy, so this is not long
		defer old.mu.Unlock()
		request.old, request.edit = old.c, edit(job.Change)
	}
	unwatch := watch(ctx, p.cancelled)
	result := C.underpin_parse(&request, (*C.char)(unsafe.Pointer(unsafe.SliceData(job.Text))))
	if unwatch() {
		p.close() // a parser that saw its flag would go on where it stopped
	} else {
		h.put(at, p)
	}
	return collect(ctx, result, job.Language)
}

// watch sets flag when ctx is cancelled. The function it returns stops that, tells whether the flag was set,
// and does not return while it might still be. A context that cannot be cancelled costs nothing.
func watch(ctx context.Context, flag *C.size_t) func() bool {
	if ctx.Done() == nil {
		return func() bool { return false }
	}
	set := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		atomic.StoreUintptr((*uintptr)(unsafe.Pointer(flag)), 1)
		close(set)
	})
	return func() bool {
		if stop() {
			return false
		}
		<-set
		return true
	}
}

// collect moves a result out of C's memory.
func collect(ctx context.Context, result C.underpin_result, language string) (parser.Result, error) {
	switch result.status {
	case C.UNDERPIN_DONE:
	case C.UNDERPIN_NO_MEMORY:
		return parser.Result{}, errors.New("out of memory while parsing")
	default:
		if err := ctx.Err(); err != nil {
			return parser.Result{}, err
		}
		return parser.Result{}, bug.Errorf("parser of %s stopped without being cancelled", language)
	}
	size := int(result.count) * parser.NodeSize
	records := make([]byte, size)
	copy(records, unsafe.Slice((*byte)(unsafe.Pointer(result.nodes)), size))
	C.free(unsafe.Pointer(result.nodes))
	out := parser.Result{Records: records}
	if result.tree != nil {
		out.Handle = &tree{c: result.tree, language: language}
	}
	return out, nil
}

// take gives an idle worker of the grammar or a new one.
func (h *Host) take(at int) (*worker, error) {
	h.mu.Lock()
	if n := len(h.idle[at]); n > 0 {
		p := h.idle[at][n-1]
		h.idle[at] = h.idle[at][:n-1]
		h.mu.Unlock()
		return p, nil
	}
	h.mu.Unlock()

	p := &worker{
		c: C.ts_parser_new(), arena: C.underpin_arena_new(),
		cancelled: (*C.size_t)(C.calloc(1, C.size_t(unsafe.Sizeof(C.size_t(0))))),
	}
	if !C.ts_parser_set_language(p.c, language(&h.grammars[at])) {
		p.close()
		return nil, bug.Errorf("the grammar of %s does not fit the library", h.grammars[at].names.Name)
	}
	C.ts_parser_set_cancellation_flag(p.c, p.cancelled)
	return p, nil
}

// language gives the grammar's tables. smacker's Language is one pointer, to them, which it does not export.
func language(g *grammar) *C.TSLanguage { return *(**C.TSLanguage)(unsafe.Pointer(g.language)) }

// put lets a worker wait for work.
func (h *Host) put(at int, p *worker) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.idle[at]) == maxIdle {
		p.close()
		return
	}
	h.idle[at] = append(h.idle[at], p)
}

func (p *worker) close() {
	C.ts_parser_delete(p.c)
	C.underpin_arena_delete(p.arena)
	C.free(unsafe.Pointer(p.cancelled))
}

// tree is a parser.Handle.
type tree struct {
	mu       sync.Mutex
	c        *C.TSTree
	language string
}

// Close frees the tree. Closing twice is harmless.
func (t *tree) Close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.c != nil {
		C.ts_tree_delete(t.c)
		t.c = nil
	}
}

func edit(c parser.Change) C.TSInputEdit {
	return C.TSInputEdit{
		start_byte: C.uint32_t(c.Start), old_end_byte: C.uint32_t(c.OldEnd), new_end_byte: C.uint32_t(c.NewEnd),
		start_point: point(c.StartPoint), old_end_point: point(c.OldEndPoint), new_end_point: point(c.NewEndPoint),
	}
}

func point(p parser.Point) C.TSPoint {
	return C.TSPoint{row: C.uint32_t(p.Row), column: C.uint32_t(p.Column)}
}
