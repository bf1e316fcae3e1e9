package lsp_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"pgregory.net/rapid"

	"underpin/lsp"
)

func framed(body string) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body) }

// readAll reads a stream to its end: messages, and complaints about what was none.
func readAll(in io.Reader) (messages, complaints []string, err error) {
	s := lsp.NewStream(in, io.Discard, nil)
	for {
		var raw json.RawMessage
		var bad *lsp.BadFrame
		switch err := s.ReadObject(&raw); {
		case errors.As(err, &bad):
			complaints = append(complaints, bad.Why)
		case err != nil:
			return messages, complaints, err
		default:
			messages = append(messages, string(raw))
		}
	}
}

func TestFrames(t *testing.T) {
	for name, c := range map[string]struct {
		in         string
		want       []string
		complaints int
	}{
		"two":                 {framed("{}") + framed("[1]"), []string{"{}", "[1]"}, 0},
		"other headers":       {"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nCONTENT-LENGTH:2\r\n\r\n{}", []string{"{}"}, 0},
		"bare line feeds":     {"Content-Length: 2\n\n{}" + framed("1"), []string{"{}", "1"}, 0},
		"garbage before":      {"GET / HTTP/1.1\r\n\r\n" + framed("{}"), []string{"{}"}, 1},
		"garbage in line":     {"%%%%" + framed("{}"), []string{"{}"}, 0},
		"no length":           {"Content-Type: x\r\n\r\n" + framed("{}"), []string{"{}"}, 0},
		"length no number":    {"Content-Length: lots\r\n\r\n" + framed("{}"), []string{"{}"}, 1},
		"negative":            {"Content-Length: -5\r\n\r\n" + framed("{}"), []string{"{}"}, 1},
		"too short a length":  {"Content-Length: 1\r\n\r\n{}" + framed("{}"), []string{"{", "{}"}, 0},
		"long line":           {strings.Repeat("x", 1<<20) + "\n" + framed("{}"), []string{"{}"}, 1},
		"empty":               {framed("") + framed("{}"), []string{"", "{}"}, 0},
		"too large":           {fmt.Sprintf("Content-Length: %d\r\n\r\n%s", 65<<20, strings.Repeat("x", 65<<20)) + framed("{}"), []string{"{}"}, 1},
		"a length that lies":  {"Content-Length: 99999999\r\n\r\n{}", nil, 0},
		"ends inside headers": {framed("{}") + "Content-Le", []string{"{}"}, 0},
	} {
		messages, complaints, err := readAll(strings.NewReader(c.in))
		if fmt.Sprint(messages) != fmt.Sprint(c.want) || len(complaints) != c.complaints || err != io.EOF && err != io.ErrUnexpectedEOF {
			t.Errorf("%s: %q, complaints %q, %v", name, messages, complaints, err)
		}
	}
}

func TestSplitFrames(t *testing.T) {
	messages, _, _ := readAll(iotest.OneByteReader(strings.NewReader(framed(`{"a":"ü"}`) + framed("2"))))
	if fmt.Sprint(messages) != `[{"a":"ü"} 2]` {
		t.Error(messages)
	}
}

// Whatever stands between messages, each arrives.
func TestGarbageLosesNoMessage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var in bytes.Buffer
		var want []string
		for i := range rapid.IntRange(1, 5).Draw(t, "n") {
			line := rapid.StringMatching(`[a-z{}":,\t ]{0,20}`).Draw(t, "garbage")
			if line != "" {
				in.WriteString(line + rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "end"))
			}
			body := fmt.Sprintf(`{"n":%d}`, i)
			want = append(want, body)
			in.WriteString(framed(body))
		}
		if got, _, _ := readAll(&in); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}

// raw is a client that writes bytes.
type raw struct {
	t    *testing.T
	in   *io.PipeWriter
	out  *io.PipeReader
	done chan error
}

func startRaw(t *testing.T) *raw {
	serverIn, clientOut := io.Pipe()
	clientIn, serverOut := io.Pipe()
	r := &raw{t, clientOut, clientIn, make(chan error, 1)}
	stream := lsp.NewStream(serverIn, serverOut, func() error { serverIn.Close(); return serverOut.Close() })
	go func() { r.done <- lsp.Serve(t.Context(), stream, lsp.Options{}) }()
	return r
}

func (r *raw) write(s string) {
	r.t.Helper()
	if _, err := io.WriteString(r.in, s); err != nil {
		r.t.Fatal(err)
	}
}

func (r *raw) end() error {
	r.t.Helper()
	select {
	case err := <-r.done:
		return err
	case <-time.After(time.Minute):
		r.t.Fatal("the server does not end")
		return nil
	}
}

const hello = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}`

func TestGarbageIsAnsweredAndNothingLostBehindIt(t *testing.T) {
	r := startRaw(t)
	go func() {
		r.write("rubbish\r\n\r\n" + framed("{not json") + framed(`"text"`) + framed(hello) + framed(`{"jsonrpc":"2.0","id":-3,"method":"x/y"}`) + framed(`{"jsonrpc":"2.0","id":"é","method":"x/y"}`))
		r.in.Close()
	}()
	messages, _, _ := readAll(r.out)
	all := strings.Join(messages, "\n")
	for _, want := range []string{`"id":null,"error":{"code":-32700`, `"id":null,"error":{"code":-32600`, `"id":1,"result"`, `"id":-3,"error":{"code":-32601`, `"id":"é","error":{"code":-32601`} {
		if !strings.Contains(all, want) {
			t.Errorf("no %s in\n%s", want, all)
		}
	}
	if err := r.end(); err != nil {
		t.Error(err)
	}
}

func TestClientThatDiesInsideAFrame(t *testing.T) {
	r := startRaw(t)
	go io.Copy(io.Discard, r.out)
	r.write(framed(hello) + "Content-Length: 500\r\n\r\n{\"json")
	r.in.Close()
	if err := r.end(); err != nil {
		t.Error(err)
	}
}

// A client that writes a lot and reads nothing meanwhile is served when it reads at last.
func TestClientThatReadsLate(t *testing.T) {
	r := startRaw(t)
	r.write(framed(hello))
	r.write(framed(`{"jsonrpc":"2.0","method":"initialized","params":{}}`))
	const many = 800
	for i := range many {
		r.write(framed(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"textDocument/diagnostic","params":{"textDocument":{"uri":"file:///w/%d.py"}}}`, i+10, i)))
		r.write(framed(fmt.Sprintf(`{"jsonrpc":"2.0","method":"textDocument/didClose","params":{"textDocument":{"uri":"file:///w/%d.py"}}}`, i)))
	}
	go func() { r.write(framed(`{"jsonrpc":"2.0","id":2,"method":"shutdown"}`)); r.in.Close() }()
	messages, _, _ := readAll(r.out)
	answers := 0
	for _, m := range messages {
		if strings.Contains(m, `"result"`) {
			answers++
		}
	}
	if answers < 3 {
		t.Errorf("%d answers among %d messages", answers, len(messages))
	}
	if err := r.end(); err != nil {
		t.Error(err)
	}
}

func TestClientThatNeverReads(t *testing.T) {
	r := startRaw(t)
	r.write(framed(hello))
	for i := range 100 {
		r.write(framed(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"x/y"}`, i+10)))
	}
	r.in.Close() // and dies
	if err := r.end(); err != nil {
		t.Error(err)
	}
}
