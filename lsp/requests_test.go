package lsp_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/sourcegraph/jsonrpc2"

	"underpin/analysis"
	"underpin/lsp"
	"underpin/lsp/internal/fake"
	"underpin/lsp/internal/protocol"
)

const page = "file:///w/app.py"

func pulling() any { return capabilitiesThatPull("utf-16") }

func TestRefusals(t *testing.T) {
	e := fake.Connect(t, fake.Config{})
	if code := e.Refused("textDocument/diagnostic", nil); code != protocol.CodeServerNotInitialized {
		t.Errorf("before initialize: %d", code)
	}
	e.Notify("textDocument/didOpen", nil) // dropped
	e.Greet()
	if code := e.Refused("initialize", nil); code != jsonrpc2.CodeInvalidRequest {
		t.Errorf("initialize again: %d", code)
	}
	if code := e.Refused("textDocument/unheardOf", nil); code != jsonrpc2.CodeMethodNotFound {
		t.Errorf("unknown method: %d", code)
	}
	if code := e.Refused("textDocument/diagnostic", map[string]any{"textDocument": 5}); code != jsonrpc2.CodeInvalidParams {
		t.Errorf("wrong params: %d", code)
	}
	e.Notify("textDocument/unheardOf", nil)
	e.Notify("$/unheardOf", nil)
	e.Send([]int{1})
	e.Send(map[string]any{"jsonrpc": "2.0"})
	e.Send(map[string]any{"jsonrpc": "2.0", "id": 77, "result": nil})
	e.Ask("shutdown", nil, nil)
	if code := e.Refused("textDocument/diagnostic", nil); code != jsonrpc2.CodeInvalidRequest {
		t.Errorf("after shutdown: %d", code)
	}
	e.Notify("exit", nil)
	if err := e.End(); err != nil {
		t.Error(err)
	}
}

func TestExitWithoutShutdown(t *testing.T) {
	e := fake.Start(t, fake.Config{})
	e.Notify("exit", nil)
	if err := e.End(); err != lsp.ErrNoShutdown {
		t.Error(err)
	}
}

// gate is an engine that waits until it may go on.
type gate struct{ entered, open chan struct{} }

func newGate() *gate { return &gate{make(chan struct{}, 100), make(chan struct{})} }

