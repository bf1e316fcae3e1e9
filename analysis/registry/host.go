package registry

import (
	"context"
	"errors"
	"net/url"
	"sync"
	"time"
)

// host is what a run knows about a server: whether it is there, and until when it wants to be left alone.
type host struct {
	mutex   sync.Mutex
	name    string
	refused int // connections in a row
	until   time.Time
}

// host gives the server of an address.
func (c *Client) host(address string) *host {
	key := address
	if u, err := url.Parse(address); err == nil {
		key = u.Scheme + "://" + u.Host
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	h := c.hosts[key]
	if h == nil {
		h = &host{name: hostOf(address)}
		c.hosts[key] = h
	}
	return h
}

// wait waits before an attempt, the first of which is number 0: longer each time, and as long as the server asked for. It
// fails at once where the server is down, or the time that is left does not suffice.
func (h *host) wait(ctx context.Context, attempt int, backoff time.Duration) error {
	h.mutex.Lock()
	down, until := h.refused >= mostRefused, h.until
	h.mutex.Unlock()
	if down {
		return &failure{h.name, "cannot be reached"}
	}
	pause := max(0, time.Until(until))
	if attempt > 0 {
		pause = max(pause, backoff<<(attempt-1))
	}
	if end, ok := ctx.Deadline(); ok && pause > time.Until(end) || ctx.Err() != nil {
		return &failure{h.name, "was not asked: there was no time left"}
	}
	if pause == 0 {
		return nil
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return &failure{h.name, "was not asked: there was no time left"}
	}
}

// rest notes how long the server wants to be left alone, false if that is too long.
func (h *host) rest(d time.Duration) bool {
	if d > longestWait {
		return false
	}
	h.mutex.Lock()
	defer h.mutex.Unlock()
	if until := time.Now().Add(d); until.After(h.until) {
		h.until = until
	}
	return true
}

// settle notes how an attempt ended.
func (h *host) settle(err error) {
	var r *refusal
	h.mutex.Lock()
	defer h.mutex.Unlock()
	if errors.As(err, &r) {
		h.refused++
	} else {
		h.refused = 0
	}
}
