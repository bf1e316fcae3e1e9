// Package parser owns the parser modules: the C shim over tree-sitter, the build that makes one .wasm file a language of
// it, and, in builds with the tag parsers, those files.
//
// It runs nothing; wasm/host and wasm/browser do. The modules are made by `make parsers` and never committed.
package parser

import (
	_ "embed"
	"strings"
)

//go:embed languages
var list string

// Languages lists what there are modules of, sorted as in the list of the build.
func Languages() []string {
	var names []string
	for line := range strings.Lines(list) {
		if fields := strings.Fields(line); len(fields) == 2 {
			names = append(names, fields[0])
		}
	}
	return names
}
