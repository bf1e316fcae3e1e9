// Package types links the functions of all files into one program and says what
// an expression denotes: a modelled symbol, a function or class of the
// workspace, an instance of either.
//
// Inference is light and flow-insensitive: constructor and return types from
// models, imports, annotations, attributes set through self. What a value is at
// one point of a function is taint's business, which carries these same Refs
// along its flow. What is worth remembering is found once, when the program is
// linked; questions after that change nothing, may be asked by many at once and
// are answered the same whoever asked before.
package types

import (
	"slices"
	"sync"
	"sync/atomic"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
)

// Importer finds workspace modules; package resolve implements it.
type Importer struct {
	// Module resolves a module name written in the file at path from: the file's
	// index or -1, the package folder when it is a package, and whether it is in
	// the workspace at all.
	Module func(from, name string) (file int32, dir string, here bool)
	Sub    func(dir, name string) (file int32, sub string, here bool)
}

// Program is all code of a snapshot, linked. It is immutable.
type Program struct {
	View    *rule.View
	Imports Importer
	Modules []*Module
	Funcs   []*Func
	Classes []*Class

	builtins   *rule.Symbol
	basic      basic
	subclasses map[*Class][]*Class
	heirs      map[*rule.Symbol]*Class       // the class that derives from a library's, nil where there are several
	below      map[*Class]map[string][]*Func // methods by name, see Overrides
	decorated  map[*Func][]*Func
	shared     map[sharedKey]Ref // see findShared
	outside    map[string]bool   // attributes assigned on something other than a method's receiver
	jobs       int               // work done at a time while the program is linked
	yield      func()            // called in between, or nil
	news       atomic.Bool       // something was remembered
	refs       sync.Map          // answer -> *answer: what is remembered
	places     sync.Map          // Place -> *Place
	remember   bool              // while settle asks: answers are kept
}

// basic are instances of the classes that literals make.
type basic struct{ str, bytes, int, float, bool, list, tuple, set, dict Ref }

func newBasic(builtins *rule.Symbol) basic {
	of := func(name string) Ref { return Instance(builtins.Member(name)) }
	return basic{
		str: of("str"), bytes: of("bytes"), int: of("int"), float: of("float"), bool: of("bool"),
		list: of("list"), tuple: of("tuple"), set: of("set"), dict: of("dict"),
	}
}

// Module is one file.
type Module struct {
	Index int32
	Path  string
	Body  *Func

	first, last int // its functions among the program's
}

// Func is one function, lambda, class body or module body of the program.
type Func struct {
	ID       int32
	IR       *ir.Func
	Module   *Module
	Parent   *Func // the lexically enclosing one
	Class    *Class
	Children []*Func
	Base     uint32 // offset of the IR's start in its file

	Static, ClassMethod, Property bool
	Wrapper                       bool // it stands for a decorated method: its first parameter is the instance

	maker     int32            // index of the OpClosure or OpClass in Parent that makes it, or -1
	outer     *ir.Instr        // that instruction
	decorates []int32          // the OpDecorate instructions
	stores    []int32          // the OpStore instructions, by slot, in order
	storesOf  []int32          // where those of a slot begin and, in the next entry, end
	bound     map[string]int32 // slots by name, of functions with many
	loads     []bool           // the slots that are read
	stars     []int32          // of a module: the imports of everything
	settled   bool             // all of the following is known, and of a class its attributes
	result    known            // what settle found, here and in the next two; nil where it was cut
	handed    []Ref            // by parameter: what all calls in sight pass, where no annotation says it; nil: nothing
	paramRefs []known
	slotRefs  []known
	Captured  []bool         // slots that inner functions (or, of a module, any function or file) read
	Rebound   map[int32]bool // slots that inner functions assign, by nonlocal or global
}

// Class is a class of the workspace.
type Class struct {
	ID    int32
	Name  string
	Body  *Func
	attrs map[string]*attr

	distinct bool // each call makes an instance of its own
	bases    []Ref
	based    bool             // bases are found, or being found
	Members  map[string]*Func // methods by name, last definition wins
}

// attr collects what is assigned to self.name anywhere in the class's methods.
type attr struct {
	sites []site
	ref   known
	born  Birth // of what it holds, where that is made in one place
}

type site struct {
	fn  *Func
	reg int32 // the value assigned, or None with an annotation only
	ann int32
}

