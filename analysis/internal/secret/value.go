package secret

import (
	"strings"
	"unicode/utf8"

	"underpin/analysis/internal/lazy"
)

// Shorter texts are no secrets; longer ones are documents, keys in files, data.
const (
	minText  = 8 // shapes and connection strings
	minValue = 4
	maxValue = 1024
)

// plausible is the cheap test before a name is even looked at.
func plausible(v string) bool { return len(v) >= minValue && len(v) <= maxValue }

// candidate tells whether a text might be a secret under some name: it has
// digits or signs, is no word, or holds a piece of a known weak value. Most texts
// of a program are words and sentences, for which no name need be looked at.
func (f *Finder) candidate(v string) bool {
	if !plausible(v) {
		return false
	}
	odd, spaces := false, 0
	for i := range len(v) {
		switch c := v[i]; {
		case c == ' ':
			if spaces++; spaces > 2 {
				return grouped(v) != "" || f.weak.Met(f.scan.Match(v))
			}
		case !letter(c) && c != '_' && c != '-' && c != '.':
			odd = true
		}
	}
	return odd || len(v) >= 12 && !wordlike(v) || f.weak.Met(f.scan.Match(v))
}

// judge says whether a value under a name of that class is a secret, and how
// many guesses that takes.
func (f *Finder) judge(c nameClass, name, v string) (guess int, ok bool) {
	if c == silent || !plausible(v) {
		return 0, false
	}
	if binary(v) {
		return 0, distinct(v) >= 8
	}
	if v = strings.TrimSpace(v); grouped(v) != "" {
		return 0, c == worded && !f.placeholder(v)
	}
	if f.rule.Prefixes != nil {
		v = v[len(f.rule.Prefixes.FindString(v)):]
	}
	if !plausible(v) || f.placeholder(v) {
		return 0, false
	}
	if names(name, v) {
		return 0, false
	}
	if c == worded && f.rule.Weak != nil && f.rule.Weak.MatchString(v) {
		return 1, true
	}
	v = credential(v)
	if v == "" || f.placeholder(v) || structured(v) || strings.EqualFold(snakeCase(v), snakeCase(name)) {
		return 0, false
	}
	if sequential(v) {
		// Nobody is given a key that only counts up.
		if c == telling && counted(v) {
			return 0, false
		}
		// Typed by running over the keyboard: a stand-in when short, and when long
		// or meant as a password just as likely to be in use.
		long := len(v) >= 16 && letters(v) > 0 && digits(v) > 0
		return 1, long && distinct(v) > 4 || c == worded && human(v)
	}
	if f.random(v) {
		return 0, true
	}
	return 1, c == worded && human(v)
}

// shaped tells whether a text that matched a provider's shape is more than a
// sample of the shape.
func (f *Finder) shaped(match string) bool {
	return !f.placeholder(match) && distinct(match) >= 6
}

func (f *Finder) placeholder(v string) bool {
	return f.rule.Placeholder != nil && f.rule.Placeholder.MatchString(v)
}

// connection tells whether a text holds a connection string with a real
// password. A plain word counts only on a host elsewhere: "postgres:postgres@db"
// is how every container starts.
func (f *Finder) connection(text string) bool {
	// Texts of several lines are documentation.
	if f.rule.URL == nil || len(text) > maxValue || strings.Contains(text, "\n") {
		return false
	}
	for _, m := range f.rule.URL.FindAllStringSubmatchIndex(text, 8) {
		for g := 2; g+1 < len(m); g += 2 {
			if m[g] < 0 || m[g] == m[g+1] {
				continue
			}
			password := text[m[g]:m[g+1]]
			if strings.Contains(password, hole) || f.placeholder(password) || distinct(password) < 3 {
				continue
			}
			if wordlike(password) && !elsewhere(text[m[1]:]) {
				continue
			}
			before := text[:m[g]-1]
			if user := before[strings.LastIndexAny(before, "/ ;=")+1:]; !strings.EqualFold(user, password) {
				return true
			}
		}
	}
	return false
}

// elsewhere tells whether the text behind a password names a host with a domain.
func elsewhere(rest string) bool {
	host := strings.TrimPrefix(rest, "@")
	if i := strings.IndexAny(host, "/:?, ;\"'"); i >= 0 {
		host = host[:i]
	}
	return strings.Contains(host, ".") && !strings.HasPrefix(host, "127.") && !strings.HasPrefix(host, "0.") ||
		strings.Contains(host, hole)
}

// grouped gives a text of letters that a provider shows in four groups of four, to be typed off, without its blanks;
// "" for others. Words have vowels, and one of the groups has none.
func grouped(v string) string {
	if len(v) != 19 {
		return ""
	}
	bare := false
	for i := 0; i < len(v); i += 5 {
		group := v[i : i+4]
		if i > 0 && v[i-1] != ' ' || strings.Trim(group, "abcdefghijklmnopqrstuvwxyz") != "" || distinct(group) < 2 {
			return ""
		}
		bare = bare || !strings.ContainsAny(group, "aeiouy")
	}
	if !bare {
		return ""
	}
	return strings.ReplaceAll(v, " ", "")
}

// credential takes the scheme from an authorization value ("Bearer x") and gives
// nothing for sentences.
func credential(v string) string {
	i := strings.IndexAny(v, " \t\r\n")
	if i < 0 {
		return v
	}
	if rest := v[i+1:]; i <= 12 && letters(v[:i]) == i && len(rest) >= 12 && !strings.ContainsAny(rest, " \t\r\n") {
		return rest
	}
	return ""
}

