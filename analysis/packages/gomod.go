package packages

import "strings"

// goMod reads a go.mod: what it requires, and what it replaces by something else.
func goMod(r *reading) {
	block := ""
	replaced := map[string]string{}
	for _, line := range excerptOf(r.text, 0, len(r.text)).lines() {
		if n := strings.Index(line.text, "//"); n >= 0 {
			line = line.cut(0, n)
		}
		words := line.fields()
		if len(words) == 0 {
			continue
		}
		if block == "" {
			if len(words) == 2 && words[1].text == "(" {
				block = words[0].text
				continue
			}
			r.goLine(words[0].text, words[1:], replaced)
			continue
		}
		if words[0].text == ")" {
			block = ""
			continue
		}
		r.goLine(block, words, replaced)
	}
	for i, in := range r.installs {
		if from := replaced[in.Name]; from != "" {
			r.installs[i].From = from
		}
	}
}

func (r *reading) goLine(directive string, words []excerpt, replaced map[string]string) {
	switch directive {
	case "require":
		if len(words) == 0 {
			return
		}
		name := unquoted(words[0])
		in, ok := goSpec(name)
		if !ok {
			return
		}
		in.Ecosystem = Go
		if len(words) > 1 {
			in.Version = words[1].text
			in.Whole = words[0].whole().Union(words[1].whole())
		}
		r.add(in)
	case "replace": // old [version] => new [version]
		for i, w := range words {
			if w.text != "=>" || i == 0 || i+1 >= len(words) {
				continue
			}
			old, to := unquoted(words[0]).text, unquoted(words[i+1])
			if strings.HasPrefix(to.text, ".") || strings.HasPrefix(to.text, "/") {
				replaced[old] = to.text
			} else if in, ok := goSpec(to); ok {
				in.Ecosystem = Go
				if i+2 < len(words) {
					in.Version = words[i+2].text
				}
				replaced[old] = in.Name
				r.add(in)
			}
		}
	}
}

// unquoted is a word without quotes around it.
func unquoted(e excerpt) excerpt {
	if n := len(e.text); n >= 2 && strings.IndexByte("\"'`", e.text[0]) >= 0 && e.text[n-1] == e.text[0] {
		return e.cut(1, n-1)
	}
	return e
}

// goSum reads a go.sum: a module, a version and a hash a line.
func goSum(r *reading) {
	for _, line := range excerptOf(r.text, 0, len(r.text)).lines() {
		words := line.fields()
		if len(words) < 3 || strings.HasSuffix(words[1].text, "/go.mod") {
			continue
		}
		if in, ok := goSpec(words[0]); ok {
			in.Ecosystem, in.Version, in.Hashed, in.Whole = Go, words[1].text, true, line.whole()
			r.add(in)
		}
	}
}
