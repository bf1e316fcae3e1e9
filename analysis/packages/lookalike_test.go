package packages_test

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"underpin/analysis/packages"
)

// mutation makes one kind of slip; "" where the name offers no place for it.
type mutation struct {
	kind string
	of   func(r *rand.Rand, name string) string
}

// keyRows are written down here once more: the test must not take over a mistake of lookalike.txt.
var keyRows = []string{"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"}

func neighbourKey(r *rand.Rand, c byte) string {
	for i, row := range keyRows {
		k := strings.IndexByte(row, c)
		if k < 0 {
			continue
		}
		var near []string
		for _, p := range [][2]int{{i, k - 1}, {i, k + 1}, {i + 1, k}, {i - 1, k}} {
			if p[0] >= 0 && p[0] < len(keyRows) && p[1] >= 0 && p[1] < len(keyRows[p[0]]) {
				near = append(near, keyRows[p[0]][p[1]:p[1]+1])
			}
		}
		return near[r.IntN(len(near))]
	}
	return ""
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' }

// anyLetter gives the place of a letter of the name, -1 if there is none that fits.
func anyLetter(r *rand.Rand, name string, fits func(i int) bool) int {
	var places []int
	for i := range len(name) {
		if isLetter(name[i]) && fits(i) {
			places = append(places, i)
		}
	}
	if len(places) == 0 {
		return -1
	}
	return places[r.IntN(len(places))]
}

func always(int) bool { return true }

// edited replaces n bytes at i; "" if i is -1.
func edited(name string, i, n int, by string) string {
	if i < 0 {
		return ""
	}
	return name[:i] + by + name[i+n:]
}

func sharedMutations() []mutation {
	return []mutation{
		{"neighbouring key", func(r *rand.Rand, s string) string {
			i := anyLetter(r, s, always)
			if i < 0 {
				return ""
			}
			return edited(s, i, 1, neighbourKey(r, s[i]))
		}},
		{"transposition", func(r *rand.Rand, s string) string {
			i := anyLetter(r, s, func(i int) bool { return i+1 < len(s) && isLetter(s[i+1]) && s[i] != s[i+1] })
			if i < 0 {
				return ""
			}
			return edited(s, i, 2, s[i+1:i+2]+s[i:i+1])
		}},
		{"dropped letter", func(r *rand.Rand, s string) string { return edited(s, anyLetter(r, s, always), 1, "") }},
		{"doubled letter", func(r *rand.Rand, s string) string {
			i := anyLetter(r, s, always)
			if i < 0 {
				return ""
			}
			return edited(s, i, 1, s[i:i+1]+s[i:i+1])
		}},
		{"added letter", func(r *rand.Rand, s string) string {
			return edited(s, anyLetter(r, s, always), 0, string(rune('a'+r.IntN(26))))
		}},
		{"other letter", func(r *rand.Rand, s string) string {
			return edited(s, anyLetter(r, s, always), 1, string(rune('a'+r.IntN(26))))
		}},
		{"separator dropped", func(r *rand.Rand, s string) string {
			if i := strings.IndexAny(s[1:], "-_."); i >= 0 {
				return edited(s, i+1, 1, "")
			}
			return ""
		}},
		{"separator put in", func(r *rand.Rand, s string) string {
			return edited(s, anyLetter(r, s, func(i int) bool { return i > 1 && isLetter(s[i-1]) }), 0, "-")
		}},
		{"homoglyph", func(r *rand.Rand, s string) string {
			pairs := [][2]string{{"l", "1"}, {"l", "i"}, {"i", "l"}, {"i", "1"}, {"o", "0"}, {"m", "rn"}, {"rn", "m"}, {"a", "а"}, {"e", "е"}, {"o", "о"}, {"c", "с"}, {"p", "р"}, {"0", "o"}, {"1", "l"}, {"v", "ν"}}
			r.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
			for _, p := range pairs {
				if strings.Contains(s, p[0]) {
					return strings.Replace(s, p[0], p[1], 1)
				}
			}
			return ""
		}},
		{"word order", func(r *rand.Rand, s string) string {
			words := strings.Split(s, "-")
			if len(words) < 2 || strings.HasPrefix(s, "@") {
				return ""
			}
			i := r.IntN(len(words) - 1)
			words[i], words[i+1] = words[i+1], words[i]
			return strings.Join(words, "-")
		}},
		{"s", func(r *rand.Rand, s string) string {
			if rest, ok := strings.CutSuffix(s, "s"); ok {
				return rest
			}
			return s + "s"
		}},
	}
}

func affixMutation(before, behind []string) mutation {
	return mutation{"affix", func(r *rand.Rand, s string) string {
		if strings.HasPrefix(s, "@") {
			return ""
		}
		for _, a := range before {
			if rest, ok := strings.CutPrefix(s, a); ok && len(rest) > 2 && !strings.HasPrefix(rest, "thon") && r.IntN(2) == 0 {
				return rest
			}
		}
		for _, a := range behind {
			if rest, ok := strings.CutSuffix(s, a); ok && len(rest) > 2 && r.IntN(2) == 0 {
				return rest
			}
		}
		if i := r.IntN(len(before) + len(behind)); i < len(before) {
			return before[i] + s
		} else {
			return s + behind[i-len(before)]
		}
	}}
}

func mutationsOf(e packages.Ecosystem) []mutation {
	if e == packages.PyPI {
		return append(sharedMutations(), affixMutation([]string{"python-", "py-", "py"}, []string{"-py", "-python", "-lib", "-sdk", "-cli", "-core", "-dev"}))
	}
	return append(sharedMutations(),
		affixMutation([]string{"node-", "js-"}, []string{"-js", ".js", "js", "-node", "-lib", "-sdk", "-cli", "-core", "-dev"}),
		mutation{"scope to prefix", func(r *rand.Rand, s string) string {
			if !strings.HasPrefix(s, "@") {
				return ""
			}
			return strings.Replace(s[1:], "/", []string{"-", ""}[r.IntN(2)], 1)
		}},
		mutation{"prefix to scope", func(r *rand.Rand, s string) string {
			if before, behind, ok := strings.Cut(s, "-"); ok && !strings.HasPrefix(s, "@") {
				return "@" + before + "/" + behind
			}
			return ""
		}},
		mutation{"scope doubled", func(r *rand.Rand, s string) string {
			if strings.ContainsAny(s, "@/-._") {
				return ""
			}
			return "@" + s + "/" + s
		}},
		mutation{"other separator", func(r *rand.Rand, s string) string {
			if i := strings.IndexAny(s, "-_."); i > 0 {
				return edited(s, i, 1, strings.Replace("-_.", s[i:i+1], "", 1)[r.IntN(2):][:1])
			}
			return ""
		}})
}

// byRank gives the popular names of the real index, the most popular first.
func byRank(x *packages.Index, e packages.Ecosystem, n int) []string {
	return packages.PopularNames(x, e)[:n]
}

// Slips of the 200 most popular names, one of each kind a name, lead back to them.
func TestMutationsAreCaught(t *testing.T) {
	x := realIndex(t)
	for _, e := range []packages.Ecosystem{packages.PyPI, packages.NPM} {
		r := rand.New(rand.NewPCG(6, 2026))
		var made, caught, existing, doubted int
		var missed []string
		perKind := map[string][2]int{}
		const rounds = 3
		top := byRank(x, e, 200)
		for _, name := range slices.Repeat(top, rounds) {
			for _, m := range mutationsOf(e) {
				slip := m.of(r, strings.ToLower(name))
				if slip == "" || slip == name || x.Popular(e, slip) {
					continue
				}
				made++
				count := perKind[m.kind]
				count[1]++
				exists := x.Exists(e, slip) == packages.Listed
				if exists {
					existing++
				}
				alike := x.Alike(e, slip)
				if len(alike) > 0 && alike[0].Name == name {
					caught++
					count[0]++
					if exists {
						doubted++
					}
				} else {
					missed = append(missed, fmt.Sprintf("%s: %s -> %s (%s), not %v", m.kind, name, slip, x.Exists(e, slip), alike))
				}
				perKind[m.kind] = count
			}
		}
		t.Logf("%s: %d of %d caught (%.1f %%); of %d that exist %d; %v", e, caught, made, 100*float64(caught)/float64(made), existing, doubted, perKind)
		if caught*100 < made*95 {
			t.Errorf("%s: only %d of %d slips lead back", e, caught, made)
		}
		slices.Sort(missed)
		for _, m := range missed {
			t.Log(m)
		}
	}
}

// Of the names that people use nearly none is accused.
func TestPopularNamesAreNotAccused(t *testing.T) {
	x := realIndex(t)
	for _, e := range []packages.Ecosystem{packages.PyPI, packages.NPM} {
		accused := 0
		for _, name := range byRank(x, e, 5000) {
			if a := x.Alike(e, name); len(a) > 0 {
				accused++
				t.Logf("%s is held for %v", name, a)
			}
		}
		if accused > 5 {
			t.Errorf("%s: %d of 5,000 accused", e, accused)
		}
	}
}

//go:embed testdata/incidents.tsv
var incidents string

// Were only a third of the popular names known to be popular, few of the others would be accused: such are the names that
// people use and that no ranking holds.
func TestUsedNamesAreSeldomAccused(t *testing.T) {
	const known = 5000
	var entries []packages.Entry
	for i, name := range packages.PopularNames(realIndex(t), packages.PyPI) {
		e := packages.Entry{Name: name}
		if i < known {
			e.Rank = i + 1
		}
		entries = append(entries, e)
	}
	x := open(t, build(t, packages.List{Ecosystem: packages.PyPI, Complete: true, Entries: entries}))
	var accused []string
	for _, e := range entries[known:] {
		if a := x.Alike(packages.PyPI, e.Name); len(a) > 0 {
			accused = append(accused, fmt.Sprintf("%s for %s", e.Name, a[0].Name))
		}
	}
	t.Logf("%d of %d are accused: %s", len(accused), len(entries)-known, strings.Join(accused, ", "))
	if len(accused)*200 > len(entries)-known {
		t.Errorf("%d of %d are accused", len(accused), len(entries)-known)
	}
}

// What attackers registered leads back to what they aimed at, unless the one has become popular or the other forgotten. Some
// exist today, as placeholders or with users of their own, and some were two letters away.
func TestIncidents(t *testing.T) {
	x := realIndex(t)
	var made, caught, madeTop, caughtTop int
	for line := range strings.Lines(incidents) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) != 3 {
			continue
		}
		e := packages.Ecosystem(f[0])
		aim, _ := x.Info(e, f[2])
		if x.Popular(e, f[1]) || aim.Rank == 0 {
			continue
		}
		top := aim.Rank <= 200
		alike := x.Alike(e, f[1])
		hit := len(alike) > 0 && alike[0].Name == f[2]
		if !hit {
			t.Logf("%s -> %s (%s): %v", f[1], f[2], x.Exists(e, f[1]), alike)
		}
		made, caught = made+1, caught+count(hit)
		madeTop, caughtTop = madeTop+count(top), caughtTop+count(top && hit)
	}
	t.Logf("%d of %d, %d of %d aimed at the 200 most popular", caught, made, caughtTop, madeTop)
	if caughtTop*100 < madeTop*95 || caught*100 < made*80 {
		t.Errorf("only %d of %d lead back, and %d of %d aimed at the 200 most popular", caught, made, caughtTop, madeTop)
	}
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func TestAlike(t *testing.T) {
	x := realIndex(t)
	for _, c := range []struct {
		ecosystem       packages.Ecosystem
		name, want, how string // "" for nothing
	}{
		{packages.PyPI, "reqeusts-x", "", ""},
		{packages.PyPI, "Requests", "", ""},
		{packages.PyPI, "requests", "", ""},
		{packages.PyPI, "requets", "requests", "a letter missing"},
		{packages.PyPI, "scikitlearn", "scikit-learn", "a separator"},
		{packages.PyPI, "Scikit_Lern", "scikit-learn", "a letter missing"},
		{packages.PyPI, "сryptography", "cryptography", "letters that look alike"},
		{packages.PyPI, "dotenv-python", "python-dotenv", "word order"},
		{packages.PyPI, "ftp-invented-name", "", ""},
		{packages.NPM, "babel-core", "", ""},
		{packages.NPM, "@bable/core", "@babel/core", "two letters swapped"},
		{packages.NPM, "@babel/cor", "@babel/core", "a letter missing"},
		{packages.NPM, "babel/core", "@babel/core", "scope"},
		{packages.NPM, "@acme/react", "", ""},
		{packages.NPM, "lodahs", "lodash", "two letters swapped"},
		{packages.NPM, "helper-module-imports", "@babel/helper-module-imports", "scope left out"},
		{packages.Go, "lodahs", "", ""},
		{packages.PyPI, "", "", ""},
		{packages.PyPI, "---", "", ""},
		{packages.PyPI, strings.Repeat("a", 5000), "", ""},
	} {
		alike := x.Alike(c.ecosystem, c.name)
		if c.want == "" {
			if len(alike) > 0 {
				t.Errorf("%q is held for %v", c.name, alike)
			}
		} else if len(alike) == 0 || alike[0].Name != c.want || alike[0].How != c.how {
			t.Errorf("%q: %v, want %s (%s)", c.name, alike, c.want, c.how)
		}
	}
}

