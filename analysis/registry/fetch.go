package registry

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Bounds of what a server may do to a run.
const (
	mostAttempts  = 3
	mostRedirects = 5
	mostBytes     = 64 << 20         // of one answer; the longest packuments have a third of it
	longestWait   = 30 * time.Second // that a server may ask for
	mostRefused   = 3                // connections in a row, then the host is taken to be down
)

// ask is a question to a server.
type ask struct {
	url     string
	accept  string
	body    []byte // posted as JSON where it is not nil
	auth    string // the header Authorization; goes to the origin of url and nowhere else
	private bool   // the name in it must not reach another host, by a redirect either
}

func (a *ask) key() string {
	return a.accept + " " + a.url + " " + string(a.body)
}

// answer is what a server says: a body, or that there is nothing (404, 410).
type answer struct {
	found bool
	value any // what decode made of the body
}

// failure is why there is no answer, in words that hold no secret.
type failure struct {
	host string
	why  string
}

func (f *failure) Error() string { return f.host + " " + f.why }

// call is a question that was asked, to be asked once.
type call struct {
	done   chan struct{}
	answer answer
	err    error
}

// fetch asks a question, or waits for the answer to the same question asked before, and gives what decode makes of it. A
// body that decode refuses counts as a failure of the server. False: the server says there is no such thing.
func fetch[T any](ctx context.Context, c *Client, a ask, decode func([]byte) (T, error)) (value T, found bool, err error) {
	key := a.key()
	c.mutex.Lock()
	asked, ok := c.calls[key]
	if !ok {
		asked = &call{done: make(chan struct{})}
		c.calls[key] = asked
	}
	c.mutex.Unlock()
	if !ok {
		asked.answer, asked.err = c.answer(ctx, &a, func(body []byte) (any, error) { return decode(body) })
		close(asked.done)
	}
	select {
	case <-asked.done:
	case <-ctx.Done():
		return value, false, &failure{hostOf(a.url), "did not answer in time"}
	}
	if asked.err != nil || !asked.answer.found {
		return value, false, asked.err
	}
	value, ok = asked.answer.value.(T)
	if !ok {
		return value, false, &failure{hostOf(a.url), "was asked the same in two ways"}
	}
	return value, true, nil
}

// answer takes a kept answer while it is fresh, and asks otherwise.
func (c *Client) answer(ctx context.Context, a *ask, decode func([]byte) (any, error)) (answer, error) {
	kept := c.kept(a)
	if kept != nil && c.o.Now().Before(kept.Fresh) {
		if kept.Status != http.StatusOK {
			return answer{}, nil
		}
		if value, err := decode(kept.body); err == nil {
			return answer{true, value}, nil
		}
		kept = nil // damaged on the disk
	}
	var last error
	for attempt := range mostAttempts {
		h := c.host(a.url)
		if err := h.wait(ctx, attempt, c.o.Backoff); err != nil {
			if last == nil {
				last = err
			}
			break
		}
		got, again, err := c.attempt(ctx, a, kept, decode)
		h.settle(err)
		if err == nil {
			return got, nil
		}
		if last = err; !again || ctx.Err() != nil {
			break
		}
	}
	return answer{}, last
}

// attempt sends a request once. Again tells whether it may help to send it once more.
func (c *Client) attempt(ctx context.Context, a *ask, kept *entry, decode func([]byte) (any, error)) (got answer, again bool, err error) {
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
		return got, false, &failure{hostOf(a.url), "was not asked: there was no time left"}
	}
	ctx, cancel := context.WithTimeout(ctx, c.o.Attempt)
	defer cancel()
	response, err := c.send(ctx, a, kept)
	if err != nil {
		var refused *failure
		return got, !errors.As(err, &refused), plain(a.url, err)
	}
	defer response.Body.Close()
	switch code := response.StatusCode; {
	case code == http.StatusNotModified && kept != nil:
		value, err := decode(kept.body)
		if err != nil {
			return got, false, &failure{hostOf(a.url), "says that nothing changed, and what was kept cannot be read"}
		}
		c.keep(a, response, kept.body, http.StatusOK)
		return answer{true, value}, false, nil
	case code == http.StatusNotFound || code == http.StatusGone:
		c.keep(a, response, nil, http.StatusNotFound)
		return got, false, nil
	case code != http.StatusOK:
		again := code == http.StatusTooManyRequests || code == http.StatusRequestTimeout || code >= 500
		if wait, ok := retryAfter(response.Header, c.o.Now()); ok && again {
			if !c.host(a.url).rest(wait) {
				return got, false, &failure{hostOf(a.url), fmt.Sprintf("answers %d and wants to be asked again in %s", code, wait.Round(time.Second))}
			}
		}
		return got, again, &failure{hostOf(a.url), status(code)}
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, mostBytes+1))
	switch {
	case err != nil:
		return got, true, plain(a.url, err)
	case len(body) > mostBytes:
		return got, false, &failure{hostOf(a.url), "answers more than anyone wants to read"}
	}
	value, err := decode(body)
	if err != nil {
		return got, true, &failure{hostOf(a.url), "answers what cannot be read: " + shortly(err)}
	}
	c.keep(a, response, body, http.StatusOK)
	return answer{true, value}, false, nil
}

