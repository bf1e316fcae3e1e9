package packages_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"underpin/analysis/internal/resolve"
	"underpin/analysis/packages"
)

// scriptNames is an index of a few names of npm.
func scriptNames(t testing.TB, complete bool) *packages.Index {
	return indexOf(t, packages.List{Ecosystem: packages.NPM, Complete: complete, Entries: []packages.Entry{
		{Name: "react", Downloads: 90e6}, {Name: "express", Downloads: 40e6}, {Name: "lodash", Downloads: 60e6}, {Name: "lodahs"}, {Name: "@acme/core", Downloads: 9000},
		{Name: "@types/hosted-thing", Downloads: 900}, {Name: "chart.js", Downloads: 9e6},
	}})
}

var scriptFiles = map[string]string{
	"package.json": `{"name": "@house/app", "imports": {"#x/*": "./src/*.ts"}, "devDependencies": {"declared-kit": "1", "@types/typed-kit": "1", "@types/some__scoped": "1"},
		"overrides": {"**/forced-kit@2": "3", "a>nested-kit": "1"}, "bundledDependencies": ["bundled-kit"], "workspaces": {"catalog": {"catalogued-kit": "1"}}}`,
	"tsconfig.json":           `{ /* c */ "extends": ["./base.tsconfig.json"], "compilerOptions": {"paths": {"@ui/*": ["src/ui/*"],}, "types": ["typed-globals-kit/client"]} }`,
	"base.tsconfig.json":      `{"compilerOptions": {"baseUrl": "src", "paths": {"mapped-kit": ["../x"]}}}`,
	"packages/kit/deno.json":  `{"imports": {"std-of-deno/": "https://example.org/", "npm-in-deno": "npm:lodash@4/fp"}, "scopes": {"/a/": {"scoped-in-deno": "./b.ts"}}}`,
	"pnpm-workspace.yaml":     "packages: ['packages/*']\ncatalog:\n  in-catalog: ^1.0.0\ncatalogs:\n  old:\n    in-old-catalog: '1'\noverrides:\n  overridden-kit: '2'\n",
	".npmrc":                  "@private:registry=https://npm.example.org/\n; registry=https://npm.example.org\nsave-exact=true\n",
	"bower.json":              `{"dependencies": {"bowered-kit": "1"}}`,
	"packages/own/jsr.json":   `{"name": "@jsr-scope/own"}`,
	"packages/t/package.json": `{"name": "tools-of-ours", "main": "./dist/index.js"}`,
}

func scriptFacts(t testing.TB) packages.Facts {
	f := packages.Facts{Names: scriptNames(t, false), Beside: []string{"lies-beside"}, Modules: func() []string { return []string{"installed-kit", "@in/stalled"} }}
	paths := []string{"src/components-of-ours/a.tsx", "src/main.ts", "src/ui/b.vue"}
	var settings []resolve.Settings
	for name, text := range scriptFiles {
		s, ok := packages.SettingsOf(name, []byte(text))
		if !ok || !packages.IsManifest(name) {
			t.Fatalf("%s is not read", name)
		}
		f.Settings = append(f.Settings, s)
		paths = append(paths, name)
		installs, notes := packages.Installs(name, []byte(text))
		if len(notes) > 0 {
			t.Fatalf("%s: %v", name, notes)
		}
		f.Declared = append(f.Declared, installs...)
	}
	slices.Sort(paths)
	slices.SortFunc(f.Settings, func(a, b packages.ScriptSettings) int { return strings.Compare(a.File, b.File) })
	for _, s := range f.Settings {
		settings = append(settings, s.Settings)
	}
	f.Declared = append(f.Declared, packages.Install{Ecosystem: packages.NPM, Name: "locked-kit", Hashed: true})
	f.Scripts = resolve.NewScripts(resolve.NewPaths(paths), settings)
	f.Speaks = func(name string) string {
		if name == "spoken-of" {
			return "vite.config.ts"
		}
		return ""
	}
	return f
}

