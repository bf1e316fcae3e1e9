package packages

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// variables are those of a text for a shell whose values it gives itself: once, and in so many words. A loop over words gives its
// variable each of them.
type variables map[string][]excerpt

// variablesOf finds them.
func variablesOf(e excerpt, file *syntax.File) variables {
	if !strings.ContainsRune(e.text, '$') {
		return nil
	}
	known, given := variables{}, map[string]int{}
	syntax.Walk(file, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Assign:
			if n.Name == nil || n.Naked {
				break
			}
			given[n.Name.Value]++
			known[n.Name.Value] = valuesOf(e, n)
		case *syntax.ForClause:
			loop, ok := n.Loop.(*syntax.WordIter)
			if !ok {
				break
			}
			given[loop.Name.Value]++
			known[loop.Name.Value] = literals(e, loop.Items)
		case *syntax.CallExpr: // A=b command: for the command alone
			if len(n.Args) > 0 {
				for _, a := range n.Assigns {
					given[a.Name.Value]++
				}
			}
		}
		return true
	})
	for name, times := range given {
		if times > 1 {
			delete(known, name)
		}
	}
	return known
}

// valuesOf are the words of an assigned value; none where it is not all known.
func valuesOf(e excerpt, a *syntax.Assign) []excerpt {
	switch {
	case a.Append || a.Index != nil:
		return nil
	case a.Array != nil:
		var words []*syntax.Word
		for _, item := range a.Array.Elems {
			if item.Index != nil || item.Value == nil {
				return nil
			}
			words = append(words, item.Value)
		}
		return literals(e, words)
	case a.Value == nil:
		return nil
	}
	value := wordOf(e, a.Value)
	if strings.IndexByte(value.text, unknownByte) >= 0 {
		return nil
	}
	return value.fields()
}

func literals(e excerpt, words []*syntax.Word) (out []excerpt) {
	for _, w := range words {
		value := wordOf(e, w)
		if strings.IndexByte(value.text, unknownByte) >= 0 {
			return nil
		}
		out = append(out, value)
	}
	return out
}

// plainParameter tells of $X, ${X} and ${X[@]}.
func plainParameter(p *syntax.ParamExp) bool {
	if p.Param == nil || p.Excl || p.Length || p.Width || p.Slice != nil || p.Repl != nil || p.Exp != nil || p.Names != 0 {
		return false
	}
	index, ok := p.Index.(*syntax.Word)
	return p.Index == nil || ok && (index.Lit() == "@" || index.Lit() == "*")
}

// words adds a word, or those that it stands for: "$package" once a value, in and out of quotes.
func (known variables) words(to []excerpt, e excerpt, w *syntax.Word) []excerpt {
	if len(known) == 0 {
		return append(to, wordOf(e, w))
	}
	name, several := "", 0
	syntax.Walk(w, func(n syntax.Node) bool {
		if p, ok := n.(*syntax.ParamExp); ok && plainParameter(p) && len(known[p.Param.Value]) > 1 {
			name = p.Param.Value
			several++
		}
		return true
	})
	if several != 1 {
		return append(to, known.wordOf(e, w))
	}
	values := known[name]
	for i := range values {
		known[name] = values[i : i+1]
		to = append(to, known.wordOf(e, w))
	}
	known[name] = values
	return to
}
