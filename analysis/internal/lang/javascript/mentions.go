package javascript

import "strings"

// Mentions visits the names of packages that a text speaks of: strings that are a name or begin with one, also as patterns
// ("^name$"), and the keys of objects that are one. Settings in JSON are read as well. It errs on the side of more.
func Mentions(text string, visit func(name string)) {
	for at := 0; ; {
		i := strings.IndexAny(text[at:], "'\"`:")
		if i < 0 {
			return
		}
		at += i + 1
		if text[at-1] == ':' {
			key := at - 1
			for key > 0 && nameByte(text[key-1]) {
				key--
			}
			if key < at-1 && (key == 0 || strings.IndexByte(" \t\n{,", text[key-1]) >= 0) {
				visit(text[key : at-1])
			}
			continue
		}
		start := at
		if strings.HasPrefix(text[start:], "^") {
			start++
		}
		end := nameEnd(text, start)
		if end > start && end < len(text) && strings.IndexByte("'\"`/$(*\\|", text[end]) >= 0 {
			visit(text[start:end])
		}
	}
}

func nameByte(c byte) bool {
	return c == '_' || c == '-' || c == '.' || c == '~' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// nameEnd is behind the name of a package that begins somewhere, the same place where none does.
func nameEnd(text string, start int) int {
	at := start
	if at < len(text) && text[at] == '@' {
		at++
		for at < len(text) && nameByte(text[at]) {
			at++
		}
		if at >= len(text) || text[at] != '/' {
			return start
		}
		at++
	}
	for at < len(text) && nameByte(text[at]) {
		at++
	}
	return at
}
