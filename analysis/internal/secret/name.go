package secret

import (
	"strings"
	"unicode"
)

// nameClass is what the rule says of a name.
type nameClass uint8

const (
	silent  nameClass = iota // says nothing
	telling                  // holds a secret: random text is one
	worded                   // holds a secret that a person may have made up
)

// class classifies a name as written: DB_PASSWORD, dbPassword, "X-API-Key" and
// "--db-password" are one name to the rule.
func (s *search) class(name string) nameClass {
	if len(name) < 2 || len(name) > 64 {
		return silent
	}
	if c, ok := s.classes[name]; ok {
		return c
	}
	c := s.classify(name)
	s.classes[name] = c
	return c
}

func (s *search) classify(name string) nameClass {
	if strings.ContainsAny(name, " !\"#$%&'()*+,/:;<=>?@[\\]^`{|}~\t\n") {
		return silent // no name of anything
	}
	r := s.rule
	snake := s.trimEndings(snakeCase(name))
	switch {
	case r.Names == nil || !s.tell.Met(s.names.Match(snake)) || !r.Names.MatchString(snake):
		return silent
	case r.NotNames != nil && r.NotNames.MatchString(snake):
		return silent
	case r.Passwords != nil && r.Passwords.MatchString(snake):
		return worded
	}
	return telling
}

// envClass is what the name of a variable of the environment says of its default, by itself
// or, where it says nothing, as one of EnvNames.
func (s *search) envClass(c nameClass, env string) nameClass {
	if r := s.rule; c == silent && r.EnvNames != nil && len(env) <= 64 {
		if snake := snakeCase(env); r.EnvNames.MatchString(snake) && (r.NotNames == nil || !r.NotNames.MatchString(snake)) {
			return telling
		}
	}
	return c
}

// trimEndings takes from a name what only tells one secret from another.
func (s *search) trimEndings(name string) string {
	for r := s.rule.Endings; r != nil && s.tell.Met(s.names.Match(name)); {
		at := r.FindStringIndex(name)
		if at == nil || at[0] == 0 || at[1] != len(name) {
			break
		}
		name = name[:at[0]]
	}
	return name
}

// snakeCase writes a name in lower case with single underscores between words.
func snakeCase(name string) string {
	var b strings.Builder
	b.Grow(len(name) + 4)
	runes := []rune(name)
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			gap(&b)
			continue
		case unicode.IsUpper(r) && i > 0:
			after := unicode.IsLower(runes[i-1]) || unicode.IsDigit(runes[i-1])
			// The last capital of "APIKey" begins the next word.
			begins := unicode.IsUpper(runes[i-1]) && i+1 < len(runes) && unicode.IsLower(runes[i+1])
			if after || begins {
				gap(&b)
			}
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return strings.TrimSuffix(b.String(), "_")
}

func gap(b *strings.Builder) {
	if s := b.String(); s != "" && s[len(s)-1] != '_' {
		b.WriteByte('_')
	}
}
