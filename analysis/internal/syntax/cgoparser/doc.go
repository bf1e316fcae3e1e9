// Package cgoparser is the parser host for builds with cgo: github.com/smacker/go-tree-sitter and its grammars.
//
// On linux a file is parsed and flattened by one C call (flatten_linux.c). On other systems, whose linkers need not
// treat weak symbols as that file requires, the tree is walked by smacker's Go cursor, which gives the same records
// more slowly and only from fresh parses. Without cgo the package still builds, and New says that there are
// no parsers. It owns no knowledge of any language but the list of grammars; the commands create one Host
// and inject it.
package cgoparser

import "errors"

// ErrNoParsers says that this build holds no grammars.
var ErrNoParsers = errors.New("built without parsers: this build has no cgo")
