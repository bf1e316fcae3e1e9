package fake

import (
	"sync"
	"time"

	"underpin/lsp"
)

// Clock is a clock that stands still until it is told to go on.
type Clock struct {
	mu      sync.Mutex
	now     time.Time
	waiting map[int]func()
	next    int
	free    bool
}

// NewClock makes a clock.
func NewClock() *Clock {
	return &Clock{now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), waiting: map[int]func(){}}
}

// Clock gives it as the server takes it.
func (c *Clock) Clock() lsp.Clock {
	return lsp.Clock{
		Now: func() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.now },
		After: func(_ time.Duration, f func()) func() bool {
			c.mu.Lock()
			defer c.mu.Unlock()
			if c.free {
				go f()
				return func() bool { return true }
			}
			id := c.next
			c.next++
			c.waiting[id] = f
			return func() bool { c.mu.Lock(); defer c.mu.Unlock(); delete(c.waiting, id); return true }
		},
	}
}

// Free lets time go by from now on: what is to wait is due at once.
func (c *Clock) Free() {
	c.mu.Lock()
	c.free = true
	c.mu.Unlock()
	c.Pass()
}

// Pass lets so much time go by that everything that waits is due.
func (c *Clock) Pass() {
	c.mu.Lock()
	due := c.waiting
	c.waiting = map[int]func(){}
	c.now = c.now.Add(time.Hour)
	c.mu.Unlock()
	for _, f := range due {
		f()
	}
}
