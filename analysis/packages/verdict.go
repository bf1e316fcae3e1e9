package packages

import (
	"fmt"
	"strings"
)

// InstallIn is Install for a file of the workspace: it also asks which package the file is a part of.
func (r *Resolver) InstallIn(file string, i Install) Verdict {
	v := r.Install(i)
	if v.Kind != KindUnlisted || i.Ecosystem != NPM {
		return v
	}
	if by := r.scripts().partOf(file); by != "" {
		v.Established = true
		v.Evidence = append(v.Evidence, fmt.Sprintf("the file is a part of %s, which many install as it is", by))
	}
	return v
}

// Install tells what the registry has under the name that a manifest or a command installs.
func (r *Resolver) Install(i Install) Verdict {
	v := Verdict{Name: i.Name, Registry: i.Ecosystem}
	say := func(k Kind, distribution, format string, args ...any) Verdict {
		v.Kind, v.Distribution, v.Evidence = k, distribution, append(v.Evidence, fmt.Sprintf(format, args...))
		return v
	}
	switch {
	case i.From != "":
		return say(KindElsewhere, "", "it comes from elsewhere: %s", i.From)
	case i.Hashed:
		return say(KindElsewhere, "", "its integrity hash is given: it was installed before")
	case r.f.Names == nil:
		return say(KindUnknown, "", "there is no list of names to look it up in")
	case i.Ecosystem == PyPI && r.private != "":
		return say(KindUnknown, "", "%s", r.private)
	}
	exists := r.f.Names.Exists(i.Ecosystem, i.Name)
	v.Exists = exists == Listed
	if r.t.exists[i.Ecosystem][canonicalName(i.Ecosystem, i.Name)] && exists == Unlisted {
		v.Exists = true
		return say(KindKnown, i.Name, "%s has it, although the list does not", i.Ecosystem)
	}
	if exists == Unknown {
		return say(KindUnknown, "", "there is no list of the names of %s", i.Ecosystem)
	}
	if i.Ecosystem == PyPI {
		if r.own[canonicalName(PyPI, i.Name)] {
			return say(KindElsewhere, "", "a project of the workspace is called so")
		}
		if w, ok := r.importName(v); ok {
			return w
		}
	}
	slips := r.slips(i.Ecosystem, i.Name)
	if i.Ecosystem == PyPI && (exists != Listed || len(slips) > 0) && r.locked[canonicalName(PyPI, i.Name)] {
		return say(KindElsewhere, "", "a lockfile gives its integrity hash: it was installed before")
	}
	if i.Ecosystem == NPM && (exists != Listed || len(slips) > 0) {
		if why := r.scripts().supplied(i.Name); why != "" {
			return say(KindElsewhere, "", "%s", why)
		}
	}
	meant := ""
	if len(slips) > 0 {
		meant = slips[0].Name
		v.Evidence = append(v.Evidence, fmt.Sprintf("it differs from %s by %s", meant, slips[0].How))
	}
	switch exists {
	case Absent:
		return say(KindNonexistent, meant, "%s has no %s (as of %s)", i.Ecosystem, i.Name, r.Date())
	case Unlisted:
		if scope, _, ok := strings.Cut(i.Name, "/"); ok && meant == "" && !r.public(i.Ecosystem, scope) {
			return say(KindUnknown, "", "nothing is known of the scope %s, which may be private", scope)
		}
		return say(KindUnlisted, meant, "it is not among the %s packages in use (as of %s)", i.Ecosystem, r.Date())
	}
	if meant != "" {
		return say(KindLookAlike, meant, "it %s", r.use(i.Ecosystem, i.Name))
	}
	return say(KindKnown, i.Name, "%s has it (as of %s)", i.Ecosystem, r.Date())
}

// importName tells of a name that is a module's and not its distribution's.
func (r *Resolver) importName(v Verdict) (Verdict, bool) {
	name := canonicalName(PyPI, v.Name)
	x, ok := r.t.installs[name]
	if !ok {
		module := strings.ReplaceAll(name, "-", "_")
		which, ok := r.t.standard[module]
		if !ok {
			which, ok = r.t.standard[v.Name]
		}
		if ok && !v.Exists {
			v.Kind, v.Evidence = KindImportName, append(v.Evidence, v.Name+" is part of "+which+": there is nothing to install")
			return v, true
		}
		return v, false
	}
	for _, d := range x.distributions {
		if canonicalName(PyPI, d) == name {
			return v, false
		}
	}
	if v.Exists && !x.other && strings.ReplaceAll(v.Name, "-", "_") != x.module {
		return v, false // spelled otherwise, it may well be its own: quartz is not Quartz
	}
	if v.Exists && !x.other {
		// Somebody else's, and used by many: then it is meant, or forwards to the right one.
		if info, ok := r.f.Names.Info(PyPI, v.Name); ok && (info.Rank > 0 || info.Downloads > 0) {
			return v, false
		}
	}
	v.Kind, v.Distribution = KindImportName, x.distributions[0]
	v.Evidence = append(v.Evidence, fmt.Sprintf("module %s comes with %s", x.module, strings.Join(x.distributions, " or ")))
	if v.Exists {
		v.Evidence = append(v.Evidence, fmt.Sprintf("the distribution %s is another one", v.Name))
	} else {
		v.Evidence = append(v.Evidence, fmt.Sprintf("PyPI has no %s (as of %s)", v.Name, r.Date()))
	}
	return v, true
}

// use says how much a distribution is used that nobody calls popular, as far as that is known.
func (r *Resolver) use(e Ecosystem, name string) string {
	if info, _ := r.f.Names.Info(e, name); info.Downloads > 0 {
		return fmt.Sprintf("exists and is downloaded about %d times a month", info.Downloads)
	}
	return "exists and is none of the much used ones"
}

// leastInScope is how many popular packages a scope has at least that is nobody's private one.
const leastInScope = 2

// public tells whether a scope is known to hold what everybody may install, so that a name in it that is not known says something.
func (r *Resolver) public(e Ecosystem, scope string) bool {
	return r.f.Names.InScope(e, scope) >= leastInScope || r.Scope(e, scope)
}

// Scope tells whether any package of a scope is known, as far as guesses at usual names go.
func (r *Resolver) Scope(e Ecosystem, scope string) bool {
	for _, name := range r.t.scopes {
		if r.f.Names.Exists(e, scope+"/"+name) == Listed {
			return true
		}
	}
	return false
}
