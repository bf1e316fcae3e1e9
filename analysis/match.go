package analysis

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"underpin/analysis/internal/bug"
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/route"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/suppress"
	"underpin/analysis/internal/taint"
	"underpin/analysis/internal/types"
)

// matcher turns what the kinds of analysis found into findings: one for each
// flaw, in order, each with its way, fingerprint and suppression.
type matcher struct {
	s       *Snapshot
	units   []*unit
	program *types.Program
	view    *rule.View
	imports []string // top-level modules that the program imports

	found    []found
	notes    []Note
	scripts  int // how many were looked at
	listed   int // and of manifests
	facts    func(*types.Func) types.FuncFacts
	callers  func(*types.Func) []*types.Func
	named    map[*rule.Rule]bool // whether one of the rule's settings stands in the program
	table    *route.Table
	heardBy  map[*rule.Rule]*route.Asked
	machines map[machine]bool // functions in which other programs tell what happened

	focus   []*types.Func // what is asked for; nil: everything
	excerpt *excerpt      // what the program was cut to, or nil
	asked   func(*types.Func) bool
	quick   bool // names that are still written are not spoken of
}

// found is a finding with what decides between findings at one place.
type found struct {
	Finding
	rule  *rule.Rule
	fn    *types.Func
	instr int32
	guess int
	about rule.Bits // labels of the text that it is about, whichever way is looked at
}

func (m *matcher) run(ctx context.Context) error {
	table := route.Collect(m.program)
	m.program.Given(table.Entries)
	judge := m.s.packageJudge()
	files := func() ([]found, error) { return m.files(ctx, m.secrets(), m.patterns(table), m.packages(judge)) }
	if m.focus == nil && m.excerpt == nil && m.s.s.o.Jobs > 1 {
		// Following flows leaves workers idle at times: what files show is found in between.
		files = aside(files)
		defer func() { _, _ = files() }()
	}
	result, err := taint.Solve(ctx, taint.Input{
		Program: m.program, Entries: table.Entries, Words: words(m.s.s.set.Vocabulary), Jobs: m.s.s.o.Jobs, Yield: m.s.s.o.Yield,
		Matters: m.s.s.matters(), Focus: m.focus, All: m.s.s.followAll,
	})
	if err != nil {
		return err
	}
	m.facts, m.callers, m.table = result.Facts, result.Callers, table
	asked := result.Asked
	if m.excerpt != nil {
		asked = func(f *types.Func) bool { return m.excerpt.has(f) && result.Asked(f) }
	}
	if m.focus != nil || m.excerpt != nil {
		m.asked = asked // else files may be looking
	}
	shown, err := files()
	if err != nil {
		return err
	}
	m.asked = asked
	m.flows(result.Hits)
	m.calls(result.Hits)
	if m.excerpt == nil {
		if err := m.routes(table, result); err != nil {
			return err
		}
	}
	m.limits(result)
	m.found = append(m.found, shown...)
	return m.manifests(ctx, judge)
}

// ofFile finds what one file shows by itself, told its number.
type ofFile func(i int) []found

// aside begins work at once; what it gives waits for its end.
func aside[T any](work func() (T, error)) func() (T, error) {
	var out T
	var err error
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer bug.Recover(&err)
		out, err = work()
	}()
	return func() (T, error) {
		<-done
		return out, err
	}
}

// files gives what files show. Of a program of one file too, all cores work: on one kind each, the longest first.
func (m *matcher) files(ctx context.Context, kinds ...ofFile) (all []found, err error) {
	lists := make([][]found, len(kinds)*len(m.program.Modules))
	err = m.s.each(ctx, len(lists), func(n int) {
		if i := n / len(kinds); m.program.Modules[i].Body != nil {
			lists[n] = kinds[n%len(kinds)](i)
		}
	})
	return slices.Concat(lists...), err
}

