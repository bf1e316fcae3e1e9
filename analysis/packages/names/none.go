//go:build js

package names

// Embedded tells whether this build holds the index.
const Embedded = false

// Data gives nil: the page brings the index.
func Data() []byte { return nil }
