package rule

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"underpin/analysis/internal/lazy"
)

// Problem is something wrong in a rule or model file.
type Problem struct {
	File    string
	Line    int // from 1; 0: the file as a whole
	Column  int
	Message string // what is wrong, what was expected, what to do
}

// Error gives the problem as one line.
func (p Problem) Error() string {
	if p.Line == 0 {
		return p.File + ": " + p.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
}

// asError joins problems to one error; nil when there are none.
func asError(ps []Problem) error {
	errs := make([]error, len(ps))
	for i, p := range ps {
		errs[i] = p
	}
	return errors.Join(errs...)
}

// reader turns a syntax tree of YAML into the compiled types. It goes on after a
// problem, so that one run tells them all.
type reader struct {
	file     string
	line     int // lines of the file before the YAML begins
	vocab    *Vocabulary
	problems []Problem
	patterns map[string]*lazy.Regexp // by text
	trusted  bool                    // a test holds its expressions to be right
}

// field is one key of a mapping: its name, the shape of its value and its
// meaning (both for the schema), and how it is read.
type field[T any] struct {
	key   string
	shape string
	doc   string
	read  func(r *reader, n ast.Node, to *T)
}

// parse reads YAML text that begins after the given number of lines of the file;
// nil when it is empty or broken.
func (r *reader) parse(text []byte, line int) ast.Node {
	r.line = line
	f, err := parser.ParseBytes(text, 0)
	if err != nil {
		p := Problem{File: r.file, Message: "this is not YAML: " + firstLine(err.Error())}
		var syntax *yaml.SyntaxError
		if errors.As(err, &syntax) {
			p.Message = "this is not YAML: " + syntax.Message
			if t := syntax.Token; t != nil && t.Position != nil {
				p.Line, p.Column = t.Position.Line+line, t.Position.Column
			}
		}
		r.problems = append(r.problems, p)
		return nil
	}
	if len(f.Docs) > 1 {
		r.fail(f.Docs[1].Body, "a second YAML document begins here; one file holds one")
	}
	if len(f.Docs) == 0 {
		return nil
	}
	if bytes.IndexByte(text, '&') < 0 {
		return f.Docs[0].Body
	}
	return r.unalias(f.Docs[0].Body, map[string]ast.Node{})
}

// unalias puts what anchors name in the place of aliases.
func (r *reader) unalias(n ast.Node, anchors map[string]ast.Node) ast.Node {
	switch v := n.(type) {
	case *ast.AnchorNode:
		v.Value = r.unalias(v.Value, anchors)
		anchors[v.Name.GetToken().Value] = v.Value
		return v.Value
	case *ast.AliasNode:
		name := v.Value.GetToken().Value
		if a := anchors[name]; a != nil {
			return a
		}
		r.fail(n, "the alias *%s has no anchor &%s before it", name, name)
	case *ast.MappingNode:
		for _, e := range v.Values {
			e.Value = r.unalias(e.Value, anchors)
		}
	case *ast.MappingValueNode:
		v.Value = r.unalias(v.Value, anchors)
	case *ast.SequenceNode:
		for i := range v.Values {
			v.Values[i] = r.unalias(v.Values[i], anchors)
		}
	}
	return n
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

func (r *reader) fail(at ast.Node, format string, args ...any) {
	line, column := r.place(at)
	r.problems = append(r.problems, Problem{File: r.file, Line: line, Column: column, Message: fmt.Sprintf(format, args...)})
}

// place gives the line and column of a node, 0 for none. Whoever keeps the node itself keeps its whole file.
func (r *reader) place(at ast.Node) (line, column int) {
	if at != nil {
		if t := at.GetToken(); t != nil && t.Position != nil {
			return t.Position.Line + r.line, t.Position.Column
		}
	}
	return 0, 0
}

// plain strips tags, which change nothing here.
func plain(n ast.Node) ast.Node {
	for {
		switch v := n.(type) {
		case *ast.TagNode:
			n = v.Value
		default:
			return n
		}
	}
}

// pairs visits the entries of a mapping in order; a null is an empty one.
func (r *reader) pairs(n ast.Node, visit func(key string, at, value ast.Node)) {
	switch m := plain(n).(type) {
	case *ast.MappingNode:
		seen := make(map[string]bool, len(m.Values))
		for _, v := range m.Values {
			key := scalar(v.Key)
			if seen[key] {
				r.fail(v.Key, "%q is given twice", key)
				continue
			}
			seen[key] = true
			visit(key, v.Key, v.Value)
		}
	case *ast.MappingValueNode:
		visit(scalar(m.Key), m.Key, m.Value)
	case *ast.NullNode:
	default:
		r.fail(n, "expected keys with values, found %s", kindOf(n))
	}
}

// mapping reads a mapping by its form.
func mapping[T any](r *reader, n ast.Node, form []field[T], to *T) {
	r.pairs(n, func(key string, at, value ast.Node) {
		for i := range form {
			if form[i].key == key {
				form[i].read(r, value, to)
				return
			}
		}
		r.unknown(at, "key", key, keysOf(form))
	})
}

func keysOf[T any](form []field[T]) []string {
	out := make([]string, len(form))
	for i := range form {
		out[i] = form[i].key
	}
	return out
}

// unknown reports a word that is not in a closed list.
func (r *reader) unknown(at ast.Node, what, word string, allowed []string) {
	hint := ""
	if n := nearest(word, allowed); n != "" {
		hint = fmt.Sprintf("; did you mean %q?", n)
	}
	r.fail(at, "unknown %s %q; expected one of: %s%s", what, word, strings.Join(allowed, ", "), hint)
}

// each visits the items of a sequence, or the one value that stands for it.
func (r *reader) each(n ast.Node, visit func(ast.Node)) {
	if s, ok := plain(n).(*ast.SequenceNode); ok {
		for _, v := range s.Values {
			visit(v)
		}
		return
	}
	if _, null := plain(n).(*ast.NullNode); !null {
		visit(n)
	}
}

// list reads one mapping or a sequence of them.
func list[T any](r *reader, n ast.Node, form []field[T], fresh T) []T {
	var out []T
	r.each(n, func(item ast.Node) {
		t := fresh
		mapping(r, item, form, &t)
		out = append(out, t)
	})
	return out
}

// scalar gives the text of a scalar as written, quotes and escapes resolved.
func scalar(n ast.Node) string {
	switch v := plain(n).(type) {
	case *ast.StringNode:
		return v.Value
	case *ast.LiteralNode:
		return v.Value.Value
	case nil, *ast.NullNode, *ast.MappingNode, *ast.MappingValueNode, *ast.SequenceNode:
		return ""
	default:
		return v.GetToken().Value
	}
}

func isScalar(n ast.Node) bool {
	switch plain(n).(type) {
	case *ast.MappingNode, *ast.MappingValueNode, *ast.SequenceNode, *ast.AliasNode:
		return false
	}
	return true
}

func kindOf(n ast.Node) string {
	switch plain(n).(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return "a mapping"
	case *ast.SequenceNode:
		return "a list"
	case *ast.NullNode:
		return "nothing"
	case *ast.AliasNode:
		return "an alias, which is not supported"
	}
	return fmt.Sprintf("%q", scalar(n))
}

// text reads a scalar.
func (r *reader) text(n ast.Node) string {
	if !isScalar(n) {
		r.fail(n, "expected text, found %s", kindOf(n))
		return ""
	}
	return strings.TrimSpace(scalar(n))
}

// texts reads a scalar or a list of them.
func (r *reader) texts(n ast.Node) []string {
	var out []string
	r.each(n, func(item ast.Node) { out = append(out, r.text(item)) })
	return out
}

// flag reads true or false.
func (r *reader) flag(n ast.Node) bool {
	switch s := r.text(n); s {
	case "true":
		return true
	case "false":
	default:
		r.fail(n, "expected true or false, found %q", s)
	}
	return false
}

// number reads a whole number within bounds.
func (r *reader) number(n ast.Node, low, high int) int {
	s := r.text(n)
	v := 0
	if _, err := fmt.Sscanf(s, "%d", &v); err != nil || v < low || v > high || fmt.Sprint(v) != s {
		r.fail(n, "expected a whole number from %d to %d, found %q", low, high, s)
		return low
	}
	return v
}

// decimal reads a number.
func (r *reader) decimal(n ast.Node) float64 {
	var v float64
	if _, err := fmt.Sscanf(r.text(n), "%g", &v); err != nil {
		r.fail(n, "expected a number, found %q", r.text(n))
	}
	return v
}

// one reads a word of a short closed list.
func (r *reader) one(n ast.Node, what string, allowed ...string) string {
	s := r.text(n)
	for _, a := range allowed {
		if a == s {
			return s
		}
	}
	r.unknown(n, what, s, allowed)
	return ""
}

// set reads one name or a list of names of a vocabulary list.
func (r *reader) set(n ast.Node, names *Names) Bits {
	var set Bits
	r.each(n, func(item ast.Node) {
		if g, ok := names.group[r.text(item)]; ok {
			set |= g
		} else if b, ok := r.bit(item, names); ok {
			set |= 1 << b
		}
	})
	return set
}

func (r *reader) bit(n ast.Node, names *Names) (int, bool) {
	name := r.text(n)
	b, ok := names.Bit(name)
	if !ok {
		r.unknown(n, names.what, name, names.names)
	}
	return b, ok
}

// pattern reads a regular expression. A list holds alternatives of one expression:
// flags set in an item hold for those behind it too. Expressions that stand in a
// file several times, by alias, are compiled once.
func (r *reader) pattern(n ast.Node) *lazy.Regexp {
	var items []string
	var nodes []ast.Node
	r.each(n, func(item ast.Node) {
		items, nodes = append(items, r.text(item)), append(nodes, item)
	})
	if len(items) == 0 {
		return nil
	}
	text := strings.Join(items, "|")
	if re := r.patterns[text]; re != nil {
		return re
	}
	re := lazy.Trusted(text)
	if !r.trusted {
		var err error
		if re, err = lazy.Compile(text); err != nil {
			r.blame(items, nodes, err)
			return nil
		}
	}
	if r.patterns == nil {
		r.patterns = map[string]*lazy.Regexp{}
	}
	r.patterns[text] = re
	return re
}

// blame reports the items that do not compile, or all if each one does alone.
func (r *reader) blame(items []string, nodes []ast.Node, all error) {
	found := false
	for i, text := range items {
		if _, err := regexp.Compile(text); err != nil {
			found = true
			r.fail(nodes[i], "this regular expression does not compile: %s", patternError(err))
		}
	}
	if !found {
		r.fail(nodes[0], "these regular expressions do not compile together: %s", patternError(all))
	}
}

func patternError(err error) string {
	return strings.TrimPrefix(err.Error(), "error parsing regexp: ")
}