// left tells whether a rule was not asked of a function: an excerpt cannot tell what surrounds handlers, nor what the
// program does not say anywhere.
func (m *matcher) left(name string, fn *types.Func) bool {
	if m.excerpt == nil {
		return false
	}
	if !m.excerpt.has(fn) {
		return true
	}
	i := slices.IndexFunc(m.s.s.set.Rules, func(r *rule.Rule) bool { return r.Name == name })
	return i >= 0 && m.wide(m.s.s.set.Rules[i])
}

// wide tells whether what a rule says of a function depends on the whole program. Of patterns some do; what these find
// in an excerpt counts, and what they found before stays.
func (m *matcher) wide(r *rule.Rule) bool {
	return m.excerpt != nil && (r.Route != nil || r.Flow != nil && (len(r.Flow.Settings) > 0 || r.Flow.Audience != nil) || r.Pattern != nil)
}

// matters tells the flow analysis which labels do harm where, as far as any rule asks.
func (s *Session) matters() []taint.Matter {
	var out []taint.Matter
	for _, r := range s.set.Rules {
		if r.Flow == nil {
			continue
		}
		for _, t := range r.Flow.From {
			kinds := r.Flow.To
			if t.To != 0 {
				kinds &= t.To
			}
			out = append(out, taint.Matter{Labels: t.Need, Kinds: kinds | t.Beside})
		}
	}
	return out
}

// limits notes the functions that were not followed in full.
func (m *matcher) limits(result *taint.Result) {
	for i, s := range result.Sums {
		if s == nil || s.Limit == "" && s.Failed == nil {
			continue
		}
		fn := m.program.Funcs[i]
		at, name := m.nameSpan(fn), "function "+fn.Name()
		if fn.IR.Kind == ir.Module {
			at, name = Span{}, "the code outside functions"
		}
		text, kind := name+" was followed in part only: "+s.Limit, "functions were followed in part only"
		if s.Failed != nil {
			text = s.Failed.Error() + " (in " + name + ", which was not analysed)"
			kind = ""
		}
		m.notes = append(m.notes, Note{Location{fn.Module.Path, at}, text, kind})
	}
}

// flows matches hits with the flow rules.
func (m *matcher) flows(hits []taint.Hit) {
	type place struct {
		rule  *rule.Rule
		fn    *types.Func
		instr int32
	}
	type choice struct {
		hit, guess int
		severity   Severity
		about      rule.Bits // labels that all of the surest hits there have
	}
	best := map[place]choice{}
	ways := map[place][]int32{} // the instructions that flows into the place pass
	var order []place
	type call struct {
		fn    *types.Func
		instr int32
	}
	kinds := map[call]rule.Bits{} // of harm that calls do
	for i := range hits {
		kinds[call{hits[i].Fn, hits[i].Instr}] |= 1 << hits[i].Kind
	}
	for i := range hits {
		h := &hits[i]
		for _, r := range m.s.s.set.Rules {
			if r.Flow == nil || m.wide(r) || r.Flow.To&(1<<h.Kind) == 0 || r.NotIn != nil && r.NotIn.MatchString(h.Fn.Module.Path) {
				continue
			}
			guess, ok := m.terms(r.Flow.From, h, kinds[call{h.Fn, h.Instr}])
			if !ok || r.Flow.Said != nil && !said(h, r.Flow.Said) || m.spared(r.Flow, h) || (r.Flow.Set == 0 || r.Flow.Set&(1<<h.Kind) != 0) && m.set(r) || r.Flow.Renewed && renewed(h) || r.Flow.Rounds != nil && rounds(h.Fn.IR, r.Flow.Rounds) {
				continue
			}
			more, severity := m.heard(r, h)
			if guess += more; m.fromMachine(r.Flow, h) {
				guess += 2
			}
			p := place{r, h.Fn, h.Instr}
			if r.Flow.AtSource {
				if from := h.Way(); len(from) > 0 {
					p = place{r, from[0].Fn, from[0].Instr}
				}
			}
			for _, s := range h.Way() {
				if s.Fn == h.Fn {
					ways[p] = append(ways[p], s.Instr)
				}
			}
			old, seen := best[p]
			if !seen {
				order = append(order, p)
			}
			if !seen || guess < old.guess {
				old = choice{i, guess, severity, h.Labels}
			} else if guess == old.guess {
				if old.about &= h.Labels; severity > old.severity {
					old.hit, old.severity = i, severity
				}
			}
			best[p] = old
		}
	}
	for _, p := range order {
		b := best[p]
		f := m.flowFinding(p.rule, &hits[b.hit], b.guess, ways[p])
		f.Severity, f.about = b.severity, b.about
		m.found = append(m.found, f)
	}
}

