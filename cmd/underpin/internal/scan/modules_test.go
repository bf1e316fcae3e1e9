package scan

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestModules(t *testing.T) {
	root := t.TempDir()
	for _, folder := range []string{"node_modules/a", "node_modules/.bin", "node_modules/@s/b", "node_modules/@s/c", "app/node_modules/a", "app/bower_components/d", "other/e"} {
		if err := os.MkdirAll(filepath.Join(root, folder), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	m := &modules{}
	for _, folder := range []string{"app/node_modules", "node_modules", "node_modules", "app/bower_components", "other", "gone/node_modules"} {
		m.skipped(filepath.Join(root, folder))
	}
	if got := m.list(); !slices.Equal(got, []string{"@s/b", "@s/c", "a", "d"}) {
		t.Error(got)
	}
}
