package ir

import "fmt"

// Verify checks what every reader of a function relies on, in it and all it
// holds: operands in range, registers defined by earlier instructions, blocks
// that hold all instructions in order, edges that lead to blocks, children
// inside their parents. It costs one pass and serves tests.
func Verify(f *Func) error {
	v := verifier{f: f}
	if err := v.function(); err != nil {
		return fmt.Errorf("%s: %w", title(f), err)
	}
	for i, c := range f.Children {
		if c == nil {
			return fmt.Errorf("%s: child %d is missing", title(f), i)
		}
		if c.Start > c.End || c.End > f.End-f.Start || c.NamePos > c.End-c.Start {
			return fmt.Errorf("%s: child %s at %d-%d (name %d) lies outside of %d bytes", title(f), title(c), c.Start, c.End, c.NamePos, f.End-f.Start)
		}
		if err := Verify(c); err != nil {
			return fmt.Errorf("%s: %w", title(f), err)
		}
	}
	return nil
}

func title(f *Func) string {
	return [...]string{"module", "function ", "lambda ", "class "}[f.Kind] + f.Name
}

type verifier struct {
	f    *Func
	args int32 // entries of Func.Args that instructions so far hold
	made []bool
}

func (v *verifier) function() error {
	f := v.f
	v.made = make([]bool, len(f.Children))
	for i := range f.Params {
		if s := f.Params[i].Slot; !within(s, len(f.Slots)) || f.Slots[s] != f.Params[i].Name {
			return fmt.Errorf("parameter %s has slot %d", f.Params[i].Name, s)
		}
	}
	for r := range f.Instrs {
		if err := v.instruction(Reg(r)); err != nil {
			return fmt.Errorf("instruction %d, %s: %w", r, ShapeOf(f.Instrs[r].Op).Name, err)
		}
	}
	if int(v.args) != len(f.Args) {
		return fmt.Errorf("%d of %d args belong to no instruction", len(f.Args)-int(v.args), len(f.Args))
	}
	for i, made := range v.made {
		if !made {
			return fmt.Errorf("no instruction makes child %d", i)
		}
	}
	return v.blocks()
}

func (v *verifier) instruction(r Reg) error {
	in := &v.f.Instrs[r]
	shape := ShapeOf(in.Op)
	if shape.Name == "" {
		return fmt.Errorf("there is no operation %d", in.Op)
	}
	if in.Pos > in.End || in.End > v.f.End-v.f.Start {
		return fmt.Errorf("it stands at %d-%d of %d", in.Pos, in.End, v.f.End-v.f.Start)
	}
	if in.Op == OpBinary && in.Sub > uint8(ShiftRight) || in.Op == OpCompare && in.Sub > uint8(NotIn) || in.Op == OpUnary && in.Sub > uint8(Invert) {
		return fmt.Errorf("there is no operator %d", in.Sub)
	}
	for i, operand := range [...]int32{in.A, in.B, in.C} {
		if i >= len(shape.Operands) {
			break
		}
		if shape.Operands[i] == '*' {
			return v.entries(r, in)
		}
		if err := v.operand(r, shape.Operands[i], operand); err != nil {
			return err
		}
	}
	return nil
}

func (v *verifier) operand(r Reg, kind byte, x int32) error {
	f, ok := v.f, true
	switch kind {
	case 'r':
		ok = within(x, int(r))
	case 'o':
		ok = x == None || within(x, int(r))
	case 's':
		ok = within(x, len(f.Slots))
	case 'n':
		ok = within(x, len(f.Names))
	case 'k':
		ok = within(x, len(f.Consts))
	case 'c':
		if ok = within(x, len(f.Children)) && !v.made[x]; ok {
			v.made[x] = true
		}
	}
	if !ok {
		return fmt.Errorf("operand %c has the value %d", kind, x)
	}
	return nil
}

func (v *verifier) entries(r Reg, in *Instr) error {
	if in.C < 0 || in.B != v.args || !within(in.B+in.C-1, len(v.f.Args)) && in.C > 0 {
		return fmt.Errorf("it has args %d+%d of %d, want them from %d on", in.B, in.C, len(v.f.Args), v.args)
	}
	if in.Op == OpSlice && in.C != 3 {
		return fmt.Errorf("it has %d args", in.C)
	}
	v.args += in.C
	for i, a := range v.f.Args[in.B : in.B+in.C] {
		switch {
		case !within(a.Value, int(r)) && !(in.Op == OpSlice && a.Value == None),
			a.Key != None && !within(a.Key, int(r)),
			a.Name != None && !within(a.Name, len(v.f.Names)),
			a.Kind > ArgHole,
			a.Name == None && (a.Kind == ArgNamed || a.Kind == ArgDefault || a.Kind == ArgAnnotation),
			in.Op == OpDict && (a.Key == None) != (a.Kind == ArgStarStar):
			return fmt.Errorf("argument %d is %+v", i, a)
		}
	}
	return nil
}

func (v *verifier) blocks() error {
	f, at := v.f, int32(0)
	if len(f.Blocks) == 0 {
		return fmt.Errorf("it has no blocks")
	}
	for i := range f.Blocks {
		b := &f.Blocks[i]
		if b.First != at || b.Last < b.First {
			return fmt.Errorf("block %d holds instructions %d-%d, want them from %d on", i, b.First, b.Last, at)
		}
		at = b.Last
		ok := b.Handler == None || within(b.Handler, len(f.Blocks))
		switch b.Term {
		case Jump:
			ok = ok && within(b.Then, len(f.Blocks)) && b.Else == None && b.Cond == None
		case Branch:
			ok = ok && within(b.Then, len(f.Blocks)) && within(b.Else, len(f.Blocks)) && (b.Cond == None || within(b.Cond, int(b.Last)))
		case Leave:
			ok = ok && b.Then == None && b.Else == None && b.Cond == None
		default:
			ok = false
		}
		if !ok {
			return fmt.Errorf("block %d is %+v", i, *b)
		}
	}
	if int(at) != len(f.Instrs) {
		return fmt.Errorf("%d instructions lie in no block", len(f.Instrs)-int(at))
	}
	return nil
}

func within(x int32, n int) bool { return x >= 0 && int(x) < n }
