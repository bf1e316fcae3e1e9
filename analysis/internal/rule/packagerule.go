package rule

import "github.com/goccy/go-yaml/ast"

// PackageRule speaks of the names of packages: of imports, and of what manifests and commands install. The first entry
// that fits a verdict says what is found.
type PackageRule struct {
	Finds []PackageFind
	Fixes []FixSpec

	// Names are what the index of the examples lists, "PyPI requests 3": ecosystem, name, how popular it is (its rank, or
	// its downloads a month). Examples must not change with the day of the real index.
	Names []string
}

// PackageFind is a verdict on a name that is a flaw. In its sentence, {source} is the name, {sink} the distribution that
// is meant, {date} the index's month, {registry} where it was looked up.
type PackageFind struct {
	Find
	Verdict     string // as package packages words it: "nonexistent"
	Of          string // "import", "install"; "": both
	Meant       bool   // only where it can be told which distribution is meant
	Exists      string // "yes", "no": whether a distribution bears the name; "": no matter
	Established bool   // only in files that are a part of what very many install
	Scoped      string // "yes", "no": whether the name stands in a scope, which has one owner; "": no matter
}

var packageForm = []field[PackageRule]{
	{"finds", "finds", "verdicts on names that are flaws; the first that fits counts", func(r *reader, n ast.Node, t *PackageRule) {
		t.Finds = list(r, n, packageFindForm, PackageFind{})
	}},
	{"fixes", "fixes", "makers of a fix: rename", func(r *reader, n ast.Node, t *PackageRule) { t.Fixes = r.fixes(n) }},
	{"names", "texts", "what the index of the examples lists: ecosystem, name, popularity", func(r *reader, n ast.Node, t *PackageRule) { t.Names = r.texts(n) }},
}

var packageFindForm = findForm(func(t *PackageFind) *Find { return &t.Find },
	field[PackageFind]{"verdict", "verdict", "on the name", func(r *reader, n ast.Node, t *PackageFind) {
		t.Verdict = r.one(n, "verdict", "nonexistent", "unlisted", "look-alike", "import-name", "undeclared")
	}},
	field[PackageFind]{"of", "place", "import or install; both where it is left out", func(r *reader, n ast.Node, t *PackageFind) { t.Of = r.one(n, "place", "import", "install") }},
	field[PackageFind]{"meant", "flag", "only where it can be told which distribution is meant", func(r *reader, n ast.Node, t *PackageFind) { t.Meant = r.flag(n) }},
	field[PackageFind]{"established", "flag", "only in files that are a part of what very many install", func(r *reader, n ast.Node, t *PackageFind) { t.Established = r.flag(n) }},
	field[PackageFind]{"scoped", "answer", "whether the name stands in a scope, which has one owner", func(r *reader, n ast.Node, t *PackageFind) { t.Scoped = r.one(n, "answer", "yes", "no") }},
	field[PackageFind]{"exists", "answer", "whether a distribution bears the name", func(r *reader, n ast.Node, t *PackageFind) { t.Exists = r.one(n, "answer", "yes", "no") }},
)
