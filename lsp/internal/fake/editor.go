// Package fake owns a test editor: a client in memory that keeps documents as
// editors do, answers the server's questions, and awaits what it expects. It
// never sleeps. The tests of package lsp use it.
package fake

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"underpin/lsp"
	"underpin/lsp/internal/protocol"
)

// patience ends tests that wait for what never comes.
const patience = 60 * time.Second

// Config says what kind of editor it is.
type Config struct {
	Server       lsp.Options
	Capabilities any      // JSON; nil: an editor that can nothing and is pushed to
	Folders      []string // addresses
	Options      any      // initializationOptions
	Settings     any      // the answer to workspace/configuration
	Answer       func(method string, params json.RawMessage) (result any, answered bool)
	Serve        func(context.Context, jsonrpc2.ObjectStream, lsp.Options) error // nil: lsp.Serve
	Stream       func(jsonrpc2.ObjectStream) jsonrpc2.ObjectStream               // put around the server's
}

// Silence as the result of Config.Answer leaves a question open for ever.
const Silence = "silence"

// TB is what the editor needs of a test.
type TB interface {
	Helper()
	Fatalf(format string, args ...any)
}

// Editor is a client.
type Editor struct {
	t      TB
	config Config
	wire   jsonrpc2.ObjectStream
	Done   chan error // what Serve returned
	cancel context.CancelFunc

	Encoding     string
	Capabilities json.RawMessage // the server's

	mu      sync.Mutex
	change  *sync.Cond
	next    int
	answers map[int]chan *Message
	docs    map[string]*Document
	// What has come in so far, for Await.
	Published map[string]*protocol.PublishDiagnosticsParams
	Pushes    []*protocol.PublishDiagnosticsParams
	Messages  []*Message // all notifications and requests of the server
	late      bool
}

// Message is any message.
type Message struct {
	JSONRPC string           `json:"jsonrpc"`
	ID      *json.RawMessage `json:"id,omitempty"`
	Method  string           `json:"method,omitempty"`
	Params  json.RawMessage  `json:"params,omitempty"`
	Result  json.RawMessage  `json:"result,omitempty"`
	Error   *jsonrpc2.Error  `json:"error,omitempty"`
}

// Start starts a server and greets it.
func Start(t TB, c Config) *Editor {
	t.Helper()
	e := Connect(t, c)
	e.Greet()
	return e
}

// Connect starts a server without a word to it.
func Connect(t TB, c Config) *Editor {
	t.Helper()
	server, client := Pipe()
	if c.Stream != nil {
		server = c.Stream(server)
	}
	ctx, cancel := context.WithCancel(context.Background())
	e := &Editor{
		t: t, config: c, wire: client, Done: make(chan error, 1), cancel: cancel,
		answers: map[int]chan *Message{}, docs: map[string]*Document{}, Published: map[string]*protocol.PublishDiagnosticsParams{},
	}
	e.change = sync.NewCond(&e.mu)
	if c.Serve == nil {
		c.Serve = lsp.Serve
	}
	go func() { e.Done <- c.Serve(ctx, server, c.Server) }()
	go e.read()
	return e
}

// Greet does what comes before the first document.
func (e *Editor) Greet() {
	e.t.Helper()
	capabilities := e.config.Capabilities
	if capabilities == nil {
		capabilities = struct{}{}
	}
	params := map[string]any{"processId": nil, "rootUri": nil, "capabilities": capabilities}
	var folders []map[string]string
	for _, f := range e.config.Folders {
		folders = append(folders, map[string]string{"uri": f, "name": f})
	}
	params["workspaceFolders"] = folders
	if e.config.Options != nil {
		params["initializationOptions"] = e.config.Options
	}
	var result struct{ Capabilities json.RawMessage }
	e.Ask("initialize", params, &result)
	var has struct{ PositionEncoding string }
	if err := json.Unmarshal(result.Capabilities, &has); err != nil {
		e.t.Fatalf("capabilities: %v", err)
	}
	e.Encoding, e.Capabilities = has.PositionEncoding, result.Capabilities
	e.Notify("initialized", struct{}{})
}

// Close ends the session in order.
func (e *Editor) Close() error {
	e.t.Helper()
	e.Ask("shutdown", nil, nil)
	e.Notify("exit", nil)
	return e.End()
}

// End waits for the server to end.
func (e *Editor) End() error {
	e.t.Helper()
	select {
	case err := <-e.Done:
		e.cancel()
		return err
	case <-time.After(patience):
		e.t.Fatalf("the server does not end")
		return nil
	}
}

// Kill takes the server's context away.
func (e *Editor) Kill() error { e.cancel(); return e.End() }

