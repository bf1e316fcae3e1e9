package route

import (
	"slices"
	"strconv"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// entries says of handlers, and of what is injected into them, what comes in
// through their parameters and what becomes of their answers.
type entries struct {
	c  *collector
	to map[*types.Func]*types.Entry
}

// maxInjected bounds dependencies of dependencies.
const maxInjected = 12

// handler makes the entry of one registration; several add up.
func (e *entries) handler(r *registration) {
	h := r.route.Handling
	out := e.of(r.fn)
	path := map[string]inPath{}
	for _, ch := range e.c.chains(r) {
		r.pathParams(ch.path, path)
	}
	e.params(r.fn, h, path, 0)
	e.keywords(r, h)
	e.caught(r, h)
	e.answer(r, out)
	e.wrappers(r, out)
	e.guards(append(append([]place(nil), r.listed...), r.guards...), h, 0)
	for _, ch := range e.c.chains(r) {
		e.guards(ch.listed, h, 0)
	}
}

// surroundings makes entries of what runs before the handlers of a router; its
// parameters come from the framework.
func (e *entries) surroundings(r *router) {
	for _, h := range r.hooks {
		for _, t := range e.c.target(h) {
			fn := t.fn
			if fn == nil && t.class != nil {
				fn = e.c.p.Method(t.class, "__call__")
			}
			if fn == nil {
				continue
			}
			e.of(fn)
			for i := range fn.IR.Params {
				k := i
				if fn.IsMethod() {
					k--
				}
				if k >= 0 && k < len(r.given) {
					e.given(fn, i, r.given[k], &e.of(fn).Params[i])
				}
			}
		}
	}
}

func (e *entries) of(fn *types.Func) *types.Entry {
	out := e.to[fn]
	if out == nil {
		out = &types.Entry{Params: make([]types.EntryParam, len(fn.IR.Params))}
		e.to[fn] = out
	}
	return out
}

// inPath is what the types in the paths say of a parameter, all of them.
type inPath struct{ safe, piece bool }

// pathParams finds the parameters that a path gives; where none is in sight, or the framework puts more
// behind it, those of the function that nothing else gives.
func (reg *registration) pathParams(path string, to map[string]inPath) {
	h := reg.route.Handling
	if h.Converter != nil {
		pathParams(h, path, to)
	}
	if h.Unseen == nil || !h.Lookup && (!reg.unseen || reg.path != "") {
		return
	}
	given := len(h.Given)
	for i := range reg.fn.IR.Params {
		switch p := &reg.fn.IR.Params[i]; {
		case i == 0 && reg.fn.IsMethod() || p.Kind == ir.ParamRest || p.Kind == ir.ParamNamedRest:
		case given > 0:
			given--
		case !slices.ContainsFunc(h.Fills, func(f rule.Fill) bool { return f.Fits(p.Name) }):
			to[p.Name] = inPath{safe: h.Unseen.MatchString(p.Name), piece: true}
		}
	}
}

// pathParams reads the parameters in a path, those without a name by their number.
func pathParams(h *rule.Handling, path string, to map[string]inPath) {
	name, typ, unnamed := h.Converter.SubexpIndex("name"), h.Converter.SubexpIndex("type"), 0
	for _, m := range h.Converter.FindAllStringSubmatch(path, -1) {
		t := ""
		if typ >= 0 {
			t = m[typ]
		}
		now := inPath{safe: h.Clears(t), piece: h.Pieces[t]}
		key := m[name]
		if key == "" {
			key = strconv.Itoa(unnamed)
			unnamed++
		}
		if old, seen := to[key]; seen {
			now = inPath{safe: old.safe && now.safe, piece: (old.piece || old.safe) && (now.piece || now.safe)}
		}
		to[key] = now
	}
}

// params fills in the parameters of a function that the framework calls.
func (e *entries) params(fn *types.Func, h *rule.Handling, path map[string]inPath, depth int) {
	out := e.of(fn)
	given, unnamed := h.Given, 0
	for i := range fn.IR.Params {
		if i == 0 && fn.IsMethod() {
			continue
		}
		prm, to := &fn.IR.Params[i], &out.Params[i]
		typ, named := path[prm.Name]
		if !named && len(given) == 0 {
			if typ, named = path[strconv.Itoa(unnamed)]; named {
				unnamed++
			}
		}
		if named {
			if !typ.safe && !(h.Inject && e.clean(e.c.p.ParamRef(fn, i))) {
				// Where one of several routes lets separators in, there may be some.
				switch before := to.Labels & h.PathBits; {
				case !typ.piece:
					to.Labels &^= h.PieceBits
				case before == 0:
					to.Labels |= h.PieceBits
				}
				to.Labels |= h.PathBits
				to.As = h.PathAs
			}
			continue
		}
		if k := slices.IndexFunc(h.Fills, func(f rule.Fill) bool { return f.Fits(prm.Name) }); k >= 0 {
			e.filling(fn, i, &h.Fills[k], to)
			continue
		}
		if prm.Kind == ir.ParamNamedRest && !h.Inject {
			e.rest(fn, h, path, to)
			continue
		}
		if len(given) > 0 {
			e.given(fn, i, given[0], to)
			if h.Rows && to.Ref.Kind == types.KindInstance {
				to.Ref.Class = e.rowsOf(fn.Class)
			}
			given = given[1:]
			continue
		}
		if prm.Kind == ir.ParamRest && h.Words && !e.counted(fn, i) {
			to.Labels |= h.QueryBits
			to.As = h.QueryAs
		}
		if h.Inject && prm.Kind != ir.ParamRest && prm.Kind != ir.ParamNamedRest {
			e.injected(fn, i, h, to, depth)
		}
	}
	for i := range out.Params {
		out.Params[i].Guess = max(out.Params[i].Guess, h.Guess)
	}
}

// rest: what the path names and no other parameter takes.
func (e *entries) rest(fn *types.Func, h *rule.Handling, path map[string]inPath, to *types.EntryParam) {
	for name, typ := range path {
		if !typ.safe && !slices.ContainsFunc(fn.IR.Params, func(p ir.Param) bool { return p.Name == name }) {
			to.Labels |= h.PathBits
			to.As = h.PathAs
		}
	}
}

// given: the framework passes an instance of a class, which may be untrusted as it
// is: the body of a message.
func (e *entries) given(fn *types.Func, i int, class string, to *types.EntryParam) {
	s := e.c.p.View.Lookup(class)
	if s == nil {
		return
	}
	if !e.c.p.ParamRef(fn, i).Known() {
		to.Ref = types.Instance(s)
	}
	if s.Intrinsic == "fields" {
		to.Ref = types.Instance(s)
		to.Ref.Class = fn.Class
	}
	for k := range s.Sources {
		if src := &s.Sources[k]; e.declares(fn.Class, src.When) {
			to.Labels |= src.Labels
			to.As = src.As
			to.Guess = max(to.Guess, src.Guess)
			to.Clears = src.Clears
		}
	}
}

// rowsOf gives the class that a decorator of another class is given first.
func (e *entries) rowsOf(class *types.Class) *types.Class {
	if class == nil {
		return nil
	}
	for _, d := range e.c.decorators(class.Body) {
		if _, call := applied(d); call.ok() && call.in().Op == ir.OpCall {
			for _, a := range call.fn.IR.ArgsOf(call.in()) {
				if ref := e.c.p.Reg(call.fn, a.Value); ref.Kind == types.KindClass {
					return ref.Class
				}
			}
		}
	}
	return nil
}

// filling: a parameter that the framework fills by its name.
func (e *entries) filling(fn *types.Func, i int, f *rule.Fill, to *types.EntryParam) {
	if to.Default = f.Default; f.Default {
		return
	}
	if f.Attr == "" {
		e.given(fn, i, f.Class, to)
		return
	}
	if fn.Class == nil || e.c.p.ParamRef(fn, i).Known() {
		return
	}
	for _, at := range e.c.attribute(fn.Class, f.Attr) {
		for _, from := range e.c.makers(at) {
			if r := e.c.ref(from); r.Kind == types.KindClass {
				to.Ref = types.Ref{Kind: types.KindObject, Class: r.Class}
			}
		}
	}
}

// keywords: the items of a dict that is registered with the handler are passed by their
// names to what runs before it.
func (e *entries) keywords(r *registration, h *rule.Handling) {
	if h.Keywords == nil || len(r.before) == 0 || !r.at.ok() {
		return
	}
	at := e.c.operand(r.at, h.Keywords)
	if !at.ok() {
		return
	}
	for _, from := range e.c.makers(at) {
		for _, a := range from.fn.IR.ArgsOf(from.in()) {
			switch {
			case a.Kind == ir.ArgNamed: // dict(store=store)
				e.keyword(r, from.fn.IR.Names[a.Name], from.arg(a.Value))
			case from.in().Op == ir.OpDict && a.Key >= 0:
				if name, ok := e.c.text(from.arg(a.Key), 0); ok {
					e.keyword(r, name, from.arg(a.Value))
				}
			}
		}
	}
}

// keyword tells parameters of that name what they hold, unless two registrations disagree.
func (e *entries) keyword(r *registration, name string, value place) {
	ref := e.c.ref(value)
	for _, fn := range r.before {
		for i := range fn.IR.Params {
			if fn.IR.Params[i].Name != name || e.c.p.ParamRef(fn, i).Known() {
				continue
			}
			to := &e.of(fn).Params[i]
			if to.Ref.Known() && to.Ref != ref {
				ref = types.Ref{Kind: types.KindForeign}
			}
			to.Ref = ref
		}
	}
}

// declares tells whether a class has attributes of the names that conditions ask for;
// other conditions are about calls, and there is none.
func (e *entries) declares(class *types.Class, conds []rule.Cond) bool {
	for i := range conds {
		c := &conds[i]
		found := false
		if class != nil {
			if c.Attr != "" && c.Text != nil { // Meta.fields
				_, k, ok := e.c.p.Declared(class, c.Attr)
				found = ok && k != nil && c.Text.MatchString(k.Str)
			}
			for name := range class.Attrs() {
				found = found || e.c.p.View.Naming(name)&c.Class != 0
			}
		}
		if found == c.Not {
			return false
		}
	}
	return true
}

// wrappers: where decorators of the program put a function of theirs in the
// handler's place, it is given what the handler is, and what it returns is the answer.
func (e *entries) wrappers(r *registration, out *types.Entry) {
	given := r.route.Handling.Given
	if out.Value == 0 && len(given) == 0 {
		return
	}
	each := func(inner *types.Func) {
		if inner.IR.Kind != ir.Function {
			return
		}
		if out.Value != 0 && takesAny(inner) {
			e.of(inner).Value |= out.Value
		}
		e.standsFor(inner, r.fn, given)
	}
	for _, at := range r.guards {
		for _, fn := range e.c.guardAt(at).fns {
			for _, inner := range fn.Children {
				each(inner)
				for _, deep := range inner.Children { // of a factory of decorators
					each(deep)
				}
			}
		}
	}
}

// standsFor: what stands in the place of a handler, by the names of its first parameters, is given what the framework
// passes first.
func (e *entries) standsFor(inner, handler *types.Func, given []string) {
	first := 0
	if handler.IsMethod() {
		first = 1
	}
	n := first + len(given)
	if len(given) == 0 || len(inner.IR.Params) < n || len(handler.IR.Params) < n || !takesAny(inner) && len(inner.IR.Params) != len(handler.IR.Params) {
		return
	}
	for i := range n {
		if p := &inner.IR.Params[i]; p.Name != handler.IR.Params[i].Name || p.Kind > ir.ParamPosOnly {
			return
		}
	}
	out := e.of(inner)
	for k, class := range given {
		e.given(inner, first+k, class, &out.Params[first+k])
	}
}

// takesAny tells whether a function takes whatever arguments the one has that it
// stands for.
func takesAny(f *types.Func) bool {
	for i := range f.IR.Params {
		if f.IR.Params[i].Kind == ir.ParamNamedRest {
			return true
		}
	}
	return false
}

// caught: what answers an error is given the error.
func (e *entries) caught(r *registration, h *rule.Handling) {
	i := len(h.Given)
	if r.fn.IsMethod() {
		i++
	}
	if h.Catches == nil || i >= len(r.fn.IR.Params) || !r.at.ok() || r.at.in().Op != ir.OpCall {
		return
	}
	s := e.c.symbol(e.c.operand(r.at, h.Catches))
	if s == nil || s.Kids[rule.Caught] == nil {
		return
	}
	to := &e.of(r.fn).Params[i]
	for _, src := range s.Kids[rule.Caught].Sources {
		to.Labels |= src.Labels
		to.As = src.As
	}
}

// filled: a decorator declares a parameter, named by its text.
func (e *entries) filled(at place, s *rule.Symbol, fn *types.Func) {
	name := ""
	for _, a := range at.fn.IR.ArgsOf(at.in()) {
		text, ok := e.c.text(at.arg(a.Value), 0)
		if a.Kind != ir.ArgPos || !ok {
			continue
		}
		// Of several names the one without dashes counts, else the longest.
		if dashed := strings.HasPrefix(text, "-"); !dashed || len(text) > len(name) && (name == "" || name[0] == '-') {
			name = text
		}
	}
	name = strings.ToLower(strings.ReplaceAll(strings.TrimLeft(name, "-"), "-", "_"))
	for i := range fn.IR.Params {
		if fn.IR.Params[i].Name != name || e.clean(e.c.p.ParamRef(fn, i)) {
			continue
		}
		to := &e.of(fn).Params[i]
		for k := range s.Sources {
			if src := &s.Sources[k]; e.c.holds(at, src.When) {
				to.Labels |= src.Labels
				to.As = src.As
				to.Guess = max(to.Guess, src.Guess)
			}
		}
	}
}

// injected: the default or the annotation's metadata says where a value comes
// from; else its class does.
func (e *entries) injected(fn *types.Func, i int, h *rule.Handling, to *types.EntryParam, depth int) {
	ref := e.c.p.ParamRef(fn, i)
	for _, call := range e.c.declared(fn, i) {
		s := e.c.symbol(call.arg(call.in().A))
		if s == nil {
			continue
		}
		if s.Injects != nil {
			e.dependency(e.c.operand(call, &s.Injects.Func), ref, h, to, depth)
			return
		}
		if len(s.Sources) > 0 {
			e.source(call, s, ref, h, to)
			return
		}
	}
	switch {
	case e.clean(ref):
	case ref.Kind == types.KindInstance && !e.plain(ref):
		// The framework's own things, or a session: what is read of them may be a source, the whole where its class says so.
		e.ofClass(ref, to)
	case ref.Kind == types.KindObject || ref.Kind == types.KindForeign:
		// Without a dependency, only data of the client can fill it.
		to.Labels |= h.BodyBits
		to.As = h.BodyAs
	case ref.Kind == types.KindInstance && !e.text(ref):
		// A list or a dict comes from the body, whole.
		to.Labels |= h.BodyBits
		if ref.Class == nil {
			to.Labels |= h.OpenBits
		}
		to.As = h.BodyAs
		e.ofClass(ref, to)
	default:
		to.Labels |= h.QueryBits
		to.As = h.QueryAs
	}
}

// counted tells whether the items of a *parameter are said to hold no text: *numbers: int
func (e *entries) counted(fn *types.Func, i int) bool {
	r := e.c.p.ParamItem(fn, i)
	return e.clean(r) || r.Kind == types.KindInstance && !e.text(r)
}

// ofClass: instances of a class that is a source are untrusted as they are.
func (e *entries) ofClass(ref types.Ref, to *types.EntryParam) {
	if ref.Sym == nil {
		return
	}
	for i := range ref.Sym.Sources {
		to.Labels |= ref.Sym.Sources[i].Labels
		to.As = ref.Sym.Sources[i].As
	}
}

// source applies what a model says of the call that declares a parameter. Text
// of its own is one field, never a whole body.
func (e *entries) source(call place, s *rule.Symbol, ref types.Ref, h *rule.Handling, to *types.EntryParam) {
	if e.clean(ref) {
		return
	}
	for i := range s.Sources {
		src := &s.Sources[i]
		if !e.c.holds(call, src.When) {
			continue
		}
		labels := src.Labels
		switch {
		case e.text(ref):
			labels &^= (h.BodyBits | h.OpenBits) &^ h.QueryBits
		case ref.Class != nil:
			labels &^= h.OpenBits // its fields are declared
		}
		to.Labels |= labels
		to.As = src.As
		return
	}
}

// text: the value is one string.
func (e *entries) text(r types.Ref) bool {
	return r.Kind == types.KindInstance && !r.List && r.Sym == e.c.p.View.Lookup("builtins.str")
}

// dependency: the parameter is what a function of the workspace gives, or an
// instance of a class whose constructor takes parameters of the request.
func (e *entries) dependency(at place, ref types.Ref, h *rule.Handling, to *types.EntryParam, depth int) {
	if !at.ok() {
		if ref.Kind == types.KindObject {
			e.construct(ref.Class, h, to, depth)
		}
		return
	}
	found := e.c.produced(at)
	if len(found) == 0 {
		found = e.c.target(at)
	}
	for _, t := range found {
		switch {
		case t.class != nil && len(t.guards) > 0:
			// An argument of a factory, which makes the dependency of it.
		case t.fn != nil:
			to.Inject = t.fn
			e.inject(t.fn, h, depth)
		case t.class != nil:
			e.construct(t.class, h, to, depth)
		}
	}
	for _, from := range e.c.makers(at) {
		if r := e.c.ref(from); r.Kind == types.KindObject {
			// An instance that is called: its class says what it does and gives.
			if m := e.c.p.Method(r.Class, "__call__"); m != nil {
				to.Inject = m
				e.inject(m, h, depth)
			}
		} else if r.Kind == types.KindInstance {
			if m := r.Sym.Member("__call__"); m != nil {
				for k := range m.Sources {
					to.Labels |= m.Sources[k].Labels
					to.As = m.Sources[k].As
				}
			}
		}
	}
}

// construct: the parameter is an instance of a class that the framework makes. Its
// constructor is filled as a handler is, and a class without one has its fields filled.
func (e *entries) construct(class *types.Class, h *rule.Handling, to *types.EntryParam, depth int) {
	to.Ref = types.Ref{Kind: types.KindObject, Class: class}
	if m := e.c.p.Method(class, "__init__"); m != nil {
		to.Make = class
		e.inject(m, h, depth)
		return
	}
	if len(class.Fields()) > 0 {
		to.Labels |= h.QueryBits
		to.As = h.QueryAs
	}
}

// inject makes an entry of a function that the framework calls for another.
func (e *entries) inject(fn *types.Func, h *rule.Handling, depth int) {
	if depth > maxInjected || e.to[fn] != nil {
		return
	}
	inner := *h
	inner.Given = nil
	e.params(fn, &inner, nil, depth+1)
}

// guards makes entries of the functions in lists of dependencies.
func (e *entries) guards(list []place, h *rule.Handling, depth int) {
	if !h.Inject {
		return
	}
	for _, g := range list {
		for _, from := range e.c.makers(g) {
			if from.in().Op != ir.OpCall {
				continue
			}
			if s := e.c.symbol(from.arg(from.in().A)); s != nil && s.Injects != nil {
				var ignored types.EntryParam
				e.dependency(e.c.operand(from, &s.Injects.Func), types.Ref{}, h, &ignored, depth)
			}
		}
	}
}

// clean: values of this class cannot hold text that does harm.
func (e *entries) clean(r types.Ref) bool {
	for _, s := range e.c.p.ClassSymbols(r) {
		if s.Clean {
			return true
		}
	}
	return false
}

// plain: a builtin class, which the client's text is converted to.
func (e *entries) plain(r types.Ref) bool {
	return r.List || r.Sym.Parent != nil && r.Sym.Parent == e.c.builtins()
}

// builtins is the symbol that holds the language's own classes.
func (c *collector) builtins() *rule.Symbol { return c.p.View.Lookup("builtins") }

// body: the class is data that the client sends or gets: it derives from a class
// for that, or declares fields and inherits from nothing else that is known.
func (e *entries) body(r types.Ref, h *rule.Handling) bool {
	symbols := e.c.p.ClassSymbols(r)
	for _, s := range symbols {
		for _, b := range h.Bodies {
			if s.Name == b || s == e.c.p.View.Lookup(b) {
				return true
			}
		}
	}
	return len(symbols) == 0 && e.fields(r.Class, 0)
}

func (e *entries) fields(class *types.Class, depth int) bool {
	if len(class.Fields()) > 0 {
		return true
	}
	for _, b := range e.c.p.Bases(class) {
		if b.Kind == types.KindClass && depth < 8 && e.fields(b.Class, depth+1) {
			return true
		}
	}
	return false
}

// declared gives the calls in the default and in the annotation of a parameter:
// = Depends(f), Annotated[X, Depends(f)].
func (c *collector) declared(fn *types.Func, i int) []place {
	mk := fn.Maker()
	if mk == nil {
		return nil
	}
	var out []place
	parent := fn.Parent
	for _, a := range parent.IR.ArgsOf(mk) {
		if a.Name < 0 || parent.IR.Names[a.Name] != fn.IR.Params[i].Name {
			continue
		}
		at := place{parent, a.Value}
		switch a.Kind {
		case ir.ArgDefault:
			out = append(c.callsAt(at), out...)
		case ir.ArgAnnotation:
			out = append(out, c.metadata(at)...)
		}
	}
	return out
}

func (c *collector) callsAt(at place) []place {
	var out []place
	for _, from := range c.makers(at) {
		if from.in().Op == ir.OpCall {
			out = append(out, from)
		}
	}
	return out
}

// metadata gives the calls behind the comma of Annotated[X, ...], also under an
// alias that is defined somewhere.
func (c *collector) metadata(at place) []place {
	var out []place
	for _, from := range c.makers(at) {
		in := from.in()
		if in.Op != ir.OpIndex {
			continue
		}
		if t := from.arg(in.B).in(); t.Op == ir.OpTuple {
			for _, a := range from.fn.IR.ArgsOf(t) {
				out = append(out, c.callsAt(from.arg(a.Value))...)
			}
		}
	}
	return out
}
