package packages

import (
	"bytes"
	"slices"
	"strings"
)

// setupLists are the arguments of setup() that are lists of requirements or tables of such lists.
var setupLists = []string{"install_requires", "extras_require", "setup_requires", "tests_require"}

// setupPy reads the literal lists of requirements in a setup.py, given directly or by the name of a list above.
func setupPy(r *reading) {
	s := pythonScanner{text: r.text}
	tokens := s.tokens()
	values := assigned(tokens)
	inside := false
	for i := 0; i+2 < len(tokens); i++ {
		t := tokens[i]
		inside = inside || t.text == "setup" && tokens[i+1].text == "("
		if inside && r.own == "" && t.text == "name" && tokens[i+1].text == "=" {
			value := tokens[i+2]
			if at, ok := values[value.text]; ok && value.kind == pythonWord && at < len(tokens) {
				value = tokens[at]
			}
			if value.kind == pythonText {
				r.called(value.value)
			}
		}
		if t.kind != pythonWord || tokens[i+1].text != "=" || !slices.Contains(setupLists, t.text) {
			continue
		}
		if value := tokens[i+2]; value.kind != pythonWord {
			i = max(i, r.setupList(tokens, i+2)-1)
		} else if at, ok := values[value.text]; ok {
			r.setupList(tokens, at)
			delete(values, value.text)
		}
	}
}

// assigned is where the values begin that names are given at the beginning of a line, the first of each.
func assigned(tokens []pythonToken) map[string]int {
	values := map[string]int{}
	for i, t := range tokens {
		if t.kind != pythonWord || !t.first || i+2 >= len(tokens) || tokens[i+1].text != "=" {
			continue
		}
		if _, known := values[t.text]; !known {
			values[t.text] = i + 2
		}
	}
	return values
}

// setupList reads the texts up to the bracket that closes the one at a token. A text before a colon is a key.
// It gives the place behind what was read.
func (r *reading) setupList(tokens []pythonToken, at int) int {
	if tokens[at].text != "[" && tokens[at].text != "{" && tokens[at].text != "(" {
		return at
	}
	depth := 0
	for first := at; at < len(tokens); at++ {
		switch t := tokens[at]; {
		case at > first && (t.text == "(" || t.text == "[") && tokens[at-1].kind == pythonWord && !slices.Contains(listMakers, tokens[at-1].text):
			at = closed(tokens, at) // what a call is given, or a key, is no requirement
		case t.text == "[" || t.text == "{" || t.text == "(":
			depth++
		case t.text == "]" || t.text == "}" || t.text == ")":
			if depth--; depth <= 0 {
				return at
			}
		case t.kind == pythonText:
			if at+1 < len(tokens) && (tokens[at+1].text == ":" || tokens[at+1].text == "%" || tokens[at+1].text == "+" || tokens[at+1].text == ".") ||
				tokens[at-1].text == "+" {
				continue
			}
			if line := t.value.trim(); line.text != "" {
				r.requirementLine(line)
			}
		}
	}
	return at
}

// listMakers make lists of lists, and leave their items as they are. A word in front of a bracket may be one of the language too.
var listMakers = []string{"list", "tuple", "set", "frozenset", "sorted", "dict", "in", "else", "if", "or", "and"}

// closed is where the bracket closes that opens at a token.
func closed(tokens []pythonToken, at int) int {
	for depth := 0; at < len(tokens); at++ {
		switch tokens[at].text {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			if depth--; depth <= 0 {
				return at
			}
		}
	}
	return at
}

type pythonKind int

const (
	pythonSign pythonKind = iota
	pythonWord
	pythonText
)

// pythonToken is a word, a text or a sign of Python; signs are one byte.
type pythonToken struct {
	kind  pythonKind
	text  string
	value excerpt // of a text: what is between the quotes
	first bool    // it stands at the beginning of a line
}

// pythonScanner tells words, texts and signs of Python apart, in whatever state the text is.
type pythonScanner struct {
	text []byte
	at   int
}

func (s *pythonScanner) tokens() []pythonToken {
	var found []pythonToken
	for s.at < len(s.text) {
		start := s.at
		c := s.text[s.at]
		first := start == 0 || s.text[start-1] == '\n'
		switch {
		case blank(c) || c == '\\':
			s.at++
		case c == '#':
			n := bytes.IndexByte(s.text[s.at:], '\n')
			if n < 0 {
				return found
			}
			s.at += n
		case c == '"' || c == '\'':
			found = append(found, pythonToken{kind: pythonText, value: s.quoted(), first: first})
		case alphanumeric(c) || c == '_' || c >= 0x80:
			for s.at < len(s.text) && (alphanumeric(s.text[s.at]) || s.text[s.at] == '_' || s.text[s.at] >= 0x80) {
				s.at++
			}
			word := string(s.text[start:s.at])
			if s.at < len(s.text) && (s.text[s.at] == '"' || s.text[s.at] == '\'') && len(word) <= 2 {
				value := s.quoted()
				if !strings.ContainsAny(word, "fFbBtT") {
					found = append(found, pythonToken{kind: pythonText, value: value, first: first})
				}
				continue
			}
			found = append(found, pythonToken{kind: pythonWord, text: word, first: first})
		default:
			s.at++
			found = append(found, pythonToken{text: string(c), first: first})
		}
	}
	return found
}

// quoted reads a text from its quote on; one that is not closed ends with its line.
func (s *pythonScanner) quoted() excerpt {
	quote := s.text[s.at : s.at+1]
	if triple := bytes.Repeat(quote, 3); bytes.HasPrefix(s.text[s.at:], triple) {
		quote = triple
	}
	s.at += len(quote)
	start := s.at
	for s.at < len(s.text) {
		switch {
		case s.text[s.at] == '\\':
			s.at = min(s.at+2, len(s.text))
		case bytes.HasPrefix(s.text[s.at:], quote):
			e := excerptOf(s.text, start, s.at)
			s.at += len(quote)
			return e
		case s.text[s.at] == '\n' && len(quote) == 1:
			return excerptOf(s.text, start, s.at)
		default:
			s.at++
		}
	}
	return excerptOf(s.text, start, s.at)
}
