package registry

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"underpin/analysis/packages"
)

// A registry can be asked for all of its names, so that the index of names can be made anew.

// pageSize is how many names of npm's replication are asked for at once; it gives no more.
const pageSize = 10000

// ErrNotSpoken says that a server does not speak the protocol that is needed.
var ErrNotSpoken = errors.New("does not speak the protocol")

// stream asks for something long, and hands its body to read as it comes. Only silence ends it, not its length. Read starts anew
// when the answer breaks off.
func (c *Client) stream(ctx context.Context, a ask, read func(io.Reader) error) error {
	var last error
	for attempt := range mostAttempts {
		h := c.host(a.url)
		if err := h.wait(ctx, attempt, c.o.Backoff); err != nil {
			if last == nil {
				last = err
			}
			break
		}
		again, err := c.streamOnce(ctx, a, read)
		h.settle(err)
		if last = err; err == nil || !again || ctx.Err() != nil {
			break
		}
	}
	return last
}

func (c *Client) streamOnce(ctx context.Context, a ask, read func(io.Reader) error) (again bool, err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	alarm := time.AfterFunc(c.o.Attempt, func() { cancel(context.DeadlineExceeded) })
	defer alarm.Stop()
	response, err := c.send(ctx, &a, nil)
	if err != nil {
		return true, plain(a.url, errors.Join(context.Cause(ctx), err))
	}
	defer response.Body.Close()
	switch code := response.StatusCode; {
	case code == http.StatusNotFound || code == http.StatusGone || code == http.StatusNotAcceptable:
		return false, fmt.Errorf("%w: %w", ErrNotSpoken, &failure{hostOf(a.url), status(code)})
	case code != http.StatusOK:
		again := code == http.StatusTooManyRequests || code >= 500
		if wait, ok := retryAfter(response.Header, c.o.Now()); ok && again && !c.host(a.url).rest(wait) {
			again = false
		}
		return again, &failure{hostOf(a.url), status(code)}
	}
	err = read(&patient{response.Body, alarm, c.o.Attempt})
	if err != nil && context.Cause(ctx) != nil {
		return true, plain(a.url, context.Cause(ctx))
	}
	var syntax *json.SyntaxError
	switch {
	case err == nil:
		return false, nil
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return true, &failure{hostOf(a.url), "broke off its answer"}
	case errors.As(err, &syntax):
		return false, fmt.Errorf("%w: %w", ErrNotSpoken, &failure{hostOf(a.url), "answers what cannot be read: " + shortly(err)})
	}
	return false, err
}

// patient reads on as long as something comes.
type patient struct {
	io.Reader
	alarm *time.Timer
	limit time.Duration
}

func (p *patient) Read(b []byte) (int, error) {
	n, err := p.Reader.Read(b)
	if n > 0 {
		p.alarm.Reset(p.limit)
	}
	return n, err
}

// PythonNames asks an index of Python for the names of all its projects (PEP 691). Begin is called before the first, and again
// when the answer broke off and is read anew.
func (c *Client) PythonNames(ctx context.Context, s Source, begin func(), name func(string)) error {
	return c.stream(ctx, ask{url: strings.TrimRight(s.URL, "/") + "/", accept: simpleJSON, auth: s.Auth}, func(r io.Reader) error {
		begin()
		return ReadSimpleNames(r, name)
	})
}

// ReadSimpleNames reads the list of all projects of an index of Python, in the form of PEP 691.
func ReadSimpleNames(r io.Reader, name func(string)) error {
	d := json.NewDecoder(r)
	found := false
	err := members(d, func(key string) error {
		if key != "projects" {
			return skip(d)
		}
		found = true
		return items(d, func() error {
			var p struct {
				Name string `json:"name"`
			}
			if err := d.Decode(&p); err != nil {
				return err
			}
			if p.Name != "" {
				name(p.Name)
			}
			return nil
		})
	})
	if err == nil && !found {
		err = fmt.Errorf("%w: there is no member \"projects\"", ErrNotSpoken)
	}
	return err
}

