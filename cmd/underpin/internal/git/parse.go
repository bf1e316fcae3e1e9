package git

import (
	"fmt"
	"strconv"
	"strings"
)

// parse reads a diff without context lines. Only two kinds of line matter: "+++ b/NAME" and
// "@@ -a,b +c,d @@"; lines of content are counted off, so that one that looks like a header cannot mislead.
func parse(diff string) (Added, error) {
	added := Added{}
	file, left := "", 0
	for line := range strings.Lines(diff) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case left > 0 && line != "" && (line[0] == '+' || line[0] == '-'):
			left--
		case strings.HasPrefix(line, "+++ "):
			name, err := fileName(line[len("+++ "):])
			if err != nil {
				return nil, err
			}
			file = name
		case strings.HasPrefix(line, "@@ "):
			removed, first, count, err := hunk(line)
			if err != nil {
				return nil, err
			}
			left = removed + count
			if count > 0 {
				added[file] = append(added[file], Lines{first - 1, first + count - 2})
			}
		}
	}
	return added, nil
}

// fileName reads "b/NAME", quoted as in C if it holds odd characters. A tab ends a name that has spaces.
func fileName(s string) (string, error) {
	s = strings.TrimSuffix(s, "\t")
	if strings.HasPrefix(s, `"`) {
		plain, err := strconv.Unquote(s) // git's escapes are a part of Go's
		if err != nil {
			return "", fmt.Errorf("git names a file in a way that cannot be read: %s", s)
		}
		s = plain
	}
	return strings.TrimPrefix(s, "b/"), nil // "/dev/null" when it was removed
}

// hunk reads "@@ -a,b +c,d @@"; a count that is left out is 1.
func hunk(line string) (removed, first, count int, err error) {
	fields := strings.Fields(line)
	if len(fields) < 3 {
		return 0, 0, 0, fmt.Errorf("git's diff has a header that cannot be read: %s", line)
	}
	_, removed, err = numbers(fields[1], "-")
	if err == nil {
		first, count, err = numbers(fields[2], "+")
	}
	if err != nil {
		return 0, 0, 0, fmt.Errorf("git's diff has a header that cannot be read: %s", line)
	}
	return removed, first, count, nil
}

func numbers(field, sign string) (first, count int, err error) {
	a, b, both := strings.Cut(strings.TrimPrefix(field, sign), ",")
	if first, err = strconv.Atoi(a); err != nil {
		return 0, 0, err
	}
	if count = 1; both {
		count, err = strconv.Atoi(b)
	}
	return first, count, err
}