func (g *gate) analyse(ctx context.Context, s *analysis.Snapshot, scope analysis.Scope) (*analysis.Report, error) {
	g.entered <- struct{}{}
	select {
	case <-g.open:
		return s.Findings(ctx, scope)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func TestCancellationAnswersAtOnce(t *testing.T) {
	g := newGate()
	defer close(g.open)
	// An engine that does not even listen to its context.
	deaf := func(_ context.Context, s *analysis.Snapshot, scope analysis.Scope) (*analysis.Report, error) {
		return g.analyse(context.Background(), s, scope)
	}
	e := fake.Start(t, fake.Config{Capabilities: pulling(), Server: lsp.Options{Analyse: deaf}})
	e.Open(page, login(t))
	c := e.Begin("textDocument/diagnostic", map[string]any{"textDocument": map[string]string{"uri": page}})
	<-g.entered
	e.Notify("$/cancelRequest", map[string]any{"id": c.ID})
	var failure *jsonrpc2.Error
	if err := c.Wait(nil); !errors.As(err, &failure) || failure.Code != protocol.CodeRequestCancelled {
		t.Errorf("answered %v", err)
	}
	e.Notify("$/cancelRequest", map[string]any{"id": c.ID}) // again, and of what never was
	e.Notify("$/cancelRequest", map[string]any{"id": "none"})
	if code := e.Refused("unheard/of", nil); code != jsonrpc2.CodeMethodNotFound {
		t.Errorf("later: %d", code)
	}
}

func TestEditsDoNotWaitForAnalysis(t *testing.T) {
	g := newGate()
	var cancelled atomic.Int32
	e := fake.Start(t, fake.Config{Server: lsp.Options{Analyse: func(ctx context.Context, s *analysis.Snapshot, scope analysis.Scope) (*analysis.Report, error) {
		r, err := g.analyse(ctx, s, scope)
		if ctx.Err() != nil {
			cancelled.Add(1)
		}
		return r, err
	}}})
	d := e.Open(page, "")
	for range 50 {
		e.Change(d, fake.Edit{New: "#"})
	}
	e.Replace(d, login(t))
	if code := e.Refused("unheard/of", nil); code != jsonrpc2.CodeMethodNotFound { // the loop is through
		t.Error(code)
	}
	close(g.open)
	e.Await("the findings of the last text", func(e *fake.Editor) bool {
		p := e.Published[page]
		return p != nil && p.Version != nil && *p.Version == d.Version && fake.Codes(p.Diagnostics) != ""
	})
	if cancelled.Load() == 0 {
		t.Error("no analysis of an old text was cancelled")
	}
}

// A handler that asks the client and waits for its answer does not hold up the
// loop which has to deliver it.
func TestAskingInsideAHandler(t *testing.T) {
	e := fake.Start(t, fake.Config{
		Serve: lsp.ServeAlso("test/ask", func(ctx context.Context, call func(string, any, any) error) (any, error) {
			var out string
			err := call("test/question", nil, &out)
			return out, err
		}),
		Answer: func(method string, _ json.RawMessage) (any, bool) { return "yes", method == "test/question" },
	})
	var calls []*fake.Call
	for range 20 {
		calls = append(calls, e.Begin("test/ask", nil))
	}
	for _, c := range calls {
		var got string
		if err := c.Wait(&got); err != nil || got != "yes" {
			t.Fatal(got, err)
		}
	}
}

// A client that declares more than it does: it answers none of the server's questions.
func TestClientThatNeverAnswers(t *testing.T) {
	clock := fake.NewClock()
	e := fake.Start(t, fake.Config{
		Server:  lsp.Options{Files: fake.NewDisk(map[string]string{page: login(t)}, "file:///w"), Clock: clock.Clock()},
		Folders: []string{"file:///w"},
		Capabilities: map[string]any{
			"workspace": map[string]any{"configuration": true, "didChangeWatchedFiles": map[string]any{"dynamicRegistration": true}},
			"window":    map[string]any{"workDoneProgress": true},
		},
		Answer: func(string, json.RawMessage) (any, bool) { return fake.Silence, false },
	})
	e.Await("the question", func(e *fake.Editor) bool { return len(e.Told("workspace/configuration")) == 1 })
	clock.Pass()
	e.Await("findings", func(e *fake.Editor) bool { return e.Published[page] != nil })
}

func TestPanicInARequest(t *testing.T) {
	e := fake.Start(t, fake.Config{Serve: lsp.ServeAlso("test/panic", func(context.Context, func(string, any, any) error) (any, error) { panic("wrong") })})
	if code := e.Refused("test/panic", nil); code != jsonrpc2.CodeInternalError {
		t.Error(code)
	}
}

// An engine that fails over one file costs that file's findings.
func TestEnginePanicCostsOneFile(t *testing.T) {
	const bad = "file:///w/bad.py"
	for _, pulls := range []bool{false, true} {
		t.Run(fmt.Sprintf("pulls %t", pulls), func(t *testing.T) {
			config := fake.Config{Server: lsp.Options{Analyse: func(ctx context.Context, s *analysis.Snapshot, scope analysis.Scope) (*analysis.Report, error) {
				r, err := s.Findings(ctx, scope)
				if err == nil {
					for _, f := range r.Findings {
						if f.Path == "bad.py" {
							panic("the engine is broken")
						}
					}
				}
				return r, err
			}}}
			if pulls {
				config.Capabilities = pulling()
			}
			e := fake.Start(t, config)
			e.Open(bad, login(t))
			d := e.Open(page, login(t))
			e.Change(d, fake.Edit{New: "# more\n"})
			if pulls {
				if got := fake.Codes(e.Pull(page, "").Items); got == "" {
					t.Error("the other file has no findings")
				}
				if got := fake.Codes(e.Pull(bad, "").Items); got != "" {
					t.Error("findings in spite of the failure:", got)
				}
				return
			}
			e.Await("findings of the other file", func(e *fake.Editor) bool {
				return e.Published[page] != nil && fake.Codes(e.Published[page].Diagnostics) != ""
			})
		})
	}
}
