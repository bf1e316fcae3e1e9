//go:build !js

package names

import _ "embed"

//go:embed names.idx
var index []byte

// Embedded tells whether this build holds the index.
const Embedded = true

// Data gives the index, for packages.Open. Nobody writes to it.
func Data() []byte { return index }
