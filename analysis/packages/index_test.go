package packages_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"underpin/analysis/packages"
	"underpin/analysis/packages/names"
)

// realData gives the committed index, also where it is not embedded.
func realData(t testing.TB) []byte {
	t.Helper()
	if names.Embedded {
		return names.Data()
	}
	data, err := os.ReadFile("names/names.idx")
	if err != nil {
		t.Skip(err)
	}
	return data
}

func realIndex(t testing.TB) *packages.Index {
	t.Helper()
	return open(t, realData(t))
}

func open(t testing.TB, data []byte) *packages.Index {
	t.Helper()
	x, err := packages.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func build(t testing.TB, lists ...packages.List) []byte {
	t.Helper()
	data, err := packages.Build(day, lists...)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

var day = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

func month(y, m int) time.Time { return time.Date(y, time.Month(m), 1, 0, 0, 0, 0, time.UTC) }

// small is an index whose content can be overlooked.
func small(t testing.TB) []byte {
	return build(t,
		packages.List{Ecosystem: packages.NPM, Entries: []packages.Entry{
			{Name: "left-pad", Downloads: 1_000_000}, {Name: "JSONStream", Downloads: 999}, {Name: "jsonstream", Downloads: 1000}, {Name: "@a/b"}}},
		packages.List{Ecosystem: packages.PyPI, Complete: true, Entries: []packages.Entry{
			{Name: "Zope.Interface", LastRelease: month(2026, 10), Rank: 7}, {Name: "old", LastRelease: month(2005, 3)}, {Name: "undated"}, {Name: "numpy", Rank: 2, LastRelease: month(2025, 12)}}})
}

func TestExists(t *testing.T) {
	x := open(t, small(t))
	for _, c := range []struct {
		ecosystem packages.Ecosystem
		name      string
		want      packages.Existence
	}{
		{packages.PyPI, "numpy", packages.Listed},
		{packages.PyPI, "NumPy", packages.Listed},
		{packages.PyPI, "zope_interface", packages.Listed},
		{packages.PyPI, "Zope-._Interface", packages.Listed},
		{packages.PyPI, "zopeinterface", packages.Absent},
		{packages.PyPI, "", packages.Unknown},
		{packages.NPM, "LEFT-pad", packages.Listed},
		{packages.NPM, "left_pad", packages.Unlisted},
		{packages.NPM, "@a/b", packages.Listed},
		{packages.Go, "golang.org/x/term", packages.Unknown},
		{"elsewhere", "numpy", packages.Unknown},
	} {
		if got := x.Exists(c.ecosystem, c.name); got != c.want {
			t.Errorf("%s %q is %s, want %s", c.ecosystem, c.name, got, c.want)
		}
	}
	if !x.Date().Equal(day) {
		t.Errorf("dated %v", x.Date())
	}
}

func TestInfo(t *testing.T) {
	x := open(t, small(t))
	for _, c := range []struct {
		ecosystem packages.Ecosystem
		name      string
		want      packages.Info
	}{
		{packages.PyPI, "zope.interface", packages.Info{LastRelease: month(2026, 10), Rank: 7}},
		{packages.PyPI, "numpy", packages.Info{LastRelease: month(2025, 12), Rank: 2}},
		{packages.PyPI, "old", packages.Info{LastRelease: month(2005, 3)}},
		{packages.PyPI, "undated", packages.Info{}},
		{packages.NPM, "left-pad", packages.Info{Rank: 1, Downloads: 1_000_000}},
		{packages.NPM, "JSONStream", packages.Info{Rank: 2, Downloads: 1000}},
		{packages.NPM, "@a/b", packages.Info{}},
	} {
		if got, ok := x.Info(c.ecosystem, c.name); !ok || got != c.want {
			t.Errorf("%s %q: %+v, want %+v", c.ecosystem, c.name, got, c.want)
		}
	}
	if got, ok := x.Info(packages.PyPI, "nothing"); ok {
		t.Errorf("what is not listed has %+v", got)
	}
}

func TestEcosystems(t *testing.T) {
	x := open(t, small(t))
	want := []packages.Summary{{packages.PyPI, x.Date(), 4, 2, true, true, false}, {packages.NPM, x.Date(), 3, 2, false, false, true}}
	if got := x.Ecosystems(); !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestOpenErrors(t *testing.T) {
	good := small(t)
	version := slices.Clone(good)
	version[8] = 9
	outside := slices.Clone(good)
	binary.LittleEndian.PutUint32(outside[28+12:], 1<<31)
	for name, c := range map[string]struct {
		data []byte
		want error
		text string
	}{
		"nothing":     {nil, packages.ErrNotIndex, "not an index"},
		"other":       {[]byte("name\trank\n"), packages.ErrNotIndex, "not an index"},
		"header":      {good[:20], packages.ErrTruncated, "within the header"},
		"magic alone": {good[:5], packages.ErrTruncated, "within the header"},
		"half":        {good[:len(good)/2], packages.ErrTruncated, fmt.Sprintf("%d of %d bytes", len(good)/2, len(good))},
		"version":     {version, packages.ErrVersion, "version 9, this program reads version 1"},
		"outside":     {outside, packages.ErrNotIndex, "lies outside"},
	} {
		if _, err := packages.Open(c.data); !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.text) {
			t.Errorf("%s: %v, want %q", name, err, c.text)
		}
	}
	damaged := slices.Clone(good)
	damaged[len(damaged)-20] ^= 1
	if err := open(t, damaged).Verify(); err == nil || !strings.Contains(err.Error(), "checksum") {
		t.Errorf("a damaged index: %v", err)
	}
	if err := open(t, good).Verify(); err != nil {
		t.Error(err)
	}
}

// Whatever is listed is found with what is known of it, what is not listed is not, and the order of a list does not matter.
func TestBuildAnyList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) packages.Entry {
			e := packages.Entry{Name: rapid.StringMatching(`[a-z0-9]{1,12}(-[a-z0-9]{1,4})?`).Draw(t, "name"), Rank: rapid.IntRange(0, 3).Draw(t, "rank")}
			if m := rapid.IntRange(0, 200).Draw(t, "month"); m > 0 {
				e.LastRelease = month(2008, m)
			}
			return e
		}), 1, 200, func(e packages.Entry) string { return e.Name }).Draw(t, "entries")
		data, err := packages.Build(day, packages.List{Ecosystem: packages.PyPI, Complete: true, Entries: entries})
		if err != nil {
			t.Fatal(err)
		}
		x, err := packages.Open(data)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			want := packages.Info{LastRelease: e.LastRelease, Rank: e.Rank}
			if got, _ := x.Info(packages.PyPI, e.Name); got != want || x.Exists(packages.PyPI, e.Name) != packages.Listed {
				t.Fatalf("%s: %+v, want %+v", e.Name, got, want)
			}
			if x.Exists(packages.PyPI, e.Name+"-not") != packages.Absent {
				t.Fatalf("%s-not exists", e.Name)
			}
		}
		slices.Reverse(entries)
		again, err := packages.Build(day, packages.List{Ecosystem: packages.PyPI, Complete: true, Entries: entries})
		if err != nil || !slices.Equal(data, again) {
			t.Fatalf("another order, other bytes (%v)", err)
		}
	})
}

