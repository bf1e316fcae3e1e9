package taint

import "underpin/analysis/internal/ir"

// What a call keeps on its receiver lies there, where the receiver is an object of this
// function. Of one that a helper made, or that an attribute holds, only the place is known
// from which it is read: what was last kept on it is noted under that.

// noted is what a call kept on what lies at a place.
type noted struct {
	place, name string
	val         *value
}

// maxNoted bounds what is noted in one function.
const maxNoted = 32

func (e *evaluator) noteLast(reg int32, name string, v *value) {
	place := e.placeRead(reg, 0)
	if place == "" || len(e.noted) >= maxNoted {
		return
	}
	e.noted = append(e.noted, noted{place, name, v})
}

// lastNoted gives what was last kept under a name on what a register reads.
func (e *evaluator) lastNoted(reg int32, name string) *value {
	if len(e.noted) == 0 {
		return nil
	}
	place := e.placeRead(reg, 0)
	for i := len(e.noted) - 1; i >= 0 && place != ""; i-- {
		if n := &e.noted[i]; n.name == name && n.place == place {
			return n.val
		}
	}
	return nil
}

// maxPlace bounds the attributes by which a place is named.
const maxPlace = 4

// placeRead names the variable, or the attribute of one, that a register is read from.
func (e *evaluator) placeRead(reg int32, depth int) string {
	if reg < 0 || depth > maxPlace {
		return ""
	}
	switch in := &e.f.Instrs[reg]; in.Op {
	case ir.OpLoad:
		return e.f.Slots[in.A]
	case ir.OpName:
		return e.f.Names[in.A]
	case ir.OpMember:
		if base := e.placeRead(in.A, depth+1); base != "" {
			return base + "." + e.f.Names[in.B]
		}
	}
	return ""
}
