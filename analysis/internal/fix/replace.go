package fix

import (
	"strings"
	"unicode"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/lazy"
)

// replaceCall calls a safer function of the same argument. Text put together
// here was written for the function that it is given to, and stays.
func (e *editor) replaceCall() (string, bool) {
	in, args, ok := e.call(e.Call)
	if !ok || len(args) != 1 || args[0].Kind != ir.ArgPos || args[0].Value != e.Arg || !e.simple(e.Arg) {
		return "", false
	}
	s := e.span(in.A)
	e.replace(s.Start, s.End, e.Spec.Call)
	return "Use " + e.Spec.Call, e.require()
}

// receiver calls the same method of something better: random.choice(x) becomes
// secrets.choice(x).
func (e *editor) receiver() (string, bool) {
	in, _, ok := e.call(e.Call)
	if !ok || e.instr(in.A).Op != ir.OpMember {
		return "", false
	}
	s := e.span(e.instr(in.A).A)
	if strings.ContainsAny(e.source(s), ".([ \n") {
		return "", false
	}
	e.replace(s.Start, s.End, e.Spec.Call)
	return "Use " + e.Spec.Call + "." + e.Fn.IR.Names[e.instr(in.A).B], e.require()
}

var variable = lazy.Trusted(`^[A-Z_][A-Z0-9_]{2,}$`)

// envLookup reads a value from the environment in place of a literal. Where the
// literal is the default of such a look-up, the look-up loses its default.
func (e *editor) envLookup() (string, bool) {
	name := environmentName(e.Name)
	if !variable.MatchString(name) || e.instr(e.Arg).Op != ir.OpConst || !e.standsAlone() {
		return "", false
	}
	c := &e.Fn.IR.Consts[e.instr(e.Arg).A]
	s := e.span(e.Arg)
	lookup := e.Spec.Call + `["` + name + `"]`
	switch {
	case e.Call >= 0:
		s = e.span(e.Call)
		if strings.Contains(e.source(s), "#") {
			return "", false
		}
	case c.Kind == ir.ConstBytes:
		lookup += ".encode()"
	case strings.ContainsAny(c.Str, " \t") && !strings.HasPrefix(c.Str, "-----"):
		return "", false // only a part of it is the secret
	}
	e.replace(s.Start, s.End, lookup)
	return "Read it from the environment", e.require()
}

// standsAlone tells whether the literal is a whole value: no part of a longer
// text, no default that functions are made with, no element of a list, which
// has no name of its own.
func (e *editor) standsAlone() bool {
	for i := range e.Fn.IR.Instrs {
		in := e.instr(int32(i))
		switch in.Op {
		case ir.OpFormat, ir.OpBinary, ir.OpClosure, ir.OpList, ir.OpSet, ir.OpTuple:
			if in.Op == ir.OpBinary && (in.A == e.Arg || in.B == e.Arg) {
				return false
			}
			for _, a := range e.Fn.IR.ArgsOf(in) {
				if a.Value == e.Arg {
					return false
				}
			}
		}
	}
	return true
}

// environmentName writes a name as environments do: dbPassword is DB_PASSWORD.
func environmentName(name string) string {
	var b strings.Builder
	last := '_'
	for _, r := range name {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			r = '_'
		case unicode.IsUpper(r) && (unicode.IsLower(last) || unicode.IsDigit(last)):
			b.WriteByte('_')
		}
		if r != '_' || last != '_' {
			b.WriteRune(unicode.ToUpper(r))
		}
		last = r
	}
	return strings.TrimPrefix(strings.Trim(b.String(), "_"), "X_")
}
