package resolve_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"underpin/analysis/internal/resolve"
)

// shown is a result in short: the file, "dir/" for a package without a file of
// its own, "-" for what is not here.
func shown(paths []string, r resolve.Result) string {
	switch {
	case !r.Here:
		return "-"
	case r.File < 0:
		return r.Dir + "/"
	}
	return paths[r.File]
}

func TestModule(t *testing.T) {
	flat := []string{"app/__init__.py", "app/db.py", "app/models/__init__.py", "app/models/user.py", "main.py", "helpers.py"}
	src := []string{"src/shop/__init__.py", "src/shop/cart.py", "tests/test_cart.py", "setup.py"}
	spaces := []string{"acme/billing/__init__.py", "acme/billing/tax.py", "acme/tools/run.py", "main.py"}
	mono := []string{
		"services/api/main.py", "services/api/db.py", "services/worker/main.py", "services/worker/db.py", "services/worker/jobs/clean.py",
		"libs/common/common/__init__.py", "libs/common/common/log.py",
	}
	shadow := []string{"json.py", "app/__init__.py", "app/json.py", "app/main.py", "db.py", "db/__init__.py", "both/x.py", "both.py"}
	for _, c := range []struct {
		why        string
		paths      []string
		from, name string
		want       string
	}{
		{"a neighbour of a script", flat, "main.py", "helpers", "helpers.py"},
		{"a package is its __init__", flat, "main.py", "app", "app/__init__.py"},
		{"a module in a package", flat, "main.py", "app.db", "app/db.py"},
		{"two levels down", flat, "main.py", "app.models.user", "app/models/user.py"},
		{"absolute from within the package", flat, "app/models/user.py", "app.db", "app/db.py"},
		{"no implicit relative imports within a package", flat, "app/db.py", "models", "-"},
		{"a library", flat, "main.py", "flask", "-"},
		{"a library's submodule", flat, "main.py", "app.flask", "-"},
		{"the name of a module is no prefix", flat, "main.py", "help", "-"},

		{"relative to the package", flat, "app/db.py", ".models", "app/models/__init__.py"},
		{"the package itself", flat, "app/db.py", ".", "app/__init__.py"},
		{"from an __init__, the package is its folder", flat, "app/models/__init__.py", ".user", "app/models/user.py"},
		{"one up", flat, "app/models/user.py", "..db", "app/db.py"},
		{"one up, nothing more", flat, "app/models/user.py", "..", "app/__init__.py"},
		{"up to the workspace", flat, "app/models/user.py", "...helpers", "helpers.py"},
		{"beyond the workspace", flat, "app/models/user.py", "....helpers", "-"},
		{"relative in a script", flat, "main.py", ".helpers", "helpers.py"},
		{"relative and not there", flat, "app/db.py", ".nothing", "-"},

		{"tests see a src layout", src, "tests/test_cart.py", "shop.cart", "src/shop/cart.py"},
		{"as setup does", src, "setup.py", "shop", "src/shop/__init__.py"},
		{"the folder is no part of the name, but may be", src, "setup.py", "src.shop.cart", "src/shop/cart.py"},

		{"a folder without __init__", spaces, "main.py", "acme", "acme/"},
		{"a package in it", spaces, "main.py", "acme.billing.tax", "acme/billing/tax.py"},
		{"a module in a folder in it", spaces, "main.py", "acme.tools.run", "acme/tools/run.py"},
		{"from within", spaces, "acme/tools/run.py", "acme.billing", "acme/billing/__init__.py"},

		{"the neighbour, not the other service's", mono, "services/worker/main.py", "db", "services/worker/db.py"},
		{"the other way round", mono, "services/api/main.py", "db", "services/api/db.py"},
		{"a folder above, the script's root", mono, "services/worker/jobs/clean.py", "db", "services/worker/db.py"},
		{"a library of the same repository", mono, "services/api/main.py", "common.log", "libs/common/common/log.py"},
		{"started from the top", mono, "services/api/main.py", "services.worker.db", "services/worker/db.py"},

		{"a file shadows a library for its neighbours", shadow, "db.py", "json", "json.py"},
		{"but not the module in a package", shadow, "app/main.py", "json", "json.py"},
		{"a package wins over a module", shadow, "json.py", "db", "db/__init__.py"},
		{"a module wins over a mere folder", shadow, "json.py", "both", "both.py"},

		{"no name", flat, "main.py", "", "-"},
		{"only dots in a script", flat, "main.py", ".", "/"},
		{"too many dots in a script", flat, "main.py", "..", "-"},
		{"a trailing dot", flat, "main.py", "app.", "-"},
		{"an empty part", flat, "main.py", "app..db", "-"},
		{"a file that is not indexed", flat, "new/place/x.py", "app.db", "app/db.py"},
	} {
		t.Run(c.why, func(t *testing.T) {
			r := resolve.NewIndex(c.paths).Module(c.from, c.name)
			if got := shown(c.paths, r); got != c.want {
				t.Errorf("%s imports %q: got %s, want %s", c.from, c.name, got, c.want)
			}
			if r.Pkg != (r.Dir != "" || r.Here && r.File < 0) {
				t.Errorf("package %v in folder %q", r.Pkg, r.Dir)
			}
		})
	}
}

