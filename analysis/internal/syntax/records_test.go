package syntax

import (
	"encoding/binary"
	"testing"

	"pgregory.net/rapid"
)

func testLanguage(tb testing.TB) *Language {
	tb.Helper()
	lang, err := NewLanguage(Grammar{
		Name:   "test",
		Kinds:  []Kind{{}, {Name: "module", Named: true}, {Name: "call", Named: true}, {Name: "name", Named: true}, {Name: "not", Named: false}, {Name: "not", Named: true}},
		Fields: []string{"", "callee", "argument"},
	})
	if err != nil {
		tb.Fatal(err)
	}
	return lang
}

func encode(nodes ...Node) []byte {
	var out []byte
	for _, n := range nodes {
		out = binary.LittleEndian.AppendUint16(out, n.Kind)
		out = append(out, n.Field, n.Flags)
		for _, v := range []uint32{n.Start, n.End, n.Parent, n.Next} {
			out = binary.LittleEndian.AppendUint32(out, v)
		}
	}
	return out
}

// f(a, not b) without its punctuation.
func testNodes() []Node {
	return []Node{
		{Kind: 1, Flags: Named, End: 11, Next: 6},
		{Kind: 2, Flags: Named, End: 11, Parent: 0, Next: 6},
		{Kind: 3, Field: 1, Flags: Named, End: 1, Parent: 1, Next: 3},
		{Kind: 3, Field: 2, Flags: Named, Start: 2, End: 3, Parent: 1, Next: 4},
		{Kind: 4, Start: 5, End: 8, Parent: 1, Next: 5},
		{Kind: 3, Field: 2, Flags: Named, Start: 9, End: 10, Parent: 1, Next: 6},
	}
}

func TestRecordsLayout(t *testing.T) {
	for _, shift := range []int{0, 1} { // in place, and copied because it is not aligned
		records := append(make([]byte, shift, 256), encode(testNodes()...)...)[shift:]
		nodes, err := decode(records, 11, testLanguage(t))
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range testNodes() {
			if nodes[i] != want {
				t.Errorf("node %d is %+v, want %+v", i, nodes[i], want)
			}
		}
	}
}

