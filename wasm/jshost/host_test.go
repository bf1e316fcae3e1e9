//go:build js

package jshost_test

import (
	"bytes"
	"context"
	"strings"
	"syscall/js"
	"testing"
	"time"

	"underpin/analysis"
	"underpin/wasm/jshost"
	"underpin/wasm/module"
	"underpin/wasm/module/faulty"
	"underpin/wasm/parser"
)

func newHost(code []byte) *module.Host {
	return jshost.New(jshost.Options{
		Languages: []string{"python"},
		Module:    func(ctx context.Context, _ string) (js.Value, error) { return jshost.Compile(ctx, code) },
	})
}

func parse(h *module.Host, text string) (analysis.ParseResult, error) {
	return h.Parse(context.Background(), analysis.ParseJob{Language: "python", Text: []byte(text)})
}

// A module that is not what it should be is an error, each time anew.
func TestDamagedModules(t *testing.T) {
	good := faulty.Module(nil)
	for name, c := range map[string]struct {
		code []byte
		want string
	}{
		"truncated":     {good[:len(good)-20], "CompileError"},
		"no exports":    {good[:8], `lacks "abi"`},
		"newer version": {faulty.Module(map[string][]byte{"abi": faulty.Number(7)}), "has version 7 and this program needs version 1"},
		"traps":         {faulty.Module(map[string][]byte{"parse": faulty.Trap()}), "broke down"},
		"far away":      {faulty.Module(map[string][]byte{"take": {0x41, 0x7f}}), "broke down"}, // room for the text at the end of all addresses
	} {
		t.Run(name, func(t *testing.T) {
			h := newHost(c.code)
			for range 2 {
				if r, err := parse(h, "x\n"); err == nil || !strings.Contains(err.Error(), c.want) || r.Records != nil {
					t.Errorf("%d bytes and %v, want %q", len(r.Records), err, c.want)
				}
			}
		})
	}
}

// A parse that runs away ends, and the next one is in order.
func TestRunawayParse(t *testing.T) {
	code, err := parser.Module("python")
	if err != nil {
		t.Skip(err)
	}
	h := newHost(code)
	want, err := parse(h, "x = 1\n")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parse(h, strings.Repeat("\\\n", 14_000)); err == nil {
		t.Error("no error")
	}
	if got, err := parse(h, "x = 1\n"); err != nil || !bytes.Equal(got.Records, want.Records) {
		t.Errorf("afterwards: %v", err)
	}
}

// Timers fire while work yields, and a cancelled wait ends.
func TestYield(t *testing.T) {
	fired := make(chan struct{}, 1)
	timer := js.FuncOf(func(js.Value, []js.Value) any { fired <- struct{}{}; return nil })
	defer timer.Release()
	js.Global().Call("setTimeout", timer, 1)
	yield := jshost.NewYield()
	for range 1000 {
		for start := time.Now(); time.Since(start) < time.Millisecond; {
		}
		yield()
		select {
		case <-fired:
			ctx, cancel := context.WithCancel(context.Background())
			cancel()
			if _, err := jshost.Await(ctx, js.Global().Get("Promise").New(timer)); err != context.Canceled {
				t.Errorf("a cancelled wait gives %v", err)
			}
			return
		default:
		}
	}
	t.Error("no timer fired in a second of work")
}
