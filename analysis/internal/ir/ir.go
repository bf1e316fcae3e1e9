// Package ir is the language-neutral form of a function that every analysis
// reads: numbered instructions in basic blocks, with the outcome of each
// condition on the edges.
//
// It owns the shapes and their printing. It knows no language, no library and
// no rule; lang/<language> fills it, types, flow, taint, pattern, route and
// secret read it.
//
// A [Func] is a pure function of its own syntax: offsets are relative to its
// start and names are not yet resolved, so that an unchanged function keeps its
// IR however the file around it moves. Its arrays hold no pointers but for the
// string tables, which keeps 500,000 lines in memory cheaply.
package ir

// Reg names the value computed by the instruction of that index in the same
// function: instructions are in single-assignment form, variables are slots.
type Reg = int32

// None is the absent register, string, slot or block.
const None int32 = -1

// Op is what an instruction does. The comment behind each gives its operands:
// "reg" is a register, "name" an index into Func.Names, "slot" an index into
// Func.Slots, "args" means B is the first index into Func.Args and C the count.
type Op uint8

const (
	OpNop        Op = iota
	OpConst         // A: index into Func.Consts
	OpLoad          // A: slot
	OpStore         // A: slot, B: reg; the value of the instruction is B's
	OpName          // A: name; a name that is not local: closure, global or builtin, resolved later
	OpSetName       // A: name, B: reg; assignment through global or nonlocal
	OpMember        // A: reg, B: name; a.b. The name ends where the instruction ends
	OpSetMember     // A: reg, B: name, C: reg; a.b = c
	OpIndex         // A: reg, B: reg; a[b]
	OpSetIndex      // A: reg, B: reg, C: reg; a[b] = c
	OpSlice         // A: reg, or None for the slice itself (an index of the next ops, or among others), args: low, high, step in this order, always three (absent ones have Value None)
	OpDelSlot       // A: slot
	OpDelName       // A: name
	OpDelMember     // A: reg, B: name
	OpDelIndex      // A: reg, B: reg
	OpCall          // A: callee reg (an OpMember for a method call), args
	OpBinary        // Sub: BinaryOp, A: reg, B: reg; also augmented assignment (Flags has InPlace)
	OpCompare       // Sub: CompareOp, A: reg, B: reg
	OpUnary         // Sub: UnaryOp, A: reg
	OpFormat        // args: the parts of an interpolated string in order; literal parts are OpConst strings, holes have Kind ArgHole, Name = conversion ("r", "s", "a") or None, Key = format specification reg or None
	OpList          // args; ArgStar spreads
	OpTuple         // args; ArgStar spreads
	OpSet           // args; ArgStar spreads
	OpDict          // args: Key and Value; ArgStarStar spreads Value
	OpCollect       // A: reg of a list, set or dict made in this function, B: reg, C: key reg or None; one element of a comprehension
	OpClosure       // A: index into Func.Children (a function or lambda), args: ArgDefault, ArgAnnotation, ArgReturns, evaluated here
	OpClass         // A: index into Func.Children (a class body), args: bases (ArgPos, ArgStar) and keywords (ArgNamed)
	OpDecorate      // A: reg (function or class), B: reg of the decorator; the value is the decorated thing
	OpAnnotate      // A: reg or None, B: reg of the annotation; the value A seen as that type
	OpIter          // A: reg; one element of an iterable (loop variable)
	OpUnpack        // A: reg, B: position, negative from the end; one element in an unpacking
	OpRest          // A: reg, B: first position, C: how many are left out at the end; the starred element
	OpAwait         // A: reg
	OpYield         // A: reg or None
	OpYieldFrom     // A: reg
	OpReturn        // A: reg or None
	OpRaise         // A: reg or None
	OpImport        // A: name (dotted module), B: 1 when bound by "as" (value is the module itself) else 0 (value is its first part)
	OpImportFrom    // A: name (module, leading dots kept), B: name ("*": everything, the value is unused)
	OpEnter         // A: reg; the value a context manager gives to its block
	OpExit          // A: reg; leaving it
	OpCaught        // A: reg of the exception class (or tuple) or None; the caught exception
	OpIsInstance    // A: reg, B: reg of the class; class pattern of a match statement
	OpOpaque        // args: an expression the lowering does not know, made of these
)

// BinaryOp is the operator of an OpBinary, kept in Instr.Sub.
type BinaryOp uint8

const (
	Add BinaryOp = iota
	Sub
	Mul
	Div
	FloorDiv
	Mod
	Pow
	MatMul
	BitAnd
	BitOr
	BitXor
	ShiftLeft
	ShiftRight
)

// CompareOp is the operator of an OpCompare, kept in Instr.Sub.
type CompareOp uint8

