package analysis_test

import (
	"testing"
	"time"

	"underpin/analysis"
	"underpin/analysis/packages"
)

// packageNames is an index in which requests alone exists, and of npm react.
func packageNames(t *testing.T) packages.Names {
	data, err := packages.Build(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC),
		packages.List{Ecosystem: packages.PyPI, Complete: true, Entries: []packages.Entry{{Name: "requests", Rank: 1}}},
		packages.List{Ecosystem: packages.NPM, Entries: []packages.Entry{{Name: "react", Downloads: 9e7}}})
	if err != nil {
		t.Fatal(err)
	}
	x, err := packages.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// said lists rule and text of each finding.
func said(t *testing.T, snap *analysis.Snapshot, scope analysis.Scope) (out []string) {
	t.Helper()
	r, err := snap.Findings(t.Context(), scope)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		text, _ := snap.Text(f.Path)
		if len(f.Evidence) == 0 {
			t.Errorf("%s: no evidence", f.Path)
		}
		out = append(out, f.Path+" "+text.Slice(f.Span))
	}
	return out
}

func packageSession(t *testing.T, o analysis.Options) *analysis.Session {
	o.Parser = parserHost(t)
	s, err := analysis.NewSession(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func sameSaid(t *testing.T, why string, got []string, want ...string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: got %q, want %q", why, got, want)
		return
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("%s: got %q, want %q", why, got, want)
		}
	}
}

func TestPackages(t *testing.T) {
	app := analysis.FileChange{Path: "app.py", Text: []byte("import requests\nimport very_invented_kit as kit\nfrom neighbour_tools import x\n")}
	manifest := analysis.FileChange{Path: "requirements.txt", Text: []byte("requests\nother-invented-kit\n")}
	index := packageNames(t)

	sameSaid(t, "without an index", said(t, apply(t, packageSession(t, analysis.Options{}), app, manifest), analysis.Scope{}))

	s := packageSession(t, analysis.Options{Index: index, Beside: []string{"neighbour_tools"}})
	sameSaid(t, "code alone", said(t, apply(t, s, app), analysis.Scope{}), "app.py very_invented_kit")
	snap := apply(t, s, manifest)
	// A declared name shares a word with the import, and may hold it.
	sameSaid(t, "with a manifest", said(t, snap, analysis.Scope{}), "requirements.txt other-invented-kit")
	sameSaid(t, "one file", said(t, snap, analysis.Scope{Paths: []string{"app.py"}}))
	sameSaid(t, "the manifest at once", said(t, snap, analysis.Scope{Paths: []string{"requirements.txt"}, Touched: true}), "requirements.txt other-invented-kit")
	edited := apply(t, s, analysis.FileChange{Path: "requirements.txt", Text: []byte("requests\n")})
	sameSaid(t, "the manifest mended", said(t, edited, analysis.Scope{}), "app.py very_invented_kit")
	sameSaid(t, "the older state stays", said(t, snap, analysis.Scope{}), "requirements.txt other-invented-kit")
	if paths := edited.Paths(); len(paths) != 1 || paths[0] != "app.py" {
		t.Errorf("a manifest is no code: %q", paths)
	}
	sameSaid(t, "the manifest removed", said(t, apply(t, s, analysis.FileChange{Path: "requirements.txt", Removed: true}), analysis.Scope{}), "app.py very_invented_kit")
	sameSaid(t, "installed", said(t, apply(t, packageSession(t, analysis.Options{Index: index, Beside: []string{"neighbour_tools"}, Installed: []string{"very_invented_kit"}}), app), analysis.Scope{}))
}

// A file that imports one that extends the path may find its modules anywhere.
func TestPackagesAround(t *testing.T) {
	file := func(path, text string) analysis.FileChange {
		return analysis.FileChange{Path: path, Text: []byte(text)}
	}
	s := packageSession(t, analysis.Options{Index: packageNames(t)})
	app := file("test/app.py", "import parent\nimport very_invented_kit\n")
	sameSaid(t, "a plain neighbour", said(t, apply(t, s, app, file("test/parent.py", "import os\n")), analysis.Scope{}), "test/app.py very_invented_kit")
	sameSaid(t, "one that extends the path", said(t, apply(t, s, file("test/parent.py", "import sys\nsys.path.append('/opt')\n")), analysis.Scope{}))
}

