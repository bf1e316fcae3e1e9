//go:build js

// Command wasm is Underpin's language server for browsers: lsp.Serve over messages, with trees from the browser's own
// WebAssembly.
//
// It owns the way in and out of JavaScript and nothing else. worker.js beside it runs it and gives it three functions:
// underpinSend(text) takes a message; underpinModule(language) is a promise of a WebAssembly.Module; underpinListen(f)
// says that messages for the server go to f.
package main

import (
	"context"
	"syscall/js"

	"underpin/lsp"
	"underpin/wasm/jshost"
	"underpin/wasm/parser"
)

func main() {
	global := js.Global()
	port := jshost.NewPort(global.Get("underpinSend"))
	global.Call("underpinListen", port.Receive())
	err := lsp.Serve(context.Background(), port, lsp.Options{
		Yield: jshost.NewYield(),
		Jobs:  1,
		Parser: jshost.New(jshost.Options{
			Languages: parser.Languages(),
			Module: func(ctx context.Context, language string) (js.Value, error) {
				return jshost.Await(ctx, global.Call("underpinModule", language))
			},
		}),
	})
	if err != nil {
		println(err.Error())
	}
}
