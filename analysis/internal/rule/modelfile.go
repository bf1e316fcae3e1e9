package rule

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml/ast"
)

// modelFile is one YAML file of models. It is decoded when a view first needs it.
type modelFile struct {
	path    string
	team    bool
	trusted bool // its expressions are known to be right
	text    []byte
	modules []string // top-level modules it speaks of, from its first line

	once     sync.Once
	requires []string
	decls    []*decl
	problems []Problem

	handlings     map[string]*Handling
	handlingNames []string
}

// decl is what a file says of one name; references are names until a view links them.
type decl struct {
	name    string
	line    int // where it is declared first
	column  int
	sym     Symbol
	class   classDecl
	typ     string
	returns string
	alias   string
}

// header reads "modules: [a, b]" in the first line without reading YAML, so that
// a file costs nothing until one of its modules is imported.
func header(text []byte) ([]string, bool) {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	rest, ok := strings.CutPrefix(strings.TrimSpace(string(line)), "modules:")
	if !ok {
		return nil, false
	}
	rest = strings.TrimSpace(rest)
	if !strings.HasPrefix(rest, "[") || !strings.HasSuffix(rest, "]") {
		return nil, false
	}
	var out []string
	for _, m := range strings.Split(rest[1:len(rest)-1], ",") {
		m = strings.TrimSpace(m)
		if m == "" || strings.ContainsAny(m, ". '\"") {
			return nil, false
		}
		out = append(out, m)
	}
	return out, true
}

// modelReader reads the sections of one file.
type modelReader struct {
	*reader
	file  *modelFile
	decls map[string]*decl
}

// section is a part of a model file: qualified names with what is said of them.
type section struct {
	key   string
	shape string // of one entry's value
	doc   string
	read  func(m *modelReader, n ast.Node, d *decl)
}

// sections in the order in which they are documented.
var sections = slices.Concat(coreSections, routingSections)

var coreSections = []section{
	{"types", "class", "classes: their bases, or {bases, element, heir, clean}", func(m *modelReader, n ast.Node, d *decl) {
		d.sym.Class = true
		if isScalar(n) || kindOf(n) == "a list" {
			d.class.bases = m.names(n)
			return
		}
		mapping(m.reader, n, classForm, &d.class)
		d.sym.Clean = d.sym.Clean || d.class.clean
	}},
	{"values", "name", "names whose value is an instance of a class", func(m *modelReader, n ast.Node, d *decl) { d.typ = m.name(n) }},
	{"returns", "name", "functions that give an instance of a class, or self: their receiver, or named: its attribute that their first argument names", func(m *modelReader, n ast.Node, d *decl) {
		switch d.returns = m.name(n); d.returns {
		case "self":
			d.returns, d.sym.Self = "", true
		case "named":
			d.returns, d.sym.Named = "", true
		}
	}},
	{"holds", "arg", "functions whose result holds instances of the class passed as this argument", func(m *modelReader, n ast.Node, d *decl) {
		a := m.arg(n)
		d.sym.Holds = &a
	}},
	{"aliases", "name", "other names of the same thing", func(m *modelReader, n ast.Node, d *decl) { d.alias = m.name(n) }},
	{"constants", "text", "names whose value is a constant string or whole number", func(m *modelReader, n ast.Node, d *decl) {
		_, number := plain(n).(*ast.IntegerNode)
		d.sym.Const = &Text{scalar(n), number}
	}},
	{"intrinsics", "text", "operations that the engine computes itself", func(m *modelReader, n ast.Node, d *decl) { d.sym.Intrinsic = m.text(n) }},
	{"sources", "sources", "where labelled text comes from", func(m *modelReader, n ast.Node, d *decl) {
		d.sym.Sources = list(m.reader, n, sourceForm, Source{})
	}},
	{"sinks", "sinks", "where it does harm", func(m *modelReader, n ast.Node, d *decl) {
		d.sym.Sinks = m.sinks(n)
	}},
	{"sanitizers", "sanitizers", "what gives its argument back harmless", func(m *modelReader, n ast.Node, d *decl) {
		d.sym.Sanitizers = list(m.reader, n, sanitizerForm, Sanitizer{Arg: noArg})
	}},
	{"passes", "passes", "arguments whose text is in the result, or in another argument", func(m *modelReader, n ast.Node, d *decl) { d.sym.Passes = m.passes(n) }},
	{"guards", "guards", "checks, and what their outcome says", func(m *modelReader, n ast.Node, d *decl) {
		d.sym.Guards = list(m.reader, n, guardForm, Guard{Arg: noArg, Outcome: true})
	}},
	{"facts", "facts", "what a call or a write establishes", func(m *modelReader, n ast.Node, d *decl) { d.sym.Facts = m.set(n, &m.vocab.Facts) }},
	{"remember", "remembers", "arguments that later calls ask for", func(m *modelReader, n ast.Node, d *decl) { d.sym.Remember = m.remembers(n) }},
	{"settles", "settles", "calls and writes beside which sinks of some kinds in the same function do no harm", func(m *modelReader, n ast.Node, d *decl) {
		d.sym.Settles = list(m.reader, n, settleForm, Settle{})
	}},
	{"settings", "settings", "classes that stand for modules of the program that hold a library's settings", func(m *modelReader, n ast.Node, d *decl) {
		d.sym.Settings = &Settings{}
		mapping(m.reader, n, settingsForm, d.sym.Settings)
	}},
	{"callbacks", "callbacks", "functions that are called with what", func(m *modelReader, n ast.Node, d *decl) {
		d.sym.Calls = list(m.reader, n, callbackForm, Callback{Func: noArg})
	}},
}