// members reads an object, calling member for each key, which reads the value.
func members(d *json.Decoder, member func(key string) error) error {
	if err := delimiter(d, '{'); err != nil {
		return err
	}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return err
		}
		key, _ := t.(string)
		if err := member(key); err != nil {
			return err
		}
	}
	return delimiter(d, '}')
}

// items reads a list, calling item for each of its items, which reads it.
func items(d *json.Decoder, item func() error) error {
	if err := delimiter(d, '['); err != nil {
		return err
	}
	for d.More() {
		if err := item(); err != nil {
			return err
		}
	}
	return delimiter(d, ']')
}

func delimiter(d *json.Decoder, want json.Delim) error {
	t, err := d.Token()
	if err == nil && t != want {
		err = fmt.Errorf("%w: expected %s, found %v", ErrNotSpoken, want, t)
	}
	return err
}

func skip(d *json.Decoder) error {
	var v json.RawMessage
	return d.Decode(&v)
}

// Position is how far the names of an npm registry have been read: through its documents up to a key, then through its changes
// since a number. The zero value is the beginning.
type Position struct {
	Key     string `json:"key,omitempty"`     // of the last document
	Since   string `json:"since,omitempty"`   // the last change that is known
	Changes bool   `json:"changes,omitempty"` // all documents were read
}

// Page is a part of the names.
type Page struct {
	Names, Gone []string
	Next        Position // where to go on
	Total       int      // names there are in all, 0: unknown
}

// NPMNames reads the names of a server that speaks npm's replication: all documents page by page, then what changed meanwhile.
// Where it was broken off before, it goes on at the position. Take is called after each page; the run can go on behind it.
func (c *Client) NPMNames(ctx context.Context, s Source, at Position, take func(Page) error) error {
	if !at.Changes && at.Key == "" && at.Since == "" {
		since, err := c.updateSequence(ctx, s)
		if err != nil {
			return err
		}
		at.Since = since
	}
	for !at.Changes {
		page, err := c.documents(ctx, s, at)
		if errors.Is(err, ErrNotSpoken) && at.Key == "" {
			at = Position{Since: "0", Changes: true} // it has no list, and its changes from the beginning are one, too
			break
		}
		if err != nil {
			return err
		}
		if err := take(page); err != nil {
			return err
		}
		at = page.Next
	}
	for {
		page, err := c.changes(ctx, s, at)
		if err != nil {
			return err
		}
		done := page.Next.Since == at.Since || len(page.Names)+len(page.Gone) == 0
		if err := take(page); err != nil || done {
			return err
		}
		at = page.Next
	}
}

// number is a number or a text, as servers of different age write positions.
type number string

func (n *number) UnmarshalJSON(data []byte) error {
	*n = number(strings.Trim(string(data), `"`))
	return nil
}

// updateSequence asks for the number of the last change.
func (c *Client) updateSequence(ctx context.Context, s Source) (string, error) {
	var state struct {
		Sequence number `json:"update_seq"`
	}
	err := c.stream(ctx, ask{url: strings.TrimRight(s.URL, "/") + "/", accept: "application/json", auth: s.Auth}, func(r io.Reader) error {
		return json.NewDecoder(r).Decode(&state)
	})
	if errors.Is(err, ErrNotSpoken) {
		return "0", nil
	}
	if state.Sequence == "" {
		state.Sequence = "0"
	}
	return string(state.Sequence), err
}

// documents reads a page of the list of documents, in the order of their keys.
func (c *Client) documents(ctx context.Context, s Source, at Position) (Page, error) {
	q := url.Values{"limit": {strconv.Itoa(pageSize)}}
	if at.Key != "" {
		key, _ := json.Marshal(at.Key)
		q.Set("startkey", string(key))
	}
	var page Page
	err := c.stream(ctx, ask{url: join(s.URL, "_all_docs") + "?" + q.Encode(), accept: "application/json", auth: s.Auth}, func(r io.Reader) error {
		page = Page{Next: at}
		return readDocuments(r, &page)
	})
	if err == nil && page.Next.Key == at.Key {
		page.Next.Changes = true // nothing came that was not known
	}
	return page, err
}

