package python

import "bytes"

// Prelex rewrites what the grammar of 2024 cannot read, or reads wrongly, to text of the same length that it
// can. It returns the same slice when nothing changes. The result is for the parser alone: offsets in its tree are
// offsets in text, and lowering takes names, prefixes and string contents from there.
//
//	t"..." rt"..."          f"..." rf"..."      template strings (3.14) have the structure of f-strings
//	class A[T = int]:       class A[T      ]:   type parameter defaults (3.13) carry no values
//	type(x).a = 1           Type(x).a = 1       the grammar takes it for a type alias, and loses call and value
//	except* A, B:           except  A, B:       unparenthesised exceptions (3.14)
//	except A, B, C:         except A| B| C:
//	a lone CR               LF                  a line end in Python as well
//	NUL                     a space             the scanner takes NUL for the end of the text, even inside strings
//	runs of comment lines   one comment         see prelex_runs.go
//
// It does not tell code from strings and comments, and need not: the rewrites change neither quotes, backslashes
// and what follows them, nor braces, so that a string stays a string with the same holes.
func Prelex(text []byte) []byte {
	r := rewriter{text: text}
	if bytes.HasPrefix(text, []byte("\xef\xbb\xbf")) {
		r.begin = 3
	}
	r.scan()
	r.exceptClauses()
	r.continuationRuns()
	if r.out == nil {
		return text
	}
	return r.out
}

// rewriter copies the text before its first change. Decisions look at text, so they do not depend on their order.
type rewriter struct {
	text, out []byte
	begin     int // where code begins: behind a byte order mark
	joined    int // up to where runs of lines were looked at
}

func (r *rewriter) set(at int, b byte) {
	if r.out == nil {
		r.out = bytes.Clone(r.text)
	}
	r.out[at] = b
}

// The bytes below 64 that scan looks at; '[' is the only one above.
const interesting uint64 = 1<<0 | 1<<'\r' | 1<<'"' | 1<<'\'' | 1<<'(' | 1<<'#'

// scan passes over most bytes with one test, because it sees every file.
func (r *rewriter) scan() {
	for i, c := range r.text {
		if c > '[' || c < '[' && (c > 63 || interesting>>c&1 == 0) {
			continue
		}
		switch c {
		case 0:
			r.set(i, ' ')
		case '\r':
			if i+1 == len(r.text) || r.text[i+1] != '\n' {
				r.set(i, '\n')
			}
		case '"', '\'':
			r.templateString(i)
		case '#':
			r.commentRun(i)
		case '(':
			r.typeCall(i)
		case '[':
			r.typeCall(i)
			r.typeParameters(i)
		}
	}
}

// templateString makes an f of the t in a prefix of t and r in any case and order before a quote.
func (r *rewriter) templateString(quote int) {
	start, t := quote, -1
	for start > r.begin && quote-start < 2 {
		letter := r.text[start-1] | 0x20
		if letter == 't' && t < 0 {
			t = start - 1
		} else if letter != 'r' {
			break
		}
		start--
	}
	if t < 0 || start > r.begin && (isName(r.text[start-1]) || r.text[start-1] == '\\') {
		return
	}
	r.set(t, r.text[t]-'t'+'f') // keeps the case
}

// typeCall makes another name of the name type where a statement begins with a call or an index of it.
func (r *rewriter) typeCall(bracket int) {
	end := r.backOverBlanks(bracket)
	if !bytes.HasSuffix(r.text[:end], []byte("type")) {
		return
	}
	start := r.backOverBlanks(end - len("type"))
	if start == r.begin || bytes.IndexByte([]byte("\n\r;:"), r.text[start-1]) >= 0 {
		r.set(end-len("type"), 'T')
	}
}

