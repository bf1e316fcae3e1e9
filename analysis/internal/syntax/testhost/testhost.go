// Package testhost gives the engine's tests the parsers that the build has: cgo's; in JavaScript the JavaScript engine's
// own; otherwise wazero's.
//
// It is for tests alone, and holds that they run wherever the engine does. What hosts must be to one another is held by
// their own tests and by TestHostsAgree, not here.
package testhost

import (
	"sync"
	"testing"

	"underpin/analysis/parser"
)

// shared serves all tests: to compile the modules takes longer than most of them.
var shared = sync.OnceValues(newHost)

// Host gives the build's parser host, or skips the test where the build has none.
func Host(tb testing.TB) parser.Parser {
	tb.Helper()
	host, err := New()
	if err != nil {
		tb.Skip("no parsers here:", err)
	}
	return host
}

// New is Host for what several tests share. An error says why the build has no parsers.
func New() (parser.Parser, error) { return shared() }
