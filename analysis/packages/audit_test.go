package packages_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"underpin/analysis/packages"
)

// TestAudit holds verdicts and reasons to what a careful reader of the same facts would say.
func TestAudit(t *testing.T) {
	index := open(t, build(t,
		packages.List{Ecosystem: packages.PyPI, Complete: true, Entries: []packages.Entry{
			{Name: "requests", Rank: 3, LastRelease: month(2026, 8)}, {Name: "reqeusts", LastRelease: month(2026, 10)}, {Name: "oldie", LastRelease: month(2020, 3)},
			{Name: "six", Rank: 5, LastRelease: month(2020, 3)}, {Name: "quartz-tool", LastRelease: month(2026, 10)}, {Name: "opencv-python", Rank: 90, LastRelease: month(2026, 8)}}},
		packages.List{Ecosystem: packages.NPM, Entries: []packages.Entry{{Name: "lodash", Downloads: 60_000_000}, {Name: "rarely", Downloads: 600}}}))
	resolver := packages.NewResolver(packages.NewTables(), packages.Facts{Names: index})
	today := time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC)
	ago := func(days int) time.Time { return today.AddDate(0, 0, -days) }
	record := func(change func(*packages.Record)) *packages.Record {
		r := &packages.Record{Exists: packages.Listed, Downloads: -1, First: ago(2000), Last: ago(100), Advisory: packages.Answered}
		change(r)
		return r
	}
	same := func(*packages.Record) {}
	for _, test := range []struct {
		name    string
		e       packages.Ecosystem
		install packages.Install
		rec     *packages.Record
		want    string
	}{
		{"popular", packages.PyPI, packages.Install{Name: "requests"}, nil, "looks safe"},
		{"made up", packages.PyPI, packages.Install{Name: "invented-thing"}, nil, "do not install: error nonexistent"},
		{"made up, with a hash", packages.PyPI, packages.Install{Name: "invented-thing", Hashed: true}, nil, "looks safe"},
		{"from elsewhere", packages.PyPI, packages.Install{Name: "invented-thing", From: "git"}, nil, "unknown"},
		{"a private index, not asked", packages.PyPI, packages.Install{Name: "invented-thing", From: packages.PrivateIndex}, nil, "unknown"},
		{"a slip that nobody has", packages.PyPI, packages.Install{Name: "requsets"}, nil, "do not install: error nonexistent"},
		{"a slip that exists", packages.PyPI, packages.Install{Name: "reqeusts"}, nil, "install with caution: warning look-alike"},
		{"a slip that is new", packages.PyPI, packages.Install{Name: "reqeusts"}, record(func(r *packages.Record) { r.First = ago(3) }), "do not install: error look-alike, warning new"},
		{"a slip that hardly anyone uses", packages.PyPI, packages.Install{Name: "reqeusts"}, record(func(r *packages.Record) { r.Downloads = 12 }), "do not install: error look-alike, info unpopular"},
		{"a slip that many use", packages.PyPI, packages.Install{Name: "reqeusts"}, record(func(r *packages.Record) { r.Downloads = 900_000 }), "looks safe"},
		{"the name of a module", packages.PyPI, packages.Install{Name: "cv2"}, nil, "do not install: error import-name"},
		{"left", packages.PyPI, packages.Install{Name: "oldie"}, nil, "install with caution: info abandoned"},
		{"finished", packages.PyPI, packages.Install{Name: "six"}, nil, "looks safe"},
		{"not on a list that is partial", packages.NPM, packages.Install{Name: "no-such-quartz"}, nil, "install with caution: warning unlisted"},
		{"hardly used", packages.NPM, packages.Install{Name: "rarely"}, nil, "install with caution: info unpopular"},
		{"no list", packages.Go, packages.Install{Name: "example.org/x"}, nil, "unknown"},
		{"no list, and there", packages.Go, packages.Install{Name: "example.org/x"}, record(same), "looks safe"},
		{"gone since", packages.PyPI, packages.Install{Name: "quartz-tool"}, record(func(r *packages.Record) { r.Exists = packages.Absent }), "do not install: error nonexistent"},
		{"registered since", packages.PyPI, packages.Install{Name: "invented-thing"}, record(func(r *packages.Record) { r.First = ago(10) }), "install with caution: warning new"},
		{"a private registry has it", packages.PyPI, packages.Install{Name: "requsets", From: packages.PrivateIndex}, record(func(r *packages.Record) { r.Kept = "private" }), "looks safe"},
		{"a private registry does not answer", packages.PyPI, packages.Install{Name: "invented-thing"}, record(func(r *packages.Record) { r.Exists, r.Kept = packages.Unknown, "private" }), "unknown"},
		{"nobody answers", packages.NPM, packages.Install{Name: "lodash"}, &packages.Record{Downloads: -1, Advisory: packages.Unanswered}, "unknown"},
		{"withdrawn", packages.PyPI, packages.Install{Name: "requests"}, record(func(r *packages.Record) { r.Releases = []packages.Release{{Version: "1", Withdrawn: "broken"}} }), "do not install: error withdrawn"},
		{"a version that is not there", packages.PyPI, packages.Install{Name: "requests"}, record(func(r *packages.Record) { r.Releases = []packages.Release{{Version: "9", Missing: true}} }), "install with caution: warning missing-version"},
		{"deprecated", packages.NPM, packages.Install{Name: "lodash"}, record(func(r *packages.Record) { r.Retired = "use es-toolkit" }), "install with caution: warning deprecated"},
		{"a script, of what many use", packages.NPM, packages.Install{Name: "lodash"}, record(func(r *packages.Record) { r.Runs = "it runs a script" }), "looks safe: info install-script"},
		{"a script, of what few use", packages.NPM, packages.Install{Name: "rarely"}, record(func(r *packages.Record) { r.Runs, r.Downloads = "it runs a script", 5000 }), "install with caution: info install-script"},
		{"a grave flaw", packages.PyPI, packages.Install{Name: "requests"}, record(func(r *packages.Record) { r.Advisories = []packages.Advisory{{ID: "A", Severity: "high"}} }), "do not install: error vulnerable"},
		{"a small flaw", packages.PyPI, packages.Install{Name: "requests"}, record(func(r *packages.Record) { r.Advisories = []packages.Advisory{{ID: "A", Severity: "low"}} }), "install with caution: warning vulnerable"},
		{"malware", packages.NPM, packages.Install{Name: "lodash"}, record(func(r *packages.Record) { r.Advisories = []packages.Advisory{{ID: "MAL-1", Malicious: true}} }), "do not install: error malicious"},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.install.Ecosystem = test.e
			a := resolver.Audit(test.install, test.rec, today)
			var reasons []string
			for _, r := range a.Reasons {
				reasons = append(reasons, r.Level.String()+" "+r.Kind)
			}
			got := a.Advice.String()
			if len(reasons) > 0 {
				got += ": " + strings.Join(reasons, ", ")
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s\n%v %q", diff, a.Reasons, a.Evidence)
			}
		})
	}
}

