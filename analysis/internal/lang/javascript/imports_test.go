package javascript

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"underpin/analysis/internal/source"
	"underpin/analysis/internal/syntax"
	"underpin/analysis/internal/syntax/testhost"
)

// reading gives what reads the imports of a file.
func reading(tb testing.TB) func(file, text string) []Import {
	tb.Helper()
	host := testhost.Host(tb)
	readers := map[string]*Reader{}
	for _, name := range Grammars() {
		names, err := host.Grammar(name)
		if err != nil {
			tb.Fatal(err)
		}
		lang, err := syntax.NewLanguage(names)
		if err != nil {
			tb.Fatal(err)
		}
		readers[name] = New(lang)
	}
	return func(file, text string) []Import {
		code, grammar := Source(file, text)
		r := readers[grammar]
		tree, err := syntax.Parse(context.Background(), host, r.Grammar(), []byte(code))
		if err != nil {
			panic(err)
		}
		return r.Imports(tree, code)
	}
}

// shown is a list of imports in short: r for re-exports, q for require, d for dynamic ones, ? for guarded ones.
func shown(list []Import) string {
	var out []string
	for _, i := range list {
		s := i.Path + []string{"", " r", " q", " d"}[i.Form]
		if i.Guarded {
			s += "?"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

func TestImports(t *testing.T) {
	read := reading(t)
	for _, c := range []struct{ file, text, want string }{
		{"a.js", `import x, {a as b} from "one"; import "two"; import * as ns from 'three'`, "one, two, three"},
		{"a.mjs", `export * from "one"; export * as q from "two"; export { z } from "three"; export const k = 1`, "one r, two r, three r"},
		{"a.cjs", "const w = require(\"one\"), m = await import(`two`); require(`three${w}`); require(w); y.require('four')", "one q, two d"},
		{"a.ts", `import type {T} from 'one'; import {type U, v} from "two"; import y = require("three"); export type { H } from "four"`, "one, two, three, four r"},
		{"a.ts", `type Q = import("one").Foo; let r: typeof import('two'); declare module "three" { import z from "four" }`, "one d, two d, four"},
		{"a.ts", "import a from \"one\" with { type: \"json\" };\nimport b from \"two\" assert { type: \"json\" };\nimport c from \"three\";", "one, two, three"},
		{"a.mts", "using r = open();\nimport a from \"one\";\n", "one"},
		{"a.tsx", `const L = lazy(() => import(/* webpackChunkName: "c" */ "one")); const p = <pre>import x from "no"</pre>`, "one d"},
		{"a.jsx", `import A from "one"; const p = <A b="from 'no'">require("no")</A>`, "one"},
		{"a.js", "// import x from \"no\"\n/* require('no') */ const t = `import y from \"no\"`; const s = \"require('no')\"; /from \"no\"/", ""},
		{"a.js", `try { require("one") } catch { require("two") }`, "one q?, two q?"},
		{"a.js", `if (x) require("one"); const y = x ? require("two") : null; x && require("three"); x == require("four")`, "one q?, two q?, three q?, four q"},
		{"a.js", `import("one").catch(f); import("two").then(f, g); import("three").then(f); expect(() => require("four")).toThrow()`, "one d?, two d?, three d, four q?"},
		{"a.js", `assert.throws(() => require("one")); f(() => require("two"))`, "one q?, two q"},
		{"a.js", `import x from "o\u006ee"; import y from ""; require("two", z)`, "two q"},
		{"a.js", "import type { A } from 'one';\nfunction f(x: number): string { return require('two') }", "one"},
		{"a.vue", "<template><p>import a from \"no\"</p></template>\n<script setup lang=\"ts\">\nimport x from \"one\"\nconst n: number = 1\n</script>\n<script>require('two')</script>", "one, two q"},
		{"a.svelte", "<script context='module'>import x from 'one'</script>\n{#if x}<b>require('no')</b>{/if}<script src=\"no.js\"></script>", "one"},
		{"a.astro", "---\nimport x from 'one';\nconst y: number = 1\n---\n<p>import z from 'no'</p>", "one"},
		{"a.astro", "<p>import z from 'no'</p>", ""},
		{"a.ts", "import a from \"one\";\nconst b = (", "one"},
		{"a.ts", "import a from \"one", ""},
		{"a.ts", "const x = ;;) {\nimport a from \"one\";\nconst t = `\nimport b from \"no\";\n`;", "one"},
		{"a.ts", "const x = ` ;\nimport a from \"no\";\n", ""},
		{"a.ts", "/* open\nimport a from \"no\";\n", ""},
		{"A.TS", `import a from "one"`, "one"},
	} {
		if got := shown(read(c.file, c.text)); got != c.want {
			t.Errorf("%s: %s\n got %s\nwant %s", c.file, c.text, got, c.want)
		}
	}
}

// pieces are what random programs are made of.
var pieces = []string{
	`import a from "one";`, "\nimport {b} from 'two'\n", `export * from "three";`, `require("four")`, "await import(/* c */ `five`)", `import c = require ( "six" );`,
	"`", `"`, "'", "/*", "*/", "//", "\n", "{", "}", "(", ")", "<p>", "</p>", "try {", "} catch {}", "if (x)", " ? ", " : ", "\\", "$", "${", "é", "\u2028", "from", "import", "require", "?.", "x", "=",
	`declare module "seven" {`, "<script>", "</script>", `<script lang="ts">`, "---\n", "\x00",
}

// Whatever a text is: nothing panics, what is imported lies in the text, and is among its candidates.
func TestImportsAreCandidates(t *testing.T) {
	read := reading(t)
	rapid.Check(t, func(t *rapid.T) {
		file := "a" + rapid.SampledFrom(Extensions()).Draw(t, "ending")
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 30).Draw(t, "pieces"), "")
		check(t, read, file, text)
	})
}

func FuzzImports(f *testing.F) {
	read := reading(f)
	for _, p := range pieces {
		f.Add("a.ts", p)
	}
	f.Fuzz(func(t *testing.T, file, text string) {
		if Reads(file) && len(text) < 1<<16 {
			check(t, read, file, text)
		}
	})
}

func check(t interface{ Fatalf(string, ...any) }, read func(file, text string) []Import, file, text string) {
	code, _ := Source(file, text)
	if len(code) != len(text) {
		t.Fatalf("%d bytes of code from %d", len(code), len(text))
	}
	candidates := Candidates(code)
	spans := map[source.Span]bool{}
	for _, c := range candidates {
		if text[c.Span.Start:c.Span.End] != c.Path {
			t.Fatalf("candidate %q is at %q", c.Path, text[c.Span.Start:c.Span.End])
		}
		spans[c.Span] = true
	}
	imports := read(file, text)
	for _, i := range imports {
		if text[i.Span.Start:i.Span.End] != i.Path || !spans[i.Span] {
			t.Fatalf("%s: %q imports %q, which is no candidate: %v", file, text, i.Path, candidates)
		}
	}
	if !slices.IsSortedFunc(imports, func(a, b Import) int { return a.Span.Start - b.Span.Start }) {
		t.Fatalf("%q: out of order: %v", text, imports)
	}
	Ambient(text)
	Mentions(text, func(name string) {
		if !strings.Contains(text, name) || name == "" {
			t.Fatalf("%q speaks of %q", text, name)
		}
	})
}

func TestAmbientAndMentions(t *testing.T) {
	if got := Ambient("declare module 'a' {}\nmodule.exports = 1; declare module \"*.svg\";submodule 'no'"); !slices.Equal(got, []string{"a", "*.svg"}) {
		t.Error(got)
	}
	var got []string
	Mentions(`{"^ab-c$": 1, x: { alias: {de: '@f/g/h', "i"} } } a?b:c "j k" '@l'`, func(n string) { got = append(got, n) })
	if want := "[ab-c x alias de @f/g i]"; fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

func BenchmarkCandidates(b *testing.B) {
	text := strings.Repeat("import { a } from \"./somewhere/else\";\n", 20) + strings.Repeat("  const value = compute(other.member, \"text\", 12) + `x${y}`; // from here on\n", 400)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Candidates(text)
	}
}