// Tests write modules, and import them.
func TestPackagesOfTests(t *testing.T) {
	file := func(path, text string) analysis.FileChange {
		return analysis.FileChange{Path: path, Text: []byte(text)}
	}
	s := packageSession(t, analysis.Options{Index: packageNames(t)})
	writes := file("a/tests/serving.py", "def test_x(tmp_path):\n    (tmp_path / 'real_thing_kit.py').write_text('x = 1')\n")
	snap := apply(t, s, writes, file("tests/live/a.py", "import real_thing_kit\nimport another_thing_kit\n"), file("src/b.py", "import real_thing_kit\n"), file("latest/c.py", "import real_thing_kit\n"))
	sameSaid(t, "tests", said(t, snap, analysis.Scope{}), "latest/c.py real_thing_kit", "src/b.py real_thing_kit", "tests/live/a.py another_thing_kit")
}

// While a module's name is typed, the quick answer is silent about it; the settled one is not.
func TestPackagesTyped(t *testing.T) {
	s := packageSession(t, analysis.Options{Index: packageNames(t)})
	said(t, apply(t, s, analysis.FileChange{Path: "app.py", Text: []byte("import os\n\nprint(os)\n"), Open: true}), analysis.Scope{})
	quick := analysis.Scope{Paths: []string{"app.py"}, Touched: true}
	typed := apply(t, s, analysis.FileChange{Path: "app.py", Edits: []analysis.TextEdit{{Start: 10, End: 10, New: "import very_inv"}}})
	sameSaid(t, "while it is typed", said(t, typed, quick))
	sameSaid(t, "when typing ends", said(t, typed, analysis.Scope{}), "app.py very_inv")
	done := apply(t, s, analysis.FileChange{Path: "app.py", Edits: []analysis.TextEdit{{Start: 25, End: 25, New: "ented_kit\n"}}})
	sameSaid(t, "behind the word", said(t, done, quick), "app.py very_invented_kit")
}

func TestPackagesSuppressed(t *testing.T) {
	s := packageSession(t, analysis.Options{Index: packageNames(t)})
	snap := apply(t, s, analysis.FileChange{Path: "requirements.txt", Text: []byte("other-invented-kit  # underpin: ignore[nonexistent-package] it comes with the image\n")})
	r, err := snap.Findings(t.Context(), analysis.Scope{})
	if want := "PyPI has no package `other-invented-kit` (as of November 2026)"; len(r.Findings) == 1 && r.Findings[0].Message != want {
		t.Errorf("got %q, want %q", r.Findings[0].Message, want)
	}
	if err != nil || len(r.Findings) != 1 || r.Findings[0].Suppressed == nil || r.Findings[0].Suppressed.Reason == "" {
		t.Errorf("%v, %+v", err, r.Findings)
	}
}

func TestPackagesOfScripts(t *testing.T) {
	file := func(path, text string) analysis.FileChange {
		return analysis.FileChange{Path: path, Text: []byte(text)}
	}
	app := file("src/app.ts", "import react from \"react\";\nimport kit from \"very-invented-kit/deep\";\nimport x from \"./x\";\n")
	s := packageSession(t, analysis.Options{Index: packageNames(t)})
	snap := apply(t, s, app, file("src/b.py", "import requests\n"), file("src/c.vue", "<script>import a from 'other-invented-kit'</script>"))
	both := []string{"src/app.ts very-invented-kit", "src/c.vue other-invented-kit"}
	sameSaid(t, "scripts", said(t, snap, analysis.Scope{}), both...)
	sameSaid(t, "one of them", said(t, snap, analysis.Scope{Paths: []string{"src/c.vue"}}), both[1])
	if r, _ := snap.Findings(t.Context(), analysis.Scope{}); r.Files != 1 || r.Scripts != 2 {
		t.Errorf("%d files, %d scripts", r.Files, r.Scripts)
	}
	if paths := snap.Paths(); len(paths) != 1 {
		t.Errorf("scripts are not analysed: %q", paths)
	}
	manifest := file("package.json", `{"dependencies": {"very-invented-kit": "file:../kit", "react": "^18"}}`)
	sameSaid(t, "declared", said(t, apply(t, s, manifest), analysis.Scope{}), both[1])
	sameSaid(t, "renamed by a tsconfig", said(t, apply(t, s, file("tsconfig.json", `{"compilerOptions": {"paths": {"other-invented-kit": ["x"]}}}`)), analysis.Scope{}))
	sameSaid(t, "the settings removed", said(t, apply(t, s, analysis.FileChange{Path: "tsconfig.json", Removed: true}, analysis.FileChange{Path: "package.json", Removed: true}), analysis.Scope{}), both...)
	sameSaid(t, "installed", said(t, apply(t, packageSession(t, analysis.Options{Index: packageNames(t), Modules: func() []string { return []string{"very-invented-kit"} }}), app), analysis.Scope{}))
	sameSaid(t, "without an index", said(t, apply(t, packageSession(t, analysis.Options{}), app), analysis.Scope{}))
}

