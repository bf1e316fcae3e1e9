package rule

import (
	"fmt"
	"strconv"
	"strings"
)

// noArg selects nothing.
var noArg = Arg{Pos: NoPos, Elem: NoPos}

// argHelp lists the written forms, for messages.
const argHelp = `write a position "0", a keyword "sql", both "0 sql", all from a position "1..", an element "0[1]" or elements "0[1..]" (before the constant "--": "0[1..--]") of a list, what a dict holds "0[key]" or at any depth "0[..key]", or self, all, **, value, key`

// parseArg reads the written form of an Arg; see the type.
func parseArg(s string) (Arg, error) {
	a := noArg
	head, bracket, isElem := strings.Cut(strings.TrimSpace(s), "[")
	if isElem {
		inside, ok := strings.CutSuffix(bracket, "]")
		if !ok {
			return noArg, fmt.Errorf("the bracket of argument %q is not closed", s)
		}
		if inside != "" && (inside[0] == '*' || inside[0] == '_' || inside[0] >= 'A' && inside[0] <= 'Z' || inside[0] >= 'a' && inside[0] <= 'z') {
			a.Under = inside
			return a.head(s, head)
		}
		if strings.HasPrefix(inside, "..") && len(inside) > 2 {
			a.Entry = inside[2:]
			return a.head(s, head)
		}
		inside, a.Until, a.ElemFrom = strings.Cut(inside, "..")
		n, err := strconv.Atoi(inside)
		if err != nil || n < 0 || n > 99 {
			return noArg, fmt.Errorf("argument %q has no element number between its brackets; %s", s, argHelp)
		}
		a.Elem = n
	}
	return a.head(s, head)
}

// head reads what stands before the brackets.
func (a Arg) head(s, head string) (Arg, error) {
	for _, word := range strings.Fields(head) {
		if a.Pos != NoPos { // "0 key": behind a position every word is a keyword
			if err := a.word(s, word); err != nil {
				return noArg, err
			}
			continue
		}
		switch word {
		case "self":
			a.Self = true
			continue
		case "all":
			a.All = true
			continue
		case "**":
			a.Spread = true
			continue
		case "value":
			a.Value = true
			continue
		case "key":
			a.Key = true
			continue
		}
		if err := a.word(s, word); err != nil {
			return noArg, err
		}
	}
	if a.Pos == NoPos && a.Name == "" && !a.Self && !a.All && !a.Spread && !a.Value && !a.Key {
		return noArg, fmt.Errorf("argument %q names nothing; %s", s, argHelp)
	}
	return a, nil
}

// word reads a position or a keyword.
func (a *Arg) word(s, word string) error {
	if word[0] >= '0' && word[0] <= '9' {
		digits, from := strings.CutSuffix(word, "..")
		n, err := strconv.Atoi(digits)
		if err != nil || n > 99 || a.Pos != NoPos {
			return fmt.Errorf("argument %q has no single position; %s", s, argHelp)
		}
		a.Pos, a.From = n, from
		return nil
	}
	for _, c := range word {
		if c != '_' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return fmt.Errorf("%q in argument %q is no keyword; %s", word, s, argHelp)
		}
	}
	if a.Name != "" {
		return fmt.Errorf("argument %q names two keywords; write two entries", s)
	}
	a.Name = word
	return nil
}
