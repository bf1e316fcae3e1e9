package rule

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// viewOf links one model file's text together with the real vocabulary.
func viewOf(t *testing.T, text string) *View {
	t.Helper()
	v := builtinVocabulary(t)
	f := &modelFile{path: "lib.yaml", text: []byte(text)}
	f.decode(v)
	view, missing := link([]*modelFile{f}, newNaming())
	if err := asError(append(f.problems, missing...)); err != nil {
		t.Fatal(err)
	}
	return view
}

func builtinVocabulary(t *testing.T) *Vocabulary {
	t.Helper()
	text, err := os.ReadFile("../../models/vocabulary.yaml")
	if err != nil {
		t.Fatal(err)
	}
	v, problems := readVocabulary("vocabulary.yaml", text)
	if err := asError(problems); err != nil {
		t.Fatal(err)
	}
	return v
}

const library = `modules: [lib]
types:
  lib.Base:
  lib.Middle: lib.Base
  lib.Leaf: [lib.Middle, lib.Other]
  lib.Other:
  lib.{Left,Right}:
aliases:
  lib.old: lib.new
  lib.Short: lib.Leaf
  lib.again: lib.old
values:
  lib.current: lib.Leaf
returns:
  lib.open: lib.Leaf
  lib.Base.run: lib.Other
  lib.Leaf.run: lib.Leaf
  lib.Leaf.chain: self
sinks:
  lib.Base.run: {kind: sql, arg: 0 sql, context: sql}
  lib.new.exec: {kind: code, arg: 0}
passes:
  lib.Other.text: self
`

func TestLookup(t *testing.T) {
	v := viewOf(t, library)
	for name, want := range map[string]string{
		"lib.Base.run":      "lib.Base.run",
		"lib.Middle.run":    "lib.Base.run",
		"lib.Leaf.run":      "lib.Leaf.run",
		"lib.Leaf.text":     "lib.Other.text",
		"lib.Short.text":    "lib.Other.text",
		"lib.old.exec":      "lib.new.exec",
		"lib.again.exec":    "lib.new.exec",
		"lib.current":       "lib.current",
		"lib":               "lib",
		"lib.Base.text":     "",
		"lib.Nothing":       "",
		"other.lib":         "",
		"lib.Leaf.run.more": "",
		"":                  "",
		"lib.":              "",
	} {
		got := ""
		if s := v.Lookup(name); s != nil {
			got = s.Name
		}
		if got != want {
			t.Errorf("Lookup(%q) = %q, want %q", name, got, want)
		}
	}
	leaf := v.Lookup("lib.Leaf")
	if v.Lookup("lib.current").Type != leaf || v.Lookup("lib.open").Returns != leaf || !v.Lookup("lib.Leaf.chain").Self {
		t.Error("values and results are not linked to their class")
	}
	if v.Lookup("lib").Known || !leaf.Known || !leaf.Class {
		t.Error("a mere prefix is taken for known, or a class is not")
	}
}

// What a subclass does not say of a member, its base says.
func TestMembersAreCompleted(t *testing.T) {
	v := viewOf(t, library)
	run := v.Lookup("lib.Leaf.run")
	if len(run.Sinks) != 1 || run.Returns != v.Lookup("lib.Leaf") {
		t.Errorf("lib.Leaf.run has %d sinks and returns %v", len(run.Sinks), run.Returns)
	}
	if base := v.Lookup("lib.Base.run"); base.Returns != v.Lookup("lib.Other") {
		t.Errorf("the base was changed: it returns %v", base.Returns)
	}
}

func TestMemberOfCirclesEnds(t *testing.T) {
	v := viewOf(t, "modules: [lib]\ntypes:\n  lib.A: lib.B\n  lib.B: lib.A\naliases:\n  lib.x: lib.y\n  lib.y: lib.x\n")
	for _, name := range []string{"lib.A.run", "lib.x.run", "lib.x.x.x"} {
		if s := v.Lookup(name); s != nil {
			t.Errorf("Lookup(%q) = %s", name, s.Name)
		}
	}
}

