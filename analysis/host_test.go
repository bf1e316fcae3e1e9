package analysis_test

import "underpin/analysis"

// parserHost gives the tests the parsers that this build has: newParserHost is cgo's, wazero's, or in JavaScript the engine's
// own. A build without any is told how to get some instead of passing without a test.
func parserHost(t helper) analysis.Parser {
	t.Helper()
	host, err := newParserHost()
	if err != nil {
		t.Fatal(err)
	}
	return host
}
