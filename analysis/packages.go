package analysis

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
	"underpin/analysis/packages"
)

// isManifest tells of files that say what is installed and are no code. A notebook comes as its file, or, from an editor,
// as the code in it.
func isManifest(path string, text *Text) bool {
	dot := strings.ToLower(path[strings.LastIndexByte(path, '.')+1:])
	if dot == "ipynb" && !strings.HasPrefix(strings.TrimLeft(text.String(), " \t\r\n\ufeff"), "{") {
		return false
	}
	code := slices.ContainsFunc(Languages(), func(l Language) bool { return slices.Contains(l.Extensions, "."+dot) })
	return !code && packages.IsManifest(path)
}

// isHeaded tells of code that begins with what it needs, and of no file that is read as a manifest besides.
func isHeaded(f *file) bool {
	return !f.manifest && !f.scripted && !packages.IsManifest(f.path) && packages.IsScript(f.text.Bytes())
}

// read once a file: what it installs.
func (f *file) installs() ([]packages.Install, []packages.Note) {
	f.installed.Do(func() {
		switch n := f.notebook; {
		case n != nil:
			f.install, f.unread = packages.InCells(n.Text, n.Cells)
		case packages.IsManifest(f.path):
			f.install, f.unread = packages.Installs(f.path, f.text.Bytes())
		case f.headed:
			f.install, f.unread = packages.InScript(f.text.Bytes())
		}
	})
	return f.install, f.unread
}

// packages finds what is wrong with the names that a file imports and installs.
func (m *matcher) packages(judge *packageJudge) ofFile {
	return func(i int) []found {
		if judge == nil {
			return nil
		}
		body := m.program.Modules[i].Body
		return append(m.importsOf(judge, body), m.installsOf(judge, body)...)
	}
}

// manifests adds, of the whole workspace, what is wrong with the names that its scripts import and its manifests install.
func (m *matcher) manifests(ctx context.Context, judge *packageJudge) error {
	if judge == nil || m.focus != nil || len(m.s.paths) != len(m.s.names.paths) {
		return nil
	}
	scripts := m.s.names.scripts
	m.scripts = len(scripts)
	inScript := make([][]found, len(scripts))
	err := m.s.each(ctx, len(scripts), func(i int) {
		inScript[i] = m.s.scriptImports(ctx, judge, m.s.files[scripts[i]], m.quick)
	})
	for _, list := range inScript {
		m.found = append(m.found, list...)
	}
	for _, path := range m.s.names.installing {
		if m.s.files[path].headed {
			continue // said with its code
		}
		m.listed++
		list, notes := judge.manifest(m.s.files[path])
		m.found = append(m.found, list...)
		m.notes = append(m.notes, notes...)
	}
	return err
}

// importsOf finds what is wrong with the imports of one file.
func (m *matcher) importsOf(judge *packageJudge, body *types.Func) (out []found) {
	f := m.s.files[body.Module.Path]
	text := f.text.String()
	if judge.loose(text) {
		return nil
	}
	var around *bool // whether a module of the workspace that this file imports says where others are
	verdicts := map[string]packages.Verdict{}
	undeclared := !f.headed && judge.speaksOf(packages.KindUndeclared, f.path)
	for open := []*types.Func{body}; len(open) > 0; {
		fn := open[len(open)-1]
		open = append(open[:len(open)-1], fn.Children...)
		if m.asked != nil && !m.asked(fn) {
			continue
		}
		for i := range fn.IR.Instrs {
			in := &fn.IR.Instrs[i]
			if in.Op != ir.OpImport && in.Op != ir.OpImportFrom {
				continue
			}
			module := fn.IR.Names[in.A]
			v, ok := verdicts[module]
			if !ok {
				v = judge.Import(f.path, module)
				if undeclared {
					v, _ = judge.Undeclared(f.path, module, v)
				}
				verdicts[module] = v
			}
			at := moduleSpan(text, in, int(fn.Base), v.Name)
			if !judge.flaw(v.Kind) || v.Kind == packages.KindUndeclared && (fn != body || !firstImport(body, at.Start, v.Name, text)) || handled(fn.IR, int32(i)) || packages.Guarded(f.text, at.Start) || packages.Quoted(text, v.Name) || m.quick && f.typing(at) {
				continue
			}
			if around == nil {
				loose := m.s.importsLoose(judge, f.path, body)
				around = &loose
			}
			if *around {
				return nil
			}
			if m.s.writtenByTests(f.path, v.Name) || v.Kind == packages.KindUndeclared && m.s.optional(v.Name) {
				continue
			}
			for _, x := range judge.findings(v, f, at, "import") {
				x.fn, x.instr = fn, int32(i)
				x.Fixes = append(x.Fixes, importFix(x.rule, &v, f, at, in)...)
				out = append(out, x)
			}
		}
	}
	return out
}

