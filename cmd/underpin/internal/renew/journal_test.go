package renew

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"underpin/analysis/registry"
)

// TestJournalCutAnywhere: whatever a crash leaves of a journal, it is read as it was after some page, and goes on from there.
func TestJournalCutAnywhere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "npm.names")
	j, err := openJournal(path, "https://one.example")
	if err != nil {
		t.Fatal(err)
	}
	pages := []registry.Page{
		{Names: []string{"a", "b"}, Next: registry.Position{Key: "b", Since: "7"}},
		{Names: []string{"c", "line\nbreak"}, Next: registry.Position{Key: "c", Since: "7", Changes: true}},
		{Names: []string{"d"}, Gone: []string{"a"}, Next: registry.Position{Since: "9", Changes: true}},
	}
	states := map[registry.Position][]string{{}: nil}
	for _, p := range pages {
		if err := j.add(p); err != nil {
			t.Fatal(err)
		}
		states[p.Next] = slices.Sorted(maps.Keys(j.names))
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for n := range len(whole) + 1 {
		if err := os.WriteFile(path, whole[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		cut, err := openJournal(path, "https://one.example")
		if err != nil {
			t.Fatal(err)
		}
		want, known := states[cut.at]
		if !known {
			t.Fatalf("cut at %d: position %+v", n, cut.at)
		}
		if diff := cmp.Diff(want, slices.Sorted(maps.Keys(cut.names))); diff != "" && len(want)+len(cut.names) > 0 {
			t.Fatalf("cut at %d: %s", n, diff)
		}
		if err := cut.begin(); err != nil {
			t.Fatal(err)
		}
		if err := cut.add(registry.Page{Names: []string{"z"}, Next: registry.Position{Since: "10"}}); err != nil {
			t.Fatal(err)
		}
		again, err := openJournal(path, "https://one.example")
		if err != nil || !again.names["z"] || len(again.names) != len(cut.names) || again.at.Since != "10" {
			t.Fatalf("cut at %d and gone on: %v %v %+v", n, err, again.names, again.at)
		}
	}
}

func TestJournalIsOfOneRegistry(t *testing.T) {
	path := filepath.Join(t.TempDir(), "npm.names")
	for k, from := range []string{"https://one.example", "https://two.example"} {
		j, err := openJournal(path, from)
		if err == nil {
			err = j.begin()
		}
		if err == nil {
			err = j.add(registry.Page{Names: []string{fmt.Sprint("name", k)}, Next: registry.Position{Since: "1"}})
		}
		if err == nil {
			err = j.compact()
		}
		if err != nil {
			t.Fatal(err)
		}
		j, err = openJournal(path, from)
		if err != nil || len(j.names) != 1 || !j.names[fmt.Sprint("name", k)] {
			t.Errorf("%v %v", j.names, err)
		}
	}
}
