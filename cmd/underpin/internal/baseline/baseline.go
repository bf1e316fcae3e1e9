// Package baseline owns the file of findings that a project knows of and does not want to hear about again.
//
// A finding is recognised by its fingerprint, which survives moved lines. The same flaw twice in a file may have
// one fingerprint twice, so the file holds counts: a third of its kind is news. The verb check calls it.
package baseline

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
)

// Entry is one known finding. Only the fingerprint and the count decide; the rest is for people and reviews.
type Entry struct {
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"`
	Path        string `json:"path"`
	Count       int    `json:"count"`
}

const version = 1

type file struct {
	Version  int     `json:"version"`
	Findings []Entry `json:"findings"`
}

// Baseline is a set of known findings that is used up as they are met again.
type Baseline struct{ left map[string]int }

// Read reads the text of a baseline file; name is what errors call it.
func Read(name string, text []byte) (*Baseline, error) {
	var f file
	if err := json.Unmarshal(text, &f); err != nil {
		// No hint to write it to this name: it may be somebody's source.
		return nil, fmt.Errorf("%s: not a baseline: %w; `underpin check --write-baseline FILE` writes one", name, err)
	}
	if f.Version != version {
		return nil, fmt.Errorf("%s: a baseline of version %d, expected %d; `underpin check --write-baseline %s` writes one",
			name, f.Version, version, name)
	}
	b := &Baseline{left: make(map[string]int, len(f.Findings))}
	for _, e := range f.Findings {
		b.left[e.Fingerprint] += max(e.Count, 1)
	}
	return b, nil
}

// Take tells whether a finding is known, and uses up one of its kind.
func (b *Baseline) Take(fingerprint string) bool {
	if b == nil || b.left[fingerprint] == 0 {
		return false
	}
	b.left[fingerprint]--
	return true
}

// Write writes findings in a stable order, one a line, so that reviews show what was added.
func Write(w io.Writer, findings []Entry) error {
	merged := merge(findings)
	if _, err := fmt.Fprintf(w, "{\n  \"version\": %d,\n  \"findings\": [", version); err != nil {
		return err
	}
	for i, e := range merged {
		line, err := json.Marshal(e)
		if err != nil {
			return err
		}
		separator := ","
		if i == 0 {
			separator = ""
		}
		if _, err := fmt.Fprintf(w, "%s\n    %s", separator, line); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, "\n  ]\n}\n")
	return err
}

func merge(findings []Entry) []Entry {
	sorted := slices.Clone(findings)
	slices.SortFunc(sorted, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Fingerprint, b.Fingerprint))
	})
	var merged []Entry
	for _, e := range sorted {
		e.Count = max(e.Count, 1)
		if n := len(merged); n > 0 && merged[n-1].Fingerprint == e.Fingerprint && merged[n-1].Path == e.Path {
			merged[n-1].Count += e.Count
			continue
		}
		merged = append(merged, e)
	}
	return merged
}
