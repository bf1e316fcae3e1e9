// Package config owns a project's settings: what underpin.toml may say, and what it means.
//
// It reads a text that it is given and touches no file. Unknown keys and values of the wrong form are errors
// that name file, line and what was expected, because a misspelt setting that does nothing is worse than none.
// Package analysis hands it to the command line and the server.
package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Config is what a project's underpin.toml says. The zero value is a project without one. Every field is empty
// where the file is silent, so that a caller can put a flag before it and a default behind it.
type Config struct {
	File          string   // the name it was read under, for messages
	Include       []string // globs; when there are any, only files that match one are checked
	Exclude       []string // globs of files that are not checked
	MinConfidence string   // low, medium, high
	FailOn        string   // error, warning, info, never
	Jobs          int
	MaxFileSize   int64 // bytes

	rules   []ruleLevel
	perPath []pathRules
}

// Off is the level of a rule that is not to be reported.
const Off = "off"

// ruleLevel is one [rules.NAME] table.
type ruleLevel struct {
	rule, level string
	at          place
}

// pathRules is one [[per-path]] table: rules that are off in some files.
type pathRules struct {
	paths []string
	off   []string
	at    []place // of each entry of off
}

// Selects tells whether a file is to be checked. The path is relative to the folder of the settings file, with
// slashes. A glob without a slash is matched with the names of the file and of the folders above it, as .gitignore does.
func (c *Config) Selects(path string) bool {
	if c == nil {
		return true
	}
	if matchAny(c.Exclude, path) {
		return false
	}
	return len(c.Include) == 0 || matchAny(c.Include, path)
}

// Prunes tells whether a whole folder can be left out: exclusion reaches everything below a match.
func (c *Config) Prunes(folder string) bool { return c != nil && matchAny(c.Exclude, folder) }

// Level gives what the settings say of a rule in a file: off, info, warning, error, or "" for nothing. A
// [[per-path]] table counts before [rules].
func (c *Config) Level(rule, path string) string {
	if c == nil {
		return ""
	}
	for _, p := range c.perPath {
		if (slices.Contains(p.off, rule) || slices.Contains(p.off, "*")) && matchAny(p.paths, path) {
			return Off
		}
	}
	for _, r := range c.rules {
		if r.rule == rule {
			return r.level
		}
	}
	return ""
}

// CheckRules gives an error for the first setting that speaks of a rule that is not among known.
func (c *Config) CheckRules(known []string) error {
	if c == nil {
		return nil
	}
	unknown := func(rule string, at place) error {
		return c.errorAt(at, "there is no rule %q%s; `underpin rules` lists them", rule, suggest(rule, known))
	}
	for _, r := range c.rules {
		if !slices.Contains(known, r.rule) {
			return unknown(r.rule, r.at)
		}
	}
	for _, p := range c.perPath {
		for i, rule := range p.off {
			if rule != "*" && !slices.Contains(known, rule) {
				return unknown(rule, p.at[i])
			}
		}
	}
	return nil
}

func matchAny(globs []string, path string) bool {
	for _, g := range globs {
		if match(g, path) {
			return true
		}
	}
	return false
}

// match tries the path and every folder above it, so that "build" and "build/" mean all that lies below.
func match(glob, path string) bool {
	anywhere := !strings.Contains(strings.TrimSuffix(glob, "/"), "/")
	glob = strings.TrimPrefix(strings.TrimSuffix(glob, "/"), "/")
	for p := path; p != ""; {
		name, above := p, ""
		if i := strings.LastIndexByte(p, '/'); i >= 0 {
			name, above = p[i+1:], p[:i]
		}
		candidate := p
		if anywhere {
			candidate = name
		}
		if ok, _ := doublestar.Match(glob, candidate); ok { // validated when it was read
			return true
		}
		p = above
	}
	return false
}

// place is where something stands in the settings file, counted from 1.
type place struct{ line, column int }

func (c *Config) errorAt(at place, format string, args ...any) error {
	return fmt.Errorf("%s:%d:%d: %s", c.File, at.line, at.column, fmt.Sprintf(format, args...))
}

// suggest names the known word that is nearest to a misspelt one, if one is near.
func suggest(word string, known []string) string {
	best, distance := "", 2+len(word)/4
	for _, k := range known {
		if d := edits(word, k); d < distance {
			best, distance = k, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf(" (did you mean %q?)", best)
}

// edits is the Levenshtein distance in bytes.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