// importsLoose tells whether a file imports a module of the workspace that says where modules are found: a file that does nothing but
// extend the path is imported first.
func (s *Snapshot) importsLoose(judge *packageJudge, path string, body *types.Func) bool {
	x := s.names.index()
	for i := range body.IR.Instrs {
		in := &body.IR.Instrs[i]
		if in.Op != ir.OpImport && in.Op != ir.OpImportFrom {
			continue
		}
		module := body.IR.Names[in.A]
		if to := x.Module(path, module); to.Here && to.File >= 0 {
			if f := s.files[s.names.paths[to.File]]; f != nil && judge.loose(f.text.String()) {
				return true
			}
		}
	}
	return false
}

// writtenByTests tells of a module that a test imports whether any test speaks of a file of its name: tests write the modules
// that they try things with.
func (s *Snapshot) writtenByTests(path, module string) bool {
	if !inTests(path) {
		return false
	}
	file := module + ".py"
	return slices.ContainsFunc(s.names.paths, func(p string) bool {
		return inTests(p) && strings.Contains(s.files[p].text.String(), file)
	})
}

// inTests tells whether a file lies in a folder of tests.
func inTests(path string) bool {
	return strings.HasPrefix(path, "test/") || strings.HasPrefix(path, "tests/") || strings.Contains(path, "/test/") || strings.Contains(path, "/tests/")
}

// importFix imports the module that is probably meant, where that is all there is to do: the code below uses other names.
func importFix(r *rule.Rule, v *packages.Verdict, f *file, at Span, in *ir.Instr) (out []Fix) {
	if v.Module == "" || f.text.Slice(at) != v.Name {
		return nil
	}
	if in.Op == ir.OpImport && in.B == 0 && mentionsOf(f.text.String(), v.Name) > 1 {
		return nil
	}
	for _, spec := range r.Package.Fixes {
		out = append(out, Fix{
			ID: spec.ID, Title: fmt.Sprintf("Import %s instead", v.Module),
			Edits: []FileEdits{{f.path, []TextEdit{{Start: at.Start, End: at.End, New: v.Module}}}},
		})
	}
	return out
}

// mentionsOf counts how often a word stands in a text.
func mentionsOf(text, name string) (n int) {
	for at := 0; ; {
		i := strings.Index(text[at:], name)
		if i < 0 {
			return n
		}
		at += i
		if word(text, at, at+len(name)) {
			n++
		}
		at += len(name)
	}
}

// moduleSpan is the place of the first part of the module that an instruction imports.
func moduleSpan(text string, in *ir.Instr, base int, name string) Span {
	start := base + int(in.Pos)
	if in.Op == ir.OpImportFrom {
		// The instruction is where the imported name stands; its module stands behind the last "from" before that.
		if k := strings.LastIndex(text[:start], "from"); k >= 0 {
			rest := text[k+len("from") : start]
			if at := len(rest) - len(strings.TrimLeft(rest, " \t\\\r\n")); strings.HasPrefix(rest[at:], name) {
				start = k + len("from") + at
			}
		}
	}
	return Span{Start: start, End: min(start+len(name), len(text))}
}

// handled tells whether something catches what an instruction raises: a module that may be missing.
func handled(f *ir.Func, instr int32) bool {
	return slices.ContainsFunc(f.Blocks, func(b ir.Block) bool { return b.First <= instr && instr < b.Last && b.Handler != ir.None })
}

// packageJudge speaks of names as the rules about packages do.
type packageJudge struct {
	*packages.Resolver
	rules []*rule.Rule
}

// packageJudge gives nil where no rule asks, or there is no index.
func (s *Snapshot) packageJudge() *packageJudge {
	j := &packageJudge{}
	for _, r := range s.s.set.Rules {
		if r.Package != nil {
			j.rules = append(j.rules, r)
		}
	}
	if len(j.rules) == 0 {
		return nil
	}
	if j.Resolver = s.resolver(); j.Resolver == nil {
		return nil
	}
	return j
}

// flaw tells whether any rule speaks of a verdict, so that the rest need not be looked at.
func (j *packageJudge) flaw(k packages.Kind) bool {
	return slices.ContainsFunc(j.rules, func(r *rule.Rule) bool {
		return slices.ContainsFunc(r.Package.Finds, func(f rule.PackageFind) bool { return f.Verdict == k.String() })
	})
}

// speaksOf tells whether any rule speaks of a verdict on an import of a file.
func (j *packageJudge) speaksOf(k packages.Kind, path string) bool {
	return slices.ContainsFunc(j.rules, func(r *rule.Rule) bool {
		return (r.NotIn == nil || !r.NotIn.MatchString(path)) && slices.ContainsFunc(r.Package.Finds, func(f rule.PackageFind) bool { return f.Verdict == k.String() && f.Of != "install" })
	})
}