// While a name is typed, the quick answer is silent about it; the settled one is not, nor is the quick one later.
func TestPackagesOfScriptsTyped(t *testing.T) {
	s := packageSession(t, analysis.Options{Index: packageNames(t)})
	said(t, apply(t, s, analysis.FileChange{Path: "a.ts", Text: []byte("import kit from \"\";\n"), Open: true}), analysis.Scope{})
	quick := analysis.Scope{Paths: []string{"a.ts"}, Touched: true}
	typed := apply(t, s, analysis.FileChange{Path: "a.ts", Edits: []analysis.TextEdit{{Start: 17, End: 17, New: "very-inv"}}})
	sameSaid(t, "while it is typed", said(t, typed, quick))
	sameSaid(t, "when typing ends", said(t, typed, analysis.Scope{}), "a.ts very-inv")
	done := apply(t, s, analysis.FileChange{Path: "a.ts", Edits: []analysis.TextEdit{{Start: 25, End: 25, New: "ented-kit"}, {Start: 36, End: 36, New: "\n"}}})
	sameSaid(t, "behind the word", said(t, done, quick), "a.ts very-invented-kit")
	sameSaid(t, "settled", said(t, done, analysis.Scope{}), "a.ts very-invented-kit")
}

func TestPackagesOfScriptsSuppressed(t *testing.T) {
	s := packageSession(t, analysis.Options{Index: packageNames(t)})
	snap := apply(t, s, analysis.FileChange{Path: "a.js", Text: []byte("/* underpin: ignore[nonexistent-package] it comes with the image */\nimport 'very-invented-kit'; // no\n")})
	r, err := snap.Findings(t.Context(), analysis.Scope{})
	if err != nil || len(r.Findings) != 1 || r.Findings[0].Suppressed == nil || r.Findings[0].Suppressed.Reason != "it comes with the image" {
		t.Errorf("%v, %+v", err, r.Findings)
	}
}

// An import is mended where that is all there is to do.
func TestImportFix(t *testing.T) {
	for text, want := range map[string]string{
		"from requsets import get\n\nget('x')\n":                         "from requests import get\n\nget('x')\n",
		"from requsets.adapters import HTTPAdapter\n":                    "from requests.adapters import HTTPAdapter\n",
		"import requsets as r\n\nr.get('x')\n":                           "import requests as r\n\nr.get('x')\n",
		"import requsets\n\nrequests.get('x')\n":                         "import requests\n\nrequests.get('x')\n",
		"import requsets\n\nrequsets.get('x')\n":                         "",
		"import os\nimport very_invented_kit as kit\n":                   "",
		"def f():\n    from requsets import get, post\n    return get\n": "def f():\n    from requests import get, post\n    return get\n",
	} {
		snap := apply(t, packageSession(t, analysis.Options{Index: packageNames(t)}), analysis.FileChange{Path: "a.py", Text: []byte(text)})
		got := ""
		for _, f := range findings(t, snap).Findings {
			for _, fix := range f.Fixes {
				x, _ := snap.Text("a.py")
				e := fix.Edits[0].Edits[0]
				got = x.String()[:e.Start] + e.New + x.String()[e.End:]
			}
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
