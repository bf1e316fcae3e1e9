package analysis

// Problems tells what is wrong in the team's own rules and models, one line
// each: file (below the team's folder), line, what was expected. The session
// works without the broken parts.
func (s *Session) Problems() []string {
	var out []string
	for _, p := range s.set.Problems {
		out = append(out, p.Error())
	}
	return out
}
