package packages

import "testing"

var newerTests = []reads{
	{"pixi", "pixi.toml", `[dependencies]
numpy = "*"
[pypi-dependencies]
flask = ">=3"
ours = { path = "./ours", editable = true }
[feature.test.pypi-dependencies]
pytest = { version = "*", extras = ["x"] }
[target.linux-64.pypi-dependencies]
uvloop = "*"
[feature.gpu.target.win-64.dependencies]
cuda = "*"
[tasks]
setup = "pip install six"
more = { cmd = "npm i react", depends-on = ["setup"] }
none = ["a"]
`, `
		PyPI numpy from conda
		PyPI flask ">=3"
		PyPI ours from ./ours
		PyPI pytest
		PyPI uvloop
		PyPI cuda from conda
		PyPI six command
		npm react command`},
	{"pixi with an index", "pixi.toml", "[pypi-options]\nindex-url = \"https://host\"\n", `PyPI from private index`},
	{"hooks", ".pre-commit-config.yaml", `repos:
  - repo: https://host/mypy
    hooks:
      - id: mypy
        additional_dependencies: [types-requests, pydantic, ".[dev]"]
      - {id: black, additional_dependencies: ["black==24", "click"]}
      - id: local
        language: python
        additional_dependencies: [six]
  - repo: https://host/eslint
    hooks:
      - id: eslint
        additional_dependencies:
          - eslint@8.56.0
          - eslint-plugin-x
      - {id: scoped, additional_dependencies: ["@prettier/plugin-xml"]}
      - {id: node, language: node, additional_dependencies: [typescript]}
      - {id: unknown, additional_dependencies: [anything]}
      - {id: go, language: golang, additional_dependencies: ["x@1"]}
`, `
		PyPI types-requests
		PyPI pydantic
		PyPI black "==24"
		PyPI click
		PyPI six
		npm eslint "8.56.0"
		npm eslint-plugin-x
		npm @prettier/plugin-xml
		npm typescript`},
	{"an index of pip", "pip.conf", "[global]\nindex-url = https://host/simple\n", `PyPI from private index`},
	{"no index of pip", "pip.conf", "[global]\ntimeout = 60\n# index-url = no\n", ``},
	{"an index of uv", "uv.toml", "[[index]]\nurl = \"https://host\"\n", `PyPI from private index`},
	{"Deno", "deno.json", `{"imports": {"chalk": "npm:chalk@5", "x/": "npm:/@scope/x@^1/", "std": "jsr:@std/x@1", "y": "./y.ts", "deep": "npm:lodash/fp"},
		"scopes": {"a/": {"b": "npm:react"}}, "tasks": {"a": "npm i six-pack", "b": {"command": "deno run npm:no"}}}`, `
		npm chalk "5"
		npm @scope/x "^1"
		npm lodash
		npm react
		npm six-pack command`},
	{"a lock of Deno", "deno.lock", `{"version": "4", "npm": {"chalk@5.3.0": {"integrity": "sha512-x"}, "@a/b@1.0.0_react@18.0.0": {"integrity": "sha512-y"}, "none@1.0.0": {}, "string_decoder@1.3.0": {"integrity": "x"}}}`, `
		npm chalk "5.3.0" hashed
		npm @a/b "1.0.0" hashed
		npm string_decoder "1.3.0" hashed`},
	{"an old lock of Yarn", "yarn.lock", "a@^1:\n  version \"1.0.0\"\n  resolved \"https://host/a.tgz#0123456789012345678901234567890123456789\"\n", `npm a "1.0.0" hashed`},
	{"catalogs", "pnpm-workspace.yaml", "catalog:\n  react: ^18\n  a: npm:b@1\ncatalogs:\n  old:\n    c: npm:@d/e@2\noverrides:\n  f: 'npm:g@3'\n", `
		npm b "1"
		npm @d/e "2"
		npm g "3"`},
	{"blocks of PowerShell", "a.ps1", "if ($x) { npm install -g react } else { pip install flask==${v} six${w} rich }\nforeach ($p in @(\"a\")) { pip install $p }\n", `
		npm react command
		PyPI flask command
		PyPI rich command`},
	{"what takes another's place", "package.json", `{"overrides": {"a": "1", "b": {"c": "npm:d@1", ".": "2"}}, "resolutions": {"**/e": "npm:f@2"}, "pnpm": {"overrides": {"g>h": "npm:@i/j@3"}}, "workspaces": {"catalog": {"k": "npm:l"}}}`, `
		npm d "1"
		npm f "2"
		npm @i/j "3"
		npm l`},
	{"initializers", "a.sh", "npm create -y vite@latest app -- --template x\nnpm init @acme/app x\nnpm init -y\npnpm create next-app\nyarn create react-app x\nbun create user/repo x\n", `
		npm create-vite command
		npm @acme/create-app command
		npm create-next-app command
		npm create-react-app command`},
	{"prefixes", "a.sh", "deno add npm:chalk@5 jsr:@std/x plain\ndeno run -A npm:cowsay hello npm:no\ndeno install -g script.ts\npixi add numpy\npixi add --pypi flask==3\npoetry self add poetry-plugin-export\n", `
		npm chalk "5" command
		npm cowsay command
		PyPI numpy from conda command
		PyPI flask "==3" command
		PyPI poetry-plugin-export command`},
}

func TestNewer(t *testing.T) { check(t, newerTests) }
