package project

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// folders makes files (and folders, whose names end with a slash) below a fresh one.
func folders(t *testing.T, names ...string) string {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "/") {
			err = os.MkdirAll(path, 0o777)
		} else {
			err = os.WriteFile(path, nil, 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestRoot(t *testing.T) {
	top := folders(t, "repo/.git/", "repo/app/a.py", "repo/lib/b.py", "repo/part/underpin.toml", "repo/part/deep/c.py",
		"loose/x.py", "loose/y/z.py", "repo/.underpin/rules/", "underpin.toml.d/")
	for _, test := range []struct {
		name, folder string
		paths        []string
		want         string
		settings     bool
	}{
		{"repository", "repo/app", nil, "repo", false},
		{"repository above several paths", ".", []string{"repo/app/a.py", "repo/lib"}, "repo", false},
		{"settings before the repository", "repo", []string{"part/deep/c.py"}, "repo/part", true},
		{"common folder decides", "repo", []string{"part/deep", "app"}, "repo", false},
		{"neither: where one is", "loose", []string{"y"}, "loose", false},
		{"neither, elsewhere: what is named", "repo/app", []string{"../../loose/y/z.py"}, "loose/y", false},
		{"a path that is not there", "repo/app", []string{"nosuch.py"}, "repo", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, err := Open(Options{Folder: filepath.Join(top, test.folder), Paths: test.paths})
			if err != nil {
				t.Fatal(err)
			}
			if p.Root != filepath.Join(top, test.want) {
				t.Errorf("root %s, want %s", p.Root, test.want)
			}
			if (p.Config != nil) != test.settings {
				t.Errorf("settings: %+v", p.Config)
			}
			if (p.Team != nil) != (test.want == "repo") {
				t.Errorf("team: %v", p.Team)
			}
		})
	}
	t.Run("settings left aside", func(t *testing.T) {
		p, err := Open(Options{Folder: filepath.Join(top, "repo/part"), Ignore: true})
		if err != nil || p.Config != nil || p.Root != filepath.Join(top, "repo") {
			t.Errorf("%+v %v", p, err)
		}
	})
}

func TestNames(t *testing.T) {
	top := folders(t, "repo/.git/", "repo/app/deep/er/still/a.py", "repo/lib/b.py")
	p, err := Open(Options{Folder: filepath.Join(top, "repo/app"), Paths: []string{"deep", "../lib"}})
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Relative("deep/x.py"); got != "app/deep/x.py" {
		t.Errorf("Relative: %s", got)
	}
	for path, want := range map[string]string{"app/deep/x.py": "deep/x.py", "lib/b.py": "../lib/b.py"} {
		if got := p.Display(path); got != want {
			t.Errorf("Display(%s) = %s, want %s", path, got, want)
		}
	}
	p.folder = filepath.Join(top, "repo/app/deep/er/still")
	if got := p.Display("lib/b.py"); got != filepath.Join(top, "repo/lib/b.py") {
		t.Errorf("a far place is named in full, not %s", got)
	}
}
