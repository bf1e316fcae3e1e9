package disk

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

func TestAddresses(t *testing.T) {
	for address, want := range map[string]string{
		"file:///home/me/a b": "/home/me/a b", "file://": "/", "file:///": "/", "file:///c:/x": "c:/x", "file://host/share/x": "//host/share/x",
	} {
		got, ok := PathOf(address)
		if !ok || filepath.ToSlash(got) != want {
			t.Errorf("%s is %s", address, got)
		}
		if back := AddressOf(want); back != address && address != "file:///" {
			t.Errorf("%s is %s, want %s", want, back, address)
		}
	}
	if _, ok := PathOf("untitled:x"); ok {
		t.Error("an untitled buffer is on no disk")
	}
}

func TestProjectOnDisk(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{"underpin.toml": "exclude = [\"old\"]\n", "a.py": "1", "sub/b.py": "2", "sub/old/c.py": "3", "sub/node_modules/d.py": "4"} {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	d, err := Files{}.Open(context.Background(), AddressOf(filepath.Join(root, "sub")))
	if err != nil || d.Root != AddressOf(root) || d.Config == nil {
		t.Fatal(d, err)
	}
	files, err := d.Walk(context.Background(), AddressOf(filepath.Join(root, "sub")), 10)
	if err != nil || len(files) != 1 || files[0].Path != "sub/b.py" {
		t.Errorf("%v, %v", files, err)
	}
	files, err = d.Read(context.Background(), []string{"a.py", "sub/old/c.py", "sub/node_modules/d.py"})
	if err != nil || len(files) != 1 || string(files[0].Text) != "1" {
		t.Errorf("%v, %v", files, err)
	}
	if d, err := (Files{}).Open(context.Background(), "untitled:"); d != nil || err != nil {
		t.Error(d, err)
	}
}
