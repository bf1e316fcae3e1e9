package config

import (
	"errors"
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// Parse reads the text of a settings file; name is what messages call it.
func Parse(name string, text []byte) (*Config, error) {
	c := &Config{File: name}
	var tree map[string]any
	if err := toml.Unmarshal(text, &tree); err != nil {
		return nil, c.syntaxError(err)
	}
	r := &reader{config: c, places: places(text)}
	r.table("", tree, topLevel())
	if r.err != nil {
		return nil, r.err
	}
	return c, nil
}

func (c *Config) syntaxError(err error) error {
	var decode *toml.DecodeError
	if errors.As(err, &decode) {
		line, column := decode.Position()
		return c.errorAt(place{line, column}, "not valid TOML: %s", strings.TrimPrefix(decode.Error(), "toml: "))
	}
	return fmt.Errorf("%s: not valid TOML: %w", c.File, err)
}

// places finds where each key and each element of a list stands: decoded values have lost it, and a message
// without a line is a search for the reader. Keys are written "rules.x.severity", "per-path[0].paths[1]".
func places(text []byte) map[string]place {
	p := &unstable.Parser{}
	p.Reset(text)
	f := finder{parser: p, found: map[string]place{}}
	tables := map[string]int{}
	prefix := ""
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table:
			prefix = f.key("", e) + "."
		case unstable.ArrayTable:
			name := f.key("", e)
			prefix = fmt.Sprintf("%s[%d].", name, tables[name])
			f.found[strings.TrimSuffix(prefix, ".")] = f.found[name]
			tables[name]++
		case unstable.KeyValue:
			f.pair(prefix, e)
		}
	}
	return f.found
}

type finder struct {
	parser *unstable.Parser
	found  map[string]place
}

// key records every prefix of a dotted key, because each names a table, and gives the whole.
func (f *finder) key(prefix string, n *unstable.Node) string {
	name := strings.TrimSuffix(prefix, ".")
	for it := n.Key(); it.Next(); {
		if name != "" {
			name += "."
		}
		name += string(it.Node().Data)
		if _, known := f.found[name]; !known {
			f.found[name] = f.place(it.Node())
		}
	}
	return name
}

func (f *finder) pair(prefix string, n *unstable.Node) {
	f.value(f.key(prefix, n), n.Value())
}

func (f *finder) value(name string, n *unstable.Node) {
	switch n.Kind {
	case unstable.Array:
		i := 0
		for it := n.Children(); it.Next(); i++ {
			element := fmt.Sprintf("%s[%d]", name, i)
			if it.Node().Raw.Length > 0 {
				f.found[element] = f.place(it.Node())
			} else {
				f.found[element] = f.found[name]
			}
			f.value(element, it.Node())
		}
	case unstable.InlineTable:
		for it := n.Children(); it.Next(); {
			if it.Node().Kind == unstable.KeyValue {
				f.pair(name+".", it.Node())
			}
		}
	}
}

func (f *finder) place(n *unstable.Node) place {
	start := f.parser.Shape(n.Raw).Start
	return place{start.Line, start.Column}
}
