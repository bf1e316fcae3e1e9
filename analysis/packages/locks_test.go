package packages

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

var lockTests = []reads{
	{"poetry.lock", "poetry.lock", `[[package]]
name = "flask"
version = "3.0"
files = [
    {file = "flask.whl", hash = "sha256:aa"},
]
[package.dependencies]
jinja2 = ">=3"
[[package]]
name = "ours"
version = "1"
files = []
[package.source]
type = "git"
url = "https://host/x"
[[package]]
name = "priv"
version = "1"
[package.source]
type = "legacy"
url = "https://host"
reference = "ours"
[[package]]
name = "old"
version = "2"
[metadata.files]
old = [{file = "x", hash = "sha256:b"}]
`, `
		PyPI flask "3.0" hashed
		PyPI ours "1" from git
		PyPI priv "1" from private index
		PyPI old "2" hashed`},
	{"uv.lock", "uv.lock", `version = 1
[[package]]
name = "anyio"
version = "4.0"
source = { registry = "https://host/simple" }
dependencies = [{ name = "idna" }]
sdist = { url = "https://host/x", hash = "sha256:a" }
[[package]]
name = "app"
version = "0.1"
source = { editable = "." }
[[package]]
name = "g"
version = "1"
source = { git = "https://host/g" }
`, `
		PyPI anyio "4.0" hashed
		PyPI app "0.1" from workspace
		PyPI g "1" from git`},
	{"pdm.lock", "pdm.lock", "[[package]]\nname = \"a\"\nversion = \"1\"\nfiles = [{file = \"x\", hash = \"sha256:a\"}]\n[[package]]\nname = \"b\"\nversion = \"1\"\ngit = \"https://host\"\n", `
		PyPI a "1" hashed
		PyPI b "1" from git`},
	{"Cargo.lock", "Cargo.lock", "version = 4\n[[package]]\nname = \"serde\"\nversion = \"1\"\nsource = \"registry+https://host\"\nchecksum = \"aa\"\n[[package]]\nname = \"ours\"\nversion = \"0\"\n", `
		crates.io serde "1" hashed
		crates.io ours "0" from workspace`},
	{"package-lock.json", "package-lock.json", `{"name": "ours", "lockfileVersion": 3, "packages": {
	"": {"name": "ours", "dependencies": {"x": "1"}},
	"node_modules/react": {"version": "18.2.0", "resolved": "https://host/react", "integrity": "sha512-a"},
	"node_modules/a/node_modules/@types/node": {"version": "20", "integrity": "sha512-b"},
	"node_modules/ws": {"resolved": "packages/ws", "link": true},
	"packages/ws": {"version": "1"},
	"node_modules/alias": {"name": "real", "version": "1", "integrity": "sha512-c"},
	"node_modules/g": {"version": "1", "resolved": "git+ssh://git@host/g.git#a"},
	"node_modules/bare": {"version": "1"}}}`, `
		npm react "18.2.0" hashed
		npm @types/node "20" hashed
		npm ws from workspace
		npm real "1" hashed
		npm g "1" from git
		npm bare "1"`},
	{"package-lock.json of version 1", "npm-shrinkwrap.json", `{"dependencies": {"a": {"version": "1", "integrity": "sha1-a", "dependencies": {"b": {"version": "2"}}}, "c": {"version": "git+https://host/c"}, "d": {"version": "file:../d"}}}`, `
		npm a "1" hashed
		npm b "2"
		npm c from git
		npm d from ../d`},
	{"pnpm-lock.yaml", "pnpm-lock.yaml", `lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      react:
        specifier: ^18
        version: 18.2.0
packages:

  '@babel/core@7.24.0':
    resolution: {integrity: sha512-a==}
    engines: {node: '>=6.9.0'}

  react@18.2.0:
    resolution: {integrity: sha512-b==}

  g@https://codeload.host/g/tar.gz/abc:
    resolution: {tarball: https://codeload.host/g}

snapshots:
  react@18.2.0: {}
`, `
		npm @babel/core "7.24.0" hashed
		npm react "18.2.0" hashed
		npm g from https://codeload.host/g/tar.gz/abc`},
	{"pnpm-lock.yaml of old", "pnpm-lock.yaml", "packages:\n  /lodash/4.17.21:\n    resolution: {integrity: sha512-a}\n  /@types/node/20.1.0_react@18.0.0:\n    resolution:\n      integrity: sha512-b\n  /a@1.0.0(react@18.0.0):\n    dev: true\n", `
		npm lodash "4.17.21" hashed
		npm @types/node "20.1.0" hashed
		npm a "1.0.0"`},
	{"yarn.lock", "yarn.lock", `# yarn lockfile v1


"@babel/core@^7.0.0", "@babel/core@^7.1.0":
  version "7.24.0"
  resolved "https://host/core#a"
  integrity sha512-a==
  dependencies:
    version "9"

lodash@^4:
  version "4.17.21"

g@us/g:
  version "1.0.0"
  resolved "git+https://host/g"

"al@npm:real@^1":
  version "1.0.0"
`, `
		npm @babel/core "7.24.0" hashed
		npm lodash "4.17.21"
		npm g "1.0.0" from git
		npm real "1.0.0"`},
	{"yarn.lock of later Yarns", "yarn.lock", `__metadata:
  version: 8

"@types/node@npm:*, @types/node@npm:^20":
  version: 20.1.0
  resolution: "@types/node@npm:20.1.0"
  checksum: 10/abc
  languageName: node
  linkType: hard

"ours@workspace:.":
  version: 0.0.0-use.local
  resolution: "ours@workspace:."
  languageName: unknown
  linkType: soft

"al@npm:real@^1":
  version: 1.0.0
  checksum: a
`, `
		npm @types/node "20.1.0" hashed
		npm ours "0.0.0-use.local" from workspace
		npm real "1.0.0" hashed`},
	{"bun.lock", "bun.lock", `{
  "lockfileVersion": 1,
  "packages": {
    "react": ["react@18.2.0", "", {}, "sha512-a=="],
    "al": ["real@1.0.0", "", { "bin": "x" }, "sha512-b=="],
    "ws": ["ws@workspace:packages/ws"],
  }
}`, `
		npm react "18.2.0" hashed
		npm real "1.0.0" hashed
		npm ws from workspace`},
}

