package packages

import (
	"bytes"
	"strings"
)

// requirements reads the format of pip's requirements files: a requirement or an option a line, lines continued by a
// backslash, comments.
func requirements(r *reading) {
	r.python = true
	for _, line := range requirementLines(r.text) {
		r.requirementLine(line)
	}
	// Documentation is named requirements.txt and constraints.txt too. What is being written has few lines that are none.
	if unread := len(r.notes); unread >= leastProse && unread > len(r.installs) {
		r.installs, r.notes, r.private = nil, nil, false
	}
}

// leastProse is how many lines of a text are no requirements at least before it is held for prose.
const leastProse = 10

// requirementLines are the lines that say something, joined where a backslash continues them, without comments.
func requirementLines(text []byte) []excerpt {
	start := 0
	if bytes.HasPrefix(text, []byte("\xef\xbb\xbf")) {
		start = 3
	}
	var found []excerpt
	var joined builder
	open := false
	finish := func() {
		if line := joined.excerpt(0).trim(); line.text != "" {
			found = append(found, line)
		}
		joined, open = builder{}, false
	}
	for _, line := range excerptOf(text, start, len(text)).lines() {
		bare := strings.TrimLeft(line.text, " \t")
		if strings.HasPrefix(bare, "#") {
			if !open {
				continue
			}
			line = line.cut(0, 0)
		} else if n := comment(line.text); n >= 0 {
			line = line.cut(0, n)
		}
		if before, ok := strings.CutSuffix(line.text, `\`); ok {
			joined.append(line.cut(0, len(before)))
			open = true
			continue
		}
		joined.append(line)
		finish()
	}
	finish()
	return found
}

// comment is where a comment begins: a # at the beginning or behind white space; -1 if there is none.
func comment(line string) int {
	for i := 0; i < len(line); i++ {
		if line[i] == '#' && (i == 0 || line[i-1] == ' ' || line[i-1] == '\t') {
			return i
		}
	}
	return -1
}

// requirementLine reads one line of a requirements file; they stand in other formats too, as lists.
func (r *reading) requirementLine(line excerpt) {
	option, value := optionOf(line)
	switch option {
	case "-e", "--editable":
		if in, ok := eggName(value); ok {
			r.add(in)
		}
		return
	case "-i", "--index-url", "--pypi-url", "--extra-index-url", "-f", "--find-links", "--no-index":
		r.private = true
		return
	case "":
	default:
		return
	}
	hashed := false
	if n := strings.Index(line.text, " --"); n >= 0 {
		hashed = strings.Contains(line.text[n:], "--hash")
		line = line.cut(0, n).trim()
	}
	if isPlace(line.text) {
		if in, ok := eggName(line); ok {
			r.add(in)
		}
		return
	}
	in, ok := requirement(line)
	if !ok {
		r.unread(line, "no requirement: a name and its constraints")
		return
	}
	in.Hashed = hashed
	r.add(in)
}

// optionOf is the option that a line begins with, and its value; "" if it begins with none.
func optionOf(line excerpt) (string, excerpt) {
	if !strings.HasPrefix(line.text, "-") {
		return "", excerpt{}
	}
	end := strings.IndexAny(line.text, " \t=")
	if end < 0 {
		end = len(line.text)
	}
	if end > 2 && line.text[1] != '-' { // -rbase.txt
		end = 2
	}
	value := line.cut(end, len(line.text)).trim()
	if strings.HasPrefix(value.text, "=") {
		value = value.cut(1, len(value.text)).trim()
	}
	return line.text[:end], value
}

// includes are the files that -r and -c of a requirements file name, as written.
func includes(text []byte) []string {
	var files []string
	for _, line := range requirementLines(text) {
		switch option, value := optionOf(line); option {
		case "-r", "--requirement", "-c", "--constraint":
			if value.text != "" {
				files = append(files, strings.Trim(value.text, `"'`))
			}
		}
	}
	return files
}