func status(code int) string {
	switch code {
	case http.StatusUnauthorized, http.StatusForbidden:
		return fmt.Sprintf("wants other credentials (%d)", code)
	case http.StatusTooManyRequests:
		return "was asked too often (429)"
	}
	return fmt.Sprintf("answers %d %s", code, strings.ToLower(http.StatusText(code)))
}

// send sends a request and follows where it leads. Credentials stay with the origin they are meant for.
func (c *Client) send(ctx context.Context, a *ask, kept *entry) (*http.Response, error) {
	at, err := url.Parse(a.url)
	if err != nil {
		return nil, &failure{"the server", "has no valid address"}
	}
	home := at
	for range mostRedirects {
		request, err := c.request(ctx, a, at, kept)
		if err != nil {
			return nil, err
		}
		if a.auth != "" && sameOrigin(home, at) {
			request.Header.Set("Authorization", a.auth)
		}
		response, err := c.o.HTTP.Do(request)
		if err != nil {
			return nil, err
		}
		code := response.StatusCode
		if code < 300 || code == http.StatusNotModified || code > 399 {
			return response, nil
		}
		target := response.Header.Get("Location")
		response.Body.Close()
		next, err := at.Parse(target)
		switch {
		case err != nil || target == "" || next.Host == "" || next.Scheme != "https" && next.Scheme != "http":
			return nil, &failure{home.Host, fmt.Sprintf("answers %d and leads nowhere", code)}
		case at.Scheme == "https" && next.Scheme == "http":
			return nil, &failure{home.Host, "leads to an address without encryption"}
		case !sameOrigin(home, next) && (a.private || a.body != nil):
			return nil, &failure{home.Host, "leads to another host, which must not know the name"}
		}
		next.User = nil
		at = next
	}
	return nil, &failure{home.Host, "leads in a circle"}
}

func (c *Client) request(ctx context.Context, a *ask, at *url.URL, kept *entry) (*http.Request, error) {
	method, body := http.MethodGet, io.Reader(nil)
	if a.body != nil {
		method, body = http.MethodPost, bytes.NewReader(a.body)
	}
	request, err := http.NewRequestWithContext(ctx, method, at.String(), body)
	if err != nil {
		return nil, &failure{at.Host, "has no valid address"}
	}
	if a.body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if a.accept != "" {
		request.Header.Set("Accept", a.accept)
	}
	if c.o.Agent != "" {
		request.Header.Set("User-Agent", c.o.Agent)
	}
	if kept != nil && kept.ETag != "" {
		request.Header.Set("If-None-Match", kept.ETag)
	} else if kept != nil && kept.Modified != "" {
		request.Header.Set("If-Modified-Since", kept.Modified)
	}
	return request, nil
}

// sameOrigin compares scheme, host and port.
func sameOrigin(a, b *url.URL) bool {
	return a.Scheme == b.Scheme && strings.EqualFold(a.Hostname(), b.Hostname()) && portOf(a) == portOf(b)
}

func portOf(u *url.URL) string {
	if p := u.Port(); p != "" {
		return p
	}
	return map[string]string{"https": "443", "http": "80"}[u.Scheme]
}

// hostOf is what a server is called in messages. Addresses may hold secrets and are not shown.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "the server"
	}
	return u.Host
}

// plain words an error of the network without the address, which the standard library puts into it.
func plain(address string, err error) error {
	var known *failure
	if errors.As(err, &known) {
		return known
	}
	var at *url.Error
	if errors.As(err, &at) {
		err = at.Err
	}
	host := hostOf(address)
	var timed net.Error
	var dial *net.OpError
	var name *net.DNSError
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timed) && timed.Timeout():
		return &failure{host, "did not answer in time"}
	case errors.Is(err, context.Canceled):
		return &failure{host, "was not waited for"}
	case errors.As(err, &name):
		return &refusal{failure{host, "cannot be found"}}
	case errors.As(err, &dial) && dial.Op == "dial":
		return &refusal{failure{host, "cannot be reached"}}
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return &failure{host, "broke off its answer"}
	}
	return &failure{host, "cannot be asked: " + shortly(err)}
}

// refusal is a failure before anything was sent: the next question would fare no better.
type refusal struct{ failure }

func (r *refusal) Unwrap() error { return &r.failure }

func shortly(err error) string {
	s := strings.Join(strings.Fields(err.Error()), " ")
	if len(s) > 100 {
		s = strings.ToValidUTF8(s[:100], "") + "…"
	}
	return s
}

// retryAfter reads how long a server wants to be left alone.
func retryAfter(h http.Header, now time.Time) (time.Duration, bool) {
	value := h.Get("Retry-After")
	if n, err := strconv.Atoi(value); err == nil && n >= 0 {
		return time.Duration(n) * time.Second, true
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, at.Sub(now)), true
	}
	return 0, false
}
