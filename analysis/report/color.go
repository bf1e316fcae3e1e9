package report

import (
	"strings"

	"underpin/analysis"
)

// paint wraps text in terminal colours, or leaves it alone.
type paint bool

const (
	red     = "31"
	green   = "32"
	yellow  = "33"
	blue    = "34"
	cyan    = "36"
	bold    = "1"
	faint   = "2"
	boldRed = "1;31"
)

func (p paint) as(code, s string) string {
	if !p || strings.TrimSpace(s) == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func severityColor(s analysis.Severity) string {
	switch s {
	case analysis.Error:
		return boldRed
	case analysis.Warning:
		return bold + ";" + yellow
	}
	return bold + ";" + blue
}
