package packages

import "testing"

var packageJSONTests = []reads{
	{"all kinds", "package.json", `{
  "name": "@us/app", "version": "1.0.0",
  "dependencies": {
    "react": "^18.2.0",
    "@types/node": ">=20 <23",
    "any": "*", "new": "latest", "": "1", "bad name": "1", ".hidden": "1",
    "alias": "npm:real-name@^2", "scoped": "npm:@real/name@1", "bare": "npm:real",
    "lib": "workspace:*", "@us/app": "1.0.0",
    "cat": "catalog:react", "patched": "patch:lodash@npm:4.17.21#x"
  },
  "devDependencies": {"a": "file:../a", "b": "link:../b", "c": "portal:../c", "d": "./d", "e": "../e.tgz"},
  "peerDependencies": {"f": "git+ssh://git@host/f.git", "g": "github:us/g", "h": "us/h#semver:^1", "i": "git@host:us/i.git"},
  "optionalDependencies": {"j": "https://host/j.tgz", "k": "https://host/k.git", "l": "jsr:@l/l@1"},
  "overrides": {"left": "1"}, "resolutions": {"alone": "1"},
  "peerDependenciesMeta": {"meta": {"optional": true}}
}`, `
		npm react "^18.2.0"
		npm @types/node ">=20 <23"
		npm any
		npm new
		npm real-name "^2"
		npm @real/name "1"
		npm real
		npm lib from workspace
		npm @us/app "1.0.0" from workspace
		npm cat
		npm patched
		npm a from ../a
		npm b from ../b
		npm c from ../c
		npm d from ./d
		npm e from ../e.tgz
		npm f from git
		npm g from git
		npm h from git
		npm i from git
		npm j from https://host/j.tgz
		npm k from git
		npm l from jsr`},
	{"half written", "web/package.json", "{\n  // why\n  \"dependencies\": {\n    \"react\": \"18\",\n    \"lod\n    \"vue\": \"3\",,\n    \"x\": \n  },\n  \"devDependencies\": {\"jest\": \"29\"", `
		npm react "18"
		npm vue "3"
		npm jest "29"
		note:`},
	{"escapes", "package.json", `{"dependencies": {"re\u0061ct": "\u005e18", "v\/x": "1", "😀": "\ud83d\ude00"}}`, `npm react "^18"`},
	{"scripts", "package.json", `{"scripts": {"setup": "npm i -g \"turbo\" && npx tsc && pip install flask", "x": "npx -p typescript tsc", "n": 1}}`, `
		npm turbo command
		PyPI flask command
		npm typescript command`},
	{"not an object", "package.json", `["dependencies"]`, ``},
	{"empty", "package.json", ``, `note:`},
	{"members that are none", "package.json", `{"dependencies": ["a"], "devDependencies": {"b": {"version": "1"}, "c": 1}}`, `npm c "1"`},
}

func TestPackageJSON(t *testing.T) { check(t, packageJSONTests) }
