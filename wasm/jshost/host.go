//go:build js

package jshost

import (
	"context"
	"fmt"
	"sync"
	"syscall/js"

	"underpin/wasm/module"
)

// Options say what a Host runs. Both are required.
type Options struct {
	Languages []string
	// Module gives a language's WebAssembly.Module, once.
	Module func(ctx context.Context, language string) (js.Value, error)
}

// New makes a parser host. Nothing is loaded before it is needed.
func New(o Options) *module.Host {
	l := &loader{o: o, modules: map[string]js.Value{}}
	return module.NewHost(module.Options{Languages: o.Languages, Start: l.start})
}

// loader holds the modules loaded so far.
type loader struct {
	o       Options
	mu      sync.Mutex
	modules map[string]js.Value
}

func (l *loader) module(ctx context.Context, language string) (js.Value, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if m, ok := l.modules[language]; ok {
		return m, nil
	}
	m, err := l.o.Module(ctx, language)
	if err == nil {
		l.modules[language] = m
	}
	return m, err
}

func (l *loader) start(ctx context.Context, language string) (module.Instance, error) {
	m, err := l.module(ctx, language)
	if err != nil {
		return nil, fmt.Errorf("the parser module of %s: %w", language, err)
	}
	// "stop" need not ask anybody: while a module runs, nothing else does that could have cancelled it. Number() is 0.
	imports := map[string]any{"underpin": map[string]any{"stop": js.Global().Get("Number")}}
	var exports js.Value
	err = guard(func() {
		exports = js.Global().Get("WebAssembly").Get("Instance").New(m, imports).Get("exports")
		if exports.Get("_initialize").Type() == js.TypeFunction { // what C sets up before anything else, if it has to
			exports.Call("_initialize")
		}
	})
	if err != nil {
		return nil, fmt.Errorf("the parser module of %s does not start: %w", language, err)
	}
	for _, name := range module.Exports() {
		if exports.Get(name).Type() != js.TypeFunction {
			return nil, fmt.Errorf("the parser module of %s lacks %q: `make parsers` builds it anew", language, name)
		}
	}
	return &instance{exports: exports, bytes: js.Global().Get("Uint8Array")}, nil
}

// Compile gives the WebAssembly.Module of a .wasm file's bytes.
func Compile(ctx context.Context, code []byte) (js.Value, error) {
	bytes := js.Global().Get("Uint8Array").New(len(code))
	js.CopyBytesToJS(bytes, code)
	return Await(ctx, js.Global().Get("WebAssembly").Call("compile", bytes))
}
