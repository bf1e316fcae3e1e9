package analysis

import (
	"strings"

	"underpin/analysis/internal/fix"
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/route"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/secret"
	"underpin/analysis/internal/taint"
	"underpin/analysis/internal/types"
)

// routes adds what handlers lack.
func (m *matcher) routes(table *route.Table, result *taint.Result) error {
	lacking, err := route.Check(table, m.s.s.set.Rules, result.Asked, result.Facts, m.s.s.o.Jobs)
	for _, x := range lacking {
		if x.Rule.NotIn != nil && x.Rule.NotIn.MatchString(x.Fn.Module.Path) {
			continue
		}
		at := m.nameSpan(x.Fn)
		if x.Instr >= 0 {
			at = m.span(x.Fn, x.Instr)
		}
		f := found{rule: x.Rule, fn: x.Fn, instr: x.Instr, guess: x.Guesses}
		f.Finding = Finding{
			Rule: x.Rule.Name, CWE: x.Rule.CWE, Severity: severityOf(x.Rule.Severity), Confidence: confidence(x.Guesses),
			Location: Location{x.Fn.Module.Path, at}, Message: message(x.Rule, x.Source, x.Sink),
		}
		for _, s := range x.Steps {
			sp := m.nameSpan(s.Fn)
			if s.Instr >= 0 {
				sp = m.span(s.Fn, s.Instr)
			}
			f.Steps = append(f.Steps, Step{Location{s.Fn.Module.Path, sp}, s.Text})
		}
		m.found = append(m.found, f)
	}
	return err
}

// secrets finds the literals of a file that are secrets.
func (m *matcher) secrets() ofFile {
	env := m.s.s.set.Vocabulary.Labels.Set("env")
	hints := secret.Hints{Env: func(f *types.Func, call int32) bool {
		r := m.program.Reg(f, f.IR.Instrs[call].A)
		if r.Kind != types.KindSymbol {
			return false
		}
		for _, s := range r.Sym.Sources {
			if s.Labels&env != 0 {
				return true
			}
		}
		return false
	}, Key: m.signs, Asked: m.asked}
	return func(i int) (out []found) {
		for _, f := range m.s.s.finders() {
			for _, x := range f.Find(m.s.paths[i], m.program.Modules[i].Body, hints) {
				out = append(out, m.secretFinding(f.rule, &x))
			}
		}
		return out
	}
}

func (m *matcher) secretFinding(r *rule.Rule, x *secret.Finding) found {
	what := x.Name
	if x.Shape != "" {
		what = x.Shape
	}
	f := found{rule: r, fn: x.Fn, instr: x.Instr, guess: x.Guess}
	f.Finding = Finding{
		Rule: r.Name, CWE: r.CWE, Severity: severityOf(r.Severity), Confidence: confidence(x.Guess),
		Location: Location{x.Fn.Module.Path, x.Span}, Message: message(r, what, what),
	}
	if x.Test && f.Severity > Info {
		f.Severity = Info
	}
	f.Steps = []Step{{f.Location, "written here"}}
	text := m.s.files[f.Path].text.String()
	for _, spec := range r.Secret.Fixes {
		if x.Test {
			break // a made-up value of a test stays where it is
		}
		name := x.Env
		if name == "" {
			name = x.Name
		}
		m.fix(&f.Finding, &fix.Context{Fn: x.Fn, Text: text, Spec: spec, Call: x.Call, Arg: x.Instr, Name: name})
	}
	return f
}

// fixes asks the rule's makers for edits at a sink: the first that knows one.
func (m *matcher) fixes(specs []rule.FixSpec, h *taint.Hit, way []int32) []Fix {
	if h.Instr < 0 || h.Arg < 0 {
		return nil
	}
	call := h.Instr
	if h.Fn.IR.Instrs[call].Op != ir.OpCall {
		call = ir.None
	}
	var mend []string
	if h.Sink != nil {
		mend = h.Sink.Mend
	}
	var f Finding
	f.Path = h.Fn.Module.Path
	for _, spec := range specs {
		m.fix(&f, &fix.Context{
			Fn: h.Fn, Text: m.s.files[f.Path].text.String(), Spec: spec, Call: call, Arg: h.Arg,
			Way: way, Kinds: 1 << h.Kind, Mend: mend, Style: m.style(h),
		})
		if len(f.Fixes) > 0 {
			break
		}
	}
	return f.Fixes
}

// callFixes asks the rule's makers for edits of a call that does harm by itself.
func (m *matcher) callFixes(specs []rule.FixSpec, h *taint.Hit) []Fix {
	var f Finding
	f.Path = h.Fn.Module.Path
	for _, spec := range specs {
		m.fix(&f, &fix.Context{
			Fn: h.Fn, Text: m.s.files[f.Path].text.String(), Spec: spec, Call: h.Instr, Arg: h.Arg,
			Kinds: 1 << h.Kind, Mend: h.Sink.Mend,
		})
		if len(f.Fixes) > 0 {
			break
		}
	}
	return f.Fixes
}

func (m *matcher) fix(f *Finding, c *fix.Context) {
	if x, ok := fix.Make(c); ok {
		f.Fixes = append(f.Fixes, Fix{ID: x.ID, Title: x.Title, Edits: []FileEdits{{f.Path, x.Edits}}})
	}
}

// style is how the driver behind a sink writes placeholders: the constant
// paramstyle of its module, as the models give it. Where the driver was guessed,
// the one that the program imports speaks, if it is one.
func (m *matcher) style(h *taint.Hit) string {
	if h.Symbol == nil {
		return ""
	}
	// A call may have a style of its own, "none" where it takes no values at all.
	if own := paramStyle(h.Symbol); own != "" {
		return strings.TrimPrefix(own, "none")
	}
	root := h.Symbol
	for root.Parent != nil && root.Parent.Name != "" {
		root = root.Parent
	}
	if s := paramStyle(root); s != "" {
		return s
	}
	found := ""
	for _, name := range m.imports {
		s := paramStyle(m.view.Lookup(name))
		if s == "" {
			continue
		}
		if found != "" && found != s {
			return ""
		}
		found = s
	}
	return found
}

func paramStyle(module *rule.Symbol) string {
	if module == nil {
		return ""
	}
	if s := module.Member("paramstyle"); s != nil && s.Const != nil {
		return s.Const.Value
	}
	return ""
}

// signs tells whether an argument of a call is a key that signs or encrypts.
func (m *matcher) signs(f *types.Func, call int32, arg int) bool {
	key, ok := m.s.s.set.Vocabulary.Kinds.Bit("key")
	r := m.program.Reg(f, f.IR.Instrs[call].A)
	if !ok || r.Kind != types.KindSymbol {
		return false
	}
	a := f.IR.ArgsOf(&f.IR.Instrs[call])[arg]
	for i := range r.Sym.Sinks {
		s := &r.Sym.Sinks[i]
		if s.Kind == key && (a.Kind == ir.ArgPos && arg == s.Arg.Pos || a.Kind == ir.ArgNamed && f.IR.Names[a.Name] == s.Arg.Name) {
			return true
		}
	}
	return false
}
