package packages

import (
	"bytes"
	"path"
	"strings"

	"underpin/analysis/internal/lazy"
)

// isDockerfile knows Dockerfile, Dockerfile.dev, web.Dockerfile and Containerfile.
func isDockerfile(name, _ string) bool {
	stem, rest, _ := strings.Cut(name, ".")
	return (stem == "dockerfile" || stem == "containerfile") && rest != "dockerignore" ||
		path.Ext(name) == ".dockerfile" || path.Ext(name) == ".containerfile"
}

// dockerfile reads the commands that building an image runs.
func dockerfile(r *reading) {
	r.commandFile()
	r.dockerfileText(excerptOf(r.text, 0, len(r.text)))
}

var (
	instruction = lazy.Trusted(`(?i)^\s*(?:ONBUILD\s+)?(RUN|CMD|ENTRYPOINT|[A-Z]+)\s+`)
	runOption   = lazy.Trusted(`^--[a-z]+(=\S+)?\s+`)
	dockerHere  = lazy.Trusted(`<<-?\s*(["']?)(\w+)["']?`)
)

func (r *reading) dockerfileText(e excerpt) {
	lines := e.lines()
	for i := 0; i < len(lines); {
		statement, next := continued(lines, i)
		m := instruction.FindStringSubmatchIndex(statement.text)
		i = next
		if m == nil {
			continue
		}
		what := strings.ToUpper(statement.text[m[2]:m[3]])
		body := statement.cut(m[1], len(statement.text))
		var here builder
		isHere := false
		if h := dockerHere.FindStringSubmatch(body.text); h != nil && (what == "RUN" || what == "COPY" || what == "ADD") {
			isHere = true
			for ; i < len(lines) && strings.TrimSpace(lines[i].text) != h[2]; i++ {
				here.append(lines[i])
				if n := lines[i].whole().End; n < len(r.text) {
					here.add("\n", n)
				}
			}
			i++
		}
		if what != "RUN" && what != "CMD" && what != "ENTRYPOINT" {
			continue
		}
		for {
			n := runOption.FindStringIndex(body.text)
			if n == nil {
				break
			}
			body = body.cut(n[1], len(body.text))
		}
		switch {
		case isHere && strings.HasPrefix(body.text, "<<"):
			r.shell(here.excerpt(body.place(0)))
		case strings.HasPrefix(body.text, "["):
			r.execForm(body)
		default:
			r.shell(body)
		}
	}
}

// continued joins the lines from i on that a backslash continues; comments between them are left out. The line breaks stay
// as white space.
func continued(lines []excerpt, i int) (excerpt, int) {
	var b builder
	start := lines[i].place(0)
	for first := true; i < len(lines); i++ {
		line := lines[i]
		bare := strings.TrimSpace(line.text)
		if !first && strings.HasPrefix(bare, "#") {
			continue
		}
		first = false
		cut := strings.TrimRight(line.text, " \t")
		before, more := strings.CutSuffix(cut, `\`)
		if !more {
			before, more = strings.CutSuffix(cut, "`") // Windows
			more = more && !strings.Contains(before, "`")
		}
		if !more {
			b.append(line)
			return b.excerpt(start), i + 1
		}
		b.append(line.cut(0, len(before)))
		b.add(" ", line.place(len(before)))
	}
	return b.excerpt(start), i
}

// execForm reads ["program", "argument"].
func (r *reading) execForm(e excerpt) {
	words, ok := r.jsonWords(e)
	if ok && len(words) > 0 {
		r.command(words, 0)
	}
}

// jsonWords are the texts of a list written as JSON.
func (r *reading) jsonWords(e excerpt) ([]excerpt, bool) {
	inner := &reading{text: []byte(e.text)}
	j := &jsonReader{reading: inner}
	n := j.value(0)
	if n.kind != list || j.bad || bytes.IndexByte(inner.text[min(j.at, len(inner.text)):], '[') >= 0 {
		return nil, false
	}
	words := n.strings()
	for i, w := range words {
		words[i] = w.within(e)
	}
	return words, true
}

// within carries an excerpt of the string of another one over to the file.
func (e excerpt) within(outer excerpt) excerpt {
	var b builder
	for i := 0; i < len(e.text); i++ {
		b.add(e.text[i:i+1], outer.place(e.place(i)))
	}
	return b.excerpt(outer.place(e.place(0)))
}
