package secret

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"underpin/analysis/internal/ir"
)

// literal is one that an expression may give.
type literal struct {
	reg   int32
	guess int
	loose bool   // the name says less of it (an element, an argument): only random text counts
	call  int32  // the look-up whose default it is, or None
	env   string // the variable looked up in the environment
}

// Limits of following an expression to its literals.
const (
	maxFollow   = 6
	maxElements = 64
)

// follow gives the literals that an expression yields without leaving it:
// alternatives of a conditional, elements, defaults of look-ups, wrapped values.
func (s *search) follow(reg int32, depth int, yield func(literal)) {
	if reg < 0 || depth > maxFollow {
		return
	}
	f := s.fn.IR
	in := &f.Instrs[reg]
	switch in.Op {
	case ir.OpConst:
		if text, ok := s.text(reg); ok && (s.candidate(text) || s.reported(reg)) {
			yield(literal{reg: reg, call: ir.None})
		}
	case ir.OpFormat:
		// Only its name is of interest: format has looked at the text.
		yield(literal{reg: reg, call: ir.None})
	case ir.OpStore, ir.OpSetName:
		s.follow(in.B, depth+1, yield)
	case ir.OpAnnotate:
		s.follow(in.A, depth+1, yield)
	case ir.OpLoad:
		// "a or b" and "a if c else b" go through a variable of the lowering.
		if temporary(f.Slots[in.A]) {
			for _, st := range s.fn.Stores(in.A) {
				s.follow(f.Instrs[st].B, depth+1, yield)
			}
		}
	case ir.OpUnpack:
		if args := f.ArgsOf(&f.Instrs[in.A]); in.B >= 0 && int(in.B) < len(args) && args[in.B].Kind == ir.ArgPos {
			s.follow(args[in.B].Value, depth+1, yield)
		}
	case ir.OpList, ir.OpTuple, ir.OpSet, ir.OpDict:
		for i, a := range f.ArgsOf(in) {
			if text, ok := s.text(a.Value); i < maxElements && ok && s.candidate(text) {
				yield(literal{reg: a.Value, loose: true, call: ir.None})
			}
		}
	case ir.OpCall:
		s.followCall(reg, in, depth, yield)
	}
}

// reported tells whether a literal is a secret by its shape.
func (s *search) reported(reg int32) bool {
	return slices.ContainsFunc(s.found[s.first:], func(f Finding) bool { return f.Instr == reg })
}

func (s *search) followCall(reg int32, in *ir.Instr, depth int, yield func(literal)) {
	f := s.fn.IR
	args := f.ArgsOf(in)
	callee := &f.Instrs[in.A]
	if callee.Op == ir.OpMember {
		if text, ok := s.text(callee.A); ok {
			if len(args) <= 1 && s.candidate(text) { // "...".encode()
				yield(literal{reg: callee.A, call: ir.None})
			}
			return
		}
	}
	var key string
	if len(args) > 0 && args[0].Kind == ir.ArgPos {
		key, _ = s.text(args[0].Value)
	}
	fallback, made := ir.None, makes(s.nameOf(in.A))
	for i, a := range args {
		if i == 1 && a.Kind == ir.ArgPos && key != "" || a.Kind == ir.ArgNamed && f.Names[a.Name] == "default" {
			fallback = a.Value
		}
	}
	switch {
	case made && fallback < 0 && key != "": // SecretStr("...")
		s.follow(args[0].Value, depth+1, yield)
	case fallback >= 0 && (key != "" || made || args[0].Kind == ir.ArgNamed): // field(default="...")
		guess, env := 1, ""
		made = made || args[0].Kind == ir.ArgNamed
		if s.hints.Env != nil && s.hints.Env(s.fn, reg) {
			guess, env = 0, key
		} else if made {
			guess = 0
		}
		s.follow(fallback, depth+1, func(l literal) {
			l.guess += guess
			if l.call < 0 && env != "" {
				l.call, l.env = reg, env
			}
			yield(l)
		})
	case len(args) > 0 && s.candidate(key): // bytes.fromhex("...")
		yield(literal{reg: args[0].Value, guess: 1, loose: true, call: ir.None})
	}
}

// makes tells whether a callee is named like a class, which keeps what it is given.
func makes(callee string) bool {
	r, _ := utf8.DecodeRuneInString(callee)
	return unicode.IsUpper(r)
}
