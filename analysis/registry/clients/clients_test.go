package clients_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"underpin/analysis/packages"
	"underpin/analysis/registry"
	"underpin/analysis/registry/clients"
)

// machine has files by path and variables by name.
func machine(files, env map[string]string) clients.Machine {
	return clients.Machine{
		Getenv: func(name string) string { return env[name] },
		ReadFile: func(path string) ([]byte, error) {
			if text, ok := files[path]; ok {
				return []byte(text), nil
			}
			return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
		},
		OS: "linux", Home: "/home/me", Config: "/home/me/.config", Folders: []string{"/work/app", "/work"},
		Show: func(path string) string { return strings.Replace(path, "/home/me", "~", 1) },
	}
}

// words writes a source in one line.
func words(s registry.Source) string {
	out := fmt.Sprintf("%s %s %s", s.Ecosystem, s.URL, s.From)
	for _, x := range []struct {
		name string
		is   bool
	}{{"scope " + s.Scope, s.Scope != ""}, {s.Auth, s.Auth != ""}, {"extra", s.Extra}, {"named", s.Named}} {
		if x.is {
			out += ", " + x.name
		}
	}
	return out
}

func TestRead(t *testing.T) {
	for _, test := range []struct {
		name       string
		files, env map[string]string
		manifests  map[string]string
		want       []string
		notes      []string
	}{
		{name: "nothing"},
		{
			name: "npm: the project's registry, the user's token, a scope",
			files: map[string]string{
				"/work/app/.npmrc":  "registry=https://npm.corp.example/main/\n; a remark\n@Corp:registry = \"https://scoped.corp.example\"\n",
				"/home/me/.npmrc":   "//npm.corp.example/:_authToken=${TOKEN}\n//scoped.corp.example/:username=me\n//scoped.corp.example/:_password=c2VjcmV0\nregistry=https://other.example\n",
				"/work/app/ignored": "",
			},
			env: map[string]string{"TOKEN": "abc"},
			want: []string{
				"npm https://npm.corp.example/main /work/app/.npmrc, Bearer abc",
				"npm https://scoped.corp.example /work/app/.npmrc, scope @corp, Basic bWU6c2VjcmV0",
			},
		},
		{
			name:  "npm: a project's file is not given the user's variables",
			files: map[string]string{"/work/app/.npmrc": "registry=https://evil.example/\n//evil.example/:_authToken=${AWS_SECRET}\n"},
			env:   map[string]string{"AWS_SECRET": "s3cret"},
			want:  []string{"npm https://evil.example /work/app/.npmrc"},
			notes: []string{"/work/app/.npmrc names a variable that is not set, or that files of a project are not given: AWS_SECRET"},
		},
		{
			name:  "npm: the environment counts most",
			files: map[string]string{"/home/me/.npmrc": "registry=https://file.example"},
			env:   map[string]string{"npm_config_registry": "https://user:pass@env.example/"},
			want:  []string{"npm https://env.example npm_config_registry, Basic dXNlcjpwYXNz"},
		},
		{
			name: "yarn and bun",
			files: map[string]string{
				"/work/app/.yarnrc.yml": "npmRegistryServer: https://yarn.example\nnpmScopes:\n  corp:\n    npmRegistryServer: https://scope.example\n    npmAuthToken: tok\n",
				"/work/bunfig.toml":     "[install]\nregistry = \"https://bun.example\"\n[install.scopes]\nother = {url = \"https://o.example\", token = \"t\"}\n",
			},
			want: []string{
				"npm https://yarn.example /work/app/.yarnrc.yml",
				"npm https://scope.example /work/app/.yarnrc.yml, scope @corp, Bearer tok",
				"npm https://o.example /work/bunfig.toml, scope @other, Bearer t",
			},
		},
		{
			name:  "pip: its file, lists over several lines, .netrc",
			files: map[string]string{"/home/me/.config/pip/pip.conf": "[global]\nindex-url = https://pip.example/simple/\nextra-index-url =\n  https://a.example/simple\n  https://b.example/simple\n[list]\nformat = columns\n", "/home/me/.netrc": "machine a.example login me password pw\n"},
			want: []string{
				"PyPI https://pip.example/simple ~/.config/pip/pip.conf",
				"PyPI https://a.example/simple ~/.config/pip/pip.conf, Basic bWU6cHc=",
				"PyPI https://b.example/simple ~/.config/pip/pip.conf",
			},
		},
		{
			name: "pip: beside the usual index",
			env:  map[string]string{"PIP_EXTRA_INDEX_URL": "https://x:y@extra.example/simple https://more.example/simple"},
			want: []string{"PyPI https://extra.example/simple PIP_EXTRA_INDEX_URL, Basic eDp5, extra", "PyPI https://more.example/simple PIP_EXTRA_INDEX_URL, extra"},
		},
		{
			name:      "uv, Poetry and requirements",
			files:     map[string]string{"/work/uv.toml": "[[index]]\nname = \"x\"\nurl = \"https://uv.example/simple\"\n"},
			manifests: map[string]string{"pyproject.toml": "[[tool.uv.index]]\nurl = \"https://only.example/simple\"\nexplicit = true\n[[tool.poetry.source]]\nname=\"p\"\nurl=\"https://poetry.example/simple\"\npriority=\"supplemental\"\n", "requirements.txt": "--index-url=https://req.example/simple\nflask\n"},
			want: []string{
				"PyPI https://only.example/simple pyproject.toml, named",
				"PyPI https://poetry.example/simple pyproject.toml",
				"PyPI https://req.example/simple requirements.txt",
				"PyPI https://uv.example/simple /work/uv.toml",
			},
		},
		{
			name:      "Pipenv takes a variable that it is not given",
			manifests: map[string]string{"Pipfile": "[[source]]\nurl = \"https://${USER}:${PASS}@pipenv.example/simple\"\n"},
			env:       map[string]string{"USER": "u", "PASS": "p"},
			notes:     []string{"Pipfile takes an address from the environment, which files of a project are not given: it is not asked"},
		},
		{
			name:  "Go",
			files: map[string]string{"/home/me/.config/go/env": "GOPROXY=https://file.example\nGOPRIVATE=git.corp.example,*.internal.example\n"},
			env:   map[string]string{"GOPROXY": "https://go.example,direct"},
			want:  []string{"Go https://go.example GOPROXY, extra"},
		},
		{
			name: "cargo: one for another, registries by name, tokens of the user alone",
			files: map[string]string{
				"/home/me/.cargo/config.toml":      "[source.crates-io]\nreplace-with = \"near\"\n[source.near]\nreplace-with = \"nearer\"\n[source.nearer]\nregistry = \"sparse+https://crates.example/index/\"\n[registries.corp]\nindex = \"sparse+https://corp.example/index/\"\n",
				"/home/me/.cargo/credentials.toml": "[registries.corp]\ntoken = \"Bearer xyz\"\n",
				"/work/app/.cargo/config.toml":     "[registries.corp]\nindex = \"sparse+https://evil.example/\"\n",
			},
			want: []string{
				"crates.io https://evil.example /work/app/.cargo/config.toml, named",
				"crates.io https://crates.example/index ~/.cargo/config.toml",
				"crates.io https://corp.example/index ~/.cargo/config.toml, Bearer xyz, named",
			},
		},
		{
			name:  "bundler",
			files: map[string]string{"/home/me/.bundle/config": "---\nBUNDLE_MIRROR__HTTPS://GEMS__EXAMPLE/: \"https://mirror.example/\"\nBUNDLE_MIRROR__EXAMPLE: \"me:pw\"\n"},
			want:  []string{"RubyGems https://mirror.example ~/.bundle/config, Basic bWU6cHc="},
		},
		{
			name:      "composer",
			files:     map[string]string{"/home/me/.config/composer/auth.json": `{"http-basic":{"php.example":{"username":"u","password":"p"}}}`},
			manifests: map[string]string{"composer.json": `{"repositories":[{"type":"composer","url":"https://php.example"},{"type":"vcs","url":"https://git.example"},{"usual":false}]}`},
			want:      []string{"Packagist https://php.example composer.json, Basic dTpw"},
		},
		{
			name:      "Maven",
			files:     map[string]string{"/home/me/.m2/settings.xml": `<settings><servers><server><id>m</id><username>u</username><password>${env.PW}</password></server></servers><mirrors><mirror><id>m</id><url>https://maven.example/all</url><mirrorOf>*</mirrorOf></mirror></mirrors></settings>`},
			manifests: map[string]string{"pom.xml": `<project><repositories><repository><id>m</id><url>https://pom.example</url></repository></repositories></project>`},
			env:       map[string]string{"PW": "p"},
			want:      []string{"Maven https://maven.example/all ~/.m2/settings.xml, Basic dTpw"},
		},
		{
			name:  "NuGet",
			files: map[string]string{"/work/app/nuget.config": `<configuration><packageSources><clear/><add key="usual" value="https://usual.example/v3/index.json"/><add key="My Corp" value="https://nuget.example/v3/index.json"/><add key="here" value="./packages"/></packageSources><packageSourceCredentials><My_x0020_Corp><add key="Username" value="u"/><add key="ClearTextPassword" value="p"/></My_x0020_Corp></packageSourceCredentials><packageSourceMapping><packageSource key="usual"><package pattern="*"/></packageSource><packageSource key="My Corp"><package pattern="Corp.*"/></packageSource></packageSourceMapping></configuration>`, "/home/me/.nuget/NuGet/NuGet.Config": `<configuration><packageSources><add key="far" value="https://far.example/v3/index.json"/></packageSources></configuration>`},
			want: []string{
				"NuGet https://usual.example/v3/index.json /work/app/nuget.config",
				"NuGet https://nuget.example/v3/index.json /work/app/nuget.config, scope Corp.*, Basic dTpw",
			},
		},
		{
			name:  "broken files are told",
			files: map[string]string{"/work/uv.toml": "index-url = [", "/home/me/.m2/settings.xml": "<settings>", "/work/.yarnrc.yml": "a: [b", "/work/bunfig.toml": "x", "/home/me/.config/NuGet/NuGet.Config": "<", "/home/me/.cargo/config.toml": "]"},
			notes: []string{"/work/.yarnrc.yml cannot be read: its settings are not used", "/work/bunfig.toml cannot be read: its settings are not used", "/work/uv.toml cannot be read: its settings are not used", "~/.cargo/config.toml cannot be read: its settings are not used", "~/.config/NuGet/NuGet.Config cannot be read: its settings are not used", "~/.m2/settings.xml cannot be read: its settings are not used"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			var manifests []clients.Manifest
			for _, name := range slices.Sorted(maps.Keys(test.manifests)) {
				manifests = append(manifests, clients.Manifest{Name: name, Text: []byte(test.manifests[name])})
			}
			s, notes := clients.Read(machine(test.files, test.env), manifests)
			var got []string
			for _, x := range s.Sources {
				got = append(got, words(x))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			slices.Sort(notes)
			if diff := cmp.Diff(test.notes, notes); diff != "" {
				t.Errorf("notes (-want +got)\n%s", diff)
			}
		})
	}
}

func TestClosedAndPrivate(t *testing.T) {
	s, _ := clients.Read(machine(nil, map[string]string{"GOPROXY": "off", "GOPRIVATE": "a.example,b.example/x", "GONOPROXY": "none", "PIP_NO_INDEX": "1"}), nil)
	if !s.Closed[packages.Go] || !s.Closed[packages.PyPI] || s.Closed[packages.NPM] {
		t.Errorf("closed: %v", s.Closed)
	}
	if diff := cmp.Diff([]string{"a.example", "b.example/x", "none"}, s.Private); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"none"}, s.Direct); diff != "" {
		t.Error(diff)
	}
}

