// Package host runs the parser modules by wazero: the parser host of builds without cgo, for every system Go compiles to.
//
// It owns compiling modules, the cache of compiled ones on disk and the limit of memory. What a module exports and how it
// is driven is package wasm/module's; which modules there are is the caller's: cmd/underpin and the tests hand in
// wasm/parser's.
package host

import (
	"context"
	"fmt"
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
	languages map[string]*language
}

// New makes a host. Nothing is compiled before it is needed.
func New(o Options) *Host {
	if o.MaxBytes == 0 {
		o.MaxBytes = 512 << 20
	}
	if o.Log == nil {
		o.Log = func(error) {}
	}
	h := &Host{languages: map[string]*language{}}
	for _, name := range o.Languages {
		h.languages[name] = &language{o: &o, name: name}
	}
	h.Host = module.NewHost(module.Options{
		Languages: o.Languages, Instances: o.Instances, KeepBytes: o.KeepBytes, Work: o.Work,
		Start: func(ctx context.Context, name string) (module.Instance, error) { return h.languages[name].start(ctx) },
	})
	return h
}

// Close frees everything; parses must have ended, and no handle is of use any more.
func (h *Host) Close() {
	h.Host.Close()
	for _, l := range h.languages {
		l.close()
	}
}

// language is one module, compiled when first needed.
type language struct {
	o    *Options
	name string

	mu      sync.Mutex
	runtime wazero.Runtime
	cache   wazero.CompilationCache // of runtime, or nil
	module  wazero.CompiledModule   // nil before the first need, and after a failure, which is met again then
}

// start gives a fresh instance.
func (l *language) start(ctx context.Context) (module.Instance, error) {
	// What is compiled and started serves later calls too: one that is cancelled must not spoil it.
	ctx = context.WithoutCancel(ctx)
	l.mu.Lock()
	if l.module == nil {
		if err := l.compile(ctx); err != nil {
			l.mu.Unlock()
			return nil, err
		}
	}
	l.mu.Unlock()
	m, err := l.runtime.InstantiateModule(ctx, l.module, wazero.NewModuleConfig().WithName("").WithStartFunctions("_initialize"))
	if err != nil {
		return nil, fmt.Errorf("the parser module of %s does not start: %w", l.name, err)
	}
	i := &instance{module: m, calls: map[string]api.Function{}}
	for _, name := range module.Exports() {
		if i.calls[name] = m.ExportedFunction(name); i.calls[name] == nil {
			i.Close()
			return nil, fmt.Errorf("the parser module of %s lacks %q: `make parsers` builds it anew", l.name, name)
		}
	}
	return i, nil
}

// compile compiles by way of the cache; what fails there, for whatever reason, is done again without it.
func (l *language) compile(ctx context.Context) error {
	code, err := l.o.Module(l.name)
	if err != nil {
		return err
	}
	if l.o.Cache != "" {
		// A folder for each language: then no other's entries need to be looked at.
		err := l.compileCached(ctx, code, cache(filepath.Join(l.o.Cache, l.name)))
		if err == nil {
			return nil
		}
		defer func() {
			if l.module != nil { // otherwise it was not the cache's fault
				l.o.Log(fmt.Errorf("the cache of parsers is not used: %w", err))
			}
		}()
	}
	return l.compileOn(ctx, code, wazero.NewRuntimeConfig())
}

func (l *language) compileCached(ctx context.Context, code []byte, c cache) error {
	if err := c.check(); err != nil {
		return err
	}
	compiled, err := wazero.NewCompilationCacheWithDir(string(c))
	if err != nil {
		return err
	}
	if err := l.compileOn(ctx, code, wazero.NewRuntimeConfig().WithCompilationCache(compiled)); err != nil {
		compiled.Close(ctx)
		return err
	}
	l.cache = compiled
	c.seal()
	return nil
}

func (l *language) compileOn(ctx context.Context, code []byte, config wazero.RuntimeConfig) error {
	runtime := wazero.NewRuntimeWithConfig(ctx, config.WithMemoryLimitPages(l.o.MaxBytes>>16))
	_, err := runtime.NewHostModuleBuilder("underpin").NewFunctionBuilder().
		WithGoFunction(api.GoFunc(stop), nil, []api.ValueType{api.ValueTypeI32}).Export("stop").Instantiate(ctx)
	if err != nil {
		return fmt.Errorf("wazero: %w", err)
	}
	compiled, err := runtime.CompileModule(ctx, code)
	if err != nil {
		runtime.Close(ctx)
		return fmt.Errorf("the parser module of %s is damaged: %w", l.name, err)
	}
	l.runtime, l.module = runtime, compiled
	return nil
}

// stop tells a parse whether its caller is gone. It is asked every few hundred steps, which costs less than wazero's own
// watch on the context.
func stop(ctx context.Context, stack []uint64) {
	stack[0] = 0
	if ctx.Err() != nil {
		stack[0] = 1
	}
}

func (l *language) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.runtime != nil {
		l.runtime.Close(context.Background())
	}
	if l.cache != nil {
		l.cache.Close(context.Background())
	}
}
