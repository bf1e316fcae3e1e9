package packages

import (
	"slices"
	"time"
)

// Join makes one index of several: each ecosystem comes from the one that was made last, of two of one day from the first.
// None of them may be nil; without any, nothing is known.
func Join(indexes ...*Index) *Index {
	joined := &Index{}
	for _, x := range indexes {
		for k, t := range x.tables {
			if t == nil {
				continue
			}
			if old := joined.tables[k]; old == nil || t.date.After(old.date) {
				joined.tables[k] = t
			}
		}
	}
	for _, x := range indexes {
		used := false
		for k, t := range x.tables {
			used = used || t != nil && joined.tables[k] == t
		}
		if used {
			joined.size += x.size
			joined.parts = append(joined.parts, x)
			if joined.date.IsZero() || x.date.Before(joined.date) {
				joined.date = x.date
			}
		}
	}
	return joined
}

// DateOf gives the day of the list of an ecosystem, zero if there is none.
func (x *Index) DateOf(e Ecosystem) time.Time {
	if t := x.table(e); t != nil {
		return t.date
	}
	return time.Time{}
}

// Uses tells whether anything of an index is in one that was joined, or the two are one.
func (x *Index) Uses(part *Index) bool { return x == part || slices.Contains(x.parts, part) }