func TestScript(t *testing.T) {
	r := packages.NewResolver(tables(), scriptFacts(t))
	for _, c := range []struct {
		path string
		want packages.Kind
	}{
		{"./a", packages.KindLocal}, {"..", packages.KindLocal}, {"/src/a", packages.KindLocal}, {`\x`, packages.KindLocal}, {"#x/y", packages.KindLocal},
		{"fs", packages.KindStandard}, {"fs/promises", packages.KindStandard}, {"node:anything", packages.KindStandard}, {"punycode/", packages.KindStandard},
		{"https://example.org/x.js", packages.KindElsewhere}, {"virtual:x", packages.KindElsewhere}, {"astro:content", packages.KindElsewhere}, {"bun:sqlite", packages.KindElsewhere},
		{"jsr:@std/x", packages.KindElsewhere}, {"C:/x", packages.KindElsewhere}, {"data:text/javascript,x", packages.KindElsewhere},
		{"@ui/button", packages.KindLocal}, {"mapped-kit", packages.KindLocal}, {"components-of-ours/a", packages.KindLocal}, {"tools-of-ours/x", packages.KindLocal}, {"@house/app", packages.KindLocal}, {"@jsr-scope/own/x", packages.KindLocal},
		{"@/x", packages.KindUnknown}, {"~/x", packages.KindUnknown}, {"$lib/x", packages.KindUnknown}, {"a b", packages.KindUnknown}, {"häuser", packages.KindUnknown}, {"", packages.KindUnknown}, {"!", packages.KindUnknown}, {"@", packages.KindUnknown}, {"@x", packages.KindUnknown},
		{"declared-kit/deep", packages.KindDeclared}, {"typed-kit", packages.KindDeclared}, {"@some/scoped", packages.KindDeclared}, {"forced-kit", packages.KindDeclared}, {"nested-kit", packages.KindDeclared}, {"bundled-kit", packages.KindDeclared},
		{"catalogued-kit", packages.KindDeclared}, {"in-catalog", packages.KindDeclared}, {"in-old-catalog", packages.KindDeclared}, {"overridden-kit", packages.KindDeclared}, {"bowered-kit", packages.KindDeclared}, {"locked-kit", packages.KindDeclared}, {"typed-globals-kit", packages.KindDeclared},
		{"installed-kit/x", packages.KindInstalled}, {"@in/stalled", packages.KindInstalled},
		{"vscode", packages.KindHost}, {"@salesforce/apex/X.y", packages.KindHost}, {"k6/http", packages.KindHost},
		{"react", packages.KindKnown}, {"react/jsx-runtime", packages.KindKnown}, {"npm:react@18/x", packages.KindKnown}, {"chart.js", packages.KindKnown}, {"react?raw", packages.KindKnown}, {"!!a!react", packages.KindKnown},
		{"spoken-of/x", packages.KindUnknown}, {"lies-beside", packages.KindUnknown}, {"std-of-deno/x", packages.KindUnknown}, {"npm-in-deno", packages.KindUnknown}, {"scoped-in-deno", packages.KindUnknown},
		{"@private/x", packages.KindUnknown}, {"@house/other", packages.KindUnknown}, {"@nobody/knows", packages.KindUnknown}, {"hosted-thing", packages.KindUnknown},
		{"Capital", packages.KindUnknown}, {"_private", packages.KindUnknown}, {"ab", packages.KindUnknown}, {"components/x", packages.KindUnknown}, {"src/x", packages.KindUnknown},
		{"pkg-x/style.css", packages.KindUnknown}, {"image.png", packages.KindUnknown}, {"orders_pb", packages.KindUnknown}, {"b/x", packages.KindUnknown}, {"dialog-of-ours.jsx", packages.KindUnknown}, {"tools-of-ours-more", packages.KindUnknown},
		{"lodahs", packages.KindLookAlike}, {"npm:lodahs", packages.KindLookAlike}, {"locate-character", packages.KindKnown},
		{"invented-kit", packages.KindUnlisted}, {"invented-kit/deep/x.js", packages.KindUnlisted}, {"npm:invented-kit@1", packages.KindUnlisted}, {"npm:declared-kit", packages.KindUnlisted},
		{"@acme/invented", packages.KindUnlisted}, {"expresss", packages.KindUnlisted}, {"raw!invented-kit", packages.KindUnlisted},
	} {
		v := r.Script("src/main.ts", c.path)
		if v.Kind != c.want || len(v.Evidence) == 0 {
			t.Errorf("%q: %v %v, want %v", c.path, v.Kind, v.Evidence, c.want)
		}
	}
	if v := r.Script("src/main.ts", "expresss/x"); v.Distribution != "express" || v.Name != "expresss" {
		t.Errorf("%+v", v)
	}
}

