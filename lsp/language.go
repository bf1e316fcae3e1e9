package lsp

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"underpin/analysis"
	"underpin/analysis/packages"
)

// known tells whether the engine reads a file: because of its language, or because something is installed by it.
func known(name, language string) bool {
	if packages.IsManifest(name) {
		return true
	}
	ext := strings.ToLower(path.Ext(name))
	if slices.Contains(analysis.ImportsAlone(), ext) {
		return true
	}
	for _, l := range analysis.Languages() {
		if slices.Contains(l.Extensions, ext) {
			return true
		}
	}
	return languageNamed(language) != nil
}

// endingOf is what is put behind a name that has no ending, so that the engine knows the file as what the client says it is.
func endingOf(language string) string {
	if l := languageNamed(language); l != nil {
		return l.Extensions[0]
	}
	switch language {
	case "javascript":
		return ".js"
	case "javascriptreact":
		return ".jsx"
	case "typescript":
		return ".ts"
	case "typescriptreact":
		return ".tsx"
	}
	return packages.EndingOf(language)
}

func languageNamed(name string) *analysis.Language {
	for _, l := range analysis.Languages() {
		if l.Name == name {
			return &l
		}
	}
	return nil
}

// leaves says why a document is not analysed, "" if it is.
func (p *project) leaves(d *document, size int) string {
	most := int64(2_000_000) // as underpin check
	var config *analysis.Config
	if p.disk != nil {
		config = p.disk.Config
	}
	if config != nil && config.MaxFileSize > 0 {
		most = config.MaxFileSize
	}
	switch {
	case !known(d.path, d.language):
		return fmt.Sprintf("its language (%s) is not known", d.language)
	case !config.Selects(d.path):
		return "excluded by the settings"
	case int64(size) > most:
		return fmt.Sprintf("it has %d bytes, over the limit of %d (max-file-size)", size, most)
	}
	return ""
}
