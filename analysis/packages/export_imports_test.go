package packages

// ImportTable gives the table of imports: module -> distributions.
func ImportTable(t *Tables) map[string][]string {
	out := map[string][]string{}
	for m, x := range t.imports {
		out[m] = x.distributions
	}
	return out
}
