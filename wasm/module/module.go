// Package module owns the contract between a parser module (wasm/parser/shim/shim.c) and whoever runs it, and makes of
// running modules a parser host.
//
// It does not run WebAssembly: an Instance is injected, wazero's by wasm/host, the browser's by wasm/browser. So both
// drive a module in the same way, pool and give up instances by the same rules, and can differ in nothing but speed.
package module

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"underpin/analysis"
)

// ABI is the version of the contract. It grows with every change of exports, frame or records in shim.c.
const ABI = 1

// Instance is one running module: its exported functions and its memory. It is used by one goroutine at a time.
type Instance interface {
	// Call runs an export and gives its result, 0 if it has none. An error is a trap: the instance is of no use any more.
	// Its context is what the import "stop" of the module asks.
	Call(ctx context.Context, export string, args ...uint32) (uint32, error)
	// Read fills into from memory, Write copies from into it. Outside of the memory they fail.
	Read(at uint32, into []byte) error
	Write(at uint32, from []byte) error
	// Size is how many bytes of memory it has; memory never shrinks.
	Size() uint32
	Close()
}

// Exports lists what a module of this ABI exports besides its memory.
func Exports() []string {
	return []string{"abi", "frame", "take", "use_table", "parse", "drop", "close", "grammar"}
}

// Statuses of a parse, as shim.c numbers them.
const (
	statusDone = iota
	statusCancelled
	statusNoMemory
	statusExhausted
)

// ErrExhausted says that a text took more work than any text people write; see workLimit.
var ErrExhausted = errors.New("parsing takes too long: the text leads the parser astray")

// frame mirrors the one in shim.c, field by field.
type frame struct {
	length, old           uint32
	start, oldEnd, newEnd uint32
	points                [6]uint32 // row and column of each
	keep, limit           uint32
	status                uint32
	records, count        uint32
	tree, work            uint32
}

const (
	frameFields = 18
	frameAsked  = 13 // of which that many are written by the host
)

func (f *frame) asked() []byte {
	out := make([]byte, 0, 4*frameAsked)
	for _, v := range [...]uint32{f.length, f.old, f.start, f.oldEnd, f.newEnd} {
		out = binary.LittleEndian.AppendUint32(out, v)
	}
	for _, v := range f.points {
		out = binary.LittleEndian.AppendUint32(out, v)
	}
	return binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(out, f.keep), f.limit)
}

// machine drives one instance.
type machine struct {
	Instance
	language string
	frame    uint32 // its address
}

// newMachine checks that a fresh instance speaks this package's version.
func newMachine(ctx context.Context, instance Instance, language string) (*machine, error) {
	version, err := instance.Call(ctx, "abi")
	if err != nil {
		return nil, fmt.Errorf("the parser module of %s does not start: %w", language, err)
	}
	if version != ABI {
		return nil, fmt.Errorf("the parser module of %s has version %d and this program needs version %d: `make parsers` builds it anew", language, version, ABI)
	}
	at, err := instance.Call(ctx, "frame")
	if err != nil {
		return nil, fmt.Errorf("the parser module of %s does not start: %w", language, err)
	}
	return &machine{instance, language, at}, nil
}

// put copies bytes to where the module takes texts from.
func (m *machine) put(ctx context.Context, text []byte) error {
	at, err := m.Call(ctx, "take", uint32(len(text)))
	if err != nil {
		return err
	}
	return m.Write(at, text)
}

// useTable tells the module what to leave out of its records.
func (m *machine) useTable(ctx context.Context, table []byte) error {
	err := m.put(ctx, table)
	if err == nil {
		_, err = m.Call(ctx, "use_table", uint32(len(table)))
	}
	if err != nil {
		return m.trapped(err)
	}
	return nil
}

// answer is what a parse gave: records, the tree in the module's memory or 0, and how much work it took.
type answer struct {
	records []byte
	tree    uint32
	work    uint32
}

// parse runs one job; old is a tree of this very instance, or 0. After any error but the context's and ErrExhausted the
// machine is broken.
func (m *machine) parse(ctx context.Context, job *analysis.ParseJob, old, limit uint32) (answer, error) {
	if err := m.put(ctx, job.Text); err != nil {
		return answer{}, m.trapped(err)
	}
	c := &job.Change
	f := frame{
		length: uint32(len(job.Text)), old: old, start: c.Start, oldEnd: c.OldEnd, newEnd: c.NewEnd, limit: limit,
		points: [6]uint32{
			c.StartPoint.Row, c.StartPoint.Column, c.OldEndPoint.Row, c.OldEndPoint.Column, c.NewEndPoint.Row, c.NewEndPoint.Column,
		},
	}
	if job.Keep {
		f.keep = 1
	}
	if err := m.Write(m.frame, f.asked()); err != nil {
		return answer{}, m.trapped(err)
	}
	if _, err := m.Call(ctx, "parse"); err != nil {
		return answer{}, m.trapped(err)
	}
	if err := m.answered(&f); err != nil {
		return answer{}, m.trapped(err)
	}
	switch f.status {
	case statusDone:
	case statusExhausted:
		return answer{}, ErrExhausted
	case statusNoMemory:
		return answer{}, m.trapped(errors.New("out of memory"))
	default:
		if err := ctx.Err(); err != nil {
			return answer{}, err
		}
		return answer{}, m.trapped(fmt.Errorf("status %d", f.status))
	}
	if uint64(f.count)*analysis.RecordSize > uint64(m.Size()) {
		return answer{}, m.trapped(fmt.Errorf("%d records", f.count))
	}
	records, err := m.collect(ctx, &f, int(f.count)*analysis.RecordSize)
	return answer{records, f.tree, f.work}, err
}

// answered reads the half of the frame that the module writes.
func (m *machine) answered(f *frame) error {
	var raw [4 * (frameFields - frameAsked)]byte
	if err := m.Read(m.frame+4*frameAsked, raw[:]); err != nil {
		return err
	}
	for i, field := range []*uint32{&f.status, &f.records, &f.count, &f.tree, &f.work} {
		*field = binary.LittleEndian.Uint32(raw[4*i:])
	}
	return nil
}

// collect copies what lies at f.records out of the module, which then gives it up.
func (m *machine) collect(ctx context.Context, f *frame, size int) ([]byte, error) {
	out := make([]byte, size)
	err := m.Read(f.records, out)
	if err == nil {
		_, err = m.Call(ctx, "drop")
	}
	if err != nil {
		return nil, m.trapped(err)
	}
	return out, nil
}

// trapped is the error of a module that did what it must not.
type trapped struct {
	language string
	size     uint32
	cause    error
}

func (m *machine) trapped(cause error) error { return &trapped{m.language, m.Size(), cause} }

func (t *trapped) Error() string {
	why, _, _ := strings.Cut(t.cause.Error(), "\n") // further lines are a stack of numbers
	return fmt.Sprintf("the parser of %s broke down (%s; it held %d MB)", t.language, why, t.size>>20)
}

func (t *trapped) Unwrap() error { return t.cause }
