package secret

import (
	"regexp"
	"strconv"
	"testing"
)

func TestZZ(t *testing.T) {
	f := New(loadRule(t))
	s := &search{Finder: f, names: map[string]nameClass{}}
	re := regexp.MustCompile(`([\w-]+)['"]?\]?(?::\s*\w+)?\s*(?:[=:,]|==|!=)\s*(?:\w+\()?[br]?("(?:[^"\\]|\\.)*"|'[^']*')`)
	str := regexp.MustCompile(`"(?:[^"\\]|\\.)*"|'[^']*'`)
	for _, file := range []string{"flawed.txt", "clean.txt"} {
		for _, l := range lines(t, file) {
			hit := false
			for _, q := range str.FindAllString(l, -1) {
				v, err := strconv.Unquote(q)
				if err != nil {
					v = q[1 : len(q)-1]
				}
				hits := f.scan.match(v)
				for i, sh := range f.rule.Shapes {
					if f.shapes[i].met(hits) {
						if m := sh.Match.FindString(v); m != "" && f.shaped(m) {
							hit = true
						}
					}
				}
				if f.connection(v) {
					hit = true
				}
			}
			for _, m := range re.FindAllStringSubmatch(l, -1) {
				v, err := strconv.Unquote(m[2])
				if err != nil {
					v = m[2][1 : len(m[2])-1]
				}
				if _, ok := f.judge(s.class(m[1]), m[1], v); ok {
					hit = true
				}
			}
			if hit != (file == "flawed.txt") {
				t.Log(file, l)
			}
		}
	}
}
