package packages

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

var requirementsTests = []reads{
	{"plain", "requirements.txt", "flask\nDjango>=4,<5\n  numpy == 1.26.4  # why\n# a comment\n\nzope.interface~=6.0\nruamel_yaml!=0.1", `
		PyPI flask
		PyPI Django ">=4,<5"
		PyPI numpy "== 1.26.4"
		PyPI zope.interface "~=6.0"
		PyPI ruamel_yaml "!=0.1"`},
	{"extras and markers", "requirements.txt", "uvicorn[standard]>=0.20 ; python_version >= '3.8'\ncelery [redis,auth] (>=5)\ntyping;python_version<'3.5'\n", `
		PyPI uvicorn ">=0.20"
		PyPI celery ">=5"
		PyPI typing`},
	{"addresses", "requirements.txt", "pip @ https://example.org/pip.whl\nours@git+ssh://git@host/ours.git ; os_name=='nt'\nx[y] @ file:///x\nhttps://example.org/a-1.0.whl\n./local\n../up[dev]\n.\n.[test]\ngit+https://host/b.git#egg=bee\n-e git+https://host/c.git@v1#egg=cee&subdirectory=x\n--editable ./d\nlocal/e.tar.gz\nf.whl\ngit@host:g.git", `
		PyPI pip from https://example.org/pip.whl
		PyPI ours from git
		PyPI x from file:///x
		PyPI bee from git
		PyPI cee from git`},
	{"options", "requirements/dev.txt", "-r base.txt\n-c ../constraints.txt\n--requirement=other.txt\n-rmore.txt\n--pre\n--prefer-binary\nflask", `PyPI flask`},
	{"private index", "requirements.txt", "flask\n--extra-index-url https://example.org/simple\nours==1\nx @ https://example.org/x", `
		PyPI flask from private index
		PyPI ours "==1" from private index
		PyPI x from https://example.org/x`},
	{"find links", "constraints.txt", "-f wheels\nflask", `PyPI flask from private index`},
	{"hashes and continued lines", "requirements.txt", "flask==3.0.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n    # via x\nnum\\\npy>=1\nlast --config-settings=\"a=b\"", `
		PyPI flask "==3.0.0" hashed
		PyPI numpy ">=1"
		PyPI last`},
	{"unreadable", "requirements.txt", "flask 1.0\n{{ name }}\n$NAME==1\n=1\nok\n<<<<<<< HEAD\nwhat is this?", `
		PyPI ok
		note: flask 1.0
		note: {{ name }}
		note: $NAME==1
		note: =1
		note: <<<<<<< HEAD
		note: what is this?`},
	{"variables", "requirements.txt", "flask==${VERSION}\nours-${NAME}\n", `
		PyPI flask "==${VERSION}"
		note: ours-${NAME}`},
	{"half written", "requirements.in", "flask[\ndjango=\nnum", `
		PyPI flask
		PyPI django "="
		PyPI num`},
	{"byte order mark and returns", "requirements.txt", "\xef\xbb\xbfflask\r\ndjango>=4\r\n", `
		PyPI flask
		PyPI django ">=4"`},
	{"not ASCII", "requirements.txt", "flаsk\nflask # schön\n", `
		PyPI flask
		note: flаsk`},
	{"prose of that name", "docs/constraints.txt", "===========\nConstraints\n===========\n\nThey are checked by the database. For example::\n\n    Check(\n        name='x',\n    )\n\nThe name is what the\ndatabase calls it, and\nthe same as ever:\n\n    a b\n    c d\n    e f\n    g h\n", ``},
	{"UTF-16", "requirements.txt", "f\x00l\x00", `note:`},
}

func TestRequirements(t *testing.T) { check(t, requirementsTests) }

func TestIncludes(t *testing.T) {
	text := "-r base.txt\n -c ../constraints.txt # both\n--requirement=other.txt\n-rmore.txt\n-e .\nflask\n--constraint \"c d.txt\"\n-r"
	want := []string{"base.txt", "../constraints.txt", "other.txt", "more.txt", "c d.txt"}
	if diff := cmp.Diff(want, Includes("requirements.txt", []byte(text))); diff != "" {
		t.Error(diff)
	}
	if got := Includes("package.json", []byte(text)); got != nil {
		t.Error(got)
	}
}

func TestNormal(t *testing.T) {
	for name, want := range map[string]string{"Flask": "flask", "zope.interface": "zope-interface", "a-_.B": "a-b", "-x-": "x", "": ""} {
		if got := normal(name); got != want {
			t.Errorf("%s is %s, not %s", name, got, want)
		}
	}
}
