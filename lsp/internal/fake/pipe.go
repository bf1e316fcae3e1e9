package fake

import (
	"encoding/json"
	"fmt"
	"io"
	"sync"

	"github.com/sourcegraph/jsonrpc2"
)

// Pipe gives the two ends of a stream of messages in memory. A write waits for
// the other side to read, as on a full pipe.
func Pipe() (a, b jsonrpc2.ObjectStream) {
	there, back := make(chan json.RawMessage), make(chan json.RawMessage)
	closed := make(chan struct{})
	once := new(sync.Once)
	return &end{there, back, closed, once}, &end{back, there, closed, once}
}

type end struct {
	in, out chan json.RawMessage
	closed  chan struct{}
	once    *sync.Once
}

func (e *end) WriteObject(v any) error {
	raw, ok := v.(json.RawMessage)
	if !ok {
		var err error
		if raw, err = json.Marshal(v); err != nil {
			return err
		}
	} else if !json.Valid(raw) {
		return fmt.Errorf("no JSON: %s", raw)
	}
	select {
	case e.out <- raw:
		return nil
	case <-e.closed:
		return io.ErrClosedPipe
	}
}

func (e *end) ReadObject(v any) error {
	select {
	case raw := <-e.in:
		if into, ok := v.(*json.RawMessage); ok {
			*into = raw
			return nil
		}
		return json.Unmarshal(raw, v)
	case <-e.closed:
		return io.EOF
	}
}

func (e *end) Close() error { e.once.Do(func() { close(e.closed) }); return nil }
