package lsp

import (
	"fmt"
	"sync"

	"underpin/lsp/internal/protocol"
)

// progress is a bar that the client shows, if it wants one: until it has
// agreed, and if it never answers, nothing is shown and nothing waits.
type progress struct {
	s       *server
	token   string
	mu      sync.Mutex
	shown   bool
	ended   bool
	percent int
}

func (s *server) beginProgress(title string) *progress {
	b := &progress{s: s, token: fmt.Sprintf("underpin/%d", s.progressID.Add(1)), percent: -1}
	if !s.client.progress {
		return b
	}
	go func() {
		if s.conn.call(s.ctx, "window/workDoneProgress/create", map[string]string{"token": b.token}, nil) != nil {
			return
		}
		b.mu.Lock()
		defer b.mu.Unlock()
		b.shown = true
		b.send(&protocol.WorkDone{Kind: "begin", Title: title, Percentage: new(0)})
		if b.ended {
			b.send(&protocol.WorkDone{Kind: "end"})
		}
	}()
	return b
}

func (b *progress) report(done, total int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if percent := 100 * done / max(total, 1); b.shown && percent != b.percent && !b.s.conn.out.crowded() {
		b.percent = percent
		b.send(&protocol.WorkDone{Kind: "report", Message: fmt.Sprintf("%d of %d files", done, total), Percentage: &percent})
	}
}

func (b *progress) end() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ended = true; b.shown {
		b.send(&protocol.WorkDone{Kind: "end"})
	}
}

func (b *progress) send(step *protocol.WorkDone) {
	b.s.conn.notify("", "$/progress", &protocol.ProgressParams{Token: b.token, Value: step})
}
