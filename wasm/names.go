//go:build js

package main

import (
	"context"
	"sync"
	"syscall/js"

	"underpin/analysis/packages"
	"underpin/wasm/jshost"
)

// index is the index of package names. It is large, and not part of the program: the page gives its bytes once names are
// looked up for the first time, and until then, or where it has none, nothing is said about packages.
type index struct {
	mu    sync.Mutex
	asked bool
	names packages.Names
}

// get never waits. See lsp.Options.Index.
func (x *index) get(came func()) packages.Names {
	x.mu.Lock()
	defer x.mu.Unlock()
	if !x.asked {
		x.asked = true
		go x.load(came)
	}
	return x.names
}

func (x *index) load(came func()) {
	bytes, err := jshost.Await(context.Background(), js.Global().Call("underpinNames"))
	if err != nil {
		println("package names: " + err.Error())
		return
	}
	data := make([]byte, bytes.Length())
	js.CopyBytesToGo(data, bytes)
	names, err := packages.Open(data)
	if err != nil {
		println("package names: " + err.Error())
		return
	}
	x.mu.Lock()
	x.names = names
	x.mu.Unlock()
	came()
}
