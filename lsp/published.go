package lsp

import (
	"strconv"
	"sync"

	"underpin/lsp/internal/protocol"
)

// published is what the client was last told about each file, by key.
type published struct {
	mu   sync.Mutex
	last map[string]statement
}

// statement is a list of diagnostics that the client has.
type statement struct {
	id, uri string
	project *project
	path    string
}

func newPublished() *published { return &published{last: map[string]statement{}} }

// paths lists the files of a project about which the client has something.
func (b *published) paths(p *project) []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var out []string
	for _, s := range b.last {
		if s.project == p {
			out = append(out, s.path)
		}
	}
	return out
}

// push sends a file's diagnostics, unless the client has them or pulls. A nil
// version says that the file is not open; an open one is spoken of at least
// once, so that the client knows that it was checked.
func (s *server) push(p *project, path, uri string, version *int, w *wire) {
	if s.client.pulls {
		return
	}
	b, key, nothing := s.published, keyOf(uri), noDiagnostics()
	b.mu.Lock()
	defer b.mu.Unlock()
	old, known := b.last[key]
	if known && old.project != p && version == nil {
		return // the file is another project's now
	}
	send := func(uri string, version *int, w *wire) {
		params := protocol.AppendString([]byte(`{"uri":`), uri)
		if version != nil {
			params = strconv.AppendInt(append(params, `,"version":`...), int64(*version), 10)
		}
		params = append(append(append(params, `,"diagnostics":`...), w.body...), '}')
		s.conn.notifyRaw("diagnostics "+uri, "textDocument/publishDiagnostics", params)
	}
	if known && old.uri != uri && old.id != nothing.id {
		send(old.uri, nil, nothing) // the client spells it otherwise now, and may think of two files
		known = false
	}
	if w.id == nothing.id && version == nil {
		delete(b.last, key)
		if !known || old.id == nothing.id {
			return
		}
	} else {
		b.last[key] = statement{w.id, uri, p, path}
		if known && old.id == w.id {
			return
		}
	}
	send(uri, version, w)
}
