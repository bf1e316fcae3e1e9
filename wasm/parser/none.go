//go:build !parsers

package parser

import "errors"

// Embedded tells whether this build holds the modules.
const Embedded = false

// ErrNone says how to get a build with parsers.
var ErrNone = errors.New("built without parsers: `make` builds bin/underpin with them, `make static` binaries for every system; by hand: `make parsers`, then `go build -tags parsers ./cmd/underpin`")

// Module fails: there is nothing embedded.
func Module(string) ([]byte, error) { return nil, ErrNone }