func FuzzAlike(f *testing.F) {
	x := realIndex(f)
	for _, s := range []string{"requets", "@a/b", "@", "/", "\xff\xfe", "İı", strings.Repeat("-", 200), "a@b/c@d"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		for _, e := range []packages.Ecosystem{packages.PyPI, packages.NPM} {
			last := 1.0
			for _, a := range x.Alike(e, name) {
				if a.Score > last || a.Score < 0 || !x.Popular(e, a.Name) || a.How == "" {
					t.Errorf("%q: %v", name, a)
				}
				last = a.Score
			}
		}
	})
}

func BenchmarkAlike(b *testing.B) {
	x := realIndex(b)
	for _, c := range []struct {
		ecosystem packages.Ecosystem
		name      string
	}{
		{packages.PyPI, "reqeusts"}, {packages.PyPI, "opentelemetry-instrumentation-something"},
		{packages.NPM, "raect-router"}, {packages.NPM, "@typescript-eslint/typescript-estree-something-of-some-length"},
	} {
		x.Alike(c.ecosystem, c.name)
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				x.Alike(c.ecosystem, c.name)
			}
		})
	}
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			x := realIndex(b)
			x.Alike(packages.PyPI, "reqeusts")
			x.Alike(packages.NPM, "reqeusts")
		}
	})
}