// said tells whether a text in the functions that a flow passes matches.
func said(h *taint.Hit, p *rule.Pattern) bool {
	says := func(f *types.Func) bool {
		return slices.ContainsFunc(f.IR.Consts, func(c ir.Const) bool { return c.Kind == ir.ConstString && p.MatchString(c.Str) })
	}
	return says(h.Fn) || slices.ContainsFunc(h.Way(), func(s taint.Step) bool { return s.Fn != h.Fn && says(s.Fn) })
}

// calls matches hits with the rules about calls that do harm by themselves: of several
// ways to one of them the surest, and the shortest.
func (m *matcher) calls(hits []taint.Hit) {
	type place struct {
		rule  *rule.Rule
		fn    *types.Func
		instr int32
	}
	best := map[place]int{}
	var order []place
	for i := range hits {
		h := &hits[i]
		for _, r := range m.s.s.set.Rules {
			if r.Call == nil || r.Call.To&(1<<h.Kind) == 0 || h.Guess > 0 && m.beside(h.Fn, r.Call.Beside) {
				continue
			}
			p := place{r, h.Fn, h.Instr}
			old, seen := best[p]
			if !seen {
				order = append(order, p)
			}
			if !seen || h.Guess < hits[old].Guess || h.Guess == hits[old].Guess && len(h.Way()) < len(hits[old].Way()) {
				best[p] = i
			}
		}
	}
	for _, p := range order {
		m.found = append(m.found, m.callFinding(p.rule, &hits[best[p]]))
	}
}

// beside tells whether one of some names stands in the file of a function.
func (m *matcher) beside(fn *types.Func, names []string) bool {
	return len(names) > 0 && slices.ContainsFunc(m.program.Funcs, func(f *types.Func) bool { return f.Module == fn.Module && mentions(f.IR, names) })
}

func (m *matcher) callFinding(r *rule.Rule, h *taint.Hit) found {
	f := found{rule: r, fn: h.Fn, instr: h.Instr, guess: h.Guess}
	f.Finding = Finding{
		Rule: r.Name, CWE: r.CWE, Severity: severityOf(r.Severity), Confidence: confidence(h.Guess),
		Location: Location{h.Fn.Module.Path, m.sinkSpan(h.Fn, h.Instr, h.Arg)}, Message: message(r, "", h.Sink.As),
	}
	if r.Call.Asked != nil && slices.ContainsFunc(h.Asked(), r.Call.Asked.MatchString) {
		f.guess += 2
		f.Confidence = confidence(f.guess)
	}
	test := r.Call.TestPath != nil && r.Call.TestPath.MatchString(f.Path)
	if test && f.Severity > Info {
		f.Severity = Info
	}
	for _, s := range h.Way() {
		f.Steps = m.step(f.Steps, s)
	}
	f.Steps = append(f.Steps, Step{f.Location, h.Sink.As})
	if len(f.Steps) == 1 && !test {
		f.Fixes = m.callFixes(r.Call.Fixes, h)
	}
	return f
}

// terms tells whether a hit's labels meet a rule, and how many guesses lie in it then.
func (m *matcher) terms(ts []rule.LabelTerm, h *taint.Hit, beside rule.Bits) (guess int, ok bool) {
	for _, t := range ts {
		if h.Labels&t.Need != t.Need || h.Labels&t.Without != 0 || t.To != 0 && t.To&(1<<h.Kind) == 0 || beside&t.Beside != t.Beside {
			continue
		}
		if t.Near != 0 && !m.readsPart(h.Fn, t.Near) {
			continue
		}
		if g := h.Guess + t.Guess; !ok || g < guess {
			guess, ok = g, true
		}
	}
	return guess, ok
}

