//go:build js

package jshost

import (
	"context"
	"fmt"
	"syscall/js"
	"time"
)

// Await waits for a promise. It must not be called from a JavaScript callback, in which waiting never ends.
func Await(ctx context.Context, promise js.Value) (js.Value, error) {
	type outcome struct {
		value  js.Value
		failed bool
	}
	settled := make(chan outcome, 1)
	kept := js.FuncOf(func(_ js.Value, args []js.Value) any { settled <- outcome{args[0], false}; return nil })
	lost := js.FuncOf(func(_ js.Value, args []js.Value) any { settled <- outcome{args[0], true}; return nil })
	promise.Call("then", kept, lost)
	select {
	case o := <-settled:
		kept.Release()
		lost.Release()
		if o.failed {
			return js.Undefined(), fmt.Errorf("%s", o.value.Call("toString").String())
		}
		return o.value, nil
	case <-ctx.Done(): // the callbacks stay: the promise may still settle
		return js.Undefined(), ctx.Err()
	}
}

// turnEvery is how long work may hold the event loop: half of what messages may wait, as a call comes late at times.
const turnEvery = 4 * time.Millisecond

// NewYield gives a function for analysis.Options.Yield: called often, it lets the event loop take a turn now and then, in which
// messages arrive and timers fire.
func NewYield() func() {
	turned := make(chan struct{}, 1)
	turn := newTurn(js.FuncOf(func(js.Value, []js.Value) any { turned <- struct{}{}; return nil }))
	last, busy := time.Now(), false
	return func() {
		if busy || time.Since(last) < turnEvery {
			return
		}
		busy = true
		turn()
		<-turned
		last, busy = time.Now(), false
	}
}

// newTurn gives a function that has called called after what waits in the event loop, and soon. In browsers that is a
// message to oneself, as timers are held back; in Node, which would hand over a thousand such messages in one turn, it is
// setImmediate.
func newTurn(called js.Func) func() {
	global := js.Global()
	if global.Get("setImmediate").Type() == js.TypeFunction {
		return func() { global.Call("setImmediate", called) }
	}
	channel := global.Get("MessageChannel").New()
	channel.Get("port1").Set("onmessage", called)
	other := channel.Get("port2")
	return func() { other.Call("postMessage", 0) }
}