// NewProgram links modules, jobs of them at a time; no answer depends on how many. yield, if there is one, is called in between.
// paths[i] is the path of bodies[i].
func NewProgram(view *rule.View, imports Importer, paths []string, bodies []*ir.Func, jobs int, yield func()) *Program {
	p := &Program{
		View: view, Imports: imports, Modules: make([]*Module, len(bodies)),
		builtins: view.Lookup("builtins"), subclasses: map[*Class][]*Class{}, heirs: map[*rule.Symbol]*Class{},
		below: map[*Class]map[string][]*Func{}, jobs: jobs, yield: yield,
	}
	p.basic = newBasic(p.builtins)
	for i, body := range bodies {
		m := &Module{Index: int32(i), Path: paths[i]}
		p.Modules[i] = m
		if body == nil {
			continue
		}
		m.first = len(p.Funcs)
		m.Body = p.add(m, nil, body, 0)
		m.last = len(p.Funcs)
	}
	p.parallel(len(p.Modules), func(i int) { p.Modules[i].scan(p) })
	for _, c := range p.Classes {
		for _, b := range p.Bases(c) {
			switch b.Kind {
			case KindClass:
				p.subclasses[b.Class] = append(p.subclasses[b.Class], c)
			case KindSymbol:
				p.heirs[b.Sym] = p.heir(b.Sym, c)
			}
		}
	}
	for _, c := range p.Classes {
		p.findBelow(c, 0)
	}
	p.settle()
	p.handAll()
	p.findBirths()
	p.findDecorated()
	return p
}

// heir gives the class that derives from a library's, nil when c is not the first.
func (p *Program) heir(of *rule.Symbol, c *Class) *Class {
	if _, other := p.heirs[of]; other {
		return nil
	}
	return c
}

func (p *Program) add(m *Module, parent *Func, f *ir.Func, base uint32) *Func {
	fn := &Func{
		ID: int32(len(p.Funcs)), IR: f, Module: m, Parent: parent, Base: base, maker: ir.None,
	}
	flags := make([]bool, 2*len(f.Slots))
	fn.Captured, fn.loads = flags[:len(f.Slots):len(f.Slots)], flags[len(f.Slots):]
	refs := make([]known, len(f.Params)+len(f.Slots))
	fn.paramRefs, fn.slotRefs = refs[:len(f.Params):len(f.Params)], refs[len(f.Params):]
	p.Funcs = append(p.Funcs, fn)
	if len(f.Slots) > fewSlots {
		fn.bound = make(map[string]int32, len(f.Slots))
		for i, name := range f.Slots {
			fn.bound[name] = int32(i)
		}
	}
	if f.Kind == ir.ClassBody {
		fn.Class = &Class{ID: int32(len(p.Classes)), Name: f.Name, Body: fn, Members: map[string]*Func{}, attrs: map[string]*attr{}}
		p.Classes = append(p.Classes, fn.Class)
	}
	fn.Children = make([]*Func, len(f.Children))
	for i, c := range f.Children {
		fn.Children[i] = p.add(m, fn, c, base+c.Start)
		if fn.Class != nil && f.Kind == ir.ClassBody && c.Kind == ir.Function {
			fn.Children[i].Class = fn.Class
			fn.Class.Members[c.Name] = fn.Children[i]
		}
	}
	return fn
}

// scan looks at what a module's functions and classes say of one another.
func (m *Module) scan(p *Program) {
	if m.Body == nil {
		return
	}
	all := p.Funcs[m.first:m.last]
	for _, f := range all {
		f.scan()
	}
	m.Body.findStars()
	for j := range m.Body.Captured {
		m.Body.Captured[j] = true
	}
	for _, f := range all {
		f.capture()
		if f.IR.Kind == ir.ClassBody {
			f.Class.collectAttrs()
		}
	}
}

// fewSlots is up to how many names are compared one by one: most functions have
// fewer, and tables for them all would be a tenth of the memory of a program.
const fewSlots = 12

// Slot finds a local name.
func (f *Func) Slot(name string) (int32, bool) {
	if f.bound != nil {
		s, ok := f.bound[name]
		return s, ok
	}
	for i := len(f.IR.Slots) - 1; i >= 0; i-- {
		if f.IR.Slots[i] == name {
			return int32(i), true
		}
	}
	return 0, false
}

