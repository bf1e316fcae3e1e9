package registry_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"underpin/analysis/packages"
	"underpin/analysis/registry"
)

// ledger records every request that reaches a server, and how often and how many at a time each was sent.
type ledger struct {
	mutex    sync.Mutex
	sent     map[string]int
	open     map[string]int
	answered map[string]bool
	wrong    []string
	seen     []string // method, path, body and the headers that hold secrets
}

func newLedger() *ledger {
	return &ledger{sent: map[string]int{}, open: map[string]int{}, answered: map[string]bool{}}
}

func (l *ledger) begin(r *http.Request, body string) (key string, nth int) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	key = r.Method + " " + r.URL.RequestURI() + " " + r.Header.Get("Accept") + body
	l.seen = append(l.seen, fmt.Sprintf("%s%s %s auth=%q", r.Host, key, body, r.Header.Get("Authorization")))
	if l.answered[key] {
		l.wrong = append(l.wrong, "asked again after an answer: "+key)
	}
	if l.open[key]++; l.open[key] > 1 {
		l.wrong = append(l.wrong, "asked twice at once: "+key)
	}
	nth = l.sent[key]
	l.sent[key]++
	return key, nth
}

func (l *ledger) end(key string, answered bool) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.open[key]--
	l.answered[key] = l.answered[key] || answered
}

// world is a server that speaks as the services and as an index of Python packages do, and misbehaves by a package's number.
type world struct {
	*ledger
	*httptest.Server
	hang chan struct{}
}

// fault is what goes wrong with the package of a number: the same for a service and a registry.
func fault(i int) string {
	switch {
	case i%50 == 3:
		return "hangs"
	case i%25 == 4:
		return "garbage"
	case i%25 == 5:
		return "cut"
	case i%25 == 6:
		return "500"
	case i%10 == 0:
		return "absent"
	case i%10 == 1:
		return "429 once"
	case i%10 == 2:
		return "500 twice"
	case i%10 == 7:
		return "garbage once"
	case i%10 == 8:
		return "cut once"
	}
	return ""
}

// lasting tells faults that do not pass.
func lasting(f string) bool { return f == "hangs" || f == "garbage" || f == "cut" || f == "500" }

func newWorld(t *testing.T) *world {
	w := &world{ledger: newLedger(), hang: make(chan struct{})}
	w.Server = httptest.NewServer(w)
	t.Cleanup(func() { close(w.hang); w.Close() })
	return w
}

func (w *world) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	text, _ := io.ReadAll(r.Body)
	key, nth := w.begin(r, string(text))
	answered := false
	ended := false
	end := func() {
		if !ended {
			ended = true
			w.end(key, answered)
		}
	}
	defer end()
	var i int
	path := strings.ReplaceAll(r.URL.RequestURI(), "%3A", ":")
	for _, form := range []string{"/v3/systems/PYPI/packages/dep%d", "/simple/own%d/", "/v1/vulns/GHSA-%d"} {
		if n, _ := fmt.Sscanf(path, form, &i); n == 1 {
			break
		}
	}
	if q := r.URL.Query().Get("purl"); q != "" {
		_, _ = fmt.Sscanf(q, "pkg:pypi/dep%d", &i)
	}
	body := w.body(r, string(text), i)
	if strings.HasPrefix(path, "/v1/") {
		answered = true
		_, _ = io.WriteString(rw, body)
		return
	}
	switch f := fault(i); {
	case f == "hangs":
		end() // who asked gives up, and this notices it later
		select {
		case <-w.hang:
		case <-r.Context().Done():
		}
	case f == "garbage", f == "garbage once" && nth == 0:
		_, _ = io.WriteString(rw, "<html>\x00 garbage {{{")
	case f == "cut", f == "cut once" && nth == 0:
		rw.Header().Set("Content-Length", fmt.Sprint(len(body)+10))
		_, _ = io.WriteString(rw, body[:len(body)/2])
		_ = http.NewResponseController(rw).Flush() // or the transport sends it anew by itself: nothing came back
		panic(http.ErrAbortHandler)
	case f == "500", f == "500 twice" && nth < 2:
		http.Error(rw, "no", http.StatusInternalServerError)
	case f == "429 once" && nth == 0:
		rw.Header().Set("Retry-After", "0")
		http.Error(rw, "slower", http.StatusTooManyRequests)
	case f == "absent":
		answered = true
		http.NotFound(rw, r)
	default:
		answered = true
		_, _ = io.WriteString(rw, body)
	}
}