// readsPart tells whether a function reads or writes a part of something by a constant key that
// carries one of the labels: form["password"], data.get("password"), headers["Authorization"] = key.
func (m *matcher) readsPart(fn *types.Func, labels rule.Bits) bool {
	f := fn.IR
	telling := func(reg int32) bool {
		if reg < 0 || f.Instrs[reg].Op != ir.OpConst {
			return false
		}
		c := &f.Consts[f.Instrs[reg].A]
		return c.Kind == ir.ConstString && !strings.Contains(c.Str, " ") && m.view.Naming(c.Str)&labels != 0
	}
	for i := range f.Instrs {
		switch in := &f.Instrs[i]; in.Op {
		case ir.OpIndex, ir.OpSetIndex:
			if telling(in.B) {
				return true
			}
		case ir.OpDict:
			if slices.ContainsFunc(f.ArgsOf(in), func(a ir.Arg) bool { return telling(a.Key) }) {
				return true
			}
		case ir.OpCall:
			args := f.ArgsOf(in)
			if len(args) > 0 && args[0].Kind == ir.ArgPos && f.Instrs[in.A].Op == ir.OpMember && telling(args[0].Value) {
				return true
			}
		}
	}
	return false
}

// farthest is how many stations a way with a guess in it may have: handed on a dozen times, hardly anything is what was
// guessed at its beginning.
const farthest = 11

func (m *matcher) flowFinding(r *rule.Rule, h *taint.Hit, guess int, way []int32) found {
	at := m.sinkSpan(h.Fn, h.Instr, h.Arg)
	f := found{rule: r, fn: h.Fn, instr: h.Instr, guess: guess}
	f.Finding = Finding{
		Rule: r.Name, CWE: r.CWE, Severity: severityOf(r.Severity), Confidence: confidence(guess),
		Location: Location{h.Fn.Module.Path, at},
	}
	from := ""
	for _, s := range h.Way() {
		if from == "" && (s.Source || s.Instr < 0) {
			from = withArticle(s.Message)
		}
		f.Steps = m.step(f.Steps, s)
	}
	if p, ok := strings.CutPrefix(from, "parameter "); ok && m.view.Naming(p)&h.Labels == 0 {
		if name := h.Named(m.view.Naming, h.Labels); name != "" {
			if from = name + " in " + from; f.Steps[0].Message == "read from "+name {
				from = name
			}
		}
	}
	sink := h.Sink.As
	f.Steps = append(f.Steps, Step{f.Location, "reaches " + sink})
	if guess == 1 && len(f.Steps) > farthest {
		f.guess, f.Confidence = 2, confidence(2)
	}
	f.Message = message(r, from, sink)
	if way := h.Way(); r.Flow.AtSource && len(way) > 0 {
		f.atSource(m, way[0])
		h = &taint.Hit{Fn: f.fn, Instr: f.instr, Arg: f.instr, Kind: h.Kind}
	}
	f.Fixes = m.fixes(r.Flow.Fixes, h, way)
	return f
}

// atSource moves a finding to where its text begins.
func (f *found) atSource(m *matcher, s taint.Step) {
	f.fn, f.instr = s.Fn, s.Instr
	f.Location = Location{s.Fn.Module.Path, m.span(s.Fn, s.Instr)}
}

// message fills the rule's sentence in.
func message(r *rule.Rule, from, sink string) string {
	if from == "" {
		from = "a value"
	}
	text := strings.NewReplacer("{source}", from, "{sink}", sink).Replace(r.Message)
	if text != "" {
		text = strings.ToUpper(text[:1]) + text[1:]
	}
	return text
}