const (
	Eq CompareOp = iota
	NotEq
	Less
	LessEq
	Greater
	GreaterEq
	Is
	IsNot
	In
	NotIn
)

// UnaryOp is the operator of an OpUnary, kept in Instr.Sub.
type UnaryOp uint8

const (
	Not UnaryOp = iota
	Neg
	Pos
	Invert
)

// Flags refine an instruction.
type Flags uint8

const (
	InPlace  Flags = 1 << iota // OpBinary of an augmented assignment: A is also the target
	Async                      // OpIter, OpEnter: the async form
	Implicit                   // made by the lowering, not written by a person
)

// Instr is one instruction. Pos and End are byte offsets relative to the start
// of the function that holds it. 24 bytes.
type Instr struct {
	Op       Op
	Sub      uint8
	Flags    Flags
	A, B, C  int32
	Pos, End uint32
}

// ArgKind tells how an entry of Func.Args is passed.
type ArgKind uint8

const (
	ArgPos        ArgKind = iota
	ArgNamed              // Name: the keyword
	ArgStar               // *value
	ArgStarStar           // **value
	ArgDefault            // OpClosure: Name is the parameter
	ArgAnnotation         // OpClosure: Name is the parameter
	ArgReturns            // OpClosure: the annotation of the result
	ArgHole               // OpFormat: an interpolated value
)

// Arg is one operand of a call, a collection, a format or a closure.
type Arg struct {
	Kind  ArgKind
	Name  int32 // index into Func.Names or None
	Key   Reg   // OpDict: the key; OpFormat: the format specification; else None
	Value Reg
}

// ConstKind is the type of a constant.
type ConstKind uint8

const (
	ConstNone ConstKind = iota
	ConstBool           // Int is 0 or 1
	ConstInt
	ConstFloat
	ConstString // Str is the value, escapes decoded
	ConstBytes
	ConstEllipsis
)

// Const is a literal. Big integers and floats keep their text in Str.
type Const struct {
	Kind ConstKind
	Int  int64
	Str  string
}

// Term is how a block ends.
type Term uint8

const (
	Jump   Term = iota // to Then
	Branch             // to Then when Cond holds, to Else when it does not; Cond None: unknown (loops)
	Leave              // returns or raises: no successor
)

// Block is a run of instructions [First, Last) that is left in one way only.
// The edges of a Branch are the assume(condition) edges: conditions are never
// compound, because and, or, not and conditional expressions are blocks too.
type Block struct {
	First, Last int32
	Term        Term
	Cond        Reg
	Then, Else  int32
	Handler     int32 // the block that gets control when an instruction here raises, or None
}

// ParamKind is how a parameter takes its argument.
type ParamKind uint8

const (
	ParamNormal ParamKind = iota
	ParamPosOnly
	ParamNamedOnly
	ParamRest      // *args
	ParamNamedRest // **kwargs
)

// Param is one parameter; it enters the function in its slot.
type Param struct {
	Name       string
	Slot       int32
	Kind       ParamKind
	HasDefault bool
}

// FuncKind is what kind of body a Func is.
type FuncKind uint8

const (
	Module    FuncKind = iota // a whole file; Slots are its global names
	Function                  // def, also methods
	Lambda                    // one expression
	ClassBody                 // Slots are the class attributes
)

// Func is one body of code. Block 0 is the entry. Slots that hold comprehension
// variables and temporaries carry a name with a '#', which no program can write.
type Func struct {
	Name      string
	Kind      FuncKind
	Async     bool
	Generator bool
	Broken    bool   // its syntax has errors; what could be read is here
	Start     uint32 // offset of its text from the start of the parent function (a module: 0); decorators are not part of it
	End       uint32 // likewise
	NamePos   uint32 // offset of its name from Start
	Doc       string // its documentation string, as written

	Params   []Param
	Slots    []string
	Names    []string
	Consts   []Const
	Instrs   []Instr
	Args     []Arg
	Blocks   []Block
	Children []*Func
}

// Collected gives the value that a comprehension puts into the collection of a register; None where none fills it.
func (f *Func) Collected(made Reg) Reg {
	for i := made + 1; made >= 0 && int(i) < len(f.Instrs); i++ {
		if in := &f.Instrs[i]; in.Op == OpCollect && in.A == made {
			return in.B
		}
	}
	return None
}

// ArgsOf returns the entries of Func.Args that an instruction with an args
// operand holds; nil for other instructions. The slice is shared: read only.
func (f *Func) ArgsOf(in *Instr) []Arg {
	switch in.Op {
	case OpSlice, OpCall, OpFormat, OpList, OpTuple, OpSet, OpDict, OpClosure, OpClass, OpOpaque:
		return f.Args[in.B : in.B+in.C]
	}
	return nil
}
