package ir

// Shape says what the operands of an operation are, a letter each for A, B and C:
//
//	r  a register          o  a register or None
//	s  a slot              n  a name
//	k  a constant          c  a child
//	i  a number            -  nothing
//	*  the rest is the place of the operation's entries in Func.Args
type Shape struct {
	Name     string
	Operands string
}

// ShapeOf describes an operation; the zero Shape says that there is no such one.
func ShapeOf(op Op) Shape {
	if int(op) >= len(shapes) {
		return Shape{}
	}
	return shapes[op]
}

// Reads tells whether an instruction has a register for an operand; the entries of lists of arguments are not looked at.
func (in *Instr) Reads(reg Reg) bool {
	operands := [...]int32{in.A, in.B, in.C}
	for n, kind := range []byte(ShapeOf(in.Op).Operands) {
		if kind == '*' {
			break
		}
		if (kind == 'r' || kind == 'o') && operands[n] == reg {
			return true
		}
	}
	return false
}

var shapes = [...]Shape{
	OpNop:        {"nop", ""},
	OpConst:      {"const", "k"},
	OpLoad:       {"load", "s"},
	OpStore:      {"store", "sr"},
	OpName:       {"name", "n"},
	OpSetName:    {"set-name", "nr"},
	OpMember:     {"member", "rn"},
	OpSetMember:  {"set-member", "rnr"},
	OpIndex:      {"index", "rr"},
	OpSetIndex:   {"set-index", "rrr"},
	OpSlice:      {"slice", "o*"},
	OpDelSlot:    {"del-slot", "s"},
	OpDelName:    {"del-name", "n"},
	OpDelMember:  {"del-member", "rn"},
	OpDelIndex:   {"del-index", "rr"},
	OpCall:       {"call", "r*"},
	OpBinary:     {"binary", "rr"},
	OpCompare:    {"compare", "rr"},
	OpUnary:      {"unary", "r"},
	OpFormat:     {"format", "-*"},
	OpList:       {"list", "-*"},
	OpTuple:      {"tuple", "-*"},
	OpSet:        {"set", "-*"},
	OpDict:       {"dict", "-*"},
	OpCollect:    {"collect", "rro"},
	OpClosure:    {"closure", "c*"},
	OpClass:      {"class", "c*"},
	OpDecorate:   {"decorate", "rr"},
	OpAnnotate:   {"annotate", "or"},
	OpIter:       {"iter", "r"},
	OpUnpack:     {"unpack", "ri"},
	OpRest:       {"rest", "rii"},
	OpAwait:      {"await", "r"},
	OpYield:      {"yield", "o"},
	OpYieldFrom:  {"yield-from", "r"},
	OpReturn:     {"return", "o"},
	OpRaise:      {"raise", "o"},
	OpImport:     {"import", "ni"},
	OpImportFrom: {"import-from", "nn"},
	OpEnter:      {"enter", "r"},
	OpExit:       {"exit", "r"},
	OpCaught:     {"caught", "o"},
	OpIsInstance: {"is-instance", "rr"},
	OpOpaque:     {"opaque", "-*"},
}
