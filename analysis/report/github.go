package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"underpin/analysis"
)

// GitHub writes workflow commands, which GitHub Actions shows beside the lines of a pull request.
func GitHub(w io.Writer, in Input) error {
	b := bufio.NewWriter(w)
	for _, f := range in.Report.Findings {
		if f.Suppressed == nil {
			in.command(b, githubLevel(f.Severity), f.Location, f.Rule, in.githubMessage(f))
		}
	}
	shown, told := fold(in.Report.Notes)
	for _, t := range told {
		fmt.Fprintf(b, "::notice::%s\n", data(t))
	}
	for _, n := range shown {
		if wholeFile(n) {
			fmt.Fprintf(b, "::notice file=%s::%s\n", property(n.Path), data(n.Message))
			continue
		}
		in.command(b, "notice", n.Location, "underpin", n.Message)
	}
	return b.Flush()
}

func githubLevel(s analysis.Severity) string {
	if s == analysis.Info {
		return "notice"
	}
	return s.String()
}

// githubMessage tells the way in the lines below the message, since an annotation shows one place only.
func (in Input) githubMessage(f analysis.Finding) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (CWE-%d, %s confidence)", f.Message, f.CWE, f.Confidence)
	way := steps(f)
	if len(way) < 2 {
		return b.String()
	}
	for i, s := range way {
		where := s.Path
		if p, ok := in.locate(s.Location, analysis.UTF32); ok {
			where = fmt.Sprintf("%s:%d", s.Path, p.line)
		}
		fmt.Fprintf(&b, "\n%d. %s %s", i+1, where, s.Message)
	}
	return b.String()
}

func (in Input) command(b io.Writer, level string, at analysis.Location, title, message string) {
	fmt.Fprintf(b, "::%s file=%s", level, property(at.Path))
	if p, ok := in.locate(at, analysis.UTF32); ok {
		fmt.Fprintf(b, ",line=%d,endLine=%d", p.line, p.endLine)
		if p.line == p.endLine { // GitHub takes columns for a single line only
			fmt.Fprintf(b, ",col=%d,endColumn=%d", p.column, p.endColumn)
		}
	}
	fmt.Fprintf(b, ",title=%s::%s\n", property(title), data(message))
}

// data escapes a message: a line end would end the command and let text from a source start another.
func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

// property escapes a value among the command's properties.
func property(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}
