package packages

import (
	_ "embed"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"underpin/analysis/internal/resolve"
)

// An import may work today because something else needs what it imports, and fail once that does not any more. So much is said only where
// all that could name the distribution has been read.

//go:embed companions.yaml
var companionData []byte

// companions are what distributions bring along as a part of what they offer.
type companions struct {
	Always map[Ecosystem][]string
	Bring  map[Ecosystem]map[string][]string
	Conda  map[string][]string
}

var companionsOnce = sync.OnceValues(func() (*companions, error) {
	c := &companions{}
	err := yaml.UnmarshalWithOptions(companionData, c, yaml.Strict())
	return c, err
})

// needs is what the code of a workspace is said to need.
type needs struct {
	lists   []*Listing                    // of what code needs
	named   map[Ecosystem]map[string]bool // canonical names, in any file
	brought map[Ecosystem][]string        // globs of what these bring along
	words   map[string]bool               // of names in Python
	squeeze []string                      // names in Python
}

func newNeeds(f *Facts) *needs {
	n := &needs{named: map[Ecosystem]map[string]bool{PyPI: {}, NPM: {}}, brought: map[Ecosystem][]string{}, words: map[string]bool{}}
	c, _ := companionsOnce() // a test holds the data to be right
	files := map[string]bool{}
	for i := range f.Lists {
		files[f.Lists[i].File] = true
	}
	for i := range f.Lists {
		l := &f.Lists[i]
		for _, in := range l.Installs {
			n.name(c, in.Ecosystem, in.Name)
			if in.From == fromConda {
				for _, name := range c.Conda[strings.ToLower(in.Name)] {
					n.name(c, PyPI, name)
				}
			}
		}
		for _, extra := range l.Extras {
			of, extra, _ := strings.Cut(extra, "+")
			n.named[PyPI][canonicalName(PyPI, extra)] = true
			n.brings(c, PyPI, canonicalName(PyPI, of)+"+"+canonicalName(PyPI, extra))
		}
		if l.Registry == "" && l.Open == "" {
			continue
		}
		for _, need := range l.Needs {
			if !files[need] && l.Open == "" {
				said := *l
				said.Open = "it takes names from " + need
				l = &said
			}
		}
		n.lists = append(n.lists, l)
	}
	n.rooted(f)
	for _, in := range f.Others {
		n.name(c, in.Ecosystem, in.Name)
	}
	for i := range f.Settings {
		for _, name := range f.Settings[i].Supplies {
			n.name(c, NPM, name)
		}
		n.name(c, NPM, f.Settings[i].Name)
	}
	for e, names := range c.Always {
		n.brought[e] = append(n.brought[e], names...)
	}
	return n
}

// rooted makes sure of the packages of a workspace that its root is there, which may name what they all use.
func (n *needs) rooted(f *Facts) {
	roots := map[string]bool{}
	for i := range f.Settings {
		if s := &f.Settings[i]; len(s.Members) > 0 {
			roots[folderOf(s.File)] = true
		}
	}
	for i, l := range n.lists {
		if !l.Member || l.Open != "" {
			continue
		}
		above := roots[l.Folder] || roots[""]
		for d := l.Folder; d != "" && !above; d = folderOf(d) {
			above = roots[d]
		}
		if !above {
			said := *l
			said.Open = "the workspace that it is a part of is not all here"
			n.lists[i] = &said
		}
	}
}

func (n *needs) name(c *companions, e Ecosystem, name string) {
	if n.named[e] == nil || name == "" {
		return
	}
	name = canonicalName(e, name)
	if n.named[e][name] {
		return
	}
	n.named[e][name] = true
	n.brings(c, e, name)
	if e == PyPI {
		for _, w := range wordsOf(name) {
			n.words[w] = true
		}
		n.squeeze = append(n.squeeze, squeeze(name))
	}
}

// brings notes what a distribution brings along.
func (n *needs) brings(c *companions, e Ecosystem, name string) {
	for by, what := range c.Bring[e] {
		if ok, err := path.Match(by, name); ok && err == nil {
			n.brought[e] = append(n.brought[e], what...)
		}
	}
}

// has tells whether a file names a distribution, or one that brings it along.
func (n *needs) has(e Ecosystem, name string) bool {
	name = canonicalName(e, name)
	return n.named[e][name] || matches(n.brought[e], name) != ""
}

// of gives the listing that a file's code answers to, the nearest above it; nil where there is none, or any above it may name more than
// is known.
func (n *needs) of(e Ecosystem, file string) *Listing {
	var near *Listing
	for _, l := range n.lists {
		if l.Folder != "" && !strings.HasPrefix(file, l.Folder+"/") {
			continue
		}
		if l.Open != "" {
			if e == NPM == (l.Registry == NPM) && !n.settled(l) {
				return nil
			}
			continue
		}
		if l.Registry == e && (near == nil || len(l.Folder) > len(near.Folder)) {
			near = l
		}
	}
	return near
}

