package markdown

import (
	"strings"

	"github.com/rivo/uniseg"
)

// Terminal styles of inline marks.
const (
	none   = ""
	strong = "1"
	code   = "36"
)

// piece is a run of text in one style; a word is what stands between spaces and is never broken.
type piece struct{ style, text string }

type word []piece

func (w word) width() int {
	n := 0
	for _, p := range w {
		n += uniseg.StringWidth(p.shown(false))
	}
	return n
}

// shown keeps the backticks where colour cannot set code apart. With colour they are left out, and wrapping by the width
// without colour keeps lines within bounds either way.
func (p piece) shown(color bool) string {
	if p.style == code && !color {
		return "`" + p.text + "`"
	}
	return p.text
}

// words splits a paragraph at spaces; code is one word, spaces and all.
func words(text string) []word {
	var all []word
	var current word
	end := func() {
		if len(current) > 0 {
			all = append(all, current)
		}
		current = nil
	}
	style := none
	for text != "" {
		at := strings.IndexAny(text, " `*")
		if style == code {
			at = strings.IndexByte(text, '`')
		}
		if at < 0 {
			at = len(text)
		}
		if at > 0 {
			current = append(current, piece{style, text[:at]})
			text = text[at:]
			continue
		}
		switch {
		case text[0] == ' ':
			end()
			text = text[1:]
		case text[0] == '`' && style == code:
			style, text = none, text[1:]
		case text[0] == '`' && strings.Contains(text[1:], "`"):
			style, text = code, text[1:]
		case strings.HasPrefix(text, "**") && style == strong:
			style, text = none, text[2:]
		case strings.HasPrefix(text, "**") && strings.Contains(text[2:], "**"):
			style, text = strong, text[2:]
		default: // a mark without its partner is a character
			current = append(current, piece{style, text[:1]})
			text = text[1:]
		}
	}
	end()
	return all
}
