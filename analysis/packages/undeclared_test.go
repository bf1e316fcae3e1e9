package packages_test

import (
	"path"
	"strings"
	"testing"

	"underpin/analysis/internal/resolve"
	"underpin/analysis/packages"
)

// undeclaredNames is an index in which a few names are used by many.
func undeclaredNames(t testing.TB) *packages.Index {
	return indexOf(t,
		packages.List{Ecosystem: packages.PyPI, Complete: true, Entries: []packages.Entry{
			{Name: "requests", Rank: 3}, {Name: "urllib3", Rank: 2}, {Name: "httpx", Rank: 70}, {Name: "redis", Rank: 140}, {Name: "celery", Rank: 200}, {Name: "seldom-used"},
			{Name: "torch", Rank: 60}, {Name: "pytorch", Rank: 4000},
		}},
		packages.List{Ecosystem: packages.NPM, Entries: []packages.Entry{{Name: "react", Downloads: 90e6}, {Name: "lodash", Downloads: 60e6}}})
}

// factsOf makes facts of manifests, each "path: text".
func factsOf(t testing.TB, manifests ...string) packages.Facts {
	f := packages.Facts{Names: undeclaredNames(t), Local: resolve.NewIndex([]string{"shop/__init__.py", "shop/main.py", "other/main.py", "run.py"}), Scripts: resolve.NewScripts(resolve.NewPaths(nil), nil)}
	for _, m := range manifests {
		file, text, _ := strings.Cut(m, ": ")
		list, notes := packages.Installs(file, []byte(text))
		f.Declared = append(f.Declared, list...)
		if l, ok := packages.ListingOf(file, []byte(text), list, notes); ok {
			f.Lists = append(f.Lists, l)
		}
		if s, ok := packages.SettingsOf(file, []byte(text)); ok {
			f.Settings = append(f.Settings, s)
		}
	}
	return f
}

