package walk

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"testing"
)

// Asked for every path there is, Again reads what Read finds.
func TestAgainReadsWhatReadFinds(t *testing.T) {
	root := tree(t, map[string]string{
		".gitignore": "build.py\n/gen/\n!keep.py\n", ".git/HEAD": "", ".git/x.py": "", "a.py": "1", "build.py": "2", "gen/a.py": "3", "src/.gitignore": "a.py\n",
		"src/a.py": "4", "src/b.py": "5", "src/deep/c.py": "6", "src/gen/d.py": "7", "node_modules/e.py": "8", "env/pyvenv.cfg": "", "env/lib/f.py": "9",
		"setup.py": "", "build/lib/g.py": "10", "tool": "#!/usr/bin/env python\n", "notes": "text", "x.min.py": "11", "data.py": "\x00", "link.py@": "a.py", "z.txt": "",
	})
	var all []string
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(root, p)
			all = append(all, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	all = append(all, "gone.py", "no/such/folder.py")
	o := options(root)
	want, err := Read(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	o.Paths = nil
	got, err := Again(context.Background(), o, all)
	if err != nil || fmt.Sprint(got.Files) != fmt.Sprint(want.Files) || len(got.Files) != 6 {
		t.Errorf("%v: %v\nwant %v", err, names(got.Files), names(want.Files))
	}
}

func TestMostFiles(t *testing.T) {
	o := options(tree(t, map[string]string{"b.py": "", "a/c.py": "", "a.py": ""}))
	o.Most = 2
	got, err := Read(context.Background(), o)
	if err != nil || fmt.Sprint(names(got.Files)) != "[a.py a/c.py]" {
		t.Errorf("%v, %v", names(got.Files), err)
	}
}

func names(files []File) []string {
	var out []string
	for _, f := range files {
		out = append(out, f.Path)
	}
	return out
}