// Hang up: the client dies.
func (e *Editor) HangUp() { _ = e.wire.Close() }

// Send puts anything on the wire.
func (e *Editor) Send(v any) {
	e.t.Helper()
	if err := e.wire.WriteObject(v); err != nil {
		e.t.Fatalf("cannot send: %v", err)
	}
}

// Notify sends a notification.
func (e *Editor) Notify(method string, params any) {
	e.t.Helper()
	e.Send(map[string]any{"jsonrpc": "2.0", "method": method, "params": params})
}

// Call is a request under way.
type Call struct {
	ID     int
	e      *Editor
	answer chan *Message
}

// Begin sends a request.
func (e *Editor) Begin(method string, params any) *Call {
	e.t.Helper()
	e.mu.Lock()
	e.next++
	c := &Call{e.next, e, make(chan *Message, 1)}
	e.answers[c.ID] = c.answer
	e.mu.Unlock()
	e.Send(map[string]any{"jsonrpc": "2.0", "id": c.ID, "method": method, "params": params})
	return c
}

// Wait gives the answer: the result is decoded, an error answer is an error.
func (c *Call) Wait(result any) error {
	c.e.t.Helper()
	select {
	case m := <-c.answer:
		if m.Error != nil {
			return m.Error
		}
		if result == nil {
			return nil
		}
		return json.Unmarshal(m.Result, result)
	case <-time.After(patience):
		c.e.t.Fatalf("no answer to request %d", c.ID)
		return errors.New("no answer")
	}
}

// Ask sends a request that must succeed.
func (e *Editor) Ask(method string, params, result any) {
	e.t.Helper()
	if err := e.Begin(method, params).Wait(result); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

// Refused sends a request that must fail, and gives the code.
func (e *Editor) Refused(method string, params any) int64 {
	e.t.Helper()
	var failure *jsonrpc2.Error
	if err := e.Begin(method, params).Wait(nil); !errors.As(err, &failure) {
		e.t.Fatalf("%s was answered: %v", method, err)
		return 0
	}
	return failure.Code
}

// read takes in what the server says.
func (e *Editor) read() {
	for {
		m := new(Message)
		if e.wire.ReadObject(m) != nil {
			return
		}
		e.take(m)
	}
}

func (e *Editor) take(m *Message) {
	e.mu.Lock()
	defer e.mu.Unlock()
	defer e.change.Broadcast()
	if m.Method == "" {
		var id int
		if m.ID != nil && json.Unmarshal(*m.ID, &id) == nil && e.answers[id] != nil {
			e.answers[id] <- m
			delete(e.answers, id)
			return
		}
	}
	e.Messages = append(e.Messages, m)
	if m.Method == "textDocument/publishDiagnostics" {
		p := new(protocol.PublishDiagnosticsParams)
		if err := json.Unmarshal(m.Params, p); err == nil {
			e.Published[p.URI] = p
			e.Pushes = append(e.Pushes, p)
		}
	}
	if m.ID != nil && m.Method != "" {
		if result, ok := e.answer(m); ok {
			go e.wire.WriteObject(map[string]any{"jsonrpc": "2.0", "id": m.ID, "result": result})
		}
	}
}

func (e *Editor) answer(m *Message) (any, bool) {
	if e.config.Answer != nil {
		if result, ok := e.config.Answer(m.Method, m.Params); ok || result == Silence {
			return result, ok
		}
	}
	if m.Method == "workspace/configuration" {
		return []any{e.config.Settings}, true
	}
	return nil, true
}

// Await waits until something holds of what has come in. It is asked after each message.
func (e *Editor) Await(what string, holds func(e *Editor) bool) {
	e.t.Helper()
	stop := time.AfterFunc(patience, func() { e.mu.Lock(); e.late = true; e.mu.Unlock(); e.change.Broadcast() })
	defer stop.Stop()
	e.mu.Lock()
	defer e.mu.Unlock()
	for !holds(e) {
		if e.late {
			e.t.Fatalf("awaited in vain: %s; last came %s", what, e.lastLocked())
			return
		}
		e.change.Wait()
	}
}

// Told gives the params of the server's messages of a method so far; inside Await only.
func (e *Editor) Told(method string) []json.RawMessage {
	var out []json.RawMessage
	for _, m := range e.Messages {
		if m.Method == method {
			out = append(out, m.Params)
		}
	}
	return out
}

func (e *Editor) lastLocked() string {
	out := ""
	for _, m := range e.Messages[max(0, len(e.Messages)-5):] {
		out += fmt.Sprintf("\n%s %.600s", m.Method, m.Params)
	}
	return out
}

var _ TB = (*testing.T)(nil)
