//go:build cgo

package analysis_test

import "underpin/analysis"

func newParserHost() (analysis.Parser, error) { return analysis.LinkedParser() }
