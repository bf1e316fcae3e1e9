//go:build parsers

package parser

import (
	"embed"
	"fmt"
)

//go:embed modules/*.wasm
var modules embed.FS

// Embedded tells whether this build holds the modules.
const Embedded = true

// Module gives the .wasm file of a language.
func Module(language string) ([]byte, error) {
	code, err := modules.ReadFile("modules/" + language + ".wasm")
	if err != nil {
		return nil, fmt.Errorf("this build holds no parser of %s: %w", language, err)
	}
	return code, nil
}
