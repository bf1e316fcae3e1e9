package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"sync"

	"github.com/sourcegraph/jsonrpc2"

	"underpin/lsp/internal/protocol"
)

// message is any message as it comes in: a request, a notification or a response.
type message struct {
	ID     json.RawMessage `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  *jsonrpc2.Error `json:"error"`
}

// conn carries messages. What comes in arrives on inbox in order; what goes out
// passes the queue; answers find the question they belong to.
type conn struct {
	stream jsonrpc2.ObjectStream
	out    *queue
	inbox  chan inbound
	failed chan error // receives why writing ended
	idle   chan struct{}

	mu      sync.Mutex
	next    uint64
	pending map[string]chan *message
}

// inbound is a message's text, or why there is none.
type inbound struct {
	raw json.RawMessage
	err error
}

func newConn(stream jsonrpc2.ObjectStream) *conn {
	return &conn{
		stream: stream, out: newQueue(), inbox: make(chan inbound, 64), failed: make(chan error, 1),
		idle: make(chan struct{}), pending: map[string]chan *message{},
	}
}

// read fills the inbox until the stream ends.
func (c *conn) read(ctx context.Context) {
	for {
		var in inbound
		in.err = c.stream.ReadObject(&in.raw)
		select {
		case c.inbox <- in:
		case <-ctx.Done():
			return
		}
		var bad *BadFrame
		if in.err != nil && !errors.As(in.err, &bad) {
			return
		}
	}
}

// write empties the queue. It ends with the context, once the queue is empty.
func (c *conn) write(ctx context.Context) {
	defer close(c.idle)
	for {
		body, err := c.out.take(ctx)
		if err != nil {
			return
		}
		if err := c.stream.WriteObject(body); err != nil {
			c.fail(err)
			return
		}
	}
}

// fail says why nothing more can be sent; the first reason counts.
func (c *conn) fail(err error) {
	select {
	case c.failed <- err:
	default:
	}
}

func (c *conn) send(key string, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		body, _ = json.Marshal(&outgoing{JSONRPC: "2.0", Method: "window/logMessage", Params: map[string]any{"type": 1, "message": err.Error()}})
	}
	c.put(key, body)
}

func (c *conn) put(key string, body json.RawMessage) {
	if err := c.out.put(key, body); err != nil {
		c.fail(err)
	}
}

type outgoing struct {
	JSONRPC string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id,omitempty"`
	Method  string          `json:"method"`
	Params  any             `json:"params,omitempty"`
}

// notify sends a notification. Of those with the same key only the newest waits.
func (c *conn) notify(key, method string, params any) {
	c.send(key, &outgoing{JSONRPC: "2.0", Method: method, Params: params})
}

// notifyRaw is notify with parameters that are JSON already, which is not looked at again.
func (c *conn) notifyRaw(key, method string, params json.RawMessage) {
	body := protocol.AppendString(append(make([]byte, 0, len(params)+100), `{"jsonrpc":"2.0","method":`...), method)
	c.put(key, append(append(append(body, `,"params":`...), params...), '}'))
}

// reply answers a request; a nil result is null.
func (c *conn) reply(id json.RawMessage, result any, failure *jsonrpc2.Error) {
	if id == nil {
		id = json.RawMessage("null")
	}
	if failure != nil {
		c.send("", &struct {
			JSONRPC string          `json:"jsonrpc"`
			ID      json.RawMessage `json:"id"`
			Error   *jsonrpc2.Error `json:"error"`
		}{"2.0", id, failure})
		return
	}
	body, ok := result.(json.RawMessage)
	if !ok {
		var err error
		if body, err = json.Marshal(result); err != nil { // a value of ours that has no wire form
			c.reply(id, nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInternalError, Message: err.Error()})
			return
		}
	}
	whole := append(append(make([]byte, 0, len(body)+100), `{"jsonrpc":"2.0","id":`...), id...)
	c.put("", append(append(append(whole, `,"result":`...), body...), '}'))
}

// call asks the client and waits for its answer. It must not be called on the
// loop, which delivers that answer: see (*server).ask.
func (c *conn) call(ctx context.Context, method string, params, result any) error {
	answer := make(chan *message, 1)
	c.mu.Lock()
	c.next++
	id := strconv.FormatUint(c.next, 10)
	c.pending[id] = answer
	c.mu.Unlock()
	c.send("", &outgoing{JSONRPC: "2.0", ID: json.RawMessage(id), Method: method, Params: params})
	select {
	case m := <-answer:
		switch {
		case m.Error != nil:
			return m.Error
		case result == nil || m.Result == nil:
			return nil
		}
		return json.Unmarshal(m.Result, result)
	case <-ctx.Done():
		c.mu.Lock()
		delete(c.pending, id)
		c.mu.Unlock()
		return ctx.Err()
	}
}

// deliver hands an answer to who asked; false if nobody did.
func (c *conn) deliver(m *message) bool {
	id := string(m.ID)
	c.mu.Lock()
	defer c.mu.Unlock()
	answer := c.pending[id]
	if answer == nil {
		return false
	}
	delete(c.pending, id)
	answer <- m
	return true
}
