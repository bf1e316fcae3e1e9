package packages

// Alike is a popular name that another may be a slip of.
type Alike struct {
	Name  string  // as registered
	How   string  // what the slip is: "two letters swapped", "a separator"
	Score float64 // 0 to 1
}

type slips struct{}

// Alike tells which popular names a name may be a slip of, the likeliest first.
func (x *Index) Alike(e Ecosystem, name string) []Alike { return nil }
