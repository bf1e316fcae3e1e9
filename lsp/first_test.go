package lsp_test

import (
	"context"
	"sync/atomic"
	"testing"

	"underpin/analysis"
	"underpin/lsp"
	"underpin/lsp/internal/fake"
	"underpin/lsp/internal/protocol"
)

// Requests before the settled answer share one quick analysis with the push,
// and an edit answers those that still wait: their text is gone.
func TestFeaturesShareTheQuickAnswer(t *testing.T) {
	var quick atomic.Int32
	entered, settle := make(chan struct{}, 100), make(chan struct{})
	options := lsp.Options{Analyse: func(ctx context.Context, s *analysis.Snapshot, scope analysis.Scope) (*analysis.Report, error) {
		wait := settle
		if scope.Touched && quick.Add(1) == 1 {
			wait = nil // the first text is opened at once
		}
		entered <- struct{}{}
		if wait != nil {
			select {
			case <-wait:
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		}
		return s.Findings(ctx, scope)
	}}
	e := fake.Start(t, fake.Config{Capabilities: able("utf-16"), Server: options})
	d := e.Open(loginPage, classicLogin(t))
	awaitCodes(e, d.URI, 4)
	at := map[string]any{"textDocument": map[string]any{"uri": d.URI}, "position": rangeOf(t, e, d.Text, "cursor.execute", 0).Start}
	for range 5 {
		e.Ask("textDocument/hover", at, nil)
	}
	if n := quick.Load(); n != 1 {
		t.Errorf("%d quick analyses of one text", n)
	}
	e.Change(d, fake.Edit{Start: len(d.Text), End: len(d.Text), New: "# more\n"})
	waiting := e.Begin("textDocument/hover", at)
	for quick.Load() < 2 {
		<-entered
	}
	e.Change(d, fake.Edit{Start: len(d.Text), End: len(d.Text), New: "# and more\n"})
	if err := waiting.Wait(nil); err == nil || code(err) != protocol.CodeContentModified {
		t.Error(err)
	}
	close(settle)
	if h := hoverAt(e, d.URI, rangeOf(t, e, d.Text, "cursor.execute", 0).Start); h == nil {
		t.Error("no hover about the last text")
	}
}

// A change of another file does not cost an answer.
func TestOtherFilesDoNotDisturb(t *testing.T) {
	var quick atomic.Int32
	entered, open := make(chan struct{}, 100), make(chan struct{})
	options := lsp.Options{Analyse: func(ctx context.Context, s *analysis.Snapshot, scope analysis.Scope) (*analysis.Report, error) {
		if scope.Touched {
			quick.Add(1)
			entered <- struct{}{}
			select {
			case <-open:
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		}
		return s.Findings(ctx, scope)
	}}
	e := fake.Start(t, fake.Config{Capabilities: able("utf-16"), Server: options, Folders: []string{"file:///w"}})
	d := e.Open(loginPage, classicLogin(t))
	waiting := e.Begin("textDocument/hover", map[string]any{"textDocument": map[string]any{"uri": d.URI}, "position": rangeOf(t, e, d.Text, "cursor.execute", 0).Start})
	<-entered
	e.Open("file:///w/other.py", "x = 1\n")
	close(open)
	var h *protocol.Hover
	if err := waiting.Wait(&h); err != nil || h == nil {
		t.Error(h, err)
	}
}
