package analysis_test

import (
	"underpin/analysis"
	"underpin/analysis/internal/syntax/testhost"
)

// parserHost gives the tests the parsers that this build has. A build without any is told how to get some instead of
// passing without a test.
func parserHost(t helper) analysis.Parser {
	t.Helper()
	host, err := testhost.New()
	if err != nil {
		t.Fatal(err)
	}
	return host
}
