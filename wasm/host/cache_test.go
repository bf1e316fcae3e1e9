package host_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"underpin/wasm/host"
)

// entries are the files of wazero's cache.
func entries(t *testing.T, cache string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(cache, "*", "wazero-*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(files, func(f string) bool { return strings.HasSuffix(f, ".sum") })
}

// A cache that cannot be used is told to who wants to know, and done without.
func TestUnusableCache(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	gone := filepath.Join(folder, "gone")
	for name, cache := range map[string]string{
		"a file": file, "below a file": filepath.Join(file, "cache"), "not to be written": "/proc/underpin", "vanished": gone,
	} {
		t.Run(name, func(t *testing.T) {
			if cache == gone { // under a host that had begun to use it
				fill(t, cache)
				if err := os.RemoveAll(cache); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(cache, nil, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			var told []error
			h := newHost(t, func(o *host.Options) {
				o.Cache = cache
				o.Log = func(err error) { told = append(told, err) }
			})
			r, err := parse(h, "x = 1\n")
			if err != nil || !bytes.Equal(r.Records, want(t, "x = 1\n")) {
				t.Errorf("%v", err)
			}
			if len(told) != 1 {
				t.Errorf("told %v", told)
			}
		})
	}
}

// fill compiles a module into a cache.
func fill(t *testing.T, cache string) {
	t.Helper()
	h := newHost(t, func(o *host.Options) { o.Cache = cache })
	if _, err := parse(h, "x = 1\n"); err != nil {
		t.Fatal(err)
	}
}

// A cache with wrong bytes gives the right tree, and is whole again afterwards.
func TestDamagedCache(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles a dozen times")
	}
	for name, damage := range map[string]func([]byte) []byte{
		"empty":     func([]byte) []byte { return nil },
		"cut off":   func(b []byte) []byte { return b[:len(b)/2] },
		"one byte":  func(b []byte) []byte { b[len(b)/2] ^= 0x55; return b },
		"last byte": func(b []byte) []byte { b[len(b)-1] ^= 0x55; return b },
		"other":     func([]byte) []byte { return bytes.Repeat([]byte("other"), 1000) },
		"offsets":   func(b []byte) []byte { b[24] ^= 0x55; return b }, // where functions begin: wazero would jump there
	} {
		t.Run(name, func(t *testing.T) {
			cache := t.TempDir()
			fill(t, cache)
			files := entries(t, cache)
			if len(files) != 1 {
				t.Fatalf("the cache holds %v", files)
			}
			whole, err := os.ReadFile(files[0])
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(files[0], damage(bytes.Clone(whole)), 0o666); err != nil {
				t.Fatal(err)
			}
			for range 2 { // the first finds the damage, the second fills the cache
				h := newHost(t, func(o *host.Options) { o.Cache = cache })
				r, err := parse(h, "x = 1\n")
				if err != nil || !bytes.Equal(r.Records, want(t, "x = 1\n")) {
					t.Fatalf("%v", err)
				}
			}
			again, err := os.ReadFile(files[0])
			if err != nil || len(again) != len(whole) {
				t.Errorf("afterwards the entry has %d bytes instead of %d (%v)", len(again), len(whole), err)
			}
		})
	}
}

// Processes that fill one cache at the same time all get the right tree, and leave a whole cache.
func TestProcessesShareACache(t *testing.T) {
	if cache := os.Getenv("UNDERPIN_TEST_CACHE"); cache != "" { // one of the processes
		h := newHost(t, func(o *host.Options) { o.Cache = cache })
		r, err := parse(h, "x = 1\n")
		if err != nil || !bytes.Equal(r.Records, want(t, "x = 1\n")) {
			t.Fatalf("%v", err)
		}
		return
	}
	newHost(t)
	cache := t.TempDir()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			c := exec.Command(os.Args[0], "-test.run", "^TestProcessesShareACache$")
			c.Env = append(os.Environ(), "UNDERPIN_TEST_CACHE="+cache)
			if out, err := c.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
	wg.Wait()
	if files := entries(t, cache); len(files) != 1 {
		t.Errorf("the cache holds %v", files)
	}
	fill(t, cache)
}
