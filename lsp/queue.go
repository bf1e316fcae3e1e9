package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
)

// What may wait for a client that does not read, in bytes: from calm on, work
// waits before it adds an answer; a client that lets it grow to full is gone.
const (
	calm = 4 << 20
	full = 64 << 20
)

var (
	errNotReading = errors.New("the client does not read what it is sent")
	errEnded      = errors.New("there is nothing more to send")
)

// queue holds what goes out, in order. Nothing that the reading side does waits
// for it, so that a client which writes before it reads cannot lock both up.
type queue struct {
	mu     sync.Mutex
	items  []*item
	keyed  map[string]*item
	bytes  int
	closed bool          // nothing more is taken in
	ended  bool          // and what is there is the last
	some   chan struct{} // holds one token while there may be items
	room   chan struct{} // closed and renewed when there is room again
}

type item struct {
	key  string
	body json.RawMessage
}

func newQueue() *queue {
	return &queue{keyed: map[string]*item{}, some: make(chan struct{}, 1), room: make(chan struct{})}
}

// put adds a message. One with the same key that still waits is replaced in its
// place: only the newest diagnostics of a file matter.
func (q *queue) put(key string, body json.RawMessage) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	switch {
	case q.ended:
		return nil // what comes after the end is lost, as it should
	case q.closed:
		return errNotReading
	}
	q.bytes += len(body)
	if old := q.keyed[key]; old != nil && key != "" {
		q.bytes -= len(old.body)
		old.body = body
		return nil
	}
	if q.bytes > full {
		q.closed = true
		return errNotReading
	}
	it := &item{key, body}
	q.items = append(q.items, it)
	if key != "" {
		q.keyed[key] = it
	}
	select {
	case q.some <- struct{}{}:
	default:
	}
	return nil
}

// crowded tells that the client is behind.
func (q *queue) crowded() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.bytes > calm
}

// wait returns when the client has caught up, or with the context's error.
func (q *queue) wait(ctx context.Context) error {
	for {
		q.mu.Lock()
		crowded, room := q.bytes > calm, q.room
		q.mu.Unlock()
		if !crowded {
			return nil
		}
		select {
		case <-room:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// take gives the oldest message, waiting for one.
func (q *queue) take(ctx context.Context) (json.RawMessage, error) {
	for {
		q.mu.Lock()
		if len(q.items) > 0 {
			it := q.items[0]
			q.items[0] = nil
			q.items = q.items[1:]
			delete(q.keyed, it.key)
			q.bytes -= len(it.body)
			close(q.room)
			q.room = make(chan struct{})
			q.mu.Unlock()
			return it.body, nil
		}
		ended := q.ended
		q.mu.Unlock()
		if ended {
			return nil, errEnded
		}
		select {
		case <-q.some:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// end lets nothing more in; take gives what is left and then errEnded.
func (q *queue) end() {
	q.mu.Lock()
	q.closed, q.ended = true, true
	q.mu.Unlock()
	select {
	case q.some <- struct{}{}:
	default:
	}
}