// A library comes before a folder without __init__ and before files that the
// importing file's own roots do not lead to.
func TestWeak(t *testing.T) {
	paths := []string{"app/main.py", "app/near.py", "app/dir/x.py", "top.py", "pkg/__init__.py", "pkg/m.py", "tools/far.py", "tools/lib/__init__.py", "loose/x.py"}
	x := resolve.NewIndex(paths)
	for _, c := range []struct {
		from, name string
		weak       bool
	}{
		{"app/main.py", "near", false}, {"app/main.py", "top", false}, {"app/main.py", "pkg", false}, {"pkg/m.py", "pkg.m", false},
		{"app/main.py", "far", true}, {"app/main.py", "lib", true}, {"pkg/m.py", "near", true}, {"tools/far.py", "lib", false},
		{"app/main.py", "dir", true}, {"app/main.py", "dir.x", false}, {"app/main.py", "loose", true}, {"app/main.py", "loose.x", false},
		{"pkg/m.py", ".", false}, {"pkg/m.py", ".m", false},
	} {
		if r := x.Module(c.from, c.name); !r.Here || r.Weak != c.weak {
			t.Errorf("%s imports %s: here %v, weak %v, want %v", c.from, c.name, r.Here, r.Weak, c.weak)
		}
	}
}

func TestSub(t *testing.T) {
	paths := []string{"app/__init__.py", "app/db.py", "app/models/__init__.py", "loose/x.py", "top.py"}
	x := resolve.NewIndex(paths)
	for _, c := range []struct{ dir, name, want string }{
		{"app", "db", "app/db.py"},
		{"app", "models", "app/models/__init__.py"},
		{"app", "nothing", "-"},
		{"", "loose", "loose/"},
		{"loose", "x", "loose/x.py"},
		{"", "top", "top.py"},
		{"top", "x", "-"},
		{"gone", "x", "-"},
	} {
		if got := shown(paths, x.Sub(c.dir, c.name)); got != c.want {
			t.Errorf("%q in %q: got %s, want %s", c.name, c.dir, got, c.want)
		}
	}
}

func TestOddPaths(t *testing.T) {
	for _, c := range []struct {
		why        string
		paths      []string
		from, name string
		want       string
	}{
		{"no files", nil, "a.py", "b", "-"},
		{"an __init__ at the top", []string{"__init__.py", "a.py", "b.py"}, "a.py", "b", "b.py"},
		{"relative to it", []string{"__init__.py", "a.py"}, "a.py", ".", "__init__.py"},
		{"stubs stand behind the code", []string{"a.pyi", "a.py", "main.py"}, "main.py", "a", "a.py"},
		{"stubs alone", []string{"a.pyi", "main.py"}, "main.py", "a", "a.pyi"},
		{"a file without extension", []string{"bin/tool", "bin/lib.py"}, "bin/tool", "lib", "bin/lib.py"},
		{"a dot in a folder", []string{"v1.2/lib.py", "v1.2/main.py"}, "v1.2/main.py", "lib", "v1.2/lib.py"},
		{"absolute paths", []string{"/w/app/__init__.py", "/w/app/db.py", "/w/main.py"}, "/w/main.py", "app.db", "/w/app/db.py"},
		{"other alphabets", []string{"módulo.py", "main.py"}, "main.py", "módulo", "módulo.py"},
		{"the same path twice", []string{"a.py", "a.py", "main.py"}, "main.py", "a", "a.py"},
	} {
		t.Run(c.why, func(t *testing.T) {
			if got := shown(c.paths, resolve.NewIndex(c.paths).Module(c.from, c.name)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// Whatever the files and names: no panic, a file that exists, the same answer
// for files in any order.
func TestAnyLayout(t *testing.T) {
	part := rapid.SampledFrom([]string{"a", "b", "__init__", "src", ""})
	rapid.Check(t, func(t *rapid.T) {
		drawPath := func(label string) string { return strings.Join(rapid.SliceOfN(part, 1, 4).Draw(t, label), "/") + ".py" }
		var paths []string
		for range rapid.IntRange(0, 8).Draw(t, "files") {
			paths = append(paths, drawPath("path"))
		}
		from := drawPath("from")
		name := strings.Repeat(".", rapid.IntRange(0, 3).Draw(t, "dots")) + strings.Join(rapid.SliceOfN(part, 0, 3).Draw(t, "name"), ".")
		got := shown(paths, resolve.NewIndex(paths).Module(from, name))
		slices.Reverse(paths)
		if again := shown(paths, resolve.NewIndex(paths).Module(from, name)); got != again {
			t.Fatalf("%s imports %q: %s, and %s when the files come in another order", from, name, got, again)
		}
	})
}
