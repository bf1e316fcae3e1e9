//go:build !cgo && !js

package analysis_test

import (
	"sync"

	"underpin/analysis"
	"underpin/wasm/host"
	"underpin/wasm/parser"
)

// One host serves all tests: compiling the modules takes longer than most of them.
var newParserHost = sync.OnceValues(func() (analysis.Parser, error) {
	if _, err := parser.Module("python"); err != nil {
		return nil, err
	}
	return host.New(host.Options{Languages: parser.Languages(), Module: parser.Module, Instances: 4}), nil
})