// speaks tells whether any rule speaks of the imports of a file.
func (j *packageJudge) speaks(path string) bool {
	return slices.ContainsFunc(j.rules, func(r *rule.Rule) bool {
		return (r.NotIn == nil || !r.NotIn.MatchString(path)) && slices.ContainsFunc(r.Package.Finds, func(f rule.PackageFind) bool { return f.Of != "install" })
	})
}

// loose tells of files that say themselves where modules are found: then they may be anywhere.
func (j *packageJudge) loose(text string) bool {
	return strings.Contains(text, "sys.path") || strings.Contains(text, "addsitedir")
}

// manifest finds what is wrong with what a file installs.
func (j *packageJudge) manifest(f *file) (out []found, notes []Note) {
	list, unread := f.installs()
	for _, i := range list {
		out = append(out, j.findings(j.InstallIn(f.path, i), f, i.Span, "install")...)
	}
	for _, n := range unread {
		notes = append(notes, Note{Location{f.path, n.Span}, n.Message, "parts of manifests could not be read"})
	}
	return out, notes
}

// findings words a verdict, once a rule that speaks of it.
func (j *packageJudge) findings(v packages.Verdict, f *file, at Span, of string) (out []found) {
	for _, r := range j.rules {
		if r.NotIn != nil && r.NotIn.MatchString(f.path) {
			continue
		}
		k := slices.IndexFunc(r.Package.Finds, func(x rule.PackageFind) bool { return fits(&x, &v, of) })
		if k < 0 {
			continue
		}
		x := &r.Package.Finds[k]
		says := *r
		if x.Says != "" {
			says.Message = x.Says
		}
		says.Message = strings.NewReplacer("{date}", j.Date(), "{registry}", string(v.Registry)).Replace(says.Message)
		c := found{rule: r, instr: ir.None, guess: x.Guess}
		c.Finding = Finding{
			Rule: r.Name, CWE: r.CWE, Severity: severityOf(r.Severity), Confidence: confidence(x.Guess),
			Location: Location{f.path, at}, Message: message(&says, "`"+v.Name+"`", "`"+v.Distribution+"`"), Evidence: v.Evidence,
			Typing: f.typing(at),
		}
		if x.Severity != "" {
			c.Severity = severityOf(x.Severity)
		}
		c.Steps = []Step{{c.Location, "written here"}}
		for _, spec := range r.Package.Fixes {
			c.Fixes = append(c.Fixes, rename(spec, &v, f, at, of)...)
		}
		out = append(out, c)
	}
	return out
}

func fits(x *rule.PackageFind, v *packages.Verdict, of string) bool {
	return x.Verdict == v.Kind.String() && (x.Of == "" || x.Of == of) && (!x.Meant || v.Distribution != "") &&
		(x.Exists == "" || (x.Exists == "yes") == v.Exists) && (x.Scoped == "" || (x.Scoped == "yes") == strings.HasPrefix(v.Name, "@")) &&
		(!x.Established || v.Established)
}

// rename installs or imports what is probably meant. Of imports in Python importFix tells.
func rename(spec rule.FixSpec, v *packages.Verdict, f *file, at Span, of string) []Fix {
	if v.Distribution == "" || of != "install" && !f.scripted || f.text.Slice(at) != v.Name {
		return nil
	}
	return []Fix{{
		ID: spec.ID, Title: fmt.Sprintf("%s%s %s instead", strings.ToUpper(of[:1]), of[1:], v.Distribution),
		Edits: []FileEdits{{f.path, []TextEdit{{Start: at.Start, End: at.End, New: v.Distribution}}}},
	}}
}

// manifestReport is the quick answer about one manifest, without the rest of the workspace.
func (s *Snapshot) manifestReport(f *file) *Report {
	m := &matcher{s: s}
	if judge := s.packageJudge(); judge != nil {
		m.found, m.notes = judge.manifest(f)
	}
	slices.SortStableFunc(m.found, func(a, b found) int { return compare(&a.Finding, &b.Finding) })
	r := &Report{Notes: m.notes}
	for i := range m.found {
		r.Findings = append(r.Findings, m.found[i].Finding)
	}
	m.fingerprints(r.Findings)
	applyConfig(r, s.s.o.Config)
	r.Notes = append(r.Notes, m.suppressManifest(f, m.suppressions(), r.Findings)...)
	m.inOrder(r)
	r.Findings = f.withoutTyping(r.Findings)
	return r
}

// installsAnew brings what a file of code installs, a setup.py for instance, up to its present text.
func (s *Snapshot) installsAnew(f *file, findings []Finding) []Finding {
	if !slices.Contains(s.names.installing, f.path) {
		return findings
	}
	list, _ := f.installs()
	findings = slices.DeleteFunc(findings, func(x Finding) bool {
		return len(x.Evidence) > 0 && slices.ContainsFunc(list, func(i packages.Install) bool { return i.Span == x.Span })
	})
	findings = append(findings, s.manifestReport(f).Findings...)
	slices.SortStableFunc(findings, func(a, b Finding) int { return compare(&a, &b) })
	return findings
}
