package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
)

// Replay runs a recorded session again: what the client sent, in its order,
// each message once the answers are there that the client had when it sent it.
// The server's questions get the answers of then, the nth of a method the nth.
// What the server says goes to said. Behind the record's end it asks for all
// diagnostics, with the id "settled", and ends the session.
func Replay(ctx context.Context, record io.Reader, said func(json.RawMessage), o Options) error {
	p := &player{said: said, sent: map[string]bool{}, questions: map[string]string{}, answers: map[string][]json.RawMessage{}, answered: map[string]bool{}}
	p.change = sync.NewCond(&p.mu)
	lines := json.NewDecoder(record)
	for n := 1; ; n++ {
		var e entry
		if err := lines.Decode(&e); err == io.EOF {
			break
		} else if err != nil {
			return fmt.Errorf("line %d of the record: %w", n, err)
		}
		p.add(&e)
	}
	before := len(p.before)
	p.before = append(p.before, `"settled"`, `"end"`)
	p.steps = append(p.steps,
		step{json.RawMessage(`{"jsonrpc":"2.0","id":"settled","method":"workspace/diagnostic","params":{"previousResultIds":[]}}`), before},
		step{json.RawMessage(`{"jsonrpc":"2.0","id":"end","method":"shutdown"}`), before + 1},
		step{json.RawMessage(`{"jsonrpc":"2.0","method":"exit"}`), before + 2},
	)
	stop := context.AfterFunc(ctx, func() { _ = p.Close() })
	defer stop()
	return Serve(ctx, p, o)
}

// step is a message of the client and how many of its requests were answered before.
type step struct {
	raw   json.RawMessage
	after int
}

// player is a stream on which the record plays the client.
type player struct {
	said  func(json.RawMessage)
	steps []step

	// While the record is read:
	sent      map[string]bool   // ids of the client's requests
	questions map[string]string // the server's: id -> method

	before   []string // the client's requests in the order in which they were answered
	mu       sync.Mutex
	change   *sync.Cond
	answers  map[string][]json.RawMessage // of the client, by method, that are still to be given
	ready    []json.RawMessage            // answers to questions that were asked now
	answered map[string]bool
	passed   int // so many of before are answered now
	closed   bool
}

// add reads a line of the record.
func (p *player) add(e *entry) {
	var m message
	if json.Unmarshal(e.Message, &m) != nil {
		return
	}
	id := string(m.ID)
	switch client := e.From == fromClient; {
	case m.Method == "shutdown", m.Method == "exit": // there is one more request to come
	case client && m.Method != "":
		p.sent[id] = m.ID != nil
		p.steps = append(p.steps, step{e.Message, len(p.before)})
	case client:
		method := p.questions[id]
		p.answers[method] = append(p.answers[method], e.Message)
	case m.Method != "" && m.ID != nil:
		p.questions[id] = m.Method
	case m.Method == "" && p.sent[id]:
		p.before = append(p.before, id)
	}
}

// ReadObject gives the client's next message when its time has come.
func (p *player) ReadObject(v any) error {
	into, ok := v.(*json.RawMessage)
	if !ok {
		return errors.New("a record gives raw messages only")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for !p.closed {
		switch {
		case len(p.ready) > 0:
			*into, p.ready = p.ready[0], p.ready[1:]
			return nil
		case len(p.steps) > 0 && p.due(p.steps[0].after):
			*into, p.steps = p.steps[0].raw, p.steps[1:]
			return nil
		}
		p.change.Wait()
	}
	return io.EOF
}

func (p *player) due(after int) bool {
	for p.passed < after && p.answered[p.before[p.passed]] {
		p.passed++
	}
	return p.passed >= after
}

// WriteObject takes what the server says, and answers it.
func (p *player) WriteObject(v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	var m message
	if err := json.Unmarshal(raw, &m); err != nil {
		return err
	}
	p.said(raw)
	p.mu.Lock()
	defer p.mu.Unlock()
	defer p.change.Broadcast()
	if m.Method == "" {
		p.answered[string(m.ID)] = true
		return nil
	}
	if m.ID == nil {
		return nil
	}
	answer := map[string]json.RawMessage{"jsonrpc": json.RawMessage(`"2.0"`), "result": json.RawMessage("null")}
	if left := p.answers[m.Method]; len(left) > 0 {
		p.answers[m.Method] = left[1:]
		answer = map[string]json.RawMessage{}
		if err := json.Unmarshal(left[0], &answer); err != nil {
			return err
		}
	}
	answer["id"] = m.ID
	raw, err = json.Marshal(answer)
	p.ready = append(p.ready, raw)
	return err
}

// Close ends the session.
func (p *player) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	p.change.Broadcast()
	return nil
}