// ReadAllDocs reads a list of all documents that was kept in a file.
func ReadAllDocs(r io.Reader, name func(string)) error {
	var page Page
	err := readDocuments(r, &page)
	for _, n := range page.Names {
		name(n)
	}
	return err
}

func readDocuments(r io.Reader, page *Page) error {
	d := json.NewDecoder(r)
	last, found := page.Next.Key, false
	err := members(d, func(key string) error {
		switch key {
		case "total_rows":
			return d.Decode(&page.Total)
		case "rows":
			found = true
			return items(d, func() error {
				var row struct {
					ID string `json:"id"`
				}
				if err := d.Decode(&row); err != nil {
					return err
				}
				if row.ID != "" && row.ID != last && !strings.HasPrefix(row.ID, "_") {
					page.Names = append(page.Names, row.ID)
				}
				if row.ID != "" {
					page.Next.Key = row.ID
				}
				return nil
			})
		}
		return skip(d)
	})
	if err == nil && !found {
		err = fmt.Errorf("%w: there is no member \"rows\"", ErrNotSpoken)
	}
	return err
}

// changes reads a page of what changed since a position.
func (c *Client) changes(ctx context.Context, s Source, at Position) (Page, error) {
	q := url.Values{"limit": {strconv.Itoa(pageSize)}, "since": {at.Since}}
	var page Page
	err := c.stream(ctx, ask{url: join(s.URL, "_changes") + "?" + q.Encode(), accept: "application/json", auth: s.Auth}, func(r io.Reader) error {
		page = Page{Next: at}
		var body struct {
			Results []struct {
				ID      string `json:"id"`
				Seq     number `json:"seq"`
				Deleted bool   `json:"deleted"`
			} `json:"results"`
			Last number `json:"last_seq"`
		}
		if err := json.NewDecoder(r).Decode(&body); err != nil {
			return err
		}
		if body.Results == nil {
			return fmt.Errorf("%w: there is no member \"results\"", ErrNotSpoken)
		}
		for _, x := range body.Results {
			page.Next.Since = string(x.Seq)
			switch {
			case x.ID == "" || strings.HasPrefix(x.ID, "_"):
			case x.Deleted:
				page.Gone = append(page.Gone, x.ID)
			default:
				page.Names = append(page.Names, x.ID)
			}
		}
		if body.Last != "" {
			page.Next.Since = string(body.Last)
		}
		return nil
	})
	return page, err
}

// Listing gives the registry that the settings name for an ecosystem, as the one whose names are all there is.
func (s *Settings) Listing(e packages.Ecosystem) (Source, bool) {
	for _, x := range s.Sources {
		if x.Ecosystem == e && x.Scope == "" && !x.Extra && !x.Named {
			return x, true
		}
	}
	return Source{}, false
}

// At gives the registry of an address that somebody names, with the credentials that the settings have for it. The address is
// told in errors without what stands before its host.
func (s *Settings) At(e packages.Ecosystem, address string) ([]Source, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, errors.New("the address after --from is none that can be asked; expected https://HOST/PATH")
	}
	out := Source{Ecosystem: e, From: "--from"}
	if u.User != nil {
		password, _ := u.User.Password()
		r := http.Request{Header: http.Header{}}
		r.SetBasicAuth(u.User.Username(), password)
		out.Auth, u.User = r.Header.Get("Authorization"), nil
	}
	out.URL = strings.TrimRight(u.String(), "/")
	for _, x := range s.Sources {
		if x.Ecosystem == e && x.URL == out.URL && out.Auth == "" {
			out.Auth = x.Auth
		}
	}
	return []Source{out}, nil
}
