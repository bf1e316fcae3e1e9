//go:build !cgo && !js

package testhost

import (
	"underpin/analysis/parser"
	"underpin/wasm/host"
	modules "underpin/wasm/parser"
)

func newHost() (parser.Parser, error) {
	if _, err := modules.Module("python"); err != nil {
		return nil, err
	}
	return host.New(host.Options{Languages: modules.Languages(), Module: modules.Module, Instances: 4}), nil
}
