package secret

import (
	"strings"

	"underpin/analysis/internal/ir"
)

// context looks at an instruction that gives a value a name.
func (s *search) context(at int32, in *ir.Instr) {
	f := s.fn.IR
	switch in.Op {
	case ir.OpStore:
		if name := f.Slots[in.A]; !temporary(name) {
			s.named(name, in.B, 0)
			s.login(name, in.B)
			s.variable(in.A, in.B)
		}
	case ir.OpSetName:
		s.named(f.Names[in.A], in.B, 0)
		s.login(f.Names[in.A], in.B)
	case ir.OpSetMember:
		s.named(f.Names[in.B], in.C, 0)
		s.login(f.Names[in.B], in.C)
	case ir.OpSetIndex:
		if key, ok := s.text(in.B); ok {
			s.named(key, in.C, 0)
		}
	case ir.OpCollect:
		if key, ok := s.text(in.C); ok {
			s.named(key, in.B, 0)
		}
	case ir.OpDict, ir.OpClosure:
		s.entries(in)
	case ir.OpTuple:
		s.pair(at, in)
	case ir.OpCall:
		s.call(at, in)
	case ir.OpCompare:
		if op := ir.CompareOp(in.Sub); op == ir.Eq || op == ir.NotEq {
			s.compared(in.A, in.B)
			s.compared(in.B, in.A)
		}
	case ir.OpReturn:
		if f.Kind == ir.Function && in.A >= 0 {
			s.named(f.Name, in.A, 0)
		}
	}
}

// temporary tells the slots that the lowering made.
func temporary(slot string) bool { return strings.Contains(slot, "#") }

// entries are the keys of a dictionary and the defaults of parameters.
func (s *search) entries(in *ir.Instr) {
	f := s.fn.IR
	for _, a := range f.ArgsOf(in) {
		if a.Kind == ir.ArgDefault && a.Name >= 0 {
			s.named(f.Names[a.Name], a.Value, 0)
		} else if key, ok := s.text(a.Key); ok && in.Op == ir.OpDict {
			s.named(key, a.Value, 0)
		}
	}
}

// pair is ("password", "hunter2") in a list of fields. Beside its digest a
// password is an example.
func (s *search) pair(at int32, in *ir.Instr) {
	if args := s.fn.IR.ArgsOf(in); len(args) == 2 {
		if key, ok := s.text(args[0].Value); ok && s.class(key) != silent && !s.name(args[1].Value) {
			if v, ok := s.text(args[1].Value); ok && (s.class(key) == worded && digest(v) || s.candidate(v) && s.specimens(at)) {
				return
			}
			s.named(key, args[1].Value, 0)
		}
	}
}

// name tells a literal that is itself the name of a secret: ("password1",
// "password2") lists fields and holds no value.
func (s *search) name(reg int32) bool {
	text, ok := s.text(reg)
	return ok && s.class(text) != silent
}

// call looks at keyword arguments, at a name followed by its value
// (get("password", "..."), option("--token", default="...")) and at keys of
// signing functions.
func (s *search) call(at int32, in *ir.Instr) {
	f := s.fn.IR
	args := f.ArgsOf(in)
	if len(args) >= 2 && args[0].Kind == ir.ArgPos && args[1].Kind == ir.ArgPos && s.logsIn(s.nameOf(in.A)) {
		s.beside(args)
	}
	before := "" // the literal passed just before
	for i, a := range args {
		text, literal := s.text(a.Value)
		switch a.Kind {
		case ir.ArgPos:
			if literal && before != "" && (!s.name(a.Value) || s.environment(at)) {
				s.entry(before, at, a.Value)
			}
			before = text
		case ir.ArgNamed:
			name := f.Names[a.Name]
			if name == "default" && literal {
				for _, key := range args[:i] {
					if text, ok := s.text(key.Value); ok && key.Kind == ir.ArgPos {
						s.entry(text, at, a.Value)
					}
				}
			}
			s.named(name, a.Value, 0)
			s.login(name, a.Value)
		}
		if literal && s.hints.Key != nil && s.candidate(text) && s.hints.Key(s.fn, at, i) {
			s.value(worded, "", a.Value, 0, ir.None, "")
		}
	}
}