func TestMemberDoesNotAllocate(t *testing.T) {
	v := viewOf(t, library)
	leaf := v.Lookup("lib.Leaf")
	if n := testing.AllocsPerRun(100, func() { leaf.Member("text"); leaf.Member("nothing"); v.Lookup("lib.Leaf.run") }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestParseArg(t *testing.T) {
	arg := func(change func(*Arg)) Arg {
		a := noArg
		change(&a)
		return a
	}
	for text, want := range map[string]Arg{
		"0":        arg(func(a *Arg) { a.Pos = 0 }),
		"sql":      arg(func(a *Arg) { a.Name = "sql" }),
		"0 sql":    arg(func(a *Arg) { a.Pos, a.Name = 0, "sql" }),
		"1..":      arg(func(a *Arg) { a.Pos, a.From = 1, true }),
		"all":      arg(func(a *Arg) { a.All = true }),
		"self":     arg(func(a *Arg) { a.Self = true }),
		"value":    arg(func(a *Arg) { a.Value = true }),
		"key":      arg(func(a *Arg) { a.Key = true }),
		"0[0]":     arg(func(a *Arg) { a.Pos, a.Elem = 0, 0 }),
		"0 x[1..]": arg(func(a *Arg) { a.Pos, a.Name, a.Elem, a.ElemFrom = 0, "x", 1, true }),
		"0[1..--]": arg(func(a *Arg) { a.Pos, a.Elem, a.ElemFrom, a.Until = 0, 1, true, "--" }),
		"**":       arg(func(a *Arg) { a.Spread = true }),
		"0[..$in]": arg(func(a *Arg) { a.Pos, a.Entry = 0, "$in" }),
		"self[2]":  arg(func(a *Arg) { a.Self, a.Elem = true, 2 }),
		"0[x][*]":  arg(func(a *Arg) { a.Pos, a.Under = 0, "x][*" }),
	} {
		got, err := parseArg(text)
		if err != nil || got != want {
			t.Errorf("parseArg(%q) = %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "0 1", "a b", "0[", "0[.]", "-1", "a-b", "0[-1]", "200", "[0]"} {
		if a, err := parseArg(text); err == nil {
			t.Errorf("parseArg(%q) = %+v without an error", text, a)
		}
	}
}

func TestExpand(t *testing.T) {
	for key, want := range map[string]string{
		"a.b":               "a.b",
		"a.{b,c}":           "a.b a.c",
		"a.{b, c}.d":        "a.b.d a.c.d",
		"{a,b}.{c,d}":       "a.c a.d b.c b.d",
		"a.{b.x,c}":         "a.b.x a.c",
		"{only}":            "only",
		"a.{b,c}.{d,e}.{f}": "a.b.d.f a.b.e.f a.c.d.f a.c.e.f",
	} {
		got, err := expand(key)
		if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" || err != nil {
			t.Errorf("expand(%q): %v\n%s", key, err, diff)
		}
	}
	for _, key := range []string{"", "a b", "a.{b", "a}", strings.Repeat("{a,b,c,d,e,f,g,h,i,j}.", 4) + "x"} {
		if got, err := expand(key); err == nil {
			t.Errorf("expand(%q) gives %d names without an error", key, len(got))
		}
	}
}

// Reading any text as a model, a rule or a vocabulary ends in problems, never in
// a panic.
func TestNoTextPanics(t *testing.T) {
	v := builtinVocabulary(t)
	pieces := []string{"modules: [lib]\n", "sinks:\n", "  lib.f: ", "{kind: sql, arg: 0}", "[", "]", "{", "}", "&a ", "*a", "- ", "? ", ": ", "\n", "  ", "|\n", "'", "\"", "#", "---\n", "from: ", "untrusted", "shapes:\n", "types:\n", "when: ", "null", "lib.{a,b}: ", "!!x "}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom(pieces)).Draw(t, "pieces"), "")
		f := &modelFile{path: "lib.yaml", text: []byte(text)}
		f.decode(v)
		link([]*modelFile{f}, newNaming())
		readRule("r.md", []byte("---\n"+text), v, false)
		readRule("r.md", []byte("---\n"+text+"\n---\n"+text), v, false)
		readVocabulary("v.yaml", []byte(text))
		readNaming("n.yaml", []byte(text), v)
	})
}