func TestLocks(t *testing.T) { check(t, lockTests) }

// TestLongLocks holds reading to be linear: twenty thousand packages within a few seconds even on a busy machine.
func TestLongLocks(t *testing.T) {
	for file, one := range map[string]string{
		"poetry.lock":       "[[package]]\nname = \"p%d\"\nversion = \"1\"\nfiles = [{file = \"x\", hash = \"sha256:a\"}]\n",
		"yarn.lock":         "p%d@^1:\n  version \"1\"\n",
		"pnpm-lock.yaml":    "  p%d@1.0.0:\n    resolution: {integrity: sha512-a}\n",
		"requirements.txt":  "p%d==1\n",
		"package-lock.json": "\"node_modules/p%d\": {\"version\": \"1\"},\n",
	} {
		var b strings.Builder
		switch file {
		case "pnpm-lock.yaml":
			b.WriteString("packages:\n")
		case "package-lock.json":
			b.WriteString("{\"packages\": {")
		}
		for i := range 20000 {
			fmt.Fprintf(&b, one, i)
		}
		start := time.Now()
		installs, _ := Installs(file, []byte(b.String()))
		took := time.Since(start)
		t.Logf("%s: %d kB in %v", file, b.Len()/1000, took)
		if len(installs) != 20000 {
			t.Errorf("%s: %d packages", file, len(installs))
		}
		if took > 5*time.Second {
			t.Errorf("%s: %v", file, took)
		}
	}
}