// login looks at what stands under a name that takes a user and a password: the pair of
// them, or a list of pairs.
func (s *search) login(name string, reg int32) {
	if reg < 0 {
		return
	}
	in := &s.fn.IR.Instrs[reg]
	if in.Op != ir.OpTuple && in.Op != ir.OpList || !s.logsIn(name) {
		return
	}
	args := s.fn.IR.ArgsOf(in)
	if len(args) == 2 {
		s.beside(args)
	}
	for i, a := range args {
		if i < maxElements && a.Value >= 0 && s.fn.IR.Instrs[a.Value].Op == ir.OpTuple {
			s.login(name, a.Value)
		}
	}
}

func (s *search) logsIn(name string) bool {
	return s.rule.Logins != nil && len(name) >= 2 && len(name) <= 64 && s.rule.Logins.MatchString(snakeCase(name))
}

// beside judges the second of two literals, where the first is the name of a user.
func (s *search) beside(args []ir.Arg) {
	if user, ok := s.text(args[0].Value); ok && user != "" && s.class(user) == silent {
		if v, ok := s.text(args[1].Value); ok && v != user && s.candidate(v) {
			s.value(worded, "password", args[1].Value, 0, ir.None, "")
		}
	}
}

func (s *search) environment(call int32) bool {
	return s.hints.Env != nil && s.hints.Env(s.fn, call)
}

// entry is a value that a call gets beside its name.
func (s *search) entry(key string, call, value int32) {
	if v, ok := s.text(value); !ok || !s.candidate(v) {
		return
	}
	c, env := s.class(key), ""
	if c == silent && s.rule.EnvNames == nil {
		return
	}
	if s.environment(call) {
		c, env = s.envClass(c, key), key
	} else {
		call = ir.None
	}
	if c != silent {
		s.value(c, key, value, 0, call, env)
	}
}

// named judges what a name is given. Names are looked up only for literals, as
// most values are not.
func (s *search) named(name string, reg int32, guess int) {
	s.follow(reg, 0, func(l literal) {
		c := s.class(name)
		if c == worded && l.loose {
			c = telling
		}
		if c != silent {
			s.value(c, name, l.reg, guess+l.guess, l.call, l.env)
		} else if !l.loose {
			s.called(l.reg, name, l.call, l.env)
		}
	})
}

// called notes the name, and the look-up around it, of a literal that is a
// secret by its shape: a fix needs them.
func (s *search) called(literal int32, name string, call int32, env string) {
	for i := s.first; i < len(s.found); i++ {
		if f := &s.found[i]; f.Instr == literal && f.Name == "" {
			f.Name, f.Call, f.Env = name, call, env
		}
	}
}

func (s *search) value(c nameClass, name string, literal int32, guess int, call int32, env string) {
	if v, ok := s.text(literal); ok {
		if g, ok := s.judge(c, name, v); ok && !s.kept(literal) {
			s.report(Finding{Instr: literal, Name: name, Guess: min(g+guess, 2), Call: call, Env: env})
			return
		}
	}
	s.called(literal, name, call, env)
}

// compared judges a literal beside an expression that reads a secret.
func (s *search) compared(reg, with int32) {
	if v, ok := s.text(with); ok && s.candidate(v) {
		if name := s.nameOf(reg); name != "" {
			s.named(name, with, 0)
		}
	}
}

// nameOf gives the name under which an expression reads something: a variable,
// an attribute, a key, the key given to a look-up, else the function called.
func (s *search) nameOf(reg int32) string {
	f := s.fn.IR
	for range 4 {
		in := &f.Instrs[reg]
		switch in.Op {
		case ir.OpLoad:
			return f.Slots[in.A]
		case ir.OpName:
			return f.Names[in.A]
		case ir.OpMember:
			return f.Names[in.B]
		case ir.OpIndex:
			key, _ := s.text(in.B)
			return key
		case ir.OpCall:
			if args := f.ArgsOf(in); len(args) > 0 {
				if key, ok := s.text(args[0].Value); ok {
					return key
				}
			}
			reg = in.A
		case ir.OpAwait:
			reg = in.A
		case ir.OpStore:
			reg = in.B
		default:
			return ""
		}
	}
	return ""
}