func TestBuildErrors(t *testing.T) {
	one := []packages.Entry{{Name: "a"}}
	for want, lists := range map[string][]packages.List{
		"not known":    {{Ecosystem: "elsewhere", Entries: one}},
		"two lists":    {{Ecosystem: packages.NPM, Entries: one}, {Ecosystem: packages.NPM, Entries: one}},
		"holds no nam": {{Ecosystem: packages.NPM}},
	} {
		if _, err := packages.Build(day, lists...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

func TestReadList(t *testing.T) {
	got, err := packages.ReadList(strings.NewReader("name\tlast_release_month\trank_among_15000\tdownloads_a_month\r\na\t2026-11\t3\t\r\nb\t\t\t12\r\n\r\n"))
	want := []packages.Entry{{Name: "a", LastRelease: month(2026, 11), Rank: 3}, {Name: "b", Downloads: 12}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%+v (%v)", got, err)
	}
	for text, want := range map[string]string{
		"":                                       "empty",
		"name\tcolour\n":                         `unknown column "colour"`,
		"rank\n":                                 `no column "name"`,
		"name\trank\na\n":                        "line 2: 1 fields",
		"name\trank\na\tx\n":                     "line 2:",
		"name\trank\n\t1\n":                      "line 2: there is no name",
		"name\tlast_release_month\na\t2026-13\n": "line 2:",
	} {
		if _, err := packages.ReadList(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// No bytes make Open or a look-up panic.
func FuzzOpen(f *testing.F) {
	good := small(f)
	f.Add(good, "numpy")
	f.Add(good[:40], "")
	for at := 8; at < 28+24*12; at += 5 {
		bad := slices.Clone(good)
		bad[at] ^= 0x41
		f.Add(bad, "left-pad")
	}
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		x, err := packages.Open(data)
		if err != nil {
			return
		}
		for _, e := range []packages.Ecosystem{packages.PyPI, packages.NPM, packages.Go} {
			x.Exists(e, name)
			x.Info(e, name)
			x.Alike(e, name)
		}
		x.Ecosystems()
		_ = x.Verify()
	})
}

// The committed index keeps to its budget: 6 MB, and 12 MB with everything that is made of it while it is used.
func TestRealSize(t *testing.T) {
	data := realData(t)
	if len(data) > 6_000_000 {
		t.Errorf("the index has %d bytes", len(data))
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	x := open(t, data)
	for _, e := range []packages.Ecosystem{packages.PyPI, packages.NPM} {
		x.Exists(e, "reqeusts")
		x.Alike(e, "reqeusts")
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	grown := int64(after.HeapAlloc) - int64(before.HeapAlloc)
	t.Logf("%d bytes, and %d on the heap", len(data), grown)
	if int64(len(data))+grown > 12_000_000 {
		t.Errorf("the index takes %d bytes and %d on the heap", len(data), grown)
	}
	if err := x.Verify(); err != nil {
		t.Error(err)
	}
	runtime.KeepAlive(x)
}

// listFolder names the folder of the lists that the committed index was built from, pypi.tsv and npm.tsv.
const listFolder = "UNDERPIN_NAME_LISTS"

// No name of the lists is absent, and building the index again gives the same bytes.
func TestAllNames(t *testing.T) {
	folder := os.Getenv(listFolder)
	if folder == "" {
		t.Skipf("%s does not name the folder of the lists", listFolder)
	}
	x := realIndex(t)
	var lists []packages.List
	for file, e := range map[string]packages.Ecosystem{"pypi.tsv": packages.PyPI, "npm.tsv": packages.NPM} {
		f, err := os.Open(filepath.Join(folder, file))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		entries, err := packages.ReadList(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range entries {
			info, ok := x.Info(e, n.Name)
			if !ok || x.Exists(e, n.Name) != packages.Listed {
				t.Fatalf("%s %s is said to be absent", e, n.Name)
			}
			if e == packages.PyPI && info.Rank != n.Rank || info.LastRelease.Before(n.LastRelease) ||
				info.Downloads > 0 && info.Downloads*108/100+1 < n.Downloads {
				t.Errorf("%s %s: %+v, the list says %+v", e, n.Name, info, n)
			}
		}
		t.Logf("%s: all %d names are listed", e, len(entries))
		lists = append(lists, packages.List{Ecosystem: e, Complete: e == packages.PyPI, Entries: entries})
	}
	if !slices.Equal(build(t, lists...), realData(t)) {
		t.Error("building it again gives other bytes")
	}
}

// Of invented names hardly any seems to exist.
func TestFalseExistence(t *testing.T) {
	x := realIndex(t)
	wrong, tried := 0, 2_000_000
	if testing.Short() {
		tried = 200_000
	}
	for i := range tried {
		if x.Exists(packages.PyPI, fmt.Sprintf("no-such-name-%d-of-ours", i)) == packages.Listed {
			wrong++
		}
	}
	t.Logf("%d of %d invented names seem to exist", wrong, tried)
	if wrong > 10 {
		t.Errorf("%d of %d invented names seem to exist", wrong, tried)
	}
}

func BenchmarkExists(b *testing.B) {
	x := realIndex(b)
	for _, name := range []string{"requests", "no-such-name-of-ours", "Zope.Interface"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				x.Exists(packages.PyPI, name)
			}
		})
	}
	b.Run("info", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			x.Info(packages.PyPI, "requests")
		}
	})
	var cold []string
	for i := range 100_000 {
		cold = append(cold, fmt.Sprintf("name-%d", i))
	}
	b.Run("any", func(b *testing.B) {
		i := 0
		for b.Loop() {
			x.Exists(packages.PyPI, cold[i%len(cold)])
			i++
		}
	})
}
