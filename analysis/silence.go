package analysis

import (
	"strings"
	"unicode/utf8"
)

// widest is up to how many characters a line may grow before a suppression goes above it instead.
const widest = 100

// Silence gives the edit that writes a suppression of a finding, with its reason, into the finding's file: behind the
// line it is on, or above it where that line has no room, is inside a string or goes on behind a backslash. False: no
// comment can stand where it would count, or there is no reason.
func Silence(text *Text, f *Finding, reason string) (TextEdit, bool) {
	comment, ok := directive(f.Rule, reason)
	if !ok || f.Span.Start > text.Len() {
		return TextEdit{}, false
	}
	lines := scanLines(text)
	first, last := text.Line(f.Span.Start), text.Line(max(f.Span.Start, f.Span.End-1))
	var behind *TextEdit
	for i := first; i <= last && behind == nil; i++ {
		if e, ok := lines.behind(i, comment); ok {
			behind = &e
		}
	}
	if behind != nil {
		line := text.LineText(text.Line(behind.Start))
		if utf8.RuneCountInString(line)+utf8.RuneCountInString(behind.New) <= widest {
			return *behind, true
		}
	}
	if above, ok := lines.above(first, comment); ok {
		return above, true
	}
	if behind != nil {
		return *behind, true
	}
	return TextEdit{}, false
}

// directive is the comment as package suppress reads it.
func directive(rule, reason string) (string, bool) {
	reason = strings.Join(strings.Fields(reason), " ")
	if strings.Trim(reason, " \t:-–—") == "" {
		return "", false
	}
	return "# underpin: ignore[" + rule + "] " + reason, true
}

// behind writes a comment at the end of a line, behind one that is there already.
func (l *lines) behind(line int, comment string) (TextEdit, bool) {
	x := l.at[line]
	if x.open {
		return TextEdit{}, false
	}
	span := l.text.LineSpan(line)
	if x.comment >= 0 && strings.Contains(l.text.Slice(Span{Start: x.comment, End: span.End}), "underpin:") {
		return TextEdit{}, false // it would become part of that one's reason
	}
	code := strings.TrimRight(l.text.Slice(span), " \t\f")
	return TextEdit{Start: span.Start + len(code), End: span.End, New: "  " + comment}, code != ""
}

// above writes a comment on a line of its own.
func (l *lines) above(line int, comment string) (TextEdit, bool) {
	if line > 0 && l.at[line-1].open {
		return TextEdit{}, false
	}
	start, code := l.text.LineStart(line), l.text.LineText(line)
	indent := code[:len(code)-len(strings.TrimLeft(code, " \t"))]
	return TextEdit{Start: start, End: start, New: indent + comment + l.lineEnd(line)}, true
}

// lineEnd is what ends a line, or others where it is the last.
func (l *lines) lineEnd(line int) string {
	for _, i := range []int{line, 0} {
		if end := l.text.Slice(Span{Start: l.text.LineEnd(i), End: l.text.LineStart(i + 1)}); end != "" {
			return end
		}
	}
	return "\n"
}
