package store_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"underpin/cmd/underpin/internal/store"
)

func TestStore(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "a", "b")
	now := time.Now()
	s, err := store.Open(folder, now)
	if err != nil {
		t.Fatal(err)
	}
	s.Put("0123456789abcdef", []byte("one"))
	s.Put("0123456789abcdef", []byte("two"))
	s.Put("../../outside", []byte("x"))
	if got, ok := s.Get("0123456789abcdef"); !ok || string(got) != "two" {
		t.Errorf("%q %t", got, ok)
	}
	if _, ok := s.Get("fedcba9876543210"); ok {
		t.Error("something is kept that nobody put there")
	}
	entries, _ := os.ReadDir(folder)
	if len(entries) != 2 { // the value and the mark
		t.Errorf("%d files", len(entries))
	}
	old := filepath.Join(folder, "0123456789abcdef")
	if info, err := os.Stat(old); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("%v %v", info, err)
	}
	if _, err := store.Open(folder, now.Add(40*24*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(old); err == nil {
		t.Error("what nobody asked for in a month stays")
	}
}
