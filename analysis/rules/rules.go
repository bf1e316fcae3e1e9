// Package rules holds the rules as data: one Markdown file a weakness, with what
// binds it to the engine in front and its tested examples behind.
//
// It owns the files only; package rule reads them.
package rules

import (
	"embed"
	"io/fs"
)

//go:embed *.md
var files embed.FS

// FS gives the rule files.
func FS() fs.FS { return files }
