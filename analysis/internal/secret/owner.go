package secret

import (
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
)

// What stands around a literal tells what it is for: the collection it is in, the
// variable or key that holds the collection, and the pairs beside it.

// maxOwners bounds the steps from a literal to the statement that holds it.
const maxOwners = 8

// parents gives for each value of the function the instruction that takes it
// into something larger or gives it a name.
func (s *search) parents() []int32 {
	f := s.fn.IR
	if len(s.owner) > 0 && s.ownerOf == s.fn {
		return s.owner
	}
	s.owner, s.ownerOf = make([]int32, len(f.Instrs)), s.fn
	take := func(by int, regs ...int32) {
		for _, r := range regs {
			if r >= 0 && s.owner[r] == 0 {
				s.owner[r] = int32(by) + 1
			}
		}
	}
	for i := range f.Instrs {
		in := &f.Instrs[i]
		switch in.Op {
		case ir.OpStore, ir.OpSetName, ir.OpCollect:
			take(i, in.B)
		case ir.OpSetMember, ir.OpSetIndex:
			take(i, in.C)
		case ir.OpAnnotate:
			take(i, in.A)
		case ir.OpList, ir.OpTuple, ir.OpSet, ir.OpDict, ir.OpCall, ir.OpFormat:
			for _, a := range f.ArgsOf(in) {
				take(i, a.Value)
			}
		}
	}
	return s.owner
}

// kept tells whether a literal stands among things that are no secrets in use,
// by the names around it: PLACEHOLDERS, connection_examples, known_hashes.
func (s *search) kept(reg int32) bool {
	if s.rule.NotUnder == nil {
		return false
	}
	f := s.fn.IR
	owner := s.parents()
	for range maxOwners {
		by := owner[reg] - 1
		if by < 0 {
			return false
		}
		in := &f.Instrs[by]
		name := ""
		switch in.Op {
		case ir.OpStore:
			name = f.Slots[in.A]
		case ir.OpSetName:
			name = f.Names[in.A]
		case ir.OpSetMember:
			name = f.Names[in.B]
		case ir.OpSetIndex:
			name, _ = s.text(in.B)
		case ir.OpDict, ir.OpCall:
			for _, a := range f.ArgsOf(in) {
				if a.Value != reg {
					continue
				}
				if a.Kind == ir.ArgNamed {
					name = f.Names[a.Name]
				} else if in.Op == ir.OpDict {
					name, _ = s.text(a.Key)
				}
			}
		}
		if name != "" && len(name) <= 64 && s.rule.NotUnder.MatchString(snakeCase(name)) {
			return true
		}
		reg = by
	}
	return false
}

// specimens tells whether a pair stands in a list of pairs that are no fields:
// two of them have the same first part, or one that is no name of anything, as
// samples of what belongs together have.
func (s *search) specimens(pair int32) bool {
	f := s.fn.IR
	by := s.parents()[pair] - 1
	if by < 0 {
		return false
	}
	in := &f.Instrs[by]
	if in.Op != ir.OpList && in.Op != ir.OpTuple && in.Op != ir.OpSet {
		return false
	}
	var seen []string
	for _, a := range f.ArgsOf(in) {
		if f.Instrs[a.Value].Op != ir.OpTuple {
			return false
		}
		parts := f.ArgsOf(&f.Instrs[a.Value])
		if len(parts) != 2 {
			return false
		}
		key, ok := s.text(parts[0].Value)
		if ok && (slices.Contains(seen, key) || key == "" || strings.ContainsAny(key, " \t")) {
			return true
		}
		seen = append(seen, key)
	}
	return false
}