// A list that is whole knows that a name does not exist; a registry of the house, or no list, knows nothing.
func TestScriptByList(t *testing.T) {
	f := packages.Facts{Names: scriptNames(t, true)}
	if v := packages.NewResolver(tables(), f).Script("a.js", "invented-kit"); v.Kind != packages.KindNonexistent {
		t.Errorf("%+v", v)
	}
	s, _ := packages.SettingsOf(".npmrc", []byte("registry = https://npm.example.org/\n"))
	f.Settings = []packages.ScriptSettings{s}
	for _, text := range []string{"npmRegistryServer: https://npm.example.org\n", "npmScopes:\n  house: {}\n"} {
		s, _ := packages.SettingsOf(".yarnrc.yml", []byte(text))
		f.Settings = append(f.Settings, s)
	}
	r := packages.NewResolver(tables(), f)
	if v := r.Script("a.js", "invented-kit"); v.Kind != packages.KindUnknown {
		t.Errorf("%+v", v)
	}
	if v := r.Install(packages.Install{Ecosystem: packages.NPM, Name: "invented-kit"}); v.Kind != packages.KindElsewhere {
		t.Errorf("%+v", v)
	}
	if v := packages.NewResolver(tables(), packages.Facts{}).Script("a.js", "invented-kit"); v.Kind != packages.KindUnknown {
		t.Errorf("%+v", v)
	}
}

// What a workspace says of its own packages, its lockfile and its folders speaks for what a manifest installs.
func TestInstallsOfScripts(t *testing.T) {
	r := packages.NewResolver(tables(), scriptFacts(t))
	for name, want := range map[string]packages.Kind{
		"tools-of-ours": packages.KindElsewhere, "@house/other": packages.KindElsewhere, "@private/x": packages.KindElsewhere, "locked-kit": packages.KindElsewhere,
		"installed-kit": packages.KindElsewhere, "tools-of-ours-more": packages.KindElsewhere, "react": packages.KindKnown, "declared-kit": packages.KindUnlisted, "lodahs": packages.KindLookAlike,
	} {
		if v := r.Install(packages.Install{Ecosystem: packages.NPM, Name: name}); v.Kind != want {
			t.Errorf("%s: %v %v, want %v", name, v.Kind, v.Evidence, want)
		}
	}
}

// What very many install names packages that exist, whatever the list lacks: that is told more softly.
func TestInstallIn(t *testing.T) {
	f := packages.Facts{Names: scriptNames(t, false)}
	for file, text := range map[string]string{
		"libs/react/package.json": `{"name": "react", "version": "1.0.0", "repository": "x"}`, "libs/draft/package.json": `{"name": "express"}`,
		"libs/own/package.json": `{"name": "lodash", "version": "1.0.0", "repository": "x", "private": true}`, "libs/small/package.json": `{"name": "@acme/core", "version": "1.0.0", "repository": "x"}`,
		"libs/package.json": `{"private": true, "workspaces": ["./re*", "draft"]}`, "package.json": `{"private": true, "workspaces": ["apps/*"]}`,
		"deep/a/b/package.json": `{"name": "chart.js", "version": "1.0.0", "repository": "x"}`, "deep/pnpm-workspace.yaml": "packages: ['a/**', '!x']",
	} {
		s, ok := packages.SettingsOf(file, []byte(text))
		if !ok {
			t.Fatal(file)
		}
		f.Settings = append(f.Settings, s)
	}
	r := packages.NewResolver(tables(), f)
	for file, want := range map[string]bool{
		"libs/react/package.json": true, "libs/react/README.md": true, `libs/react/examples/x/package.json`: true, "libs/package.json": true, "libs/draft/package.json": true, "deep/x.sh": true,
		"deep/a/b/package.json": true, "package.json": false, "apps/x/package.json": false, "": false, "/abs/package.json": false,
	} {
		v := r.InstallIn(file, packages.Install{Ecosystem: packages.NPM, Name: "invented-thing"})
		if v.Kind != packages.KindUnlisted || v.Established != want {
			t.Errorf("%s: %v %v, want %v: %v", file, v.Kind, v.Established, want, v.Evidence)
		}
		if v := r.InstallIn(file, packages.Install{Ecosystem: packages.NPM, Name: "lodahs"}); v.Established {
			t.Errorf("%s: %+v", file, v)
		}
	}
	if v := packages.NewResolver(tables(), packages.Facts{}).InstallIn("package.json", packages.Install{Ecosystem: packages.NPM, Name: "x"}); v.Kind != packages.KindUnknown {
		t.Errorf("without an index: %+v", v)
	}
}

