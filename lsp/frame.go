package lsp

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"

	"github.com/sourcegraph/jsonrpc2"
)

// mostBytes is the largest message that is read; an editor's largest is a whole document.
const mostBytes = 64 << 20

// BadFrame tells of bytes on the wire that are no message. The stream goes on
// behind them: a [Stream] may return it from ReadObject any number of times.
type BadFrame struct{ Why string }

func (e *BadFrame) Error() string { return e.Why }

// framed reads and writes messages behind Content-Length headers. It is not
// jsonrpc2's codec, because that one gives up at the first bad byte.
type framed struct {
	in     *bufio.Reader
	mu     sync.Mutex
	out    io.Writer
	closer func() error
}

// NewStream frames messages on bytes, as stdio and sockets carry them. closer
// ends a read or write that is under way; it may be nil.
func NewStream(in io.Reader, out io.Writer, closer func() error) jsonrpc2.ObjectStream {
	return &framed{in: bufio.NewReaderSize(in, 64<<10), out: out, closer: closer}
}

func (f *framed) Close() error {
	if f.closer == nil {
		return nil
	}
	return f.closer()
}

func (f *framed) WriteObject(v any) error {
	body, ok := v.(json.RawMessage)
	if !ok {
		var err error
		if body, err = json.Marshal(v); err != nil {
			return err
		}
	}
	frame := make([]byte, 0, len(body)+32)
	frame = append(frame, "Content-Length: "...)
	frame = strconv.AppendInt(frame, int64(len(body)), 10)
	frame = append(frame, "\r\n\r\n"...)
	f.mu.Lock()
	defer f.mu.Unlock()
	_, err := f.out.Write(append(frame, body...))
	return err
}

func (f *framed) ReadObject(v any) error {
	length, err := f.header()
	if err != nil {
		return err
	}
	if length > mostBytes {
		if _, err := io.CopyN(io.Discard, f.in, length); err != nil {
			return err
		}
		return &BadFrame{fmt.Sprintf("a message of %d bytes is over the limit of %d", length, mostBytes)}
	}
	// The length is a claim: memory follows what comes.
	var body bytes.Buffer
	if _, err := io.CopyN(&body, f.in, length); err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return err
	}
	if raw, ok := v.(*json.RawMessage); ok {
		*raw = body.Bytes()
		return nil
	}
	if err := json.Unmarshal(body.Bytes(), v); err != nil {
		return &BadFrame{err.Error()}
	}
	return nil
}

// header reads to the empty line and gives the length it announced. What is no
// header is passed over: the next "Content-Length:" counts, wherever it stands.
func (f *framed) header() (int64, error) {
	const name = "content-length:"
	length, garbage := int64(-1), false
	for {
		line, err := f.in.ReadSlice('\n')
		if err != nil && err != bufio.ErrBufferFull {
			return 0, err
		}
		text := strings.TrimSpace(string(line))
		if at := strings.LastIndex(strings.ToLower(text), name); at >= 0 {
			n, err := strconv.ParseInt(strings.TrimSpace(text[at+len(name):]), 10, 64)
			if err != nil || n < 0 {
				garbage = true
				continue
			}
			length = n
			continue
		}
		switch {
		case text != "":
			garbage = garbage || !strings.Contains(text, ":")
		case length >= 0:
			return length, nil
		case garbage:
			return 0, &BadFrame{"there is no Content-Length before a message"}
		}
	}
}
