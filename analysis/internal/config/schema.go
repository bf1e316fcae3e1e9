package config

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// A setting reads the value at key into the Config.
type setting func(r *reader, key string, value any)

// topLevel is the whole form of the file. The README's table says the same in words.
func topLevel() map[string]setting {
	return map[string]setting{
		"include":        func(r *reader, key string, v any) { r.config.Include = r.globs(key, v) },
		"exclude":        func(r *reader, key string, v any) { r.config.Exclude = r.globs(key, v) },
		"min-confidence": func(r *reader, key string, v any) { r.config.MinConfidence = r.word(key, v, "low", "medium", "high") },
		"fail-on": func(r *reader, key string, v any) {
			r.config.FailOn = r.word(key, v, "error", "warning", "info", "never")
		},
		"jobs":          func(r *reader, key string, v any) { r.config.Jobs = int(r.number(key, v, 0, 4096)) },
		"max-file-size": func(r *reader, key string, v any) { r.config.MaxFileSize = r.size(key, v) },
		"rules":         (*reader).rules,
		"per-path":      (*reader).perPath,
	}
}

// reader fills a Config from decoded TOML and keeps the first error.
type reader struct {
	config *Config
	places map[string]place
	err    error
}

func (r *reader) fail(key, format string, args ...any) {
	if r.err == nil {
		r.err = r.config.errorAt(r.places[key], format, args...)
	}
}

// table reads each key of a table in order of name, so that of several errors always the same one is told.
func (r *reader) table(prefix string, values map[string]any, form map[string]setting) {
	known := slices.Sorted(maps.Keys(form))
	for _, name := range slices.Sorted(maps.Keys(values)) {
		read, ok := form[name]
		if !ok {
			r.fail(prefix+name, "unknown key %q%s; expected one of %s", name, suggest(name, known), strings.Join(known, ", "))
			return
		}
		read(r, prefix+name, values[name])
	}
}

func (r *reader) rules(key string, value any) {
	tables, ok := value.(map[string]any)
	if !ok {
		r.fail(key, "%s must be tables, as in [rules.NAME], not %s", key, describe(value))
		return
	}
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		at := key + "." + name
		table, ok := tables[name].(map[string]any)
		if !ok {
			r.fail(at, "%s must be a table, as in [rules.%s] severity = \"off\", not %s", at, name, describe(tables[name]))
			return
		}
		r.table(at+".", table, map[string]setting{"severity": func(r *reader, key string, v any) {
			level := r.word(key, v, Off, "info", "warning", "error")
			r.config.rules = append(r.config.rules, ruleLevel{name, level, r.places[at]})
		}})
	}
}

func (r *reader) perPath(key string, value any) {
	tables, ok := value.([]any)
	if !ok {
		r.fail(key, "per-path must be a list of tables, as in [[per-path]], not %s", describe(value))
		return
	}
	for i, element := range tables {
		at := fmt.Sprintf("%s[%d]", key, i)
		table, ok := element.(map[string]any)
		if !ok {
			r.fail(at, "per-path must be a list of tables, as in [[per-path]], but has %s", describe(element))
			return
		}
		var p pathRules
		r.table(at+".", table, map[string]setting{
			"paths": func(r *reader, key string, v any) { p.paths = r.globs(key, v) },
			"off": func(r *reader, key string, v any) {
				p.off = r.texts(key, v)
				for i := range p.off {
					p.at = append(p.at, r.places[fmt.Sprintf("%s[%d]", key, i)])
				}
			},
		})
		for _, needed := range []string{"paths", "off"} {
			if _, ok := table[needed]; !ok {
				r.fail(at, "this [[per-path]] needs both paths and off; %s is missing", needed)
			}
		}
		r.config.perPath = append(r.config.perPath, p)
	}
}

func (r *reader) texts(key string, value any) []string {
	list, ok := value.([]any)
	if !ok {
		r.fail(key, "%s must be a list of texts, as in [\"a\", \"b\"], not %s", key, describe(value))
		return nil
	}
	var texts []string
	for i, element := range list {
		text, ok := element.(string)
		if !ok {
			r.fail(fmt.Sprintf("%s[%d]", key, i), "%s must be a list of texts, but has %s", key, describe(element))
			return nil
		}
		texts = append(texts, text)
	}
	return texts
}

func (r *reader) globs(key string, value any) []string {
	globs := r.texts(key, value)
	for i, g := range globs {
		if !doublestar.ValidatePattern(g) {
			r.fail(fmt.Sprintf("%s[%d]", key, i), "%q is not a valid glob: a bracket or brace is not closed", g)
		}
	}
	return globs
}

func (r *reader) word(key string, value any, allowed ...string) string {
	text, ok := value.(string)
	if !ok || !slices.Contains(allowed, text) {
		r.fail(key, "%s must be one of %s, not %s", key, strings.Join(allowed, ", "), describe(value))
	}
	return text
}

func (r *reader) number(key string, value any, low, high int64) int64 {
	n, ok := value.(int64)
	if !ok || n < low || n > high {
		r.fail(key, "%s must be a whole number from %d to %d, not %s", key, low, high, describe(value))
	}
	return n
}

// size reads bytes as a number, or as a text with a unit: "500 kB", "2 MB". Units count by 1,000.
func (r *reader) size(key string, value any) int64 {
	if n, ok := value.(int64); ok && n > 0 {
		return n
	}
	if text, ok := value.(string); ok {
		if n, ok := ParseSize(text); ok {
			return n
		}
	}
	r.fail(key, "%s must be a size above 0, as in 2000000, \"500 kB\" or \"2 MB\", not %s", key, describe(value))
	return 0
}

// ParseSize reads a count of bytes with an optional unit: kB, MB or GB.
func ParseSize(text string) (bytes int64, ok bool) {
	digits := strings.TrimRight(text, " kKmMgGbB")
	unit := strings.ToLower(strings.TrimSpace(text[len(digits):]))
	factor, ok := map[string]int64{"": 1, "b": 1, "k": 1e3, "kb": 1e3, "m": 1e6, "mb": 1e6, "g": 1e9, "gb": 1e9}[unit]
	n, err := strconv.ParseInt(digits, 10, 64)
	if !ok || err != nil || n <= 0 || n > (1<<62)/factor {
		return 0, false
	}
	return n * factor, true
}

func describe(value any) string {
	switch v := value.(type) {
	case string:
		return fmt.Sprintf("the text %q", v)
	case int64:
		return fmt.Sprintf("the number %d", v)
	case float64:
		return fmt.Sprintf("the number %g", v)
	case bool:
		return fmt.Sprintf("%t", v)
	case []any:
		return "a list"
	case map[string]any:
		return "a table"
	}
	return fmt.Sprintf("%v", value)
}
