// Package bug reports the impossible: states that no input can lead to unless the code is wrong.
//
// In the product such a state is an ordinary error, so that it costs one file's findings and never the server.
// Under `go test` it panics, so that no test passes over one. It does not log and does not count; whoever
// receives the error reports it. Every package may use it.
package bug

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// Error is an internal error: the sentence that was violated and the place that noticed.
type Error struct {
	Message string
	Place   string // file:line, without folders above the package
	cause   error
}

func (e *Error) Error() string { return fmt.Sprintf("internal error at %s: %s", e.Place, e.Message) }

// Unwrap gives the error that was wrapped with %w, or the error a panic carried.
func (e *Error) Unwrap() error { return e.cause }

// Errorf describes an impossible state. It returns an *Error in the product and panics with it in tests.
func Errorf(format string, args ...any) error {
	wrapped := fmt.Errorf(format, args...)
	err := &Error{Message: wrapped.Error(), Place: callerPlace(2), cause: wrapped}
	if testing.Testing() {
		panic(err)
	}
	return err
}

// Recover turns a panic into an error that names the place of the panic. It must be deferred directly:
//
//	func analyse(file string) (err error) {
//		defer bug.Recover(&err)
//
// It replaces an error already in *err, because the panic is what ended the function. It recovers in tests
// too: what it guards promises not to panic outward, and tests hold it to that. Errors the runtime makes fatal
// (stack exhaustion, concurrent map writes) cannot be recovered by anybody.
func Recover(err *error) {
	value := recover()
	if value == nil {
		return
	}
	if known, ok := value.(*Error); ok {
		*err = known
		return
	}
	cause, _ := value.(error)
	*err = &Error{Message: fmt.Sprintf("panic: %v", value), Place: panicPlace(), cause: cause}
}

// callerPlace is the file and line skip frames above it, counted as runtime.Caller does.
func callerPlace(skip int) string {
	_, file, line, ok := runtime.Caller(skip)
	if !ok {
		return "unknown place"
	}
	return place(file, line)
}

// panicPlace finds, from inside a deferred function, the frame that panicked: the first one below the
// runtime's own panic machinery.
func panicPlace() string {
	var callers [64]uintptr
	frames := runtime.CallersFrames(callers[:runtime.Callers(2, callers[:])])
	panicking := false
	for {
		frame, more := frames.Next()
		inRuntime := strings.HasPrefix(frame.Function, "runtime.")
		if panicking && !inRuntime {
			return place(frame.File, frame.Line)
		}
		panicking = panicking || inRuntime
		if !more {
			return "unknown place"
		}
	}
}

// place keeps the package folder and the file: enough to find it, the same on every machine.
func place(file string, line int) string {
	folder := filepath.Base(filepath.Dir(file))
	return fmt.Sprintf("%s/%s:%d", folder, filepath.Base(file), line)
}