func TestUndeclared(t *testing.T) {
	const project = "[project]\nname = \"shop\"\ndependencies = [\"requests\"]\n"
	for _, test := range []struct {
		name      string
		manifests []string
		file      string
		module    string
		want      bool
	}{
		{"no manifest", nil, "shop/main.py", "httpx", false},
		{"requirements", []string{"requirements.txt: requests\n"}, "shop/main.py", "httpx", true},
		{"what another needs", []string{"requirements.txt: requests\n"}, "shop/main.py", "urllib3.util", true},
		{"declared", []string{"requirements.txt: httpx\n"}, "shop/main.py", "httpx", false},
		{"for who works on it only", []string{"requirements-dev.txt: pytest\n"}, "shop/main.py", "httpx", false},
		{"a folder of requirements", []string{"requirements/base.txt: requests\n"}, "shop/main.py", "httpx", true},
		{"another folder's", []string{"other/requirements.txt: requests\n"}, "shop/main.py", "httpx", false},
		{"the folder's own", []string{"other/requirements.txt: requests\n"}, "other/main.py", "httpx", true},
		{"hardly used", []string{"requirements.txt: requests\n"}, "shop/main.py", "seldom_used", false},
		{"taken in", []string{"requirements.txt: -r more/requirements.txt\n", "more/requirements.txt: httpx\n"}, "shop/main.py", "httpx", false},
		{"taken in, and read", []string{"requirements.txt: -r requirements-more.txt\n", "requirements-more.txt: redis\n"}, "shop/main.py", "httpx", true},
		{"taken in, and not here", []string{"requirements.txt: -r requirements-more.txt\n"}, "shop/main.py", "httpx", false},
		{"an address without a name", []string{"requirements.txt: https://example.org/x.zip\n"}, "shop/main.py", "httpx", false},
		{"what could not be read", []string{"requirements.txt: requests\n?!\n"}, "shop/main.py", "httpx", false},
		{"an extra", []string{"requirements.txt: celery[redis]>=5\n"}, "shop/main.py", "redis", false},
		{"a project", []string{"pyproject.toml: " + project}, "shop/main.py", "httpx", true},
		{"settings of tools alone", []string{"pyproject.toml: [tool.x]\ny = 1\n"}, "shop/main.py", "httpx", false},
		{"made when it is built", []string{"pyproject.toml: [project]\nname = \"shop\"\ndynamic = [\"dependencies\"]\n"}, "shop/main.py", "httpx", false},
		{"made of a file", []string{"pyproject.toml: [project]\nname = \"shop\"\ndynamic = [\"dependencies\"]\n[tool.setuptools.dynamic]\ndependencies = {file = [\"requirements.txt\"]}\n", "requirements.txt: requests\n"}, "shop/main.py", "httpx", true},
		{"beside the package", []string{"pyproject.toml: [build-system]\nrequires = []\n" + project}, "run.py", "httpx", false},
		{"in the package", []string{"pyproject.toml: [build-system]\nrequires = []\n" + project}, "shop/main.py", "httpx", true},
		{"a sister", []string{"pyproject.toml: [build-system]\nrequires = []\n[project]\nname = \"shop\"\ndependencies = [\"shop-core==2\"]\n"}, "shop/main.py", "httpx", false},
		{"an extension of its own", []string{"pyproject.toml: [build-system]\nrequires = []\n[project]\nname = \"shop\"\ndependencies = [\"shop-more>=2\"]\n"}, "shop/main.py", "httpx", true},
		{"a lockfile's", []string{"pyproject.toml: " + project, "uv.lock: [[package]]\nname = \"httpx\"\nversion = \"1\"\n"}, "shop/main.py", "httpx", true},
		{"written out", []string{"setup.py: setup(name='shop', install_requires=['requests'], extras_require={'a': ['redis']})\n"}, "shop/main.py", "httpx", true},
		{"written out above", []string{"setup.py: needed = ['requests']\nsetup(name='shop', install_requires=needed)\n"}, "shop/main.py", "httpx", true},
		{"computed", []string{"setup.py: setup(name='shop', install_requires=['requests'] + more)\n"}, "shop/main.py", "httpx", false},
		{"computed above", []string{"setup.py: needed = ['requests']\nneeded.append(x)\nsetup(name='shop', install_requires=needed)\n"}, "shop/main.py", "httpx", false},
		{"computed, where it does not count", []string{"setup.py: setup(install_requires=read())\n", "pyproject.toml: " + project}, "shop/main.py", "httpx", true},
		{"a setup.cfg", []string{"setup.cfg: [options]\ninstall_requires =\n  requests\n"}, "shop/main.py", "httpx", true},
		{"a setup.cfg and a file", []string{"setup.cfg: [options]\ninstall_requires = file: needs.lst\n"}, "shop/main.py", "httpx", false},
		{"conda's name", []string{"environment.yml: dependencies:\n  - pytorch\n"}, "shop/main.py", "torch", false},
		{"conda", []string{"environment.yml: dependencies:\n  - requests\n"}, "shop/main.py", "httpx", true},
		{"a package", []string{`package.json: {"name": "shop", "dependencies": {"react": "1"}}`}, "src/a.js", "lodash", true},
		{"of types", []string{`package.json: {"name": "shop", "devDependencies": {"@types/lodash": "1"}}`}, "src/a.js", "lodash", false},
		{"no list", []string{`package.json: {"type": "module"}`}, "src/a.js", "lodash", false},
		{"broken", []string{`package.json: {"name": "shop", "dependencies": {"react": "1"}, ...`}, "src/a.js", "lodash", false},
		{"without its root", []string{`ui/package.json: {"name": "shop", "dependencies": {"x": "workspace:*"}}`}, "ui/a.js", "lodash", false},
		{"with its root", []string{`ui/package.json: {"name": "shop", "dependencies": {"x": "workspace:*"}}`, `package.json: {"workspaces": ["*"]}`}, "ui/a.js", "lodash", true},
		{"a lockfile's package", []string{`package.json: {"name": "shop", "dependencies": {"react": "1"}}`, `package-lock.json: {"lockfileVersion": 3, "packages": {"node_modules/lodash": {"version": "4.0.0", "integrity": "sha512-a"}}}`}, "src/a.js", "lodash", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := packages.NewResolver(tables(), factsOf(t, test.manifests...))
			var got bool
			var v packages.Verdict
			if path.Ext(test.file) == ".py" {
				v, got = r.Undeclared(test.file, test.module, r.Import(test.file, test.module))
			} else {
				v, got = r.ScriptUndeclared(test.file, test.module, r.Script(test.file, test.module))
			}
			if got != test.want || got != (v.Kind == packages.KindUndeclared) {
				t.Errorf("undeclared %v, want %v: %v %q", got, test.want, v.Kind, v.Evidence)
			}
		})
	}
}

func TestCompanions(t *testing.T) {
	if err := packages.CompanionsProblem(); err != nil {
		t.Error(err)
	}
}

func BenchmarkUndeclared(b *testing.B) {
	r := packages.NewResolver(tables(), factsOf(b, "requirements.txt: requests\nredis\n", "requirements-dev.txt: celery[redis]\n"))
	for _, module := range []string{"requests", "httpx"} {
		v := r.Import("shop/main.py", module)
		b.Run(module, func(b *testing.B) {
			for b.Loop() {
				r.Undeclared("shop/main.py", module, v)
			}
		})
	}
}