var (
	// Expressions, addresses and patterns, whoever wrote them.
	patternText = lazy.Trusted(`\\[dwsSDWbB.\[\]()]|\(\?|^\^.*\$$|\]\{|\][+*]`)
	mailAddress = lazy.Trusted(`^[^@\s]+@[^@\s]+\.[A-Za-z]{2,}$`)
	slugVersion = lazy.Trusted(`^(?:[a-z]+[-_.])+v?\d{1,2}$|^[a-z]{1,4}\d{1,2}$`)
	// power1Total, apr_md5_crypt: names in code, digits within.
	codeName = lazy.Trusted(`^[a-z]{2,}\d{0,2}(?:[A-Z][a-z]{2,}\d{0,2})+$|^[a-z]+\d{0,4}(?:_[a-z]*\d{0,4})*_[a-z]+$`)
	// /users/reset-password, /112f7a4a-0051-...: where something is.
	localPath = lazy.Trusted(`^/[a-z0-9_.{}:<>*-]+(?:/[a-z0-9_.{}:<>*-]*)*$`)
	numbered  = lazy.Trusted(`^(?:[a-z]{2,}|[A-Z][a-z]+|[A-Z]{2,}|[A-Za-z]{5,})\d{1,4}$`)
)

// structured tells texts with a form of their own: paths, addresses, markup,
// templates, expressions.
func structured(v string) bool {
	switch {
	case strings.Contains(v, "://"), strings.HasPrefix(v, "./"), strings.HasPrefix(v, "../"),
		strings.HasPrefix(v, "~/"), len(v) > 2 && v[1] == ':' && v[2] == '\\':
		return true
	case strings.ContainsAny(v, "<") && strings.Contains(v, ">"), strings.Contains(v, "{") && strings.Contains(v, "}"):
		return true
	case localPath.MatchString(v):
		return true
	case v[0] == '#' || v[0] == '.' || v[0] == ':' || v[0] == '@':
		return wordlike(v[1:])
	}
	return patternText.MatchString(v) || mailAddress.MatchString(v)
}

// names tells whether a value repeats the end of the name it stands under, which
// says that it is the name of the same thing elsewhere: KEY_ADMIN_PASSWORD =
// "admin_password".
func names(name, v string) bool {
	snake := snakeCase(v)
	return strings.ContainsAny(v, "_-") && strings.HasSuffix(snakeCase(name), "_"+snake)
}

// digest tells texts that have the length and the digits of a hash.
func digest(v string) bool {
	switch len(v) {
	case 16, 32, 40, 56, 64, 96, 128:
		return strings.Trim(v, "0123456789abcdef") == "" || strings.Trim(v, "0123456789ABCDEF") == ""
	}
	return false
}

// human tells whether a person might have made the text up as a password: words
// do not suffice, digits or signs among them do.
func human(v string) bool {
	if strings.ContainsAny(v, "/\\()[]<>|=,;\"'`") {
		return false
	}
	l, d := letters(v), digits(v)
	switch {
	case d == len(v):
		return len(v) <= 12
	case l == 0:
		return false
	case d > 0:
		return len(v) >= 6 && !slugVersion.MatchString(v) && !(strings.Contains(v, "_") && codeName.MatchString(v))
	}
	inner := strings.Trim(v, "!@#$%^&*+?~.:-_")
	return strings.ContainsAny(inner, "!@#$%^&*+~")
}

// random tells whether too much of the text is neither words nor numbers.
func (f *Finder) random(v string) bool {
	if len(v) < 12 || entropy(v) < f.rule.MinEntropy {
		return false
	}
	odd := 0
	for start := 0; start < len(v); {
		end := start
		for end < len(v) && alnum(v[end]) {
			end++
		}
		if chunk := v[start:end]; !ordinary(chunk) {
			odd += len(chunk)
		}
		start = end + 1
	}
	if kinds, signs := signsIn(v); kinds >= 6 {
		odd += signs // no text of words has so many different ones
	}
	return odd >= 10 && odd*5 >= len(v)*2
}

// signsIn counts what is neither a letter nor a digit nor a blank: different ones, and all.
func signsIn(v string) (kinds, all int) {
	var seen [128]bool
	for i := range len(v) {
		if c := v[i]; c > ' ' && c < 0x7f && !alnum(c) {
			if all++; !seen[c] {
				seen[c] = true
				kinds++
			}
		}
	}
	return kinds, all
}

// ordinary tells whether a run of letters and digits is a word, a number, or a
// word with a number behind it.
func ordinary(chunk string) bool {
	d := digits(chunk)
	switch {
	case len(chunk) < 3:
		return true
	case d == len(chunk):
		return len(chunk) < 16
	case d > 0 && codeName.MatchString(chunk):
		return true
	case d > 0:
		return numbered.MatchString(chunk) && wordlike(strings.TrimRight(chunk, "0123456789"))
	}
	return wordlike(chunk)
}

// wordlike tells whether a text made of letters and separators reads like words
// in some case: capitals begin pieces, and no piece is long without a vowel.
func wordlike(s string) bool {
	pieces, run, total := 0, 0, 0
	last := byte('-')
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= utf8.RuneSelf:
			run, total = 0, total+1
		case !letter(c):
			if c >= '0' && c <= '9' || !strings.ContainsRune("-_. ", rune(c)) {
				return false
			}
			run = 0
		default:
			total++
			if !letter(last) || upper(c) != upper(last) && upper(c) {
				pieces++
				run = 0
			}
			if strings.IndexByte("aeiouyAEIOUY", c) >= 0 {
				run = 0
			} else if run++; run > 5 && !allUpper(s) {
				return false
			}
		}
		last = c
	}
	return pieces < 4 || total >= pieces*3
}
