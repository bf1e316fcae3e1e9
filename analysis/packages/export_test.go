package packages

// PopularNames gives the names that are spelled out, the most popular first.
func PopularNames(x *Index, e Ecosystem) []string {
	t := x.table(e)
	var names []string
	for i := range t.ends.n {
		names = append(names, t.spelling(i))
	}
	return names
}
