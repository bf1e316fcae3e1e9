//go:build js

package analysis_test

import (
	"context"
	"sync"
	"syscall/js"

	"underpin/analysis"
	"underpin/wasm/jshost"
	"underpin/wasm/parser"
)

// One host serves all tests: compiling the modules takes longer than most of them.
var newParserHost = sync.OnceValues(func() (analysis.Parser, error) {
	if _, err := parser.Module("python"); err != nil {
		return nil, err
	}
	return jshost.New(jshost.Options{
		Languages: parser.Languages(),
		Module: func(ctx context.Context, language string) (js.Value, error) {
			code, err := parser.Module(language)
			if err != nil {
				return js.Undefined(), err
			}
			return jshost.Compile(ctx, code)
		},
	}), nil
})
