//go:build js

// Command smoke is the engine for browsers and Node without the language server, for the tests of package main above.
//
// It compares many texts with what the engine says elsewhere.
// The page gives a function underpinModule(language), a promise of a WebAssembly.Module, and underpinNames(), one of the index of
// package names, a Uint8Array;
// and once underpinReady was called there is underpinCheck(path, text), a promise of findings as `underpin check --format json` writes
// them.
package main

import (
	"context"
	"strings"
	"syscall/js"

	"underpin/analysis"
	"underpin/analysis/packages"
	"underpin/analysis/report"
	"underpin/wasm/jshost"
	"underpin/wasm/parser"
)

// request is a check that JavaScript asked for.
type request struct {
	path, text      string
	resolve, reject js.Value
}

func main() {
	ctx, global := context.Background(), js.Global()
	options := analysis.Options{
		Yield: jshost.NewYield(),
		Parser: jshost.New(jshost.Options{
			Languages: parser.Languages(),
			Module: func(ctx context.Context, language string) (js.Value, error) {
				return jshost.Await(ctx, global.Call("underpinModule", language))
			},
		}),
	}
	bytes, err := jshost.Await(ctx, global.Call("underpinNames"))
	if err != nil {
		panic(err)
	}
	data := make([]byte, bytes.Length())
	js.CopyBytesToGo(data, bytes)
	index, err := packages.Open(data)
	if err != nil {
		panic(err)
	}
	options.Index = index
	// A callback only enqueues: work in one would hold up the event loop that it waits for.
	requests := make(chan request, 16)
	global.Set("underpinCheck", js.FuncOf(func(_ js.Value, args []js.Value) any {
		path, text := args[0].String(), args[1].String()
		executor := js.FuncOf(func(_ js.Value, settle []js.Value) any {
			go func() { requests <- request{path, text, settle[0], settle[1]} }()
			return nil
		})
		defer executor.Release()
		return global.Get("Promise").New(executor)
	}))
	global.Call("underpinReady")
	for r := range requests {
		if answer, err := check(ctx, options, r); err != nil {
			r.reject.Invoke(err.Error())
		} else {
			r.resolve.Invoke(answer)
		}
	}
}

func check(ctx context.Context, options analysis.Options, r request) (string, error) {
	session, err := analysis.NewSession(options)
	if err != nil {
		return "", err
	}
	snapshot, err := session.Apply(ctx, analysis.FileChange{Path: r.path, Text: []byte(r.text)})
	if err != nil {
		return "", err
	}
	found, err := snapshot.Findings(ctx, analysis.Scope{})
	if err != nil {
		return "", err
	}
	var out strings.Builder
	err = report.JSON(&out, report.Input{Report: found, Text: snapshot.Text, Rules: session.Rules()})
	return out.String(), err
}
