//go:build js

package testhost

import (
	"context"
	"syscall/js"

	"underpin/analysis/parser"
	"underpin/wasm/jshost"
	modules "underpin/wasm/parser"
)

func newHost() (parser.Parser, error) {
	if _, err := modules.Module("python"); err != nil {
		return nil, err
	}
	return jshost.New(jshost.Options{
		Languages: modules.Languages(),
		Module: func(ctx context.Context, language string) (js.Value, error) {
			code, err := modules.Module(language)
			if err != nil {
				return js.Undefined(), err
			}
			return jshost.Compile(ctx, code)
		},
	}), nil
}
