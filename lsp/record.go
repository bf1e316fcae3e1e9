package lsp

import (
	"encoding/json"
	"io"
	"sync"
	"time"

	"github.com/sourcegraph/jsonrpc2"
)

// entry is a line of a record: one message, who sent it, and when.
type entry struct {
	Time    time.Time       `json:"time"`
	From    string          `json:"from"` // client, server
	Message json.RawMessage `json:"message"`
}

const (
	fromClient = "client"
	fromServer = "server"
)

// Record writes all that passes a stream to w, a JSON line a message, for
// [Replay]. It holds the texts of all documents: whoever passes it on should know.
// The first error of w ends the record, not the session.
func Record(stream jsonrpc2.ObjectStream, w io.Writer, now func() time.Time) jsonrpc2.ObjectStream {
	return &recorder{ObjectStream: stream, now: now, lines: json.NewEncoder(w)}
}

type recorder struct {
	jsonrpc2.ObjectStream
	now    func() time.Time
	mu     sync.Mutex
	lines  *json.Encoder
	broken bool
}

func (r *recorder) ReadObject(v any) error {
	var raw json.RawMessage
	if err := r.ObjectStream.ReadObject(&raw); err != nil {
		return err
	}
	r.note(fromClient, raw)
	if into, ok := v.(*json.RawMessage); ok {
		*into = raw
		return nil
	}
	return json.Unmarshal(raw, v)
}

func (r *recorder) WriteObject(v any) error {
	raw, ok := v.(json.RawMessage)
	if !ok {
		var err error
		if raw, err = json.Marshal(v); err != nil {
			return err
		}
	}
	r.note(fromServer, raw)
	return r.ObjectStream.WriteObject(raw)
}

func (r *recorder) note(from string, raw json.RawMessage) {
	if !json.Valid(raw) {
		raw, _ = json.Marshal(string(raw)) // what is no message is kept as text
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.broken {
		r.broken = r.lines.Encode(&entry{r.now(), from, raw}) != nil
	}
}