// What cannot be read is told, and no secret with it.
func TestUnreadable(t *testing.T) {
	m := machine(nil, nil)
	m.ReadFile = func(path string) ([]byte, error) {
		return nil, &fs.PathError{Op: "open", Path: path, Err: errors.New("permission")}
	}
	_, notes := clients.Read(m, nil)
	if !slices.Contains(notes, "~/.npmrc cannot be read: its settings are not used") {
		t.Errorf("%q", notes)
	}
}

// FuzzRead: no text in any of the files does harm, and whatever is read is an address that can be asked, without credentials in it.
func FuzzRead(f *testing.F) {
	f.Add("registry=https://a:b@c.example/\n@x:registry=http://y\n//y/:_auth=${Z}", "z")
	f.Add("[global]\nindex-url=https://a.example", "")
	f.Add("[[index]]\nurl='https://a'\n[registries.x]\nindex='sparse+http://b'", "")
	f.Add("<configuration><packageSources><add key='a' value='https://b'/></packageSources></configuration>", "")
	f.Add("npmScopes:\n  a: {npmRegistryServer: 'https://b'}", "https://u:p@e.example")
	f.Fuzz(func(t *testing.T, text, env string) {
		m := machine(nil, nil)
		m.ReadFile = func(string) ([]byte, error) { return []byte(text), nil }
		m.Getenv = func(name string) string {
			if strings.HasSuffix(name, "_FILE") || strings.HasSuffix(name, "HOME") {
				return ""
			}
			return env
		}
		var manifests []clients.Manifest
		for _, name := range []string{"pyproject.toml", "Pipfile", "requirements.txt", "composer.json", "pom.xml"} {
			manifests = append(manifests, clients.Manifest{Name: name, Text: []byte(text)})
		}
		s, _ := clients.Read(m, manifests)
		for _, x := range s.Sources {
			_, rest, _ := strings.Cut(x.URL, "://")
			host, _, _ := strings.Cut(rest, "/")
			if !strings.HasPrefix(x.URL, "http") || host == "" || strings.Contains(host, "@") {
				t.Errorf("%q is no address", x.URL)
			}
		}
	})
}
