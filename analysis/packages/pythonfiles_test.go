package packages

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"underpin/analysis/internal/source"
)

var setupTests = []reads{
	{"lists", "setup.py", `from setuptools import setup
REQUIRES = [
    "requests>=2",  # "not this"
    'six',
]
EXTRA = {"x": ["rich"]}
setup(
    name="ours",
    install_requires=REQUIRES,
    setup_requires=["setuptools_scm"],
    tests_require=("pytest", r'mock;python_version<"3"'),
    extras_require={"dev": ["black", f"x{y}", "a" + b, "v%s" % 1], 'doc:python_version>"3"': ["sphinx"]},
    classifiers=["Programming Language :: Python"],
    python_requires=">=3.8",
)
`, `
		PyPI requests ">=2"
		PyPI six
		PyPI ours from workspace own
		PyPI setuptools_scm
		PyPI pytest
		PyPI mock
		PyPI black
		PyPI sphinx`},
	{"calls in lists", "setup.py", "setup(install_requires=read('no'), extras_require={'a': read('no'), 'b': list(['six']) + X['no'], 'c': sorted(('rich',))})", `
		PyPI six
		PyPI rich`},
	{"its own name", "setup.py", "NAME = 'ours'\nname = 'no'\nsetup(name=NAME)\n", "PyPI ours from workspace own"},
	{"read from a file", "setup.py", "setup(install_requires=open('requirements.txt').read().split(), extras_require=load('x'))", ``},
	{"half written", "setup.py", "setup(install_requires=[\n 'flask',\n 'djan\n 'six',\n", `
		PyPI flask
		PyPI djan
		PyPI six`},
	{"configuration", "setup.cfg", "[metadata]\nname = ours\n[options]\ninstall_requires =\n    requests>=2 ; python_version>'3'\n    six # why\n  # x\n    ours[a]\nsetup_requires = a; b>=1\npackages = find:\n[options.extras_require]\ndev =\n    black\ndoc = sphinx\nf = file: x.txt\n[flake8]\nignore =\n    E1\n", `
		PyPI ours from workspace own
		PyPI requests ">=2"
		PyPI six
		PyPI ours from workspace
		PyPI a
		PyPI b ">=1"
		PyPI black
		PyPI sphinx`},
	{"Pipfile", "Pipfile", `[[source]]
url = "https://host/simple"
name = "pypi"
[packages]
flask = "*"
django = {version = ">=4", extras = ["x"]}
a = {git = "https://host/a.git"}
b = {path = ".", editable = true}
c = {version = "*", index = "ours"}
d = {version = "1", index = "pypi"}
[dev-packages]
pytest = "~=8"
[requires]
python_version = "3.12"
`, `
		PyPI flask
		PyPI django ">=4"
		PyPI a from git
		PyPI b from .
		PyPI c from private index
		PyPI d "1"
		PyPI pytest "~=8"`},
	{"Pipfile.lock", "Pipfile.lock", `{"_meta": {"sources": [{"name": "pypi"}]}, "default": {"flask": {"hashes": ["sha256:a"], "version": "==3.0", "index": "pypi"}, "b": {"git": "https://host/b"}}, "develop": {"c": {"version": "==1"}}}`, `
		PyPI flask "==3.0" hashed
		PyPI b from git
		PyPI c "==1"`},
	{"conda", "environment.yml", "name: x\nchannels: [conda-forge]\ndependencies:\n  - python=3.11\n  - conda-forge::numpy>=1.2\n  - pandas\n  - pip:\n      - flask==3 # why\n      - -r requirements.txt\n      - \"uvicorn[standard]\"\n      - git+https://host/x.git#egg=x\n", `
		PyPI python "=3.11" from conda
		PyPI numpy ">=1.2" from conda
		PyPI pandas from conda
		PyPI flask "==3"
		PyPI uvicorn
		PyPI x from git`},
	{"conda with an index of its own", "env.yaml", "dependencies:\n- pip:\n  - --extra-index-url https://host\n  - ours\n", `PyPI ours from private index`},
}

func TestPythonFiles(t *testing.T) { check(t, setupTests) }

func TestInPython(t *testing.T) {
	known := func(start int, texts ...string) []Argument {
		var args []Argument
		for _, text := range texts {
			args = append(args, Argument{Text: text, Span: source.Span{Start: start, End: start + len(text)}, Known: true})
			start += len(text) + 4
		}
		return args
	}
	tests := []struct {
		name string
		args []Argument
		want string
	}{
		{"list", known(10, "pip", "install", "-q", "flask>=2"), "PyPI flask \">=2\" command 34"},
		{"interpreter", append([]Argument{{}}, known(10, "-m", "pip", "install", "six")...), "PyPI six command 34"},
		{"line", known(5, "pip install six && npm i react"), "PyPI six command 17; npm react command 30"},
		{"part unknown", append(known(0, "pip", "install"), Argument{Span: source.Span{Start: 30, End: 34}}), ""},
		{"escapes", []Argument{{Text: "pip install six", Span: source.Span{Start: 3, End: 40}, Known: true}}, "PyPI six command 3"},
		{"in parts", []Argument{{Parts: []Argument{known(5, "pip install six==")[0], {Span: source.Span{Start: 23, End: 26}}, known(26, " rich")[0]}}}, "PyPI six command 17; PyPI rich command 27"},
		{"a name in parts", []Argument{{Parts: []Argument{known(5, "pip install six")[0], {Span: source.Span{Start: 23, End: 26}}}}}, ""},
		{"another program", known(0, "ls", "install", "x"), ""},
		{"nothing", nil, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, in := range InPython(nil, test.args) {
				got = append(got, told(in)+" "+strconv.Itoa(in.Span.Start))
			}
			if diff := cmp.Diff(test.want, strings.Join(got, "; ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}
