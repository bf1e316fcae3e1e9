package rule

import (
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// Names is one closed list of words, each with its bit and its meaning.
type Names struct {
	what  string // what one of them is called in messages: "label"
	most  int    // how many there may be
	names []string
	docs  []string
	bit   map[string]int
	group map[string]Bits // words for several of them at once
}

// Both leave the three highest bits of a set to the analysis, which keeps marks in half a word.
const (
	maxNames = 61
	maxMarks = 29
)

// Len is the number of names.
func (n *Names) Len() int { return len(n.names) }

// Name gives the name of a bit.
func (n *Names) Name(bit int) string { return n.names[bit] }

// Doc gives the meaning of a bit in one line.
func (n *Names) Doc(bit int) string { return n.docs[bit] }

// Bit gives the number of a name.
func (n *Names) Bit(name string) (int, bool) {
	b, ok := n.bit[name]
	return b, ok
}

// Set gives the set with one name; empty for a name that is not in the list.
func (n *Names) Set(name string) Bits {
	if b, ok := n.bit[name]; ok {
		return 1 << b
	}
	return 0
}

// List gives the names of a set in order of their bits.
func (n *Names) List(set Bits) []string {
	var out []string
	for i, name := range n.names {
		if set&(1<<i) != 0 {
			out = append(out, name)
		}
	}
	return out
}

// nearest gives the name that a misspelt one probably means, or "".
func nearest(name string, names []string) string {
	best, at := "", max(2, len(name)/3)+1
	for _, n := range names {
		if d := distance(name, n); d < at {
			best, at = n, d
		}
	}
	return best
}

// distance is the number of edits between two short words (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(diagonal+cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// Vocabulary holds the words that rules and models may use.
type Vocabulary struct {
	Labels Names // what text is: untrusted, a password
	Kinds  Names // what a sink does with text: an SQL statement, a shell
	Marks  Names // properties of a value that a guard may ask for
	Facts  Names // what a call establishes: a session, a limit

	Whole   Bits // labels of a whole thing, lost when a part of it is read
	Text    Bits // labels of one text, which has no parts with names of their own
	Chosen  Bits // labels of text that somebody outside chose
	Guarded Bits // kinds for which text is harmless once it equals something trusted
	Calls   Bits // kinds of harm that a call does by itself, whatever text it is given
}

func newVocabulary() *Vocabulary {
	return &Vocabulary{
		Labels: Names{what: "label", most: maxNames}, Kinds: Names{what: "kind", most: maxNames},
		Marks: Names{what: "mark", most: maxMarks}, Facts: Names{what: "fact", most: maxNames},
	}
}

// vocabularyForm is the form of vocabulary.yaml. The sets at its end name
// members of the lists before them.
var vocabularyForm = []field[Vocabulary]{
	{"labels", "words", "what text is", func(r *reader, n ast.Node, v *Vocabulary) { r.words(n, &v.Labels) }},
	{"kinds", "words", "what a sink does with text", func(r *reader, n ast.Node, v *Vocabulary) { r.words(n, &v.Kinds) }},
	{"marks", "words", "properties of a value that a guard may ask for", func(r *reader, n ast.Node, v *Vocabulary) { r.words(n, &v.Marks) }},
	{"facts", "words", "what a call or a write establishes", func(r *reader, n ast.Node, v *Vocabulary) { r.words(n, &v.Facts) }},
	{"groups", "words", "words for several kinds at once, each with its list", func(r *reader, n ast.Node, v *Vocabulary) { r.groups(n, &v.Kinds) }},
	{"whole", "labels", "labels of a whole thing, lost when a part of it is read", func(r *reader, n ast.Node, v *Vocabulary) { v.Whole = r.set(n, &v.Labels) }},
	{"text", "labels", "labels of one text, which has no parts with names of their own", func(r *reader, n ast.Node, v *Vocabulary) { v.Text = r.set(n, &v.Labels) }},
	{"chosen", "labels", "labels of text that somebody outside chose", func(r *reader, n ast.Node, v *Vocabulary) { v.Chosen = r.set(n, &v.Labels) }},
	{"guarded", "kinds", "kinds for which text that equals something trusted is harmless", func(r *reader, n ast.Node, v *Vocabulary) { v.Guarded = r.set(n, &v.Kinds) }},
	{"calls", "kinds", "kinds of harm that a call does by itself: sinks without arg", func(r *reader, n ast.Node, v *Vocabulary) { v.Calls = r.set(n, &v.Kinds) }},
}

// words reads a mapping of names to their meanings.
func (r *reader) words(n ast.Node, to *Names) {
	to.bit = map[string]int{}
	r.pairs(n, func(key string, at, value ast.Node) {
		switch {
		case len(to.names) == to.most:
			r.fail(at, "there are more than %d %ss", to.most, to.what)
			return
		case strings.TrimSpace(r.text(value)) == "":
			r.fail(at, "%s %q has no meaning; write one line of it behind the colon", to.what, key)
		}
		to.bit[key] = len(to.names)
		to.names = append(to.names, key)
		to.docs = append(to.docs, r.text(value))
	})
}

// groups reads words that stand for several names of a list.
func (r *reader) groups(n ast.Node, to *Names) {
	to.group = map[string]Bits{}
	r.pairs(n, func(key string, at, value ast.Node) {
		if _, taken := to.bit[key]; taken {
			r.fail(at, "%q is a %s already", key, to.what)
			return
		}
		to.group[key] = r.set(value, to)
	})
}

func readVocabulary(file string, text []byte) (*Vocabulary, []Problem) {
	v := newVocabulary()
	r := &reader{file: file, vocab: v}
	if root := r.parse(text, 0); root != nil {
		mapping(r, root, vocabularyForm, v)
	}
	return v, r.problems
}
