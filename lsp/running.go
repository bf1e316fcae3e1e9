package lsp

import (
	"context"
	"encoding/json"
	"sync"
)

// mostRunning bounds the requests that are worked on at a time; an editor has a handful.
const mostRunning = 1024

// running holds the requests that are not answered yet, each with what ends it.
type running struct {
	mu    sync.Mutex
	calls map[string]context.CancelFunc
	none  func() // called when the last is answered; nil: nobody waits
}

func newRunning() *running { return &running{calls: map[string]context.CancelFunc{}} }

// add registers a request; false: its id is taken, or there are too many.
func (r *running) add(id json.RawMessage, cancel context.CancelFunc) (taken, many bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.calls[string(id)] != nil {
		return true, false
	}
	if len(r.calls) >= mostRunning {
		return false, true
	}
	r.calls[string(id)] = cancel
	return false, false
}

// claim tells whether a request is still to be answered; whoever gets true answers it.
func (r *running) claim(id json.RawMessage) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	cancel := r.calls[string(id)]
	if cancel == nil {
		return false
	}
	delete(r.calls, string(id))
	cancel()
	if len(r.calls) == 0 && r.none != nil {
		r.none()
		r.none = nil
	}
	return true
}

// whenNone calls f once every request is answered.
func (r *running) whenNone(f func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.none = f; len(r.calls) == 0 {
		f()
		r.none = nil
	}
}
