package packages

import (
	"strings"
)

const (
	fromGit       = "git"
	fromWorkspace = "workspace"
	fromPrivate   = "private index"
	fromConda     = "conda"
)

// requirement reads one requirement as PEP 508 writes it: a name, extras in brackets, constraints or "@ address", and
// a marker behind a semicolon. False: it is none, or its name is not wholly known.
func requirement(e excerpt) (Install, bool) {
	e = e.trim()
	name := pythonName(e.text)
	if name == 0 {
		return Install{}, false
	}
	in := Install{Ecosystem: PyPI, Name: e.text[:name], Span: e.span(0, name), Whole: e.whole()}
	rest := strings.TrimLeft(e.text[name:], " \t")
	if strings.HasPrefix(rest, "[") {
		end := strings.IndexByte(rest, ']')
		if end < 0 {
			return in, !strings.ContainsAny(rest, "=<>~! \x00")
		}
		rest = strings.TrimLeft(rest[end+1:], " \t")
	}
	if address, ok := strings.CutPrefix(rest, "@"); ok {
		address, _, _ = strings.Cut(address, " ;")
		in.From = origin(strings.TrimSpace(address))
		return in, in.From != ""
	}
	rest, _, _ = strings.Cut(rest, ";")
	rest = strings.TrimSpace(rest)
	if inner, ok := strings.CutPrefix(rest, "("); ok {
		rest = strings.TrimSpace(strings.TrimSuffix(inner, ")"))
	}
	if rest != "" && !strings.ContainsRune("<>=!~", rune(rest[0])) {
		return Install{}, false
	}
	if strings.IndexByte(rest, unknownByte) < 0 {
		in.Version = rest
	}
	return in, true
}

// pythonName is the length of the distribution's name that text begins with; 0 if there is none or if it is not known
// where it ends.
func pythonName(text string) int {
	n := 0
	for n < len(text) && (alphanumeric(text[n]) || n > 0 && strings.IndexByte("._-", text[n]) >= 0) {
		n++
	}
	if n < len(text) && (text[n] == unknownByte || text[n] >= 0x80) {
		return 0
	}
	for n > 0 && !alphanumeric(text[n-1]) {
		n--
	}
	if n < len(text) && strings.IndexByte("/\\:{}$<*?%", text[n]) >= 0 && text[n] != '<' {
		return 0 // a path, an address, a template
	}
	return n
}

func alphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// origin says where something comes from that is given by address or path: "git", or the address or path itself.
func origin(address string) string {
	switch {
	case strings.HasPrefix(address, "git+"), strings.HasPrefix(address, "git@"), strings.HasPrefix(address, "git:"),
		strings.HasPrefix(address, "ssh:"), strings.HasSuffix(address, ".git"),
		strings.HasPrefix(address, "hg+"), strings.HasPrefix(address, "svn+"), strings.HasPrefix(address, "bzr+"):
		return fromGit
	}
	return address
}

// isPlace tells whether a word of a command or a line of requirements is a path or an address and no name.
func isPlace(word string) bool {
	if n := pythonName(word); n > 0 && !strings.HasPrefix(word, "git@") {
		rest := strings.TrimSpace(word[n:])
		if strings.HasPrefix(rest, "[") {
			_, rest, _ = strings.Cut(rest, "]")
		}
		if strings.HasPrefix(strings.TrimSpace(rest), "@") {
			return false // name @ address
		}
	}
	if strings.Contains(word, "://") || strings.HasPrefix(word, "git@") {
		return true
	}
	head, _, _ := strings.Cut(word, "[")
	head, _, _ = strings.Cut(head, ";")
	if head == "." || head == ".." || strings.HasPrefix(head, "./") || strings.HasPrefix(head, "../") {
		return true
	}
	head, _, _ = strings.Cut(strings.TrimSpace(head), " ")
	for _, ending := range []string{".whl", ".tar.gz", ".tgz", ".zip", ".tar.bz2", ".egg", ".git"} {
		if strings.HasSuffix(strings.ToLower(head), ending) {
			return true
		}
	}
	return strings.ContainsAny(head, `/\`) && !strings.HasPrefix(head, "@")
}

// eggName is the name that an address gives itself, "git+https://host/x.git#egg=NAME"; the span is of the name.
func eggName(e excerpt) (Install, bool) {
	const mark = "#egg="
	at := strings.Index(e.text, mark)
	if at < 0 {
		at = strings.Index(e.text, "&egg=")
	}
	if at < 0 {
		return Install{}, false
	}
	at += len(mark)
	end := at + pythonName(e.text[at:])
	if end == at {
		return Install{}, false
	}
	return Install{Ecosystem: PyPI, Name: e.text[at:end], Span: e.span(at, end), Whole: e.whole(),
		From: origin(strings.TrimSpace(e.text[:at-len(mark)]))}, true
}

// normal is a distribution's name as PEP 503 compares it.
func normal(name string) string {
	var b strings.Builder
	dash := false
	for i := 0; i < len(name); i++ {
		if c := name[i]; c == '-' || c == '_' || c == '.' {
			dash = true
			continue
		}
		if dash && b.Len() > 0 {
			b.WriteByte('-')
		}
		dash = false
		b.WriteByte(name[i])
	}
	return strings.ToLower(b.String())
}