// typeParameters blanks the defaults in the type parameters that open at bracket, if those of a class, a
// function or a type alias do.
func (r *rewriter) typeParameters(bracket int) {
	start := r.backOverName(bracket)
	keywordEnd := r.backOverBlanks(start)
	if start == bracket || keywordEnd == start {
		return
	}
	keyword := r.backOverName(keywordEnd)
	switch string(r.text[keyword:keywordEnd]) {
	case "class", "def", "type":
	default:
		return
	}
	// Only at the start of a statement: in "def f[T=1" + x + "]" the brackets belong to different strings.
	if async := r.backOverBlanks(keyword); bytes.HasSuffix(r.text[:async], []byte("async")) {
		keyword = async - len("async")
	}
	if !r.startsLine(keyword) {
		return
	}
	type run struct{ start, end int }
	var defaults []run
	open := -1 // where the default that is being read starts
	end := r.untilClosed(bracket+1, ']', func(i int, c byte) {
		switch {
		case c == '=' && open < 0:
			open = i
		case c == ',' && open >= 0:
			defaults = append(defaults, run{open, i})
			open = -1
		}
	})
	if end < 0 {
		return
	}
	if open >= 0 {
		defaults = append(defaults, run{open, end})
	}
	for _, d := range defaults {
		for i := d.start; i < d.end; i++ {
			if c := r.text[i]; c != '\n' && c != '\r' {
				r.set(i, ' ')
			}
		}
	}
}

// exceptClauses rewrites the clauses that name several exceptions without parentheses.
func (r *rewriter) exceptClauses() {
	const keyword = "except"
	for at := 0; ; {
		n := bytes.Index(r.text[at:], []byte(keyword))
		if n < 0 {
			return
		}
		start := at + n
		at = start + len(keyword)
		if r.startsLine(start) {
			r.exceptClause(at)
		}
	}
}

func (r *rewriter) exceptClause(at int) {
	star := at
	for star < len(r.text) && isBlank(r.text[star]) {
		star++
	}
	grouped := star < len(r.text) && r.text[star] == '*' && !bytes.HasPrefix(r.text[star:], []byte("**"))
	if !grouped && star == at {
		return // except(A, B), except:, exception
	}
	var commas []int
	end := r.untilClosed(star, ':', func(i int, c byte) {
		if c == ',' {
			commas = append(commas, i)
		}
	})
	if end < 0 || len(commas) == 0 || bytes.ContainsAny(r.text[star:end], "\r\n") {
		return
	}
	if grouped {
		r.set(star, ' ')
	}
	if len(commas) > 1 { // the grammar reads two, as Python 2's exception and name
		for _, i := range commas {
			r.set(i, '|')
		}
	}
}

// untilClosed walks from at to the closer outside of brackets, showing visit each byte outside of brackets, and
// returns where the closer is. It returns -1 where a quote runs over a line, at braces, comments and backslashes, which
// would need more than counting brackets, and after as many bytes as nobody writes there.
func (r *rewriter) untilClosed(at int, closer byte, visit func(int, byte)) int {
	const longest = 4096
	depth := 0
	for i := at; i < len(r.text) && i < at+longest; i++ {
		c := r.text[i]
		switch {
		case depth == 0 && c == closer:
			return i
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			if depth--; depth < 0 {
				return -1
			}
		case c == '"' || c == '\'':
			if i = r.closingQuote(i); i < 0 {
				return -1
			}
		case c == '{' || c == '}' || c == '#' || c == '\\':
			return -1
		case depth == 0:
			visit(i, c)
		}
	}
	return -1
}

// closingQuote finds the end of a plain string on one line, or -1: holes and escapes are not to be touched, and
// three quotes may be the end of the text that the brackets stand in.
func (r *rewriter) closingQuote(open int) int {
	if open+1 < len(r.text) && r.text[open+1] == r.text[open] {
		return -1
	}
	for i := open + 1; i < len(r.text); i++ {
		switch r.text[i] {
		case r.text[open]:
			return i
		case '\n', '\r', '\\', '{', '}', '#':
			return -1
		}
	}
	return -1
}

func (r *rewriter) backOverBlanks(end int) int {
	for end > r.begin && isBlank(r.text[end-1]) {
		end--
	}
	return end
}

func (r *rewriter) backOverName(end int) int {
	for end > r.begin && isName(r.text[end-1]) {
		end--
	}
	return end
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\f' }

// isName tells bytes of names; all bytes beyond ASCII are, as far as deciding where a name starts goes.
func isName(c byte) bool {
	return c == '_' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
