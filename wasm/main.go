//go:build js

// Command wasm is Underpin's language server for browsers: lsp.Serve over messages, with trees from the browser's own
// WebAssembly.
//
// It owns the way in and out of JavaScript and nothing else. worker.js beside it runs it and gives it these:
// underpinSend(text) takes a message; underpinModule(language) is a promise of a WebAssembly.Module; underpinNames() one of the
// index of package names, a Uint8Array; underpinListen(f) says that messages for the server go to f; underpinAlone is true
// where no file can lie beside the documents.
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
	names := &index{}
	err := lsp.Serve(context.Background(), port, lsp.Options{
		Index: names.get,
		Alone: global.Get("underpinAlone").Truthy(),
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