// findStars lists a module's imports of everything.
func (f *Func) findStars() {
	for i := range f.IR.Instrs {
		if in := &f.IR.Instrs[i]; in.Op == ir.OpImportFrom && f.IR.Names[in.B] == "*" {
			f.stars = append(f.stars, int32(i))
		}
	}
}

// scan indexes the stores of each slot and links children to the instructions that make them.
func (f *Func) scan() {
	f.indexStores()
	for i := range f.IR.Instrs {
		in := &f.IR.Instrs[i]
		switch in.Op {
		case ir.OpLoad:
			f.loads[in.A] = true
		case ir.OpClosure, ir.OpClass:
			c := f.Children[in.A]
			c.maker, c.outer = int32(i), in
		case ir.OpDecorate:
			f.decorates = append(f.decorates, int32(i))
			f.decorate(in)
		}
	}
}

func (f *Func) indexStores() {
	f.storesOf = make([]int32, len(f.IR.Slots)+1)
	n := int32(0)
	for i := range f.IR.Instrs {
		if in := &f.IR.Instrs[i]; in.Op == ir.OpStore {
			f.storesOf[in.A]++
			n++
		}
	}
	f.stores = make([]int32, n)
	// Each entry becomes the end of its slot's stores, and counts down to their beginning as they are filled in from the last.
	sum := int32(0)
	for i := range f.storesOf {
		sum += f.storesOf[i]
		f.storesOf[i] = sum
	}
	for i := len(f.IR.Instrs) - 1; i >= 0; i-- {
		if in := &f.IR.Instrs[i]; in.Op == ir.OpStore {
			f.storesOf[in.A]--
			f.stores[f.storesOf[in.A]] = int32(i)
		}
	}
}

// decorate notes the decorators that change how a method is called. They are
// part of the language, known by their bare names.
func (f *Func) decorate(in *ir.Instr) {
	c := f.closureAt(in.A)
	if c == nil {
		return
	}
	d := &f.IR.Instrs[in.B]
	switch {
	case d.Op == ir.OpMember && (f.IR.Names[d.B] == "setter" || f.IR.Names[d.B] == "deleter"):
		c.Property = false
		if c.Class != nil && c.Class.Members[c.IR.Name] == c {
			// The getter keeps the name: a read is what flows.
			for _, m := range f.Children {
				if m != c && m.IR.Name == c.IR.Name && (m.Property || len(m.IR.Params) == 1) {
					m.Property = true // whatever makes it one
					c.Class.Members[c.IR.Name] = m
				}
			}
		}
	case d.Op == ir.OpMember && f.IR.Names[d.B] == "cached_property":
		c.Property = true
	case d.Op == ir.OpName:
		switch f.IR.Names[d.A] {
		case "staticmethod":
			c.Static = true
		case "classmethod":
			c.ClassMethod = true
		case "property", "cached_property":
			c.Property = true
		}
	}
}

// Decorated tells whether a function or class has decorators.
func (f *Func) Decorated() bool {
	if f.Parent == nil {
		return false
	}
	return slices.ContainsFunc(f.Parent.decorates, func(i int32) bool { return f.Parent.closureAt(f.Parent.IR.Instrs[i].A) == f })
}

// Decorations gives the OpDecorate instructions of a body, in order.
func (f *Func) Decorations() []int32 { return f.decorates }

// Loaded tells whether the enclosing body reads the variable that the function
// is made under.
func (f *Func) Loaded() bool {
	slot, ok := f.Parent.Slot(f.IR.Name)
	return ok && f.Parent.loads[slot]
}

// Makes tells whether a register of f denotes the function or class m, made right here.
func (f *Func) Makes(reg int32, m *Func) bool { return f.closureAt(reg) == m }

// Made gives the function that a register denotes if it is made right here.
func (f *Func) Made(reg int32) *Func { return f.closureAt(reg) }

// closureAt gives the function that a register of f denotes if it is made right
// here: through decorators, not through variables.
func (f *Func) closureAt(reg int32) *Func {
	for reg >= 0 {
		in := &f.IR.Instrs[reg]
		switch in.Op {
		case ir.OpClosure, ir.OpClass:
			return f.Children[in.A]
		case ir.OpDecorate:
			reg = in.A
		case ir.OpStore:
			reg = in.B
		default:
			return nil
		}
	}
	return nil
}