func TestSettingsOf(t *testing.T) {
	for _, c := range []struct{ file, text, want string }{
		{"a/package.json", `{"name": "x", "main": "lib/i.js", "types": "../../up.d.ts", "imports": {"#a": {"node": "./n.js", "default": ["./d.js"]}}}`, `{{a/package.json x a/lib/i.js  false [] [{#a [a/n.js a/d.js]}]} [] false [] false []}`},
		{"a/tsconfig.app.json", `{"extends": "x", "compilerOptions": {"baseUrl": ".", "paths": {"*": ["t/*", "/abs", "../../up"]}}}`, `{{a/tsconfig.app.json   a true [x] [{* [a/t/*]}]} [] false [] false []}`},
		{"jsconfig.json", `{"compilerOptions": {"baseUrl": "./"}}`, `{{jsconfig.json    true [] []} [] false [] false []}`},
		{"tsconfig.json", `{"compilerOptions": {"baseUrl": "../up"}}`, `{{tsconfig.json    false [] []} [] false [] false []}`},
		{"bunfig.toml", "[install]\nregistry = \"x\"\n[install.scopes]\nacme = \"y\"\n", `{{bunfig.toml    false [] []} [] true [@acme] false []}`},
		{".yarnrc", "registry \"x\"\n\"@acme:registry\" \"y\"\n", `{{.yarnrc    false [] []} [] true [@acme] false []}`},
		{"package.json", `{"name": `, `{{package.json    false [] []} [] false [] false []}`},
		{"package.json", `{"name": "x", "version": "1.0.0", "repository": "a/b", "workspaces": ["p/*"]}`, `{{package.json x   false [] []} [] false [] true [p/*]}`},
		{"package.json", `{"version": "1.0.0", "repository": "a/b", "private": true, "workspaces": {"packages": ["p/*", "q"]}}`, `{{package.json    false [] []} [] false [] false [p/* q]}`},
		{"lerna.json", `{"packages": ["p/*"]}`, `{{lerna.json    false [] []} [] false [] false [p/*]}`},
		{"package.json", "", `{{package.json    false [] []} [] false [] false []}`},
	} {
		s, ok := packages.SettingsOf(c.file, []byte(c.text))
		if got := fmt.Sprint(s); got != c.want || !ok {
			t.Errorf("%s %s:\n got %s\nwant %s", c.file, c.text, got, c.want)
		}
	}
	for _, other := range []string{"a.json", "tsconfig.ts", "package-lock.json", "x/readme.md"} {
		if _, ok := packages.SettingsOf(other, nil); ok {
			t.Errorf("%s is read", other)
		}
	}
}

func FuzzScript(f *testing.F) {
	for name, text := range scriptFiles {
		f.Add(name, text, "@ui/x")
	}
	names := scriptNames(f, false)
	f.Fuzz(func(t *testing.T, file, text, path string) {
		s, _ := packages.SettingsOf(file, []byte(text))
		r := packages.NewResolver(tables(), packages.Facts{
			Names: names, Settings: []packages.ScriptSettings{s}, Scripts: resolve.NewScripts(resolve.NewPaths([]string{file}), []resolve.Settings{s.Settings}),
		})
		if v := r.Script("src/a.ts", path); len(v.Evidence) == 0 {
			t.Errorf("%q: no evidence", path)
		}
		tables().LooseScript(text)
		tables().IsBuildScript(file)
	})
}