// body is the right answer. Every third package has an advisory.
func (w *world) body(r *http.Request, text string, i int) string {
	switch p := r.URL.Path; {
	case strings.HasPrefix(p, "/v3/"):
		return fmt.Sprintf(`{"packageKey":{"system":"PYPI","name":"dep%d"},"versions":[
			{"versionKey":{"version":"1.0.0"},"publishedAt":"2020-01-02T00:00:00Z"},
			{"versionKey":{"version":"1.1.0"},"publishedAt":"2026-06-02T00:00:00Z","isDefault":true}]}`, i)
	case strings.HasPrefix(p, "/api/v1/packages/lookup"):
		return fmt.Sprintf(`[{"name":"dep%d","downloads":50000,"downloads_period":"last-month","registry":{"default":true}}]`, i)
	case strings.HasPrefix(p, "/simple/"):
		return fmt.Sprintf(`{"meta":{"api-version":"1.1"},"name":"own%d","files":[{"filename":"own%d-1.0.0-py3-none-any.whl","upload-time":"2026-05-01T00:00:00Z"}]}`, i, i)
	case p == "/v1/querybatch":
		var out []string
		for q := range strings.SplitSeq(text, `{"package":`) {
			var n int
			if k, _ := fmt.Sscanf(q, `{"name":"dep%d"`, &n); k != 1 {
				continue
			}
			if n%3 == 0 {
				out = append(out, fmt.Sprintf(`{"vulns":[{"id":"GHSA-%d"}]}`, n%30))
			} else {
				out = append(out, "{}")
			}
		}
		return `{"results":[` + strings.Join(out, ",") + `]}`
	case strings.HasPrefix(p, "/v1/vulns/"):
		return fmt.Sprintf(`{"id":"GHSA-%d","summary":"A flaw","database_specific":{"severity":"HIGH"},"affected":[]}`, i)
	}
	return ""
}

// client is an http.Client as the command line has it.
func client() *http.Client {
	return &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// A thousand dependencies, half of them of a registry of their own, against servers that answer late, wrongly, in part or not at
// all: right verdicts, no question asked twice, and done in time.
func TestThousand(t *testing.T) {
	w := newWorld(t)
	const n = 1000
	c := registry.New(registry.Options{
		HTTP: client(), Jobs: 24, Attempt: patience * time.Second, Backoff: 5 * time.Millisecond,
		Services: registry.Services{DepsDev: w.URL, OSV: w.URL, EcosystemsMS: w.URL},
		Settings: registry.Settings{Sources: []registry.Source{{Ecosystem: packages.NPM, URL: w.URL, From: ".npmrc"}}},
	})
	own := registry.New(registry.Options{
		HTTP: client(), Jobs: 24, Attempt: patience * time.Second, Backoff: 5 * time.Millisecond,
		Services: registry.Services{DepsDev: w.URL, OSV: w.URL, EcosystemsMS: w.URL},
		Settings: registry.Settings{Sources: []registry.Source{{Ecosystem: packages.PyPI, URL: w.URL + "/simple", From: "pip.conf"}}},
	})
	var open, private []registry.Question
	for i := range n / 2 {
		open = append(open, registry.Question{Ecosystem: packages.PyPI, Name: fmt.Sprintf("dep%d", i)})
		private = append(private, registry.Question{Ecosystem: packages.PyPI, Name: fmt.Sprintf("own%d", i)})
	}
	open = append(open, open...) // asked twice, and by several at once
	started := time.Now()
	ctx, cancel := context.WithTimeout(t.Context(), patience*60*time.Second)
	defer cancel()
	var group sync.WaitGroup
	var publicRecords, ownRecords []packages.Record
	group.Go(func() { publicRecords = c.Look(ctx, open) })
	group.Go(func() { ownRecords = own.Look(ctx, private) })
	group.Wait()
	t.Logf("%d packages in %s, %d requests", n, time.Since(started).Round(time.Millisecond), len(w.seen))
	resolver := packages.NewResolver(packages.NewTables(), packages.Facts{})
	today := time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC)
	judge := func(q registry.Question, r *packages.Record) packages.Audit {
		return resolver.Audit(packages.Install{Ecosystem: q.Ecosystem, Name: q.Name}, r, today)
	}
	for k := range open {
		i, r := k%(n/2), &publicRecords[k]
		want := packages.LooksSafe
		switch f := fault(i); {
		case f == "absent":
			want = packages.DoNotInstall
		case lasting(f):
			want = packages.AdviceUnknown
		case i%3 == 0:
			want = packages.DoNotInstall
		}
		if got := judge(open[k], r); got.Advice != want {
			t.Errorf("%s (%s): %s, want %s: %v %v", open[k].Name, fault(i), got.Advice, want, got.Reasons, r.Failed)
		}
		if lasting(fault(i)) != (len(r.Failed) > 0) {
			t.Errorf("%s (%s): failed %q", open[k].Name, fault(i), r.Failed)
		}
	}
	for i := range private {
		r := &ownRecords[i]
		want := packages.LooksSafe
		switch f := fault(i); {
		case f == "absent":
			want = packages.DoNotInstall
		case lasting(f):
			want = packages.AdviceUnknown
		}
		if got := judge(private[i], r); got.Advice != want {
			t.Errorf("%s (%s): %s, want %s: %v %v", private[i].Name, fault(i), got.Advice, want, got.Reasons, r.Failed)
		}
	}
	w.mutex.Lock()
	defer w.mutex.Unlock()
	for _, s := range w.wrong {
		t.Error(s)
	}
	for _, s := range w.seen {
		if strings.Contains(s, "own") && !strings.Contains(s, "/simple/own") {
			t.Errorf("the name of a registry of one's own was sent elsewhere: %s", s)
		}
	}
	for key, times := range w.sent {
		if times > 3 {
			t.Errorf("sent %d times: %s", times, key)
		}
	}
}