// Each kind of reason that an audit gives is described, and nothing else.
func TestReasons(t *testing.T) {
	kinds := map[string]bool{}
	for _, f := range packages.Reasons() {
		if f.Rule == "" || f.CWE == 0 || f.Title == "" || f.Why == "" || f.Fix == "" || kinds[f.Kind] {
			t.Errorf("%+v", f)
		}
		kinds[f.Kind] = true
	}
	for _, k := range []string{"nonexistent", "unlisted", "import-name", "look-alike", "malicious", "vulnerable", "missing-version", "withdrawn", "deprecated", "new", "install-script", "abandoned", "unpopular"} {
		if !kinds[k] {
			t.Errorf("%s is not described", k)
		}
		delete(kinds, k)
	}
	if len(kinds) > 0 {
		t.Errorf("nobody gives %v", kinds)
	}
}

// TestJoin: each ecosystem comes from the newest index, and the whole is as old as its oldest part.
func TestJoin(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 11, d, 0, 0, 0, 0, time.UTC) }
	made := func(d int, lists ...packages.List) *packages.Index {
		data, err := packages.Build(day(d), lists...)
		if err != nil {
			t.Fatal(err)
		}
		return open(t, data)
	}
	both := made(1, packages.List{Ecosystem: packages.PyPI, Complete: true, Entries: []packages.Entry{{Name: "old"}}}, packages.List{Ecosystem: packages.NPM, Entries: []packages.Entry{{Name: "kept"}}})
	newer := made(9, packages.List{Ecosystem: packages.PyPI, Complete: true, Entries: []packages.Entry{{Name: "new"}}})
	older := made(1, packages.List{Ecosystem: packages.NPM, Entries: []packages.Entry{{Name: "other"}}})
	x := packages.Join(both, newer, older)
	if x.Exists(packages.PyPI, "new") != packages.Listed || x.Exists(packages.PyPI, "old") != packages.Absent || x.Exists(packages.NPM, "kept") != packages.Listed {
		t.Error("the wrong lists count")
	}
	if !x.Date().Equal(day(1)) || !x.DateOf(packages.PyPI).Equal(day(9)) || !x.DateOf(packages.NPM).Equal(day(1)) || !x.DateOf(packages.Go).IsZero() {
		t.Errorf("%s %s %s", x.Date(), x.DateOf(packages.PyPI), x.DateOf(packages.NPM))
	}
	if !x.Uses(both) || !x.Uses(newer) || x.Uses(older) || x.Verify() != nil {
		t.Error("the wrong indexes are used")
	}
}
