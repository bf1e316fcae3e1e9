package analysis

// Paths lists the snapshot's files, sorted. The caller must not change it.
func (s *Snapshot) Paths() []string { return s.paths }
