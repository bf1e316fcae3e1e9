package packages

import "testing"

var pyprojectTests = []reads{
	{"standard tables", "pyproject.toml", `[project]
name = "My.Tool"
dependencies = [
  "httpx[http2]>=0.27", # why
  'rich ; python_version > "3.8"',
  "ours @ git+https://host/ours.git",
]
[project.optional-dependencies]
test = ["pytest>=8", "my-tool[all]"]
[dependency-groups]
dev = ["ruff", {include-group = "test"}]
[build-system]
requires = ["hatchling"]
`, `
		PyPI My.Tool from workspace own
		PyPI httpx ">=0.27"
		PyPI rich
		PyPI ours from git
		PyPI pytest ">=8"
		PyPI my-tool from workspace
		PyPI ruff
		PyPI hatchling`},
	{"poetry", "pyproject.toml", `[tool.poetry.dependencies]
python = "^3.10"
django = "^5.0"
celery = {version = ">=5", extras = ["redis"]}
a = {git = "https://host/a.git"}
b = {path = "../b", develop = true}
c = {url = "https://host/c.whl"}
d = {version = "1", source = "ours"}
e = "*"
f = [{version = "1", python = "<3.9"}, {version = "2", python = ">=3.9"}]
[tool.poetry.group.dev.dependencies]
pytest = "8"
[tool.poetry.dependencies.g]
version = "3"
[[tool.poetry.source]]
name = "ours"
url = "https://host/simple"
priority = "explicit"
`, `
		PyPI django "^5.0"
		PyPI celery ">=5"
		PyPI a from git
		PyPI b from ../b
		PyPI c from https://host/c.whl
		PyPI d "1" from private index
		PyPI e
		PyPI f "2"
		PyPI pytest "8"
		PyPI g "3"`},
	{"poetry with an index of its own", "pyproject.toml", "[tool.poetry.dependencies]\na = '1'\n[[tool.poetry.source]]\nname='x'\nurl='https://host'\n", `PyPI a "1" from private index`},
	{"uv", "pyproject.toml", `[project]
dependencies = ["a", "b>=1", "C_c", "d", "e", "f"]
[tool.uv]
dev-dependencies = ["pytest"]
[tool.uv.sources]
a = { workspace = true }
b = { git = "https://host/b" }
c-c = { index = "ours" }
d = [{ path = "d", marker = "sys_platform == 'linux'" }]
e = { url = "https://host/e.whl" }
[[tool.uv.index]]
name = "ours"
url = "https://host/simple"
explicit = true
`, `
		PyPI a from workspace
		PyPI b ">=1" from git
		PyPI C_c from private index
		PyPI d from d
		PyPI e from https://host/e.whl
		PyPI f
		PyPI pytest`},
	{"uv with an index of its own", "pyproject.toml", "project.dependencies = ['a']\n[[tool.uv.index]]\nurl='https://host'\n", `PyPI a from private index`},
	{"pdm and hatch", "pyproject.toml", `[tool.pdm.dev-dependencies]
test = ["pytest", "-e file:///x#egg=ours"]
[tool.hatch.envs.default]
dependencies = ["coverage[toml]"]
extra-dependencies = ["mypy"]
`, `
		PyPI pytest
		PyPI ours from file:///x
		PyPI coverage
		PyPI mypy`},
	{"half written", "pyproject.toml", "[project]\ndependencies = [\n  \"flask\",\n  \"dja\n]\n[build-system]\nrequires = [\"setuptools\"]\nx = \n[dependency-groups]\ndev = ['ruff']\n", `
		PyPI setuptools
		PyPI ruff
		note: dependencies = [
		note: x =`},
	{"escapes", "pyproject.toml", "[project]\ndependencies = [\"fl\\u0061sk>=\\\"1\\\"\", \"\"\"\n  django\"\"\"]\n", `
		PyPI flask ">=\"1\""
		PyPI django`},
}

func TestPyproject(t *testing.T) { check(t, pyprojectTests) }