// withArticle makes a noun of a model part of a sentence: "query parameter"
// becomes "a query parameter". What has an article, is many or cannot be counted
// stays as it is.
func withArticle(noun string) string {
	first, _, _ := strings.Cut(noun, " ")
	if first == noun && (strings.Contains(noun, "_") || strings.ToLower(noun) != noun) {
		return noun // the name of a variable
	}
	last := noun[strings.LastIndexByte(noun, ' ')+1:]
	switch first {
	case "", "a", "an", "the", "all", "content", "output", "bytes", "rows", "text", "parameter":
		return noun
	}
	switch last {
	case "input", "content", "mail", "data":
		return noun
	}
	if strings.HasSuffix(noun, "()") {
		return noun
	}
	if strings.ContainsRune("aeiouAEIO", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

// step adds a station, unless it says nothing beyond the one before.
func (m *matcher) step(steps []Step, s taint.Step) []Step {
	at := Location{s.Fn.Module.Path, m.span(s.Fn, s.Instr)}
	if n := len(steps); n > 0 {
		last := steps[n-1]
		text := m.s.files[at.Path].text
		if last.Location == at || s.Minor && last.Path == at.Path && text.Line(last.Span.Start) == text.Line(at.Span.Start) {
			return steps
		}
	}
	return append(steps, Step{at, s.Message})
}

func confidence(guess int) Confidence {
	switch guess {
	case 0:
		return High
	case 1:
		return Medium
	}
	return Low
}

// span is the place of an instruction; of parameter n for -1-n.
func (m *matcher) span(fn *types.Func, instr int32) Span {
	if instr < 0 {
		return m.paramSpan(fn, int(-1-instr))
	}
	in := &fn.IR.Instrs[instr]
	return Span{Start: int(fn.Base + in.Pos), End: int(fn.Base + in.End)}
}

// paramSpan finds a parameter's name in the function's head.
func (m *matcher) paramSpan(fn *types.Func, n int) Span {
	if n >= len(fn.IR.Params) {
		return m.nameSpan(fn)
	}
	name := strings.TrimLeft(fn.IR.Params[n].Name, "*")
	text := m.s.files[fn.Module.Path].text.String()
	start := m.nameSpan(fn).End
	for at := start; at < len(text); {
		i := strings.Index(text[at:], name)
		if i < 0 {
			break
		}
		at += i
		if word(text, at, at+len(name)) {
			return Span{Start: at, End: at + len(name)}
		}
		at += len(name)
	}
	return m.nameSpan(fn)
}

func word(text string, start, end int) bool {
	letter := func(c byte) bool {
		return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
	}
	return (start == 0 || !letter(text[start-1])) && (end >= len(text) || !letter(text[end]))
}

// nameSpan is the name of a function where it is defined.
func (m *matcher) nameSpan(fn *types.Func) Span {
	start := int(fn.Base + fn.IR.NamePos)
	return Span{Start: start, End: start + len(fn.IR.Name)}
}

// sinkSpan is where a finding is shown: the call from its callee's name on the
// line where the operand's call is made, to the end of the operand.
func (m *matcher) sinkSpan(fn *types.Func, instr, arg int32) Span {
	sp := m.span(fn, instr)
	if instr < 0 {
		return sp
	}
	in := &fn.IR.Instrs[instr]
	text := m.s.files[fn.Module.Path].text
	if in.Op == ir.OpCall {
		callee := &fn.IR.Instrs[in.A]
		end := int(fn.Base + callee.End)
		if callee.Op == ir.OpMember {
			if start := end - len(fn.IR.Names[callee.B]); text.Line(start) != text.Line(sp.Start) {
				sp.Start = start
			}
		}
	}
	if text.Line(sp.Start) == text.Line(sp.End) || arg < 0 {
		return sp
	}
	if e := int(fn.Base + fn.IR.Instrs[arg].End); e > sp.Start && e < sp.End {
		sp.End = e
	}
	return sp
}

// report sorts, lets rules decide between findings at one place, and marks what
// comments suppress.
func (m *matcher) report() *Report {
	r := m.judged()
	m.suppress(r)
	m.inOrder(r)
	return r
}

// judged is a report before comments are looked at.
func (m *matcher) judged() *Report {
	m.subsume()
	slices.SortStableFunc(m.found, func(a, b found) int { return compare(&a.Finding, &b.Finding) })
	r := &Report{Files: len(m.units), Scripts: m.scripts, Manifests: m.listed, Notes: m.notes}
	for i := range m.found {
		if i > 0 && m.found[i].Rule == m.found[i-1].Rule && m.found[i].Location == m.found[i-1].Location {
			continue
		}
		r.Findings = append(r.Findings, m.found[i].Finding)
	}
	m.fingerprints(r.Findings)
	for i, u := range m.units {
		f := m.s.files[m.s.paths[i]]
		r.Lines += f.text.Lines()
		if u.note != "" {
			r.Notes = append(r.Notes, Note{Location: Location{Path: f.path}, Message: u.note})
		}
	}
	return r
}

func (m *matcher) inOrder(r *Report) {
	slices.SortStableFunc(r.Notes, func(a, b Note) int {
		if c := strings.Compare(a.Path, b.Path); c != 0 {
			return c
		}
		return a.Span.Start - b.Span.Start
	})
}

func compare(a, b *Finding) int {
	if c := strings.Compare(a.Path, b.Path); c != 0 {
		return c
	}
	if c := a.Span.Compare(b.Span); c != 0 {
		return c
	}
	if c := strings.Compare(a.Rule, b.Rule); c != 0 {
		return c
	}
	return strings.Compare(a.Message, b.Message)
}

// subsume drops a finding where a rule that subsumes its rule speaks at the same place;
// first where that depends on the text, so that what is left can subsume in turn.
func (m *matcher) subsume() {
	m.drop(func(by, f *found) bool {
		stands := slices.ContainsFunc(by.rule.Subsumes, func(s rule.Subsumed) bool {
			return s.Of != 0 && s.Name == f.Rule && f.about&s.Of == s.Of
		})
		if stands { // it says what both would have said
			by.Severity, by.Confidence = max(by.Severity, f.Severity), max(by.Confidence, f.Confidence)
			by.Message = strings.TrimSuffix(by.Message, " "+by.rule.Also) + " " + by.rule.Also
		}
		return stands
	})
	m.drop(func(by, f *found) bool {
		return slices.ContainsFunc(by.rule.Subsumes, func(s rule.Subsumed) bool { return s.Of == 0 && s.Name == f.Rule })
	})
}

// drop takes the findings away for which another one at the same place stands.
func (m *matcher) drop(stands func(by, f *found) bool) {
	gone := make([]bool, len(m.found))
	for i := range m.found {
		if m.found[i].rule.Subsumes == nil {
			continue
		}
		for j := range m.found {
			if m.found[j].Path == m.found[i].Path && m.found[j].Span.Overlaps(m.found[i].Span) && stands(&m.found[i], &m.found[j]) {
				gone[j] = true
			}
		}
	}
	kept := m.found[:0]
	for i := range m.found {
		if !gone[i] {
			kept = append(kept, m.found[i])
		}
	}
	m.found = kept
}

// fingerprints names findings by what does not move with edits elsewhere: rule,
// file, the text of the place without a suppression, and the how-manieth of that kind it is.
func (m *matcher) fingerprints(fs []Finding) {
	fingerprint(fs, func(path string) *Text { return m.s.files[path].text })
}

func fingerprint(fs []Finding, textOf func(path string) *Text) {
	seen := map[string]int{}
	for i := range fs {
		f := &fs[i]
		text := textOf(f.Path)
		line := text.Line(f.Span.Start)
		key := f.Rule + "\x00" + f.Path + "\x00" + strings.Join(strings.Fields(suppress.Code(text.LineText(line))), " ")
		seen[key]++
		sum := sha256.Sum256([]byte(key + "\x00" + strconv.Itoa(seen[key])))
		f.Fingerprint = hex.EncodeToString(sum[:16])
	}
}
