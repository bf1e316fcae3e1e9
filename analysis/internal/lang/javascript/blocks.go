package javascript

import (
	"strings"

	"underpin/analysis/internal/lazy"
)

// Components (Vue, Svelte, Astro) are markup with blocks of code: what is around these becomes blanks.

var (
	opening  = lazy.Trusted(`(?i)<script\b([^>"']|"[^"]*"|'[^']*')*>`)
	typed    = lazy.Trusted(`(?i)\slang\s*=\s*["']?(ts|tsx|typescript)\b`)
	withTags = lazy.Trusted(`(?i)\slang\s*=\s*["']?(jsx|tsx)\b`)
)

// blocks keeps the script blocks of a component. One block in TypeScript makes all be read as such.
func blocks(text string) (code, grammar string) {
	out := blank(text)
	grammar = "javascript"
	for at := 0; ; {
		tag := opening.FindStringIndex(text[at:])
		if tag == nil {
			break
		}
		head := text[at+tag[0] : at+tag[1]]
		start := at + tag[1]
		n := strings.Index(text[start:], "</script")
		if n < 0 {
			n = len(text) - start
		}
		if !strings.HasSuffix(head, "/>") {
			copy(out[start:start+n], text[start:start+n])
			switch {
			case typed.MatchString(head) && withTags.MatchString(head):
				grammar = "tsx"
			case typed.MatchString(head) && grammar == "javascript":
				grammar = "typescript"
			}
			at = start + n
			continue
		}
		at = start
	}
	return string(out), grammar
}

// fence keeps what stands between the two lines of dashes at the beginning.
func fence(text string) string {
	out := blank(text)
	start := len(text) - len(strings.TrimLeft(text, " \t\r\n\ufeff"))
	if !strings.HasPrefix(text[start:], "---") {
		return string(out)
	}
	start += len("---")
	n := strings.Index(text[start:], "\n---")
	if n < 0 {
		n = len(text) - start
	}
	copy(out[start:], text[start:start+n])
	return string(out)
}

// blank has a text's line ends and blanks for all else.
func blank(text string) []byte {
	out := []byte(text)
	for i, c := range out {
		if c != '\n' && c != '\r' {
			out[i] = ' '
		}
	}
	return out
}
