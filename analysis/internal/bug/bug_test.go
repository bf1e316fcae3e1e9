package bug_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"underpin/analysis/internal/bug"
)

func TestErrorfPanicsInTests(t *testing.T) {
	defer func() {
		err, ok := recover().(error)
		if !ok {
			t.Fatal("Errorf did not panic with an error under go test")
		}
		if !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%v does not wrap its cause", err)
		}
		if !strings.Contains(err.Error(), "bug/bug_test.go:") || !strings.Contains(err.Error(), "node 3") {
			t.Errorf("%q names neither place nor state", err)
		}
	}()
	bug.Errorf("node %d: %w", 3, io.ErrUnexpectedEOF)
}

func TestRecoverNamesThePlace(t *testing.T) {
	for name, fail := range map[string]func() int{
		"index":  func() int { var none []int; return none[len(name())] },
		"nil":    func() int { var none *struct{ n int }; return none.n },
		"value":  func() int { panic("a string") },
		"error":  func() int { panic(io.EOF) },
		"Errorf": func() int { bug.Errorf("impossible"); return 0 },
	} {
		err := guarded(fail)
		var internal *bug.Error
		if !errors.As(err, &internal) {
			t.Errorf("%s: %v is not a *bug.Error", name, err)
			continue
		}
		if !strings.HasPrefix(internal.Place, "bug/bug_test.go:") {
			t.Errorf("%s: place is %q, want this file", name, internal.Place)
		}
		if name == "error" && !errors.Is(err, io.EOF) {
			t.Errorf("%v lost the error the panic carried", err)
		}
	}
}

func TestRecoverWithoutPanic(t *testing.T) {
	if err := guarded(func() int { return 1 }); err != nil {
		t.Error(err)
	}
}

func name() string { return "abc" }

func guarded(f func() int) (err error) {
	defer bug.Recover(&err)
	f()
	return nil
}
