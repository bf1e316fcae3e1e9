package rule

import (
	"strings"

	"github.com/goccy/go-yaml/ast"

	"underpin/analysis/internal/lazy"
)

// naming knows what the names of variables, keys and functions tell of what they
// hold. A name is read as words: userPassword, USER_PASSWORD and user-password
// are one. A label holds when the name ends in one of its phrases and no word of
// it says otherwise (password_hash, max_password_length).
type naming struct {
	phrases map[string][]phrase // by last word
	has     map[string]Bits     // a word that tells wherever it stands
	not     map[string]Bits     // a word that takes a label away
	glued   []phrase            // endings of words written together: userpassword
	never   map[string]bool     // names that tell nothing, whatever their words: PWD
	tails   map[string]bool     // words at the end that change nothing: password_confirm
	guesses []guess

	memo memo[Bits]
}

type phrase struct {
	words []string
	label Bits
}

// named is a remembered answer.

// guess is a type that an untyped name suggests when one of the methods is called on it.
type guess struct {
	name    *lazy.Regexp
	typ     string
	methods []string
}

// nameList is the entry of one label.
type nameList struct {
	ends, has, not, glued []string
}

var nameListForm = []field[nameList]{
	{"ends", "texts", "phrases at the end of a name", func(r *reader, n ast.Node, l *nameList) { l.ends = r.texts(n) }},
	{"glued", "texts", "endings of words written together", func(r *reader, n ast.Node, l *nameList) { l.glued = r.texts(n) }},
	{"has", "texts", "words anywhere in a name", func(r *reader, n ast.Node, l *nameList) { l.has = r.texts(n) }},
	{"not", "texts", "words anywhere in a name that take the label away", func(r *reader, n ast.Node, l *nameList) { l.not = r.texts(n) }},
}

var guessForm = []field[guess]{
	{"name", "pattern", "the last name of the expression, in lower case", func(r *reader, n ast.Node, g *guess) { g.name = r.pattern(n) }},
	{"type", "name", "the class it suggests, where a model in use declares it", func(r *reader, n ast.Node, g *guess) { g.typ = r.name(n) }},
	{"methods", "texts", "the methods whose call makes the guess worth it", func(r *reader, n ast.Node, g *guess) { g.methods = r.texts(n) }},
}

var namingForm = []field[naming]{
	{"labels", "names", "by label", func(r *reader, n ast.Node, to *naming) {
		r.pairs(n, func(key string, at, value ast.Node) {
			b, ok := r.vocab.Labels.Bit(key)
			if !ok {
				r.unknown(at, "label", key, r.vocab.Labels.names)
				return
			}
			var l nameList
			mapping(r, value, nameListForm, &l)
			to.add(l, 1<<b)
		})
	}},
	{"never", "texts", "names that tell nothing, written just so", func(r *reader, n ast.Node, to *naming) {
		for _, t := range r.texts(n) {
			to.never[t] = true
		}
	}},
	{"tails", "texts", "words at the end of a name that change nothing", func(r *reader, n ast.Node, to *naming) {
		for _, t := range r.texts(n) {
			to.tails[t] = true
		}
	}},
	{"guesses", "guesses", "types that untyped names suggest", func(r *reader, n ast.Node, to *naming) {
		to.guesses = list(r, n, guessForm, guess{})
	}},
}

func newNaming() *naming {
	return &naming{phrases: map[string][]phrase{}, has: map[string]Bits{}, not: map[string]Bits{}, tails: map[string]bool{}, never: map[string]bool{}, memo: newMemo[Bits](allNames)}
}

func readNaming(file string, text []byte, v *Vocabulary) (*naming, []Problem) {
	n := newNaming()
	r := &reader{file: file, vocab: v}
	if root := r.parse(text, 0); root != nil {
		mapping(r, root, namingForm, n)
	}
	return n, r.problems
}

func (n *naming) add(l nameList, label Bits) {
	for _, p := range l.ends {
		words := strings.Fields(p)
		last := words[len(words)-1]
		n.phrases[last] = append(n.phrases[last], phrase{words, label})
	}
	for _, w := range l.glued {
		n.glued = append(n.glued, phrase{[]string{w}, label})
	}
	for _, w := range l.has {
		n.has[w] |= label
	}
	for _, w := range l.not {
		n.not[w] |= label
	}
}

// maxName bounds the names that are read: longer ones are sentences.
const maxName = 64

// labels gives the naming labels of a name. It is called for every identifier
// and key, mostly for the same ones.
func (n *naming) labels(name string) Bits {
	if len(name) < 2 || len(name) > maxName {
		return 0
	}
	return n.memo.get(name, n.read)
}

func (n *naming) tail(name string) bool {
	words, ok := split(name)
	for _, w := range words {
		ok = ok && n.tails[w]
	}
	return ok
}

func (n *naming) read(name string) Bits {
	words, ok := split(name)
	if !ok || n.never[name] {
		return 0
	}
	var has, not Bits
	for _, w := range words {
		has |= n.has[w]
		not |= n.not[w]
	}
	for {
		if len(words) == 0 {
			return has &^ not
		}
		last := words[len(words)-1]
		has |= n.ending(words, last)
		if !n.tails[last] && strings.Trim(last, "0123456789") != "" {
			return has &^ not
		}
		words = words[:len(words)-1]
	}
}

func (n *naming) ending(words []string, last string) Bits {
	var b Bits
	for _, p := range n.phrases[last] {
		if k := len(words) - len(p.words); k >= 0 && equal(words[k:], p.words) {
			b |= p.label
		}
	}
	for _, p := range n.glued {
		if strings.HasSuffix(last, p.words[0]) {
			b |= p.label
		}
	}
	return b
}

func equal(a, b []string) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// split cuts a name into lower-case words at underscores and other punctuation,
// at changes of case and before digits; false for what is no name but a text.
func split(name string) ([]string, bool) {
	words := make([]string, 0, 6)
	start := 0
	cut := func(end int) {
		if end > start {
			words = append(words, strings.ToLower(name[start:end]))
		}
	}
	for i := range len(name) {
		c := name[i]
		switch {
		case c == ' ' || c >= 0x80 || c < ' ':
			return nil, false
		case !isLetter(c) && !isDigit(c):
			cut(i)
			start = i + 1
		case i > start && isDigit(c) != isDigit(name[i-1]),
			i > start && isUpper(c) && !isUpper(name[i-1]),
			i > start && isUpper(c) && i+1 < len(name) && isLetter(name[i+1]) && !isUpper(name[i+1]):
			cut(i)
			start = i
		}
	}
	cut(len(name))
	return words, true
}

func isUpper(c byte) bool  { return c >= 'A' && c <= 'Z' }
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
