package packages

import "strings"

// named gives a distribution that is named after a module in one of the ways people name them, "" for none: with separators more,
// with an affix more or less.
func (r *Resolver) named(module string) string {
	plain := squeeze(module)
	for _, form := range []string{strings.Trim(canonicalName(PyPI, module), "-"), plain} {
		if r.listed(form) {
			return form
		}
		for _, affix := range r.t.affixes {
			if d := strings.Replace(affix, "*", form, 1); r.listed(d) {
				return d
			}
		}
	}
	stems := []string{plain}
	if !strings.Contains(module, "_") { // words of their own make another name
		stems = append(stems, r.stems(plain)...)
	}
	for _, stem := range stems {
		for _, prefix := range []string{"", "python-", "py"} {
			if d := prefix + stem; stem != plain && r.listed(d) {
				return d
			}
			if d := r.split(prefix, stem); d != "" {
				return d
			}
		}
	}
	return ""
}

// leastStem is how many letters of a module's name are left at least, so that they still say something.
const leastStem = 5

// stems are a name without what people add to modules: evohomeasync of evohomeasync2, mystrom of pymystrom.
func (r *Resolver) stems(name string) (out []string) {
	for _, glob := range r.t.stems {
		before, behind, _ := strings.Cut(glob, "*")
		stem, ok := strings.CutPrefix(name, before)
		if stem, ok2 := strings.CutSuffix(stem, behind); ok && ok2 && len(stem) >= leastStem {
			out = append(out, stem)
		}
	}
	return out
}

// split gives the distribution that is named like a module with one or two separators more: haphilipsjs of ha-philipsjs.
func (r *Resolver) split(prefix, name string) string {
	const longest = 40 // letters, beyond which two separators are not tried
	for i := 2; i <= len(name)-2; i++ {
		d := prefix + name[:i] + "-" + name[i:]
		if r.listed(d) {
			return d
		}
		for k := i + 2; k <= len(name)-2 && len(name) <= longest; k++ {
			if d := prefix + name[:i] + "-" + name[i:k] + "-" + name[k:]; r.listed(d) {
				return d
			}
		}
	}
	return ""
}