// settled tells whether a setup.py stands beside a pyproject.toml that says all itself: then its own lists do not count.
func (n *needs) settled(of *Listing) bool {
	if path.Base(of.File) != "setup.py" {
		return false
	}
	return slices.ContainsFunc(n.lists, func(l *Listing) bool {
		return l.Folder == of.Folder && l.Open == "" && l.Registry == PyPI && path.Base(l.File) == "pyproject.toml"
	})
}

// holdsUp tells whether a verdict on an import can be doubted so.
func (v *Verdict) holdsUp() bool {
	return v.Kind == KindKnown || v.Kind == KindInstalled || v.Kind == KindDeclared
}

// Undeclared tells of an import in Python, whose meaning is known, whether no manifest of the project names what it imports. False: one does,
// or it cannot be told.
func (r *Resolver) Undeclared(file, module string, v Verdict) (Verdict, bool) {
	if !v.holdsUp() || r.f.Unseen || r.f.Names == nil || len(r.f.Lists) == 0 {
		return v, false
	}
	n := r.needs()
	if n.has(PyPI, v.Distribution) {
		return v, false
	}
	list := n.of(PyPI, file)
	if list == nil || r.t.host(v.Name) != "" || matches(r.t.generated, v.Name) != "" || matches(r.t.local, v.Name) != "" {
		return v, false
	}
	held := r.holders(module)
	if slices.ContainsFunc(held, func(d string) bool { return n.has(PyPI, d) }) || n.mayHold(v.Name) || r.holds(n, v.Name) {
		return v, false
	}
	if info, _ := r.f.Names.Info(PyPI, v.Distribution); info.Rank == 0 {
		return v, false
	}
	if list.Packaged {
		if strings.Contains(squeeze(file), squeeze(v.Name)) || list.sisters() {
			return v, false // a part for those who have it; or what a sister of the project brings is the project's own affair
		}
		if x := r.f.Local; x != nil {
			if in, any := x.InPackage(file, list.Folder); any && !in {
				return v, false
			}
		}
	}
	return v.undeclared(list, PyPI), true
}

// undeclared words it.
func (v Verdict) undeclared(l *Listing, e Ecosystem) Verdict {
	v.Registry, v.Exists = e, true
	v.Evidence = append(slices.Clone(v.Evidence), l.File+" lists what the code here needs, and neither it nor any other file of the project names "+v.Distribution)
	v.Kind = KindUndeclared
	return v
}

// holds tells whether a distribution that is named may hold a module, as the table of imports says of any module of its first name.
func (r *Resolver) holds(n *needs, name string) bool {
	for d := range n.named[PyPI] {
		if slices.Contains(r.t.modules[d], name) {
			return true
		}
	}
	return false
}

// sisters tells whether a project needs a distribution whose name continues its own and that is released with it, shop-core==2 of shop 2:
// what that brings is meant to be there.
func (l *Listing) sisters() bool {
	for _, own := range l.Installs {
		if !own.Own {
			continue
		}
		name := canonicalName(PyPI, own.Name)
		for _, in := range l.Installs {
			together := in.From != "" || strings.HasPrefix(in.Version, "==")
			if in.Ecosystem == PyPI && together && strings.HasPrefix(canonicalName(PyPI, in.Name), name+"-") {
				return true
			}
		}
	}
	return false
}

// mayHold tells whether a distribution that is named continues a module's name, or has it for one of its words.
func (n *needs) mayHold(name string) bool {
	if n.words[strings.ToLower(name)] {
		return true
	}
	s := squeeze(name)
	return len(s) >= 4 && slices.ContainsFunc(n.squeeze, func(d string) bool { return strings.Contains(d, s) })
}

// ScriptUndeclared is Undeclared for the JavaScript or TypeScript file that imports a path.
func (r *Resolver) ScriptUndeclared(file, written string, v Verdict) (Verdict, bool) {
	if !v.holdsUp() || r.f.Unseen || r.f.Names == nil || len(r.f.Lists) == 0 {
		return v, false
	}
	p, remote := plainPath(written)
	n := r.needs()
	if remote || n.has(NPM, v.Name) {
		return v, false
	}
	list := n.of(NPM, file)
	if list == nil || r.f.Names.Exists(NPM, v.Name) != Listed {
		return v, false
	}
	if name, _ := resolve.PackageOf(p); name != v.Name || r.meansOtherwise(p, name) != "" {
		return v, false
	}
	v.Distribution = v.Name
	return v.undeclared(list, NPM), true
}