// capture marks the slots of enclosing functions that f reads or writes.
func (f *Func) capture() {
	for i := range f.IR.Instrs {
		in := &f.IR.Instrs[i]
		if in.Op != ir.OpName && in.Op != ir.OpSetName {
			continue
		}
		if owner, slot := f.Free(f.IR.Names[in.A]); owner != nil {
			owner.Captured[slot] = true
			if in.Op == ir.OpSetName {
				if owner.Rebound == nil {
					owner.Rebound = map[int32]bool{}
				}
				owner.Rebound[slot] = true
			}
		}
	}
}

// Free finds the enclosing function and slot that a free name of f means; nil
// for builtins and undefined names. Class bodies are no enclosing scope.
func (f *Func) Free(name string) (*Func, int32) {
	for o := f.Parent; o != nil; o = o.Parent {
		if o.IR.Kind == ir.ClassBody {
			continue
		}
		if slot, ok := o.Slot(name); ok {
			return o, slot
		}
	}
	// A class body's own module-level code may read its class's earlier names.
	return nil, ir.None
}

// maxDecorated bounds the functions that a decorator's parameter stands for.
const maxDecorated = 24

// findDecorated lists, for each workspace function used as a decorator, what it
// decorates. A decorator with arguments is the function that the call gives.
func (p *Program) findDecorated() {
	p.decorated = map[*Func][]*Func{}
	for _, f := range p.Funcs {
		for _, i := range f.decorates {
			in := &f.IR.Instrs[i]
			d := p.Reg(f, in.B)
			c := f.closureAt(in.A)
			if (d.Kind == KindFunc || d.Kind == KindBound) && c != nil && c.IR.Kind == ir.Function && len(p.decorated[d.Func]) < maxDecorated {
				p.decorated[d.Func] = append(p.decorated[d.Func], c)
			}
		}
	}
}

// Decorated gives the functions that a workspace function decorates, in order.
func (p *Program) Decorated(f *Func) []*Func { return p.decorated[f] }

// Computed tells whether a parameter has a default that is no constant, so that
// it may hold what flowed into the default. A bare object is a mark, and empty.
func (p *Program) Computed(f *Func, param string) bool {
	if f.outer == nil {
		return false
	}
	for _, a := range f.Parent.IR.ArgsOf(f.outer) {
		if a.Kind == ir.ArgDefault && f.Parent.IR.Names[a.Name] == param {
			if r := p.Reg(f.Parent, a.Value); r.Kind == KindInstance && r.Sym == p.builtins.Member("object") {
				return false
			}
			op := f.Parent.IR.Instrs[a.Value].Op
			return op == ir.OpLoad || op == ir.OpName || op == ir.OpMember || op == ir.OpFormat || op == ir.OpIndex
		}
	}
	return false
}

// Stores gives the OpStore instructions of a slot, in order.
func (f *Func) Stores(slot int32) []int32 {
	from, to := f.storesOf[slot], f.storesOf[slot+1]
	return f.stores[from:to:to]
}

// IsMethod tells whether calls through an instance pass the receiver first.
func (f *Func) IsMethod() bool {
	return f.Class != nil && f.IR.Kind == ir.Function && !f.Static
}

// Maker gives the instruction of the parent that makes this function or class,
// with its defaults, annotations, bases; nil for a module.
func (f *Func) Maker() *ir.Instr { return f.outer }

// Name is the qualified name for people: "Store.save", "login", "<module>".
func (f *Func) Name() string {
	if f.IR.Kind == ir.Module {
		return f.Module.Path
	}
	if f.Class != nil && f.IR.Kind == ir.Function {
		return f.Class.Name + "." + f.IR.Name
	}
	return f.IR.Name
}

// Subclasses gives the direct subclasses of a class in order of definition.
func (p *Program) Subclasses(c *Class) []*Class { return p.subclasses[c] }

func (c *Class) collectAttrs() {
	body := c.Body
	for i := range body.IR.Instrs {
		in := &body.IR.Instrs[i]
		if in.Op == ir.OpStore {
			c.attr(body.IR.Slots[in.A]).add(body, in.B)
		}
	}
	for _, m := range body.Children {
		if m.IR.Kind != ir.Function || len(m.IR.Params) == 0 || m.Static {
			continue
		}
		self := m.IR.Params[0].Slot
		for i := range m.IR.Instrs {
			in := &m.IR.Instrs[i]
			if in.Op != ir.OpSetMember {
				continue
			}
			if b := &m.IR.Instrs[in.A]; b.Op == ir.OpLoad && b.A == self {
				c.attr(m.IR.Names[in.B]).add(m, in.C)
			}
		}
	}
}

