// Package host runs the parser modules by wazero: the parser host of builds without cgo, for every system Go compiles to.
//
// It owns compiling modules, wazero's cache on disk and the limit of memory. What a module exports and how it is driven
// is package wasm/module's; which modules there are is the caller's: cmd/underpin and the tests hand in wasm/parser's.
package host

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"

	"underpin/wasm/module"
)

// Options say what a Host runs. Module and Languages are required.
type Options struct {
	Languages []string
	Module    func(language string) ([]byte, error) // the .wasm file of a language
	// Cache is a folder for compiled modules, made if missing; "" for none. A cache that cannot be used is done without.
	Cache     string
	Instances int              // at work at a time in each language; 0: 1
	MaxBytes  uint32           // of memory an instance may have; 0: 512 MB. A parse that wants more ends with an error
	KeepBytes uint32           // see module.Options
	Work      func(int) uint32 // see module.Options
	Log       func(error)      // told why the cache is not used, or nil
}

// Host is an analysis.Parser. It lives as long as the program, or until Close.
type Host struct {
	*module.Host
	w *wasm
}

// New makes a host. Nothing is compiled before it is needed.
func New(o Options) *Host {
	if o.MaxBytes == 0 {
		o.MaxBytes = 512 << 20
	}
	if o.Log == nil {
		o.Log = func(error) {}
	}
	w := &wasm{o: o, compiled: map[string]*compiled{}}
	for _, name := range o.Languages {
		w.compiled[name] = &compiled{}
	}
	return &Host{w: w, Host: module.NewHost(module.Options{
		Languages: o.Languages, Start: w.start, Instances: o.Instances, KeepBytes: o.KeepBytes, Work: o.Work,
	})}
}

// Close frees everything; parses must have ended.
func (h *Host) Close() {
	h.Host.Close()
	h.w.close()
}

// wasm is wazero with the modules compiled so far.
type wasm struct {
	o        Options
	compiled map[string]*compiled

	mu     sync.Mutex
	cached *engine // on the cache; nil before it is needed
	plain  *engine // without one
	off    bool    // the cache failed
}

// engine is a runtime that holds the module's import.
type engine struct {
	runtime wazero.Runtime
	cache   wazero.CompilationCache
}

// compiled is a module that waits to be instantiated.
type compiled struct {
	mu     sync.Mutex
	engine *engine
	module wazero.CompiledModule // nil before the first need
}

func (w *wasm) start(ctx context.Context, language string) (module.Instance, error) {
	c := w.compiled[language]
	// What is compiled and started serves later calls too: one that is cancelled must not spoil it.
	lasting := context.WithoutCancel(ctx)
	c.mu.Lock()
	if c.module == nil {
		if err := w.compile(lasting, c, language); err != nil {
			c.mu.Unlock()
			return nil, err
		}
	}
	c.mu.Unlock()
	m, err := c.engine.runtime.InstantiateModule(lasting, c.module, wazero.NewModuleConfig().WithName("").WithStartFunctions("_initialize"))
	if err != nil {
		return nil, fmt.Errorf("the parser module of %s does not start: %w", language, err)
	}
	i := &instance{module: m, calls: map[string]api.Function{}}
	for _, name := range module.Exports() {
		if i.calls[name] = m.ExportedFunction(name); i.calls[name] == nil {
			i.Close()
			return nil, fmt.Errorf("the parser module of %s lacks %q: `make parsers` builds it anew", language, name)
		}
	}
	return i, nil
}

// compile compiles by way of the cache. What fails there, for whatever reason, is done again without it; then the cache is
// emptied, because an entry that was cut off would fail for ever.
func (w *wasm) compile(ctx context.Context, c *compiled, language string) error {
	code, err := w.o.Module(language)
	if err != nil {
		return err
	}
	var unused error
	if w.o.Cache != "" {
		e, err := w.onCache(ctx)
		if err == nil {
			if c.module, err = e.runtime.CompileModule(ctx, code); err == nil {
				c.engine = e
				return nil
			}
		}
		unused = err
	}
	e, err := w.withoutCache(ctx)
	if err != nil {
		return err
	}
	if c.module, err = e.runtime.CompileModule(ctx, code); err != nil {
		c.module = nil
		return fmt.Errorf("the parser module of %s is damaged: %w", language, err)
	}
	c.engine = e
	if unused != nil {
		w.empty()
		w.o.Log(fmt.Errorf("the cache of parsers is not used: %w", unused))
	}
	return nil
}

func (w *wasm) onCache(ctx context.Context) (*engine, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.cached != nil {
		return w.cached, nil
	}
	if w.off {
		return nil, errors.New("the cache failed before")
	}
	cache, err := wazero.NewCompilationCacheWithDir(w.o.Cache)
	if err == nil {
		w.cached, err = w.engine(ctx, cache)
	}
	w.off = err != nil
	return w.cached, err
}

func (w *wasm) withoutCache(ctx context.Context) (_ *engine, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.plain == nil {
		w.plain, err = w.engine(ctx, nil)
	}
	return w.plain, err
}

func (w *wasm) engine(ctx context.Context, cache wazero.CompilationCache) (*engine, error) {
	config := wazero.NewRuntimeConfig().WithMemoryLimitPages(w.o.MaxBytes >> 16)
	if cache != nil {
		config = config.WithCompilationCache(cache)
	}
	runtime := wazero.NewRuntimeWithConfig(ctx, config)
	_, err := runtime.NewHostModuleBuilder("underpin").NewFunctionBuilder().
		WithGoFunction(api.GoFunc(stop), nil, []api.ValueType{api.ValueTypeI32}).Export("stop").Instantiate(ctx)
	if err != nil {
		return nil, fmt.Errorf("wazero: %w", err)
	}
	return &engine{runtime, cache}, nil
}

// stop tells a parse whether its caller is gone. It is asked every few hundred steps, which costs less than wazero's own
// watch on the context.
func stop(ctx context.Context, stack []uint64) {
	stack[0] = 0
	if ctx.Err() != nil {
		stack[0] = 1
	}
}

// empty removes what wazero keeps in its cache, and nothing else that may lie in the folder.
func (w *wasm) empty() {
	files, _ := filepath.Glob(filepath.Join(w.o.Cache, "wazero-*", "*"))
	for _, f := range files {
		if _, err := hex.DecodeString(filepath.Base(f)); err == nil { // wazero names its entries by hashes
			os.Remove(f)
		}
	}
}

func (w *wasm) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, e := range []*engine{w.cached, w.plain} {
		if e == nil {
			continue
		}
		e.runtime.Close(context.Background())
		if e.cache != nil {
			e.cache.Close(context.Background())
		}
	}
}
