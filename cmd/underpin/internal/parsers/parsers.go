// Package parsers owns the choice of a parser host: the parsers linked by cgo where there are any, else the embedded
// modules, run by wazero.
//
// It parses nothing itself. Every verb that starts a session asks it once.
package parsers

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"underpin/analysis"
	"underpin/wasm/host"
	"underpin/wasm/parser"
)

// Variable is the variable of the environment that chooses a host by name.
const Variable = "UNDERPIN_PARSER"

// Choose gives the host of that name: "cgo", "wasm", or "" for the fastest that this build has. Jobs is how many texts
// are parsed at a time.
func Choose(name string, jobs int) (analysis.Parser, error) {
	switch name {
	case "":
		linked, err := analysis.LinkedParser()
		if errors.Is(err, analysis.ErrNoLinkedParser) {
			return wasm(jobs)
		}
		return linked, err
	case "cgo":
		return analysis.LinkedParser()
	case "wasm":
		return wasm(jobs)
	}
	return nil, fmt.Errorf("%s must be cgo or wasm, not %q", Variable, name)
}

func wasm(jobs int) (analysis.Parser, error) {
	if !parser.Embedded {
		_, err := parser.Module("")
		return nil, err
	}
	o := host.Options{Languages: parser.Languages(), Module: parser.Module, Instances: jobs}
	// Without a home, or where it cannot be written, modules are compiled in each process: it costs time and nothing else.
	if folder, err := os.UserCacheDir(); err == nil {
		o.Cache = filepath.Join(folder, "underpin", "parsers")
	}
	return host.New(o), nil
}
