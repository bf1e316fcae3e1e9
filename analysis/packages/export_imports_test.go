package packages

// ImportTable gives the table of imports: module -> distributions.
func ImportTable(t *Tables) map[string][]string {
	out := map[string][]string{}
	for m, x := range t.imports {
		out[m] = x.distributions
	}
	return out
}

// CompanionsProblem is why the list of companions cannot be read.
func CompanionsProblem() error {
	_, err := companionsOnce()
	return err
}
