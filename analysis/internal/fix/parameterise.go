package fix

import (
	"slices"
	"strconv"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/lazy"
	"underpin/analysis/internal/source"
)

// parameterise moves the values out of a statement's text into its parameters:
//
//	execute(f"... WHERE name = '{name}'")  ->  execute("... WHERE name = ?", (name,))
//
// It holds only where every value that carries the flaw stands where the
// language of statements takes a value. Names of tables and lists stay as they
// are, and without a fix if the flaw is in them.
func (e *editor) parameterise() (string, bool) {
	p := &parameters{editor: e}
	ok := p.open() && p.convert() && p.rewrite() && p.pass()
	return "Pass the values as parameters", ok
}

type parameters struct {
	*editor
	call   int32    // the call that takes the parameters
	args   []ir.Arg // its arguments; the first is the statement
	text   *template
	groups []group  // those that become placeholders
	exprs  []string // their values
	names  []string // their names, for named placeholders
	left   bool     // other holes stay
}

// open finds the statement and the call that runs it.
func (p *parameters) open() bool {
	if p.Style != "qmark" && p.Style != "format" && p.Style != "named" {
		return false
	}
	_, args, ok := p.editor.call(p.Call)
	if !ok || len(args) == 0 || args[0].Kind != ir.ArgPos || args[0].Value != p.Arg {
		return false
	}
	p.call, p.args = p.Call, args
	if p.Style == "named" && len(args) == 1 {
		p.runner()
	}
	reg, ok := p.expression(p.Arg)
	if !ok {
		return false
	}
	if p.text, ok = p.read(reg); !ok {
		return false
	}
	return reg == p.Arg || p.unchanged(reg)
}

// runner moves on to the method that runs the statement which the call at hand
// only wraps: execute(text("...")).
func (p *parameters) runner() {
	for i := range p.Fn.IR.Instrs {
		in, args, ok := p.editor.call(int32(i))
		if !ok || len(args) == 0 || args[0].Kind != ir.ArgPos || p.instr(in.A).Op != ir.OpMember {
			continue
		}
		if reg, ok := p.expression(args[0].Value); ok && reg == p.Call {
			p.call, p.args = int32(i), args
			return
		}
	}
}

// unchanged tells whether the variables in the holes still hold the same where
// the statement is run as where it was put together.
func (p *parameters) unchanged(built int32) bool {
	for i := built; i < p.call; i++ {
		in := p.instr(i)
		if in.Op != ir.OpStore {
			continue
		}
		for j := range built {
			if load := p.instr(j); load.Op == ir.OpLoad && load.A == in.A && p.inHole(j) {
				return false
			}
		}
	}
	return true
}

func (p *parameters) inHole(reg int32) bool {
	s := p.span(reg)
	return slices.ContainsFunc(p.text.holes, func(h hole) bool { return h.within.Contains(s) })
}

// convert chooses the groups that become parameters.
func (p *parameters) convert() bool {
	groups, ok := p.text.groups(true)
	if !ok {
		return false
	}
	for _, g := range groups {
		if !p.text.isValue(&g) {
			if slices.ContainsFunc(g.holes, func(h int) bool { return p.carries(p.text.holes[h].reg) }) {
				return false
			}
			p.left = true
			continue
		}
		expr, ok := p.text.valueOf(&g)
		if !ok {
			return false
		}
		p.groups = append(p.groups, g)
		p.exprs = append(p.exprs, expr)
		p.names = append(p.names, p.unique(expr))
	}
	return len(p.groups) > 0
}

// valueOf writes a group as an expression: its one hole, or an interpolated
// string where text stands beside it inside the quotes ('%{word}%').
func (t *template) valueOf(g *group) (string, bool) {
	if len(g.holes) == 1 && g.last-g.first == 2*quotes(g) {
		h := &t.holes[g.holes[0]]
		if h.plain {
			return h.expr, true
		}
		if g.quote == 0 {
			return "", false
		}
	}
	var b strings.Builder
	for _, m := range t.marks[g.first+1 : g.last] {
		switch {
		case m.hole >= 0:
			b.WriteString(t.holes[m.hole].field)
		case m.b == '{' || m.b == '}':
			b.WriteByte(m.b)
			b.WriteByte(m.b)
		case m.b == '\\' || m.b < ' ' || m.b == g.quote:
			return "", false
		default:
			b.WriteByte(m.b)
		}
	}
	text := b.String()
	for _, q := range [...]string{`"`, "'"} {
		if !strings.Contains(text, q) && !strings.ContainsAny(text, "\\\n") {
			return "f" + q + text + q, true
		}
	}
	return "", false
}

