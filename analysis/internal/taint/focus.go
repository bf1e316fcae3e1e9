package taint

// maxFocus bounds the functions of a focus and around it.
const maxFocus = 400

// asked gives the functions that have part in what the focus does: itself, whoever calls it, directly or through others,
// and what all of these call. nil without a focus.
func (sv *solver) asked() []bool {
	if sv.in.Focus == nil {
		return nil
	}
	is := make([]bool, len(sv.p.Funcs))
	var open []int32
	add := func(v int32) {
		if !is[v] && len(open) < maxFocus {
			is[v] = true
			open = append(open, v)
		}
	}
	for _, f := range sv.in.Focus {
		add(f.ID)
	}
	for i := 0; i < len(open); i++ {
		for _, c := range sv.callers[open[i]] {
			add(c)
		}
	}
	for i := 0; i < len(open); i++ {
		for _, d := range sv.deps[open[i]] {
			add(d)
		}
	}
	return is
}
