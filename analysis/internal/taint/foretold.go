package taint

import (
	"slices"
	"strings"
	"unicode"

	"underpin/analysis/internal/ir"
)

// What is drawn by a generator whose numbers can be foretold must not become a
// secret. It becomes one by the name it comes to stand under: of a variable, an
// attribute, a key, an argument, or of the function that gives it.

// keptUnder notes those flows of a value that come to stand under a name that tells of
// a secret.
func (e *evaluator) keptUnder(i, reg int32, v *value, name string) {
	w := &e.sv.in.Words
	if w.Foretold == 0 || len(v.flows) == 0 && v.obj < 0 || e.sv.idleAt(e.sv.kept) {
		return
	}
	names := e.sv.p.View.Naming(name)
	if names&(e.sv.text|w.TokenName|w.Code) == 0 {
		return
	}
	flows, any := e.deep(v), false
	for k := range flows {
		any = any || flows[k].adds&w.Foretold != 0
	}
	if !any {
		return
	}
	for _, f := range flows {
		if f.adds&w.Foretold == 0 {
			continue
		}
		labels := names & e.sv.text
		if names&w.TokenName != 0 && f.adds&w.Made != 0 || names&w.Code != 0 && f.adds&w.Digits != 0 {
			labels |= w.Token
		}
		if labels != 0 {
			f.adds |= labels
			e.reach(f, site{fn: e.fn, instr: i, arg: reg, sink: e.sv.named, kind: e.sv.kept}, true)
		}
	}
}

// madeUp tells whether something in a value was drawn at random.
func (e *evaluator) madeUp(v *value) bool {
	w := &e.sv.in.Words
	return slices.ContainsFunc(v.flows, func(f flow) bool { return f.adds&(w.Made|w.Random) != 0 })
}

// madeFor marks what was made up for a field as a secret where the name of the record and that of
// the field tell so together: Invite(code=...), PasswordReset(code=...).
func (e *evaluator) madeFor(i, reg int32, v *value, record, field string) *value {
	if record == "" || field == "" || !e.madeUp(v) {
		return v
	}
	name := record + "_" + field
	if len(record) > len(field) && strings.EqualFold(record[len(record)-len(field):], field) {
		name = record // VerificationCode(code=...)
	}
	return e.madeUpAs(i, reg, v, name)
}

// madeUpAs is a value that comes to stand under a name: what was made up in it is then a secret or a token.
func (e *evaluator) madeUpAs(i, reg int32, v *value, name string) *value {
	w := &e.sv.in.Words
	names := e.sv.p.View.Naming(name)
	labels := names & e.sv.text
	if names&w.TokenName != 0 {
		labels |= w.Token
	}
	if labels == 0 || !e.madeUp(v) {
		return v
	}
	e.keptUnder(i, reg, v, name)
	c := *v
	c.flows = mapFlows(v.flows, func(f *flow) {
		if f.adds&(w.Made|w.Random) != 0 {
			f.adds |= labels &^ f.drops
		}
	})
	return &c
}

// recordOf gives the class that a call makes an instance of, as far as its name tells, where the class is
// not in sight: Invite(...), models.Invite(...), Invite.objects.create(...).
func (e *evaluator) recordOf(callee int32) string {
	for n := 0; callee >= 0 && n < maxConversions; n++ {
		in := &e.f.Instrs[callee]
		name := e.lastName(callee)
		if name != "" && unicode.IsUpper(rune(name[0])) {
			return name
		}
		if in.Op != ir.OpMember {
			break
		}
		callee = in.A
	}
	return ""
}

// keptUnderKey notes what was made up and is kept under a key that is put together, told by its own name and by the
// words before the key: cache.set(f"reset:{email}", code).
func (e *evaluator) keptUnderKey(a *arguments) {
	for k := 1; k < len(a.pos); k++ {
		if v := a.pos[k]; e.madeUp(v) {
			e.madeFor(e.now, a.regs[k], v, beginning(e.p, e.fn, a.regs[0], 0), e.lastName(a.regs[k]))
		}
	}
}

// literal gives what is written out of the pieces of a text.
func (e *evaluator) literal(pieces []ir.Arg) string {
	var b strings.Builder
	for _, a := range pieces {
		if k := e.reg(a.Value).konst; k != nil && k.Kind == ir.ConstString {
			b.WriteString(k.Str)
		}
	}
	return b.String()
}

// inText is a value that was made up and stands in a text behind words that tell what it is: "Your sign-in code: ",
// or as a parameter of an address, told by the page too: "/auth/verify?code=".
func (e *evaluator) inText(reg int32, v *value, before string) *value {
	if before == "" {
		return v
	}
	if page, rest, ok := strings.Cut(before, "?"); ok && strings.HasSuffix(rest, "=") {
		rest = rest[strings.LastIndexByte(rest, '&')+1:]
		page = strings.TrimRight(page, "/")
		return e.madeFor(e.now, reg, v, page[strings.LastIndexByte(page, '/')+1:], strings.TrimSuffix(rest, "="))
	}
	words := strings.Fields(strings.TrimSuffix(strings.TrimRight(before, " :=\n"), " is"))
	if n := len(words); n > 0 {
		name := strings.Join(words[max(0, n-wordsBefore):], "_")
		if e.sv.p.View.Naming(name)&e.sv.text != 0 {
			return e.madeUpAs(e.now, reg, v, name)
		}
		e.keptUnder(e.now, reg, v, name) // a salt or an invitation may be told
	}
	return v
}

// texts makes text of the pieces of a format, those that were made up told by the words before them.
func (e *evaluator) texts(pieces []*value) {
	before := ""
	for k, v := range pieces {
		switch {
		case v.konst != nil && v.konst.Kind == ir.ConstString:
			before += v.konst.Str
		case e.madeUp(v):
			// An address is shown to be opened: what stands in it is no message that lies about.
			if told := e.inText(ir.None, v, before); !strings.Contains(before, "?") {
				v = told
			}
		}
		pieces[k] = e.text(v)
	}
}

// inMessage notes what was made up and is passed behind a message with places for it:
// log.info("Issued sign-in code %s", code).
func (e *evaluator) inMessage(a *arguments) {
	text := a.pos[0].konst
	if text == nil || text.Kind != ir.ConstString {
		return
	}
	places := strings.Split(text.Str, "%")
	for k := 1; k < len(a.pos) && k < len(places); k++ {
		if v := a.pos[k]; e.madeUp(v) {
			e.inText(a.regs[k], v, strings.Join(places[:k], ""))
		}
	}
}

// wordsBefore is how many words before a value tell what it is.
const wordsBefore = 3

// given notes the same of the arguments of a function of the program, by the names
// of its parameters.
func (e *evaluator) given(i int32, params []ir.Param, args []*value) {
	if i < 0 || e.sv.in.Words.Foretold == 0 {
		return
	}
	for k, v := range args {
		if v != nil {
			e.keptUnder(i, ir.None, v, params[k].Name)
		}
	}
}
