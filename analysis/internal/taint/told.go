package taint

import (
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/lazy"
)

// What a value drawn at random is for, its name tells, or the words before it in
// the text it is shown in: "your login code is 123456".

// placeholder matches what a log message leaves open for its arguments.
var placeholder = lazy.Trusted(`%(?:\(\w+\))?[-#0 +]*\d*(?:\.\d+)?[a-zA-Z]|\{[^{}]*\}`)

// number is a value written as a number: no text that does harm, but as secret as
// it was.
func (e *evaluator) number(v *value) *value {
	if len(v.flows) == 0 {
		return unknown
	}
	return &value{obj: -1, flows: mapFlows(v.flows, func(f *flow) { f.cleared |= e.sv.guarded })}
}

// told adds to random text in fs what the words before it say. v is the k-th
// positional argument of a call that shows all of them.
func (e *evaluator) told(fs []flow, v *value, args *arguments) []flow {
	random := e.sv.in.Words.Random
	any := false
	for i := range fs {
		any = any || fs[i].adds&random != 0
	}
	if !any {
		return fs
	}
	if v.shaped() {
		for a := v; a != nil; a = a.alt {
			prefix := ""
			for _, p := range a.shape() {
				if p.hole == nil {
					prefix += p.text
					continue
				}
				fs = e.tell(fs, p.hole.flows, prefix)
				prefix += "\x00"
			}
		}
		return fs
	}
	if args != nil {
		if prefix, ok := before(args.pos, v); ok {
			return e.tell(fs, fs, prefix)
		}
	}
	return fs
}

// tell adds the labels that a text tells of what follows it to those flows of fs
// that are random and among the ones that follow.
func (e *evaluator) tell(fs, follow []flow, text string) []flow {
	labels := e.saying(text)
	if labels == 0 {
		return fs
	}
	return mapFlows(fs, func(f *flow) {
		if f.adds&e.sv.in.Words.Random == 0 {
			return
		}
		for i := range follow {
			if follow[i].org == f.org {
				f.adds |= labels &^ f.drops
			}
		}
	})
}

// before gives the text in front of one of several arguments: up to its
// placeholder in the first one, or all that come before it.
func before(pos []*value, v *value) (string, bool) {
	text := ""
	for k, a := range pos {
		if a == v {
			if k == 0 {
				return "", false
			}
			if first := pos[0].konst; first != nil && first.Kind == ir.ConstString {
				if open := placeholder.FindAllStringIndex(first.Str, -1); len(open) >= k {
					return placeholder.ReplaceAllString(first.Str[:open[k-1][0]], "\x00"), true
				}
			}
			return text, true
		}
		if a.konst != nil && a.konst.Kind == ir.ConstString {
			text += a.konst.Str + " "
		} else {
			text += "\x00"
		}
	}
	return "", false
}

// linking words stand between what a value is and the value.
var linking = map[string]bool{"is": true, "was": true, "for": true, "to": true, "of": true, "user": true, "sent": true, "with": true, "now": true, "new": true}

// maxPhrase bounds the words that name a value.
const maxPhrase = 3

func notWord(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '_' && r != '-'
}

// saying gives the labels that the words before a value tell of it. Where there
// are none between it and the value before, the ones before that one speak:
// "code for ann: 123456".
func (e *evaluator) saying(text string) Bits {
	segments := strings.Split(text, "\x00")
	for i := len(segments) - 1; i >= 0; i-- {
		words := strings.FieldsFunc(segments[i], notWord)
		if k := len(words); k > 1 && strings.HasSuffix(segments[i], words[k-1]) {
			words = words[:k-1] // the beginning of the value itself: key_123
		}
		for len(words) > 0 && linking[strings.ToLower(words[len(words)-1])] {
			words = words[:len(words)-1]
		}
		if len(words) == 0 {
			continue
		}
		return e.sv.naming(strings.ToLower(strings.Join(words[max(0, len(words)-maxPhrase):], "_")))
	}
	return 0
}
