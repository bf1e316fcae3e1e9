package ir

import (
	"strings"
	"testing"
	"unsafe"
)

// valid is: def f(x): return g(x, k="v") if x else None
func valid() *Func {
	return &Func{
		Name: "m", Kind: Module, End: 60, Slots: []string{"f"},
		Instrs: []Instr{{Op: OpClosure, A: 0, B: 0, C: 0, End: 50}, {Op: OpStore, A: 0, B: 0, Pos: 4, End: 5}},
		Blocks: []Block{{Last: 2, Term: Leave, Cond: None, Then: None, Else: None, Handler: None}},
		Children: []*Func{{
			Name: "f", Kind: Function, End: 50, NamePos: 4,
			Params: []Param{{Name: "x", Slot: 0}}, Slots: []string{"x"}, Names: []string{"g", "k"},
			Consts: []Const{{Kind: ConstString, Str: "v"}, {}},
			Instrs: []Instr{
				{Op: OpLoad, A: 0}, {Op: OpName, A: 0}, {Op: OpConst, A: 0}, {Op: OpCall, A: 1, B: 0, C: 2}, {Op: OpReturn, A: 3},
				{Op: OpConst, A: 1}, {Op: OpReturn, A: 5},
			},
			Args: []Arg{{Kind: ArgPos, Name: None, Key: None, Value: 0}, {Kind: ArgNamed, Name: 1, Key: None, Value: 2}},
			Blocks: []Block{
				{Last: 1, Term: Branch, Cond: 0, Then: 1, Else: 2, Handler: None},
				{First: 1, Last: 5, Term: Leave, Cond: None, Then: None, Else: None, Handler: 2},
				{First: 5, Last: 7, Term: Leave, Cond: None, Then: None, Else: None, Handler: None},
			},
		}},
	}
}

func TestVerify(t *testing.T) {
	if err := Verify(valid()); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(m, f *Func){
		"a register of a later instruction": func(_, f *Func) { f.Instrs[4].A = 5 },
		"its own register":                  func(_, f *Func) { f.Instrs[4].A = 4 },
		"no register where one must be":     func(_, f *Func) { f.Instrs[3].A = None },
		"an unknown slot":                   func(_, f *Func) { f.Instrs[0].A = 1 },
		"an unknown name":                   func(_, f *Func) { f.Instrs[1].A = 2 },
		"an unknown constant":               func(_, f *Func) { f.Instrs[2].A = 2 },
		"an unknown operation":              func(_, f *Func) { f.Instrs[2].Op = OpOpaque + 1 },
		"too many args":                     func(_, f *Func) { f.Instrs[3].C = 3 },
		"args of nobody":                    func(_, f *Func) { f.Instrs[3].C = 1 },
		"an argument computed later":        func(_, f *Func) { f.Args[1].Value = 3 },
		"a keyword without its name":        func(_, f *Func) { f.Args[1].Name = None },
		"a place outside":                   func(_, f *Func) { f.Instrs[2].End = 51 },
		"a place that ends before it starts": func(_, f *Func) {
			f.Instrs[2].Pos, f.Instrs[2].End = 3, 2
		},
		"no blocks":                   func(_, f *Func) { f.Blocks = nil },
		"an instruction in no block":  func(_, f *Func) { f.Blocks[2].Last = 6 },
		"a gap between blocks":        func(_, f *Func) { f.Blocks[1].First = 2 },
		"an edge to nowhere":          func(_, f *Func) { f.Blocks[0].Else = 3 },
		"an edge that cannot be":      func(_, f *Func) { f.Blocks[1].Then = 0 },
		"an unknown handler":          func(_, f *Func) { f.Blocks[1].Handler = 3 },
		"a condition not yet known":   func(_, f *Func) { f.Blocks[0].Cond = 1 },
		"a parameter in another slot": func(_, f *Func) { f.Params[0].Slot = 1 },
		"a child twice":               func(m, _ *Func) { m.Instrs[1] = m.Instrs[0] },
		"a child never":               func(m, _ *Func) { m.Instrs[0] = Instr{} },
		"a child too long":            func(_, f *Func) { f.End = 61 },
		"no child":                    func(m, _ *Func) { m.Children[0] = nil },
	} {
		m := valid()
		change(m, m.Children[0])
		if Verify(m) == nil {
			t.Errorf("%s is valid", name)
		}
	}
}

func TestPrint(t *testing.T) {
	const want = `module m 0-60 slots f
  b0:
    0   closure #0 ()   0-50
    1   store $f 0   4-5
    leave
  function f(x) 0-50 name 4
    b0:
      0   load $x   0-0
      branch 0 b1 b2
    b1: handler b2
      1   name "g"   0-0
      2   const "v"   0-0
      3   call 1 (0, k=2)   0-0
      4   return 3   0-0
      leave
    b2:
      5   const None   0-0
      6   return 5   0-0
      leave
`
	if got := Print(valid()); got != want {
		t.Errorf("printed\n%swant\n%s", got, want)
	}
}

// Every operation has a shape, and the shapes tell the same of args as ArgsOf does.
func TestShapes(t *testing.T) {
	f := &Func{Args: make([]Arg, 1)}
	for op := OpNop; op <= OpOpaque; op++ {
		shape := ShapeOf(op)
		if shape.Name == "" {
			t.Errorf("operation %d has no shape", op)
		}
		if takes := len(f.ArgsOf(&Instr{Op: op, C: 1})) == 1; takes != strings.HasSuffix(shape.Operands, "*") {
			t.Errorf("%s: its shape is %q, ArgsOf says %v", shape.Name, shape.Operands, takes)
		}
	}
	if ShapeOf(OpOpaque+1) != (Shape{}) {
		t.Error("there is an operation behind the last")
	}
	if size := unsafe.Sizeof(Instr{}); size != 24 {
		t.Errorf("an instruction takes %d bytes", size)
	}
}
