package packages_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"underpin/analysis/internal/resolve"
	"underpin/analysis/packages"
)

var tables = sync.OnceValue(packages.NewTables)

// indexOf is an index of lists, as it is read from a file.
func indexOf(t testing.TB, lists ...packages.List) *packages.Index {
	t.Helper()
	data, err := packages.Build(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), lists...)
	if err != nil {
		t.Fatal(err)
	}
	x, err := packages.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// smallNames is an index of a few names.
func smallNames(t testing.TB) *packages.Index {
	return indexOf(t,
		packages.List{Ecosystem: packages.PyPI, Complete: true, Entries: []packages.Entry{
			{Name: "requests", Rank: 3}, {Name: "pillow", Rank: 20}, {Name: "opencv-python", Rank: 90}, {Name: "docx", Rank: 6496}, {Name: "python-docx", Rank: 300},
			{Name: "bs4", Rank: 889}, {Name: "beautifulsoup4", Rank: 60}, {Name: "waffle"}, {Name: "python-oddity"}, {Name: "google-cloud-storage", Rank: 44}, {Name: "Speech_Thing"},
		}},
		packages.List{Ecosystem: packages.NPM, Entries: []packages.Entry{{Name: "react", Downloads: 90e6}, {Name: "@acme/core", Downloads: 9000}}})
}

func TestImport(t *testing.T) {
	paths := []string{"src/shop/__init__.py", "src/shop/cart.py", "tools/deploy.py", "proto/shop_pb2.pyi", "spaces/inner/x.py", "main.py"}
	facts := packages.Facts{
		Local: resolve.NewIndex(paths), Beside: []string{"neighbour"}, Names: smallNames(t), Installed: []string{"Some.Installed"},
		Declared: []packages.Install{
			{Ecosystem: packages.PyPI, Name: "PyYAML"}, {Ecosystem: packages.PyPI, Name: "Corp-Billing"}, {Ecosystem: packages.NPM, Name: "left-pad-helper"},
			{Ecosystem: packages.PyPI, Name: "invented_but_declared"},
		},
	}
	r := packages.NewResolver(tables(), facts)
	for _, c := range []struct {
		module string
		want   packages.Kind
		holder string
	}{
		{".cart", packages.KindLocal, ""}, {"..", packages.KindLocal, ""}, {"shop.cart", packages.KindLocal, ""}, {"deploy", packages.KindLocal, ""},
		{"inner.x", packages.KindLocal, ""}, {"neighbour", packages.KindLocal, ""}, {"shop_pb2", packages.KindLocal, ""}, {"", packages.KindLocal, ""},
		{"os.path", packages.KindStandard, ""}, {"tomllib", packages.KindStandard, ""}, {"imp", packages.KindStandard, ""}, {"msvcrt", packages.KindStandard, ""},
		{"compression.zstd", packages.KindStandard, ""}, {"urllib2", packages.KindStandard, ""}, {"__main__", packages.KindStandard, ""},
		{"yaml", packages.KindDeclared, "pyyaml"}, {"invented_but_declared", packages.KindDeclared, "invented-but-declared"},
		{"some.installed", packages.KindInstalled, "some-installed"},
		{"cv2", packages.KindKnown, "opencv-python"}, {"PIL.Image", packages.KindKnown, "pillow"}, {"bs4", packages.KindKnown, "beautifulsoup4"},
		{"google.cloud.storage", packages.KindKnown, "google-cloud-storage"}, {"requests.adapters", packages.KindKnown, "requests"},
		{"bpy", packages.KindHost, ""}, {"rospy", packages.KindHost, ""},
		{"billing_client", packages.KindUnknown, ""}, // corp-billing is declared
		{"corpbillingapi", packages.KindUnknown, ""}, // likewise
		{"oddity", packages.KindUnknown, ""},         // python-oddity exists
		{"speechthing", packages.KindUnknown, ""},    // speech-thing exists
		{"speech_thing", packages.KindKnown, "speech-thing"},
		{"azure.nothing", packages.KindUnknown, ""},
		{"orders_pb2", packages.KindUnknown, ""}, {"_fastpath", packages.KindUnknown, ""}, {"settings", packages.KindUnknown, ""}, {"myproject.db", packages.KindUnknown, ""},
		{"zz", packages.KindUnknown, ""}, {"módulo", packages.KindUnknown, ""},
		{"pandas_quick_insights", packages.KindNonexistent, ""}, {"flask_auto_secure.middleware", packages.KindNonexistent, ""},
	} {
		v := r.Import("main.py", c.module)
		if v.Kind != c.want || v.Distribution != c.holder {
			t.Errorf("%s: %s %q, want %s %q: %s", c.module, v.Kind, v.Distribution, c.want, c.holder, strings.Join(v.Evidence, "; "))
		}
		if len(v.Evidence) == 0 {
			t.Errorf("%s: no evidence", c.module)
		}
	}
}

// An index of the project's own may hold anything, and so may what is installed from an address without a name.
func TestImportPrivate(t *testing.T) {
	for _, i := range []packages.Install{
		{Ecosystem: packages.PyPI, Name: "requests", From: packages.PrivateIndex},
		{Ecosystem: packages.PyPI, From: "git+https://example.org/x.git"},
	} {
		r := packages.NewResolver(tables(), packages.Facts{Names: smallNames(t), Declared: []packages.Install{i}})
		if v := r.Import("a.py", "pandas_quick_insights"); v.Kind != packages.KindUnknown {
			t.Errorf("%+v: %s", i, v.Kind)
		}
	}
	if v := packages.NewResolver(tables(), packages.Facts{}).Import("a.py", "pandas_quick_insights"); v.Kind != packages.KindUnknown {
		t.Errorf("without an index: %s", v.Kind)
	}
}

