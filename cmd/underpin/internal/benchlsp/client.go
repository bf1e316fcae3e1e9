package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"underpin/lsp"
)

// client is an editor that does nothing but measure.
type client struct {
	process *exec.Cmd
	wire    jsonrpc2.ObjectStream
	options any
	mu      sync.Mutex
	next    int
	answers map[int]chan message
	pushes  chan push
	told    chan string // methods of the server's requests
	dead    chan struct{}
}

type message struct {
	ID     json.RawMessage `json:"id,omitempty"`
	Method string          `json:"method,omitempty"`
	Params json.RawMessage `json:"params,omitempty"`
	Result json.RawMessage `json:"result,omitempty"`
	Error  json.RawMessage `json:"error,omitempty"`
	at     time.Time
}

// push is pushed diagnostics of a document.
type push struct {
	URI         string
	Version     *int
	Diagnostics json.RawMessage
	at          time.Time
}

// start starts a server and greets it.
func start(s server, folder string) (*client, error) {
	c := &client{answers: map[int]chan message{}, pushes: make(chan push, 10_000), told: make(chan string, 1000), dead: make(chan struct{}), options: s.options}
	c.process = exec.Command(s.command[0], s.command[1:]...)
	c.process.Env = append(os.Environ(), "SEMGREP_SEND_METRICS=off", "SEMGREP_ENABLE_VERSION_CHECK=0")
	c.process.Dir = folder
	in, err := c.process.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := c.process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.process.Start(); err != nil {
		return nil, err
	}
	c.wire = lsp.NewStream(out, in, in.Close)
	go c.read()
	text := map[string]any{"publishDiagnostics": map[string]any{"versionSupport": true, "relatedInformation": true}}
	if s.pulls {
		text["diagnostic"] = map[string]any{"dynamicRegistration": false}
	}
	_, err = c.ask("initialize", map[string]any{
		"processId": os.Getpid(), "rootUri": uri(folder), "initializationOptions": s.options,
		"workspaceFolders": []any{map[string]string{"uri": uri(folder), "name": "bench"}},
		"capabilities": map[string]any{
			"textDocument": text,
			"workspace":    map[string]any{"configuration": true, "workspaceFolders": true, "diagnostics": map[string]any{"refreshSupport": true}},
			"window":       map[string]any{"workDoneProgress": true},
		},
	}, 30*time.Second)
	if err != nil {
		c.stop()
		return nil, err
	}
	return c, c.tell("initialized", struct{}{})
}

func uri(path string) string { return "file://" + filepath.ToSlash(path) }

func (c *client) stop() {
	_, _ = c.ask("shutdown", nil, time.Second)
	_ = c.tell("exit", nil)
	_ = c.wire.Close()
	select {
	case <-c.dead:
	case <-time.After(2 * time.Second):
		_ = c.process.Process.Kill()
	}
	_ = c.process.Wait() // how it ends is not measured
}

func (c *client) read() {
	defer close(c.dead)
	for {
		var raw json.RawMessage
		if err := c.wire.ReadObject(&raw); err != nil {
			var bad *lsp.BadFrame
			if errors.As(err, &bad) {
				continue
			}
			return
		}
		m := message{at: time.Now()}
		if json.Unmarshal(raw, &m) != nil {
			continue
		}
		switch {
		case m.Method == "textDocument/publishDiagnostics":
			p := push{at: m.at}
			if json.Unmarshal(m.Params, &p) == nil {
				c.pushes <- p
			}
		case m.Method == "":
			id, _ := strconv.Atoi(string(m.ID))
			c.mu.Lock()
			if a := c.answers[id]; a != nil {
				a <- m
				delete(c.answers, id)
			}
			c.mu.Unlock()
		case m.ID != nil:
			select {
			case c.told <- m.Method:
			default:
			}
			c.answer(&m)
		}
	}
}

// answer gives the settings where they are asked for, and agrees to all else.
func (c *client) answer(m *message) {
	var result any
	if m.Method == "workspace/configuration" {
		var p struct{ Items []json.RawMessage }
		_ = json.Unmarshal(m.Params, &p) // no items, no settings
		list := make([]any, len(p.Items))
		if o, ok := c.options.(map[string]any); ok {
			for i := range list {
				list[i] = o["settings"]
				if list[i] == nil {
					list[i] = o
				}
			}
		}
		result = list
	}
	_ = c.wire.WriteObject(map[string]any{"jsonrpc": "2.0", "id": m.ID, "result": result})
}

func (c *client) tell(method string, params any) error {
	return c.wire.WriteObject(map[string]any{"jsonrpc": "2.0", "method": method, "params": params})
}

func (c *client) ask(method string, params any, patience time.Duration) (message, error) {
	answer := make(chan message, 1)
	c.mu.Lock()
	c.next++
	id := c.next
	c.answers[id] = answer
	c.mu.Unlock()
	if err := c.wire.WriteObject(map[string]any{"jsonrpc": "2.0", "id": id, "method": method, "params": params}); err != nil {
		return message{}, err
	}
	select {
	case m := <-answer:
		if m.Error != nil {
			return m, fmt.Errorf("%s: %.200s", method, m.Error)
		}
		return m, nil
	case <-c.dead:
		return message{}, io.ErrUnexpectedEOF
	case <-time.After(patience):
		return message{}, fmt.Errorf("no answer to %s within %v", method, patience)
	}
}

// megabytes is the resident memory of the server and what it started.
func (c *client) megabytes() float64 {
	total := 0.0
	pids := []string{strconv.Itoa(c.process.Process.Pid)}
	for len(pids) > 0 {
		pid := pids[0]
		pids = pids[1:]
		status, err := os.ReadFile(filepath.Join("/proc", pid, "status"))
		if err != nil {
			continue
		}
		if m := regexp.MustCompile(`VmRSS:\s*(\d+) kB`).FindSubmatch(status); m != nil {
			kb, _ := strconv.Atoi(string(m[1]))
			total += float64(kb) / 1024
		}
		children, _ := os.ReadFile(filepath.Join("/proc", pid, "task", pid, "children"))
		for _, child := range bytes.Fields(children) {
			pids = append(pids, string(child))
		}
	}
	return total
}
