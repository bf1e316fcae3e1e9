// Package models holds what is known of languages' libraries, as data: one YAML
// file a library in the folder of its language, and the vocabulary they share.
//
// It owns the files only; package rule reads them, and README.md tells their form.
package models

import (
	"embed"
	"io/fs"
)

//go:embed vocabulary.yaml */*.yaml
var files embed.FS

// FS gives the files, vocabulary.yaml at the root.
func FS() fs.FS { return files }