func (c *Class) attr(name string) *attr {
	a := c.attrs[name]
	if a == nil {
		a = &attr{}
		c.attrs[name] = a
	}
	return a
}

func (a *attr) add(fn *Func, reg int32) {
	s := site{fn: fn, reg: reg, ann: ir.None}
	if in := &fn.IR.Instrs[reg]; in.Op == ir.OpAnnotate {
		s.reg, s.ann = in.A, in.B
	}
	a.sites = append(a.sites, s)
}

// Declaration gives the call that declares an attribute in the class body, and
// that body; nil when there is none: name: str = field(default="").
func (c *Class) Declaration(name string) (*Func, *ir.Instr) {
	if a := c.attrs[name]; a != nil {
		for _, s := range a.sites {
			if s.fn == c.Body && s.reg >= 0 && s.fn.IR.Instrs[s.reg].Op == ir.OpCall {
				return s.fn, &s.fn.IR.Instrs[s.reg]
			}
		}
	}
	return nil, nil
}

// Literal tells whether the class body gives an attribute a literal value: a
// setting of the class, not a field of its instances.
func (c *Class) Literal(name string) bool {
	a := c.attrs[name]
	if a == nil || len(a.sites) == 0 {
		return false
	}
	for _, s := range a.sites {
		if s.fn != c.Body || s.reg < 0 || s.ann >= 0 {
			return false
		}
		switch s.fn.IR.Instrs[s.reg].Op {
		case ir.OpConst, ir.OpTuple, ir.OpList, ir.OpSet, ir.OpDict:
		default:
			return false
		}
	}
	return true
}

// Const gives the text that the class body gives an attribute and nothing in the
// class changes; nil when there is none.
func (c *Class) Const(name string) *ir.Const {
	a := c.attrs[name]
	if a == nil || len(a.sites) != 1 || a.sites[0].fn != c.Body || a.sites[0].reg < 0 || a.sites[0].ann >= 0 {
		return nil
	}
	if in := &c.Body.IR.Instrs[a.sites[0].reg]; in.Op == ir.OpConst && c.Body.IR.Consts[in.A].Kind == ir.ConstString {
		return &c.Body.IR.Consts[in.A]
	}
	return nil
}

// Sole gives the one place that assigns an attribute, and the register of what it
// assigns; nil when there are several, or the class declares it as a field, which
// whoever makes an instance may give another value.
func (c *Class) Sole(name string) (*Func, int32) {
	a := c.attrs[name]
	if a == nil || len(a.sites) != 1 || a.sites[0].reg < 0 || a.sites[0].ann >= 0 && a.sites[0].fn == c.Body {
		return nil, ir.None
	}
	return a.sites[0].fn, a.sites[0].reg
}

// Filled gives the one place that gives an attribute a value other than None, be it
// the default of a field; nil when there is none or there are several.
func (c *Class) Filled(name string) (*Func, int32) {
	if a := c.attrs[name]; a != nil {
		if s, ok := a.only(); ok {
			return s.fn, s.reg
		}
	}
	return nil, ir.None
}

// Redefined tells whether a class below c has an attribute of its own by the name
// that c has from owner.
func (p *Program) Redefined(c, owner *Class, name string) bool { return p.redefined(c, owner, name, 0) }

func (p *Program) redefined(c, owner *Class, name string, depth int) bool {
	for _, s := range p.subclasses[c] {
		if s != owner && (s.attrs[name] != nil || depth < maxBases && p.redefined(s, owner, name, depth+1)) {
			return true
		}
	}
	return false
}

// Attrs gives the names assigned on a class or its instances, unsorted.
func (c *Class) Attrs() map[string]*attr { return c.attrs }

// Fields gives the names that the class body declares, in order: what the
// constructor of a record class takes by position.
func (c *Class) Fields() []string {
	var out []string
	for i := range c.Body.IR.Instrs {
		in := &c.Body.IR.Instrs[i]
		if in.Op != ir.OpStore {
			continue
		}
		if v := &c.Body.IR.Instrs[in.B]; v.Op == ir.OpAnnotate {
			out = append(out, c.Body.IR.Slots[in.A])
		}
	}
	return out
}
