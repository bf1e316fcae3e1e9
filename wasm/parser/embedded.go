//go:build parsers

package parser

import (
	"compress/gzip"
	"embed"
	"fmt"
	"io"
)

//go:embed modules/*.wasm.gz
var modules embed.FS

// Embedded tells whether this build holds the modules.
const Embedded = true

// Module gives the .wasm file of a language.
func Module(language string) ([]byte, error) {
	packed, err := modules.Open("modules/" + language + ".wasm.gz")
	if err != nil {
		return nil, fmt.Errorf("this build holds no parser of %s: %w", language, err)
	}
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		return nil, fmt.Errorf("the embedded parser of %s: %w", language, err)
	}
	return io.ReadAll(unpacked)
}