// What the workspace's files say of names that the registry does not have: a project's own, what was installed once, and what an
// index of the house may hold. An index that one command names for what everybody has says nothing of other names.
func TestInstallAround(t *testing.T) {
	of := func(i packages.Install) packages.Install { i.Ecosystem = packages.PyPI; return i }
	for _, c := range []struct {
		why      string
		declared packages.Install
		want     packages.Kind
	}{
		{"nothing", packages.Install{Name: "requests"}, packages.KindNonexistent},
		{"its own", packages.Install{Name: "Our.Kit", From: "workspace", Own: true}, packages.KindElsewhere},
		{"locked", packages.Install{Name: "our_kit", Hashed: true}, packages.KindElsewhere},
		{"an index of the house", packages.Install{Name: "requests", From: packages.PrivateIndex}, packages.KindUnknown},
		{"for files that a command names", packages.Install{From: packages.PrivateIndex}, packages.KindUnknown},
		{"of one command", packages.Install{Name: "requests", From: packages.PrivateIndex, Aside: true}, packages.KindNonexistent},
		{"of one command for what nobody else has", packages.Install{Name: "house-kit", From: packages.PrivateIndex, Aside: true}, packages.KindUnknown},
	} {
		r := packages.NewResolver(tables(), packages.Facts{Names: smallNames(t), Declared: []packages.Install{of(c.declared)}})
		if v := r.Install(of(packages.Install{Name: "our-kit"})); v.Kind != c.want {
			t.Errorf("%s: %s %v, want %s", c.why, v.Kind, v.Evidence, c.want)
		}
	}
}

func TestInstall(t *testing.T) {
	r := packages.NewResolver(tables(), packages.Facts{Names: smallNames(t)})
	for _, c := range []struct {
		install packages.Install
		want    packages.Kind
		meant   string
	}{
		{packages.Install{Name: "requests"}, packages.KindKnown, "requests"},
		{packages.Install{Name: "Requests"}, packages.KindKnown, "Requests"},
		{packages.Install{Name: "pandas-quick-insights"}, packages.KindNonexistent, ""},
		{packages.Install{Name: "pandas-quick-insights", Hashed: true}, packages.KindElsewhere, ""},
		{packages.Install{Name: "pandas-quick-insights", From: "git"}, packages.KindElsewhere, ""},
		{packages.Install{Name: "cv2"}, packages.KindImportName, "opencv-python"},
		{packages.Install{Name: "PIL"}, packages.KindImportName, "pillow"},
		{packages.Install{Name: "rest-framework"}, packages.KindImportName, "djangorestframework"},
		{packages.Install{Name: "docx"}, packages.KindImportName, "python-docx"}, // somebody else's, though ranked
		{packages.Install{Name: "bs4"}, packages.KindKnown, "bs4"},               // forwards to the right one
		{packages.Install{Name: "waffle"}, packages.KindImportName, "django-waffle"},
		{packages.Install{Name: "sqlite3"}, packages.KindImportName, ""}, {packages.Install{Name: "tkinter"}, packages.KindImportName, ""},
		{packages.Install{Ecosystem: packages.NPM, Name: "react"}, packages.KindKnown, "react"},
		{packages.Install{Ecosystem: packages.NPM, Name: "react-auto-secure-forms"}, packages.KindUnlisted, ""},
		{packages.Install{Ecosystem: packages.NPM, Name: "@acme/nothing-of-the-kind"}, packages.KindUnlisted, ""},
		{packages.Install{Ecosystem: packages.NPM, Name: "@corp/internal-tools"}, packages.KindUnknown, ""},
		{packages.Install{Ecosystem: packages.Crates, Name: "serde"}, packages.KindUnknown, ""},
	} {
		if c.install.Ecosystem == "" {
			c.install.Ecosystem = packages.PyPI
		}
		if v := r.Install(c.install); v.Kind != c.want || v.Distribution != c.meant || len(v.Evidence) == 0 {
			t.Errorf("%+v: %s %q, want %s %q: %s", c.install, v.Kind, v.Distribution, c.want, c.meant, strings.Join(v.Evidence, "; "))
		}
	}
}

// What the table says must be so: the distributions exist.
func TestTableOfImports(t *testing.T) {
	x := realIndex(t)
	r := packages.NewResolver(tables(), packages.Facts{Names: x})
	for module, distributions := range packages.ImportTable(tables()) {
		for _, d := range distributions {
			if x.Exists(packages.PyPI, d) != packages.Listed {
				t.Errorf("%s: no distribution is named %s", module, d)
			}
		}
		if v := r.Import("a.py", module); v.Kind != packages.KindKnown && v.Kind != packages.KindStandard && v.Kind != packages.KindHost {
			t.Errorf("%s: %s", module, v.Kind)
		}
	}
}

// Whatever is written: no panic, evidence, and nothing but a name on the index's lists is called known by it.
func TestAnyName(t *testing.T) {
	r := packages.NewResolver(tables(), packages.Facts{Names: smallNames(t), Local: resolve.NewIndex([]string{"a/b.py"})})
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[a-zA-Z_.\-@/é ]{0,20}`).Draw(t, "name")
		if v := r.Import("x.py", name); len(v.Evidence) == 0 {
			t.Fatalf("import of %q: no evidence", name)
		}
		for _, e := range []packages.Ecosystem{packages.PyPI, packages.NPM, packages.Go} {
			if v := r.Install(packages.Install{Ecosystem: e, Name: name}); len(v.Evidence) == 0 || v.Kind.String() == "" {
				t.Fatalf("install of %q: no evidence", name)
			}
		}
	})
}