// decode reads the file once; every goroutine that needs it waits for the first.
func (f *modelFile) decode(v *Vocabulary) {
	f.once.Do(func() {
		m := &modelReader{reader: &reader{file: f.path, vocab: v, trusted: f.trusted}, file: f, decls: map[string]*decl{}}
		if root := m.parse(f.text, 0); root != nil {
			m.pairs(root, m.section)
		}
		f.problems, f.text = m.problems, nil
	})
}

func (m *modelReader) section(key string, at, value ast.Node) {
	switch key {
	case "modules":
		return
	case "version", "doc":
		m.text(value)
		return
	case "requires":
		m.file.requires = m.texts(value)
		return
	case "clean":
		m.each(value, func(item ast.Node) {
			m.entry(m.text(item), item, func(d *decl) { d.sym.Clean = true })
		})
		return
	case "yields":
		m.each(value, func(item ast.Node) {
			m.entry(m.text(item), item, func(d *decl) { d.sym.Yields = true })
		})
		return
	case "handlings":
		m.readHandlings(value)
		return
	}
	for i := range sections {
		s := &sections[i]
		if s.key != key {
			continue
		}
		done := map[string]bool{}
		m.pairs(value, func(name string, at, n ast.Node) {
			var said decl
			s.read(m, n, &said)
			m.entry(name, at, func(d *decl) {
				if done[d.name] {
					m.fail(at, "%q is given twice under %s", d.name, key)
				}
				done[d.name] = true
				d.absorb(&said)
			})
		})
		return
	}
	m.unknown(at, "section", key, sectionNames())
}

func sectionNames() []string {
	out := []string{"modules", "version", "doc", "requires"}
	for i := range sections {
		out = append(out, sections[i].key)
	}
	return append(out, "handlings", "yields", "clean")
}

// entry applies what is said to every name that a key with braces stands for.
func (m *modelReader) entry(key string, at ast.Node, apply func(*decl)) {
	names, err := expand(key)
	if err != nil {
		m.fail(at, "%s", err)
		return
	}
	for _, name := range names {
		d := m.decls[name]
		if d == nil {
			d = &decl{name: name}
			d.line, d.column = m.place(at)
			m.decls[name] = d
			m.file.decls = append(m.file.decls, d)
		}
		apply(d)
	}
}

// absorb adds what another declaration says of the same name.
func (d *decl) absorb(a *decl) {
	d.sym.absorb(&a.sym)
	d.class.bases = append(d.class.bases, a.class.bases...)
	d.class.element = cmp.Or(a.class.element, d.class.element)
	d.class.heir = cmp.Or(a.class.heir, d.class.heir)
	d.typ = cmp.Or(a.typ, d.typ)
	d.returns = cmp.Or(a.returns, d.returns)
	d.alias = cmp.Or(a.alias, d.alias)
}

// maxExpanded bounds what one key may stand for.
const maxExpanded = 400

// expand multiplies out braces: "a.{b,c}.d" stands for a.b.d and a.c.d.
func expand(key string) ([]string, error) {
	open := strings.IndexByte(key, '{')
	if open < 0 {
		if key == "" || strings.ContainsAny(key, "} \t") {
			return nil, fmt.Errorf("expected a qualified name such as module.Class.method, found %q", key)
		}
		return []string{key}, nil
	}
	end := strings.IndexByte(key[open:], '}')
	if end < 0 {
		return nil, fmt.Errorf("the brace in %q is not closed", key)
	}
	var out []string
	for _, one := range strings.Split(key[open+1:open+end], ",") {
		names, err := expand(key[:open] + strings.TrimSpace(one) + key[open+end+1:])
		if err != nil {
			return nil, err
		}
		if out = append(out, names...); len(out) > maxExpanded {
			return nil, fmt.Errorf("%q stands for more than %d names", key, maxExpanded)
		}
	}
	return out, nil
}
