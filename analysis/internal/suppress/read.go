package suppress

import (
	"fmt"
	"slices"
	"strings"

	"underpin/analysis/internal/source"
)

// mark begins the project's own suppressions.
const mark = "underpin:"

// Ours tells whether a comment is a suppression in the project's own form.
func Ours(comment string) bool { return strings.Contains(comment, mark) }

// Code is a line without the suppression at its end.
func Code(line string) string {
	code, _, found := strings.Cut(line, mark)
	if found {
		code = strings.TrimRight(code, " \t#/*")
	}
	return code
}

// mayDirect is the cheap question asked of every comment.
func mayDirect(comment string) bool {
	return strings.Contains(comment, mark) || strings.Contains(comment, "nose") || containsFold(comment, "noqa")
}

// read finds the directives of one comment; their spans count from its start. A comment may hold several,
// each after its own "#": "# type: ignore  # nosec".
func read(comment string, words Vocabulary) []Directive {
	if strings.HasPrefix(comment, "//") || strings.HasPrefix(comment, "/*") {
		return readSlashed(comment, words)
	}
	var found []Directive
	for start := strings.IndexByte(comment, '#'); start >= 0; {
		end := len(comment)
		next := strings.IndexByte(comment[start+1:], '#')
		if next >= 0 {
			next += start + 1
			end = next
		}
		body := strings.TrimLeft(comment[start+1:end], " \t")
		from := end - len(body)
		if strings.HasPrefix(body, mark) {
			end, next = len(comment), -1 // the reason may hold a "#", as in "see #12"
			body = comment[from:]
		}
		if d, ok := readOne(strings.TrimRight(body, " \t\r"), words); ok {
			d.Span = source.Span{Start: from, End: from + len(strings.TrimRight(comment[from:end], " \t\r"))}
			found = append(found, d)
		}
		start = next
	}
	return found
}

// readSlashed reads a comment of the kinds // and /* */, which holds one directive at most.
func readSlashed(comment string, words Vocabulary) []Directive {
	body := strings.TrimRight(strings.TrimSuffix(comment[2:], "*/"), " \t\r\n")
	body = strings.TrimLeft(body, " \t*")
	d, ok := readOne(body, words)
	if !ok {
		return nil
	}
	start := strings.Index(comment, body)
	d.Span = source.Span{Start: start, End: start + len(body)}
	return []Directive{d}
}

func readOne(body string, words Vocabulary) (Directive, bool) {
	if rest, ok := strings.CutPrefix(body, mark); ok {
		return readOwn(strings.TrimLeft(rest, " \t"), words), true
	}
	if rest, ok := cutWord(body, "nosec"); ok {
		return readNosec(rest, words), true
	}
	if rest, ok := cutWord(body, "nosemgrep"); ok {
		// Its ids are paths in another tool's registry: whatever they say, someone looked at this line.
		return Directive{Kind: "nosemgrep", All: true, foreign: true, Reason: strings.TrimSpace(strings.TrimPrefix(rest, ":"))}, true
	}
	if rest, ok := cutWord(strings.ToLower(body[:min(len(body), len("noqa"))])+body[min(len(body), len("noqa")):], "noqa"); ok {
		codes := codesOf(strings.TrimPrefix(strings.TrimLeft(rest, " \t"), ":"))
		d := Directive{Kind: "noqa", Rules: translate(codes, words), foreign: true, Reason: strings.Join(codes, ", ")}
		return d, len(d.Rules) > 0
	}
	return Directive{}, false
}

// readOwn reads what stands behind "underpin:". The word alone is a try at a directive: what is wrong is said.
func readOwn(body string, words Vocabulary) Directive {
	d := Directive{Kind: "underpin"}
	rest := body
	if after, ok := strings.CutPrefix(rest, "ignore-file"); ok {
		d.File, rest = true, after
	} else if after, ok := strings.CutPrefix(rest, "ignore"); ok {
		rest = after
	} else {
		d.Broken = "expected ignore[rule] or ignore-file[rule] and a reason"
		return d
	}
	list, reason, ok := strings.Cut(strings.TrimLeft(rest, " \t"), "]")
	if !ok || !strings.HasPrefix(list, "[") {
		d.Broken = "it must name the rule in brackets: ignore[rule] and a reason"
		return d
	}
	for name := range strings.SplitSeq(list[1:], ",") {
		name = strings.TrimSpace(name)
		if !slices.Contains(words.Rules, name) {
			d.Broken = fmt.Sprintf("there is no rule %q", name)
			return d
		}
		d.Rules = append(d.Rules, name)
	}
	d.Reason = strings.TrimLeft(reason, " \t:-–—")
	if d.Reason == "" {
		d.Broken = "it needs a reason behind the bracket"
	}
	return d
}

// readNosec reads bandit's mark: alone for everything, or with the numbers or names of its tests. Without any
// number that is known here, it was written for something else.
func readNosec(rest string, words Vocabulary) Directive {
	d := Directive{Kind: "nosec", foreign: true}
	codes := codesOf(strings.TrimPrefix(strings.TrimLeft(rest, " \t"), ":"))
	d.Reason = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(rest), ":"))
	if d.All = len(codes) == 0; !d.All {
		d.Rules = translate(codes, words)
	}
	return d
}

// codesOf gives the codes a mark starts with, "B608, B101", up to the first word that cannot be one.
func codesOf(rest string) []string {
	var codes []string
	for _, word := range strings.FieldsFunc(rest, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' }) {
		if !isCode(word) {
			break
		}
		codes = append(codes, word)
	}
	return codes
}

// isCode tells letters followed by digits, or the name of a test, which always holds an underscore.
func isCode(word string) bool {
	if strings.Contains(word, "_") {
		return true
	}
	letters := strings.TrimRight(word, "0123456789")
	if letters == word || letters == "" {
		return false
	}
	return strings.Trim(letters, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

func translate(codes []string, words Vocabulary) []string {
	var rules []string
	for _, code := range codes {
		for _, rule := range words.Aliases[code] {
			if !slices.Contains(rules, rule) {
				rules = append(rules, rule)
			}
		}
	}
	return rules
}

// cutWord cuts a word that ends where a letter, digit or underscore does not follow.
func cutWord(body, word string) (rest string, ok bool) {
	rest, ok = strings.CutPrefix(body, word)
	if !ok || rest == "" {
		return rest, ok
	}
	c := rest[0]
	inWord := c == '_' || c == '-' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
	return rest, !inWord
}

func containsFold(s, lower string) bool {
	for i := 0; i+len(lower) <= len(s); i++ {
		if s[i]|0x20 == lower[0] && strings.EqualFold(s[i:i+len(lower)], lower) {
			return true
		}
	}
	return false
}
