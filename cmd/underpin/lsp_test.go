package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"underpin/lsp"
)

// editor is the other end of `underpin lsp`.
type editor struct {
	t    *testing.T
	wire jsonrpc2.ObjectStream
	code chan int
	err  *bufio.Reader

	ignore sync.Once
}

func startLSP(t *testing.T, args ...string) *editor {
	t.Helper()
	serverIn, out := io.Pipe()
	in, serverOut := io.Pipe()
	errOut, serverErr := io.Pipe()
	e := &editor{t: t, wire: lsp.NewStream(in, out, out.Close), code: make(chan int, 1), err: bufio.NewReader(errOut)}
	go func() {
		e.code <- run(context.Background(), &environment{in: serverIn, out: serverOut, err: serverErr, getenv: os.Getenv, now: time.Now, getwd: os.Getwd}, append([]string{"lsp"}, args...))
		serverOut.Close()
	}()
	return e
}

func (e *editor) send(text string) {
	e.t.Helper()
	if err := e.wire.WriteObject(json.RawMessage(text)); err != nil {
		e.t.Fatal(err)
	}
}

// until reads to the first message that holds all marks.
func (e *editor) until(marks ...string) string {
	e.t.Helper()
	for {
		var raw json.RawMessage
		if err := e.wire.ReadObject(&raw); err != nil {
			e.t.Fatalf("no %q: %v", marks, err)
		}
		if !slices.ContainsFunc(marks, func(m string) bool { return !strings.Contains(string(raw), m) }) {
			return string(raw)
		}
	}
}

func (e *editor) greet(folder string, pid int) {
	e.t.Helper()
	e.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":%d,"rootUri":"file://%s","capabilities":{"textDocument":{"diagnostic":{}},"workspace":{"diagnostics":{"refreshSupport":true}}}}}`, pid, filepath.ToSlash(folder)))
	e.until(`"id":1`)
	e.send(`{"jsonrpc":"2.0","method":"initialized","params":{}}`)
}

func (e *editor) bye() {
	e.t.Helper()
	e.send(`{"jsonrpc":"2.0","id":9,"method":"shutdown"}`)
	e.until(`"id":9`)
	e.send(`{"jsonrpc":"2.0","method":"exit"}`)
	if code := e.end(); code != exitClean {
		e.t.Errorf("exit code %d", code)
	}
}

// ignoreErrors reads what the server says on the side, once.
func (e *editor) ignoreErrors() {
	e.ignore.Do(func() { go io.Copy(io.Discard, e.err) })
}

func (e *editor) end() int {
	e.t.Helper()
	e.ignoreErrors()
	select {
	case code := <-e.code:
		return code
	case <-time.After(time.Minute):
		e.t.Fatal("the server does not end")
		return -1
	}
}

// The editor and the command line say the same of a project.
func TestServerAndCheckAgree(t *testing.T) {
	folder, err := filepath.Abs("testdata/sample/flawed")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	run(context.Background(), &environment{out: &out, err: io.Discard, getenv: os.Getenv, now: time.Now, getwd: os.Getwd}, []string{"check", "--format", "json", folder})
	var checked struct {
		Findings []struct{ Fingerprint string }
	}
	if err := json.Unmarshal([]byte(out.String()), &checked); err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, f := range checked.Findings {
		want = append(want, f.Fingerprint)
	}
	e := startLSP(t)
	e.ignoreErrors()
	e.greet(folder, os.Getpid())
	e.until("workspace/diagnostic/refresh")
	e.send(`{"jsonrpc":"2.0","id":2,"method":"workspace/diagnostic","params":{"previousResultIds":[]}}`)
	var answer struct {
		Result struct {
			Items []struct {
				Items []struct{ Data struct{ Fingerprint string } }
			}
		}
	}
	if err := json.Unmarshal([]byte(e.until(`"id":2,`)), &answer); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, file := range answer.Result.Items {
		for _, d := range file.Items {
			got = append(got, d.Data.Fingerprint)
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("the server says %v, check says %v", got, want)
	}
	e.bye()
}

func TestSocket(t *testing.T) {
	// The editor connects.
	e := startLSP(t, "--socket", "0")
	line, err := e.err.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	e.ignoreErrors()
	address := strings.TrimSpace(line[strings.LastIndex(line, " ")+1:])
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	e.wire = lsp.NewStream(c, c, c.Close)
	e.greet(t.TempDir(), 0)
	e.bye()
	// The editor listens.
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	e = startLSP(t, "--socket", fmt.Sprint(l.Addr().(*net.TCPAddr).Port))
	e.ignoreErrors()
	if c, err = l.Accept(); err != nil {
		t.Fatal(err)
	}
	e.wire = lsp.NewStream(c, c, c.Close)
	e.greet(t.TempDir(), 0)
	e.bye()
}

// A server whose editor has died ends, even if nobody closes its input.
func TestEditorDies(t *testing.T) {
	dead := exec.Command(os.Args[0], "-test.run", "^$")
	if err := dead.Run(); err != nil {
		t.Fatal(err)
	}
	e := startLSP(t)
	e.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":%d,"rootUri":null,"capabilities":{}}}`, dead.Process.Pid))
	if code := e.end(); code != exitClean {
		t.Errorf("exit code %d", code)
	}
}
