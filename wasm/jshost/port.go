//go:build js

package jshost

import (
	"encoding/json"
	"io"
	"sync"
	"syscall/js"
)

// Port carries JSON-RPC messages between Go and JavaScript, one object each. It is a stream as package lsp wants one.
type Port struct {
	send js.Value
	came chan struct{} // holds a token while there may be messages

	mu     sync.Mutex
	queue  []string
	closed bool
}

// NewPort makes a port that sends by a JavaScript function of a message's text. What JavaScript has to say goes to Receive.
func NewPort(send js.Value) *Port {
	return &Port{send: send, came: make(chan struct{}, 1)}
}

// Receive is a JavaScript function of a message's text. It only enqueues: work in a callback would hold up the event
// loop that the work waits for.
func (p *Port) Receive() js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) any {
		p.mu.Lock()
		p.queue = append(p.queue, args[0].String())
		p.mu.Unlock()
		p.wake()
		return nil
	})
}

func (p *Port) wake() {
	select {
	case p.came <- struct{}{}:
	default:
	}
}

// ReadObject waits for a message and decodes it.
func (p *Port) ReadObject(v any) error {
	for {
		p.mu.Lock()
		if p.closed {
			p.mu.Unlock()
			return io.EOF
		}
		if len(p.queue) > 0 {
			text := p.queue[0]
			p.queue[0] = ""
			p.queue = p.queue[1:]
			p.mu.Unlock()
			return json.Unmarshal([]byte(text), v)
		}
		p.mu.Unlock()
		<-p.came
	}
}

// WriteObject sends a message. It never waits.
func (p *Port) WriteObject(v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return guard(func() { p.send.Invoke(string(text)) })
}

// Close ends reading.
func (p *Port) Close() error {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	p.wake()
	return nil
}
