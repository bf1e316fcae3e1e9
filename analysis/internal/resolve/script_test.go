package resolve_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"underpin/analysis/internal/resolve"
)

var shop = []string{
	"apps/web/next.config.js", "apps/web/package.json", "apps/web/src/pages/index.tsx", "apps/web/src/ui/button.tsx", "apps/web/src/ui/card/index.ts",
	"apps/web/src/util.native.ts", "apps/web/tsconfig.json", "apps/web/vendor/chart.js", "packages/kit/package.json", "packages/kit/src/index.ts", "packages/kit/src/part.mts",
	"packages/tsconfig/base.json", "packages/tsconfig/package.json", "tsconfig.json",
}

var shopSettings = []resolve.Settings{
	{File: "apps/web/package.json", Name: "web", Aliases: []resolve.Alias{{Pattern: "#ui/*", Targets: []string{"apps/web/src/ui/*.tsx"}}, {Pattern: "remote/"}}},
	{File: "apps/web/tsconfig.json", Base: "apps/web/src", Based: true, Extends: []string{"@acme/tsconfig/base.json", "./gone", "../web/tsconfig.json"},
		Aliases: []resolve.Alias{{Pattern: "@/*", Targets: []string{"apps/web/src/*"}}, {Pattern: "@/ui/*", Targets: []string{"apps/web/src/ui/*", "apps/web/old/*"}}, {Pattern: "*", Targets: []string{"types/*"}}}},
	{File: "packages/kit/package.json", Name: "@acme/kit", Entry: "packages/kit/src/index.ts"},
	{File: "packages/tsconfig/base.json", Aliases: []resolve.Alias{{Pattern: "~shared", Targets: []string{"packages/kit/src/part.mts"}}}},
	{File: "packages/tsconfig/package.json", Name: "@acme/tsconfig"},
}

func TestScripts(t *testing.T) {
	x := resolve.NewScripts(resolve.NewPaths(shop), shopSettings)
	from := "apps/web/src/pages/index.tsx"
	file := func(m resolve.Meaning) string {
		switch {
		case !m.Here:
			return "-"
		case m.File < 0:
			return "?"
		}
		return shop[m.File]
	}
	for _, c := range []struct{ from, name, want, by string }{
		{from, "@/ui/button", "apps/web/src/ui/button.tsx", "apps/web/tsconfig.json"},
		{from, "@/util", "apps/web/src/util.native.ts", "apps/web/tsconfig.json"},
		{from, "@/gone", "?", "apps/web/tsconfig.json"},
		{from, "ui/card", "apps/web/src/ui/card/index.ts", "apps/web/tsconfig.json"},
		{from, "ui/button.js", "apps/web/src/ui/button.tsx", "apps/web/tsconfig.json"},
		{from, "#ui/button", "apps/web/src/ui/button.tsx", "apps/web/package.json"},
		{from, "remote/x", "?", "apps/web/package.json"},
		{from, "~shared", "packages/kit/src/part.mts", "packages/tsconfig/base.json"},
		{from, "@acme/kit", "packages/kit/src/index.ts", "packages/kit/package.json"},
		{from, "@acme/kit/part", "packages/kit/src/part.mts", "packages/kit/package.json"},
		{from, "@acme/kit/src/part.mjs", "packages/kit/src/part.mts", "packages/kit/package.json"},
		{from, "@acme/kit/gone", "?", "packages/kit/package.json"},
		{from, "react", "-", ""},
		{"packages/kit/src/index.ts", "@/ui/button", "-", ""},
		{"packages/kit/src/index.ts", "web/src/util", "apps/web/src/util.native.ts", "apps/web/package.json"},
	} {
		if m := x.Resolve(c.from, c.name); file(m) != c.want || m.By != c.by {
			t.Errorf("%s imports %s: %s by %q, want %s by %q", c.from, c.name, file(m), m.By, c.want, c.by)
		}
	}
	if m := x.Elsewhere("@/ui/button"); file(m) != "apps/web/src/ui/button.tsx" {
		t.Errorf("elsewhere: %s", file(m))
	}
	for name, want := range map[string]string{"./index": from, "../ui/card": "apps/web/src/ui/card/index.ts", "../../../../packages/kit/src": "packages/kit/src/index.ts", "../../../../../../..": "?", ".": from} {
		if got := file(x.Relative(from, name)); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	for name, want := range map[string]string{"chart.js": "apps/web/vendor/chart.js", "util": "apps/web/src/util.native.ts", "kit": "packages/kit", "nothing": ""} {
		if got := x.Named(name); got != want {
			t.Errorf("named %s: %q, want %q", name, got, want)
		}
	}
}

func TestPackageOf(t *testing.T) {
	for name, want := range map[string]string{"a": "a|", "a/b/c": "a|b/c", "@a/b": "@a/b|", "@a/b/c/d": "@a/b|c/d", "@a": "@a|", "@a/": "@a|", "": "|", "a/": "a|"} {
		if pkg, rest := resolve.PackageOf(name); pkg+"|"+rest != want {
			t.Errorf("%s: %s|%s, want %s", name, pkg, rest, want)
		}
	}
}

// Settings that extend each other in a circle end, and whatever is asked is answered by a file of the index.
func TestScriptsBear(t *testing.T) {
	word := rapid.SampledFrom([]string{"", "a", "b", "@a/b", "*", "/", "..", ".", "a/*", "tsconfig.json", "./tsconfig.json", "../tsconfig.json", "b.js", "#a", "@"})
	rapid.Check(t, func(t *rapid.T) {
		paths := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "a.ts", "a/b.ts", "a/index.ts", "b.js", "a/tsconfig.json", "tsconfig.json", "a/b/package.json"}), 0, 6).Draw(t, "paths")
		slices.Sort(paths)
		paths = slices.Compact(paths)
		var settings []resolve.Settings
		for _, f := range []string{"a/b/package.json", "a/tsconfig.json", "tsconfig.json"} {
			s := resolve.Settings{File: f, Name: word.Draw(t, "name"), Base: strings.Trim(word.Draw(t, "base"), "./*"), Based: rapid.Bool().Draw(t, "based"), Entry: word.Draw(t, "entry")}
			s.Extends = rapid.SliceOfN(word, 0, 3).Draw(t, "extends")
			s.Aliases = []resolve.Alias{{Pattern: word.Draw(t, "pattern"), Targets: rapid.SliceOfN(word, 0, 2).Draw(t, "targets")}}
			settings = append(settings, s)
		}
		x := resolve.NewScripts(resolve.NewPaths(paths), settings)
		from, name := word.Draw(t, "from"), word.Draw(t, "first")+word.Draw(t, "second")
		for _, m := range []resolve.Meaning{x.Resolve(from, name), x.Elsewhere(name), x.Relative(from, name)} {
			if int(m.File) >= len(paths) || m.File < -1 {
				t.Fatalf("file %d of %d", m.File, len(paths))
			}
		}
	})
}
