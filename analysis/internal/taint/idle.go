package taint

import "slices"

// Flows that are left out at sinks because no label can be on them, as far as the rounds
// before tell. The summary says where they come from, so that the function is looked at
// again when labelled text is found to lie there.

// tellingLabels gives the labels that a finding can be made of. Others say something of
// text that has one of these.
func (sv *solver) tellingLabels() Bits {
	if sv.in.Matters == nil {
		return ^Bits(0)
	}
	labels := sv.in.Words.Random // whose name may tell more
	for _, m := range sv.in.Matters {
		labels |= m.Labels
	}
	return labels
}

// harms gives the kinds of sink at which text with some of these labels matters.
func (sv *solver) harms(labels Bits) Bits {
	if labels == 0 {
		return 0
	}
	if sv.in.Matters == nil {
		return ^Bits(0)
	}
	if labels&sv.in.Words.Random != 0 {
		labels |= sv.text // the words before random text may tell what it is for
	}
	var kinds Bits
	for _, m := range sv.in.Matters {
		if m.Labels&^labels == 0 {
			kinds |= m.Kinds
		}
	}
	return kinds
}

// idle tells whether a flow does no harm at a kind of sink, whatever is done with it
// here: it has no label, and nothing that has one is known to lie where it comes from.
func (e *evaluator) idle(f *flow, kind int) bool {
	w := e.sv.want
	if w == nil {
		return false
	}
	if w.kinds&(1<<kind) == 0 {
		return true
	}
	switch {
	case f.adds&e.sv.telling != 0:
		return false
	case f.org.kind == fromParam:
		return w.alone[e.fn.ID]
	case f.org.kind.shared():
		x := e.sv.shared(&f.org)
		if w.labelled[x] {
			return false
		}
		if !slices.Contains(e.sum.idle, x) {
			e.sum.idle = append(e.sum.idle, x)
		}
		return true
	}
	return false
}

// idleAt tells whether no text of the program does harm at a kind of sink.
func (sv *solver) idleAt(kind int) bool { return sv.want != nil && sv.want.kinds&(1<<kind) == 0 }
