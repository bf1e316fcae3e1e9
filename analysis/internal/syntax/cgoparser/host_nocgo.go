//go:build !cgo

package cgoparser

import (
	"context"

	"underpin/analysis/internal/syntax"
)

// Host is what New would make with cgo.
type Host struct{}

// New fails: there is nothing to parse with.
func New() (*Host, error) { return nil, ErrNoParsers }

// Languages is empty.
func (*Host) Languages() []string { return nil }

// Grammar fails with ErrNoParsers.
func (*Host) Grammar(string) (syntax.Grammar, error) { return syntax.Grammar{}, ErrNoParsers }

// Parse fails with ErrNoParsers.
func (*Host) Parse(context.Context, syntax.Job) (syntax.Result, error) {
	return syntax.Result{}, ErrNoParsers
}