func TestImpossibleRecordsAreRefused(t *testing.T) {
	lang := testLanguage(t)
	for name, change := range map[string]func([]Node) []Node{
		"none":                       func([]Node) []Node { return nil },
		"root ends early":            func(n []Node) []Node { n[0].Next = 5; return n },
		"root has a parent":          func(n []Node) []Node { n[0].Parent = 1; return n },
		"unknown kind":               func(n []Node) []Node { n[2].Kind = 6; return n },
		"unknown field":              func(n []Node) []Node { n[2].Field = 3; return n },
		"ends before it starts":      func(n []Node) []Node { n[5].End = 8; return n },
		"ends after the text":        func(n []Node) []Node { n[5].End = 12; return n },
		"next is itself":             func(n []Node) []Node { n[3].Next = 3; return n },
		"next is after the parent's": func(n []Node) []Node { n[1].Next = 4; return n },
		"parent comes later":         func(n []Node) []Node { n[2].Parent = 4; return n },
		"parent is closed":           func(n []Node) []Node { n[4].Parent = 2; return n },
		"parent is too high":         func(n []Node) []Node { n[4].Parent = 0; return n },
		"subtree is cut":             func(n []Node) []Node { return n[:5] },
	} {
		if _, err := decode(encode(change(testNodes())...), 11, lang); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := decode(encode(testNodes()...)[:119], 11, lang); err == nil {
		t.Error("half a record: no error")
	}
}

// Any records either are refused or are a tree that every accessor can walk.
func FuzzRecords(f *testing.F) {
	f.Add(encode(testNodes()...), 11)
	lang := testLanguage(f)
	f.Fuzz(func(t *testing.T, records []byte, length int) {
		length &= 0xFFFF
		nodes, err := decode(records, length, lang)
		if err != nil {
			return
		}
		checkTree(t, &Tree{Nodes: nodes, Lang: lang}, length)
	})
}

// Random trees, so that the fuzzer's luck is not needed to get past decode.
func TestWalks(t *testing.T) {
	lang := testLanguage(t)
	rapid.Check(t, func(t *rapid.T) {
		nodes := []Node{{Kind: 1, Flags: Named, End: 9}}
		var grow func(parent uint32, depth int)
		grow = func(parent uint32, depth int) {
			for range rapid.IntRange(0, 4-depth).Draw(t, "children") {
				at := uint32(len(nodes))
				nodes = append(nodes, Node{
					Kind: uint16(rapid.IntRange(1, 5).Draw(t, "kind")), Field: uint8(rapid.IntRange(0, 2).Draw(t, "field")),
					Flags: uint8(rapid.IntRange(0, 31).Draw(t, "flags")), End: 9, Parent: parent,
				})
				grow(at, depth+1)
			}
			nodes[parent].Next = uint32(len(nodes))
		}
		grow(Root, 0)
		decoded, err := decode(encode(nodes...), 9, lang)
		if err != nil {
			t.Fatal(err)
		}
		checkTree(t, &Tree{Nodes: decoded, Lang: lang}, 9)
	})
}

// checkTree compares what the accessors say with the plainest reading of the records.
func checkTree(t interface{ Fatalf(string, ...any) }, tree *Tree, length int) {
	tree.Dump(string(make([]byte, length)))
	for offset := range min(length, 30) {
		if n := tree.At(offset); n != Root && (tree.Start(n) > offset || tree.End(n) <= offset) {
			t.Fatalf("node %d does not hold %d", n, offset)
		}
	}
	for p := range tree.Nodes {
		var children []int
		for c := p + 1; c < len(tree.Nodes); c++ {
			if tree.Parent(c) == p {
				children = append(children, c)
			}
		}
		at, fields, named := tree.FirstChild(p), map[uint8]int{}, tree.FirstNamed(p)
		for _, c := range children {
			if at != c {
				t.Fatalf("child %d of %d is walked as %d", c, p, at)
			}
			at = tree.Next(c)
			if f := tree.Field(c); f != 0 && fields[f] == 0 {
				fields[f] = c
			}
			if tree.Is(c, Named) && !tree.Is(c, Extra) {
				if named != c {
					t.Fatalf("named child %d of %d is walked as %d", c, p, named)
				}
				named = tree.NextNamed(c)
			}
		}
		if at != 0 || named != 0 {
			t.Fatalf("the walks of %d end at %d and %d", p, at, named)
		}
		for f := range uint8(3) {
			if got := tree.ChildByField(p, f); got != fields[f] {
				t.Fatalf("field %d of %d is %d, want %d", f, p, got, fields[f])
			}
		}
	}
}

func TestTreeAccessors(t *testing.T) {
	lang := testLanguage(t)
	tree := &Tree{Nodes: testNodes(), Lang: lang}
	src := "f(a, not b)"
	argument := lang.FieldID("argument")
	first := tree.ChildByField(1, argument)
	if tree.Text(first, src) != "a" || tree.Text(tree.NextInField(first), src) != "b" {
		t.Error("the arguments are wrong")
	}
	if tree.NextInField(5) != 0 || tree.NextInField(4) != 0 {
		t.Error("there is a third argument")
	}
	if tree.ChildOfKind(1, lang.KindID("not", false)) != 4 || tree.ChildOfKind(1, lang.KindID("not", true)) != 0 {
		t.Error("the literal not is not found")
	}
	if tree.Kind(tree.At(6)) != lang.KindID("not", false) || tree.At(4) != 1 || tree.At(99) != Root {
		t.Error("the smallest node at an offset is wrong")
	}
	want := "module [0-11]\n  call [0-11]\n    callee: name [0-1] \"f\"\n    argument: name [2-3] \"a\"\n" +
		"    \"not\" [5-8]\n    argument: name [9-10] \"b\"\n"
	if got := tree.Dump(src); got != want {
		t.Errorf("dumped\n%s, want\n%s", got, want)
	}
}

func TestKindsOfOneNameAreOneKind(t *testing.T) {
	lang, err := NewLanguage(Grammar{
		Name: "test", Kinds: []Kind{{}, {Name: "block", Named: true}, {Name: "block", Named: false}, {}, {Name: "block", Named: true}}, Fields: []string{""},
	})
	if err != nil {
		t.Fatal(err)
	}
	nodes, err := decode(encode(Node{Kind: 4, Next: 2}, Node{Kind: 2, Next: 2}), 0, lang)
	if err != nil || nodes[0].Kind != 1 || nodes[1].Kind != 2 || lang.KindID("block", true) != 1 {
		t.Errorf("kinds are %+v (%v)", nodes, err)
	}
}

func TestLanguage(t *testing.T) {
	lang := testLanguage(t)
	if lang.KindID("not", false) != 4 || lang.KindID("not", true) != 5 || lang.KindID("nothing", true) != 0 {
		t.Error("kind numbers are wrong")
	}
	if lang.KindID("ERROR", true) != ErrorKind || lang.KindName(ErrorKind) != "ERROR" || lang.KindName(99) != "" {
		t.Error("the error kind is wrong")
	}
	if lang.KindID("", false) != 0 || lang.FieldID("") != 0 || lang.FieldID("argument") != 2 || lang.FieldName(9) != "" {
		t.Error("fields are wrong")
	}
	for name, g := range map[string]Grammar{
		"no name":         {Fields: []string{""}},
		"no field 0":      {Name: "x"},
		"a named field 0": {Name: "x", Fields: []string{"a"}},
		"many kinds":      {Name: "x", Fields: []string{""}, Kinds: make([]Kind, 1<<16)},
		"many fields":     {Name: "x", Fields: make([]string, 257)},
	} {
		if _, err := NewLanguage(g); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
