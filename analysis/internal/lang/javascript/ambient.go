package javascript

import (
	"slices"
	"strings"
)

// Ambient lists the modules that a file declares: "x" of declare module "x", also with a star, as "*.svg". They are found
// without parsing, so that some may be none; whoever asks does so to be silent.
func Ambient(text string) []string {
	var out []string
	for at := 0; ; {
		i := strings.Index(text[at:], "module")
		if i < 0 {
			return out
		}
		start := at + i
		at = start + len("module")
		if start > 0 && wordByte(text[start-1]) {
			continue
		}
		if c, ok := literal(text, at, false); ok && !slices.Contains(out, c.Path) {
			out = append(out, c.Path)
		}
	}
}
