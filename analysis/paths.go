package analysis

import (
	"maps"
	"slices"
)

// Paths lists the snapshot's files of code, sorted. The caller must not change it.
func (s *Snapshot) Paths() []string { return s.paths }

// Files lists all of the snapshot's files, those that say what is installed among them, sorted.
func (s *Snapshot) Files() []string { return slices.Sorted(maps.Keys(s.files)) }