func quotes(g *group) int {
	if g.quote != 0 {
		return 1
	}
	return 0
}

var lastName = lazy.Trusted(`([A-Za-z_]\w*)(?:['"]\])?$`)

// unique names a parameter after its value.
func (p *parameters) unique(expr string) string {
	name := "value"
	if m := lastName.FindStringSubmatch(expr); m != nil {
		name = m[1]
	}
	for n, base := 2, name; slices.Contains(p.names, name); n++ {
		name = base + "_" + strconv.Itoa(n)
	}
	return name
}

func (p *parameters) placeholder(i int) string {
	switch p.Style {
	case "format":
		return "%s"
	case "named":
		return ":" + p.names[i]
	}
	return "?"
}

// rewrite puts the placeholders into the text and takes away what only served
// the interpolation.
func (p *parameters) rewrite() bool {
	t := p.text
	if t.tail.Len() > 0 {
		if p.left {
			return false
		}
		p.replace(t.tail.Start, t.tail.End, "")
	}
	gone := make([]bool, len(t.holes))
	inside := make([]bool, len(t.marks))
	for i, g := range p.groups {
		join := ""
		for _, h := range g.holes {
			gone[h] = true
			if t.holes[h].join != "" {
				join = t.holes[h].join
			}
		}
		for m := g.first; m <= g.last; m++ {
			inside[m] = true
			// Two literals side by side cannot be cut across the gap between them.
			if m > g.first && t.marks[m].start != t.marks[m-1].end {
				return false
			}
		}
		p.replace(t.marks[g.first].start, t.marks[g.last].end, p.placeholder(i)+join)
	}
	// With parameters given before, signs are doubled already.
	double := p.Style == "format" && len(p.args) == 1
	p.plain(t, gone, inside, double, p.Style != "format")
	return true
}

// pass hands the values to the call, merged with those it has already.
func (p *parameters) pass() bool {
	if len(p.args) == 1 {
		in := p.instr(p.call)
		open, ok := p.bracket(in)
		if !ok {
			return false
		}
		p.insert(p.outer(p.span(p.args[0].Value), open).End, ", "+p.list())
		return true
	}
	if len(p.args) != 2 || p.args[1].Kind != ir.ArgPos {
		return false
	}
	given := p.instr(p.args[1].Value)
	s := p.span(p.args[1].Value)
	elements := p.Fn.IR.ArgsOf(given)
	switch {
	case given.Op == ir.OpDict && p.Style == "named" && len(elements) > 0:
		last := p.span(elements[len(elements)-1].Value)
		p.insert(p.outer(last, s.Start).End, ", "+p.pairs())
		return true
	case (given.Op == ir.OpTuple || given.Op == ir.OpList) && p.Style != "named":
		return p.merge(s, elements)
	}
	return false
}

func (p *parameters) list() string {
	if p.Style == "named" {
		return "{" + p.pairs() + "}"
	}
	if len(p.exprs) == 1 {
		return "(" + p.exprs[0] + ",)"
	}
	return "(" + strings.Join(p.exprs, ", ") + ")"
}

func (p *parameters) pairs() string {
	var b strings.Builder
	for i, name := range p.names {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(`"` + name + `": ` + p.exprs[i])
	}
	return b.String()
}

// merge puts the new values between those given, in the order of the placeholders.
func (p *parameters) merge(s source.Span, elements []ir.Arg) bool {
	var all []string
	next, g := 0, 0
	old := p.placeholder(0)
	for i := 0; i < len(p.text.marks); i++ {
		switch {
		case g < len(p.groups) && i == p.groups[g].first:
			all = append(all, p.exprs[g])
			i = p.groups[g].last
			g++
		case p.text.at(i, old):
			if next == len(elements) || elements[next].Kind != ir.ArgPos {
				return false
			}
			all = append(all, p.source(p.span(elements[next].Value)))
			next++
		}
	}
	if next != len(elements) {
		return false
	}
	p.replace(s.Start, s.End, "("+strings.Join(all, ", ")+")")
	return true
}
