//go:build cgo

package testhost

import (
	"underpin/analysis/internal/syntax/cgoparser"
	"underpin/analysis/parser"
)

func newHost() (parser.Parser, error) { return cgoparser.New() }
