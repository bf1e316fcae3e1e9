package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// corpus is sample modules, in order of their names, so that every run has the same files.
type corpus struct {
	parts   []string
	written int // lines of the workspace
}

func readCorpus(folder string) (*corpus, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*", "*.py"))
	if err != nil {
		return nil, err
	}
	slices.Sort(paths)
	c := &corpus{}
	for _, p := range paths {
		text, err := os.ReadFile(p)
		if err != nil {
			return nil, err
		}
		c.parts = append(c.parts, strings.TrimRight(string(text), "\n")+"\n\n\n")
	}
	if len(c.parts) == 0 {
		return nil, fmt.Errorf("no samples in %s", folder)
	}
	return c, nil
}

// file joins samples to a file of at least so many lines.
func (c *corpus) file(lines int) string { return join(c.parts, lines) }

// block is 200 lines of other samples, as an assistant inserts them at once.
func (c *corpus) block() string {
	lines := strings.SplitAfter(join(c.parts[len(c.parts)/2:], 200), "\n")
	return strings.Join(lines[:200], "")
}

func join(parts []string, lines int) string {
	var b strings.Builder
	have := 0
	for i := 0; have < lines; i++ {
		p := parts[i%len(parts)]
		b.WriteString(p)
		have += strings.Count(p, "\n")
	}
	return b.String()
}

// workspace writes packages of samples.
func (c *corpus) workspace(folder string, files int) error {
	for i := range files {
		text := c.parts[i%len(c.parts)]
		c.written += strings.Count(text, "\n")
		if err := write(filepath.Join(folder, fmt.Sprintf("package%02d", i/50), fmt.Sprintf("module%02d.py", i%50)), text); err != nil {
			return err
		}
	}
	return nil
}

func write(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text), 0o600)
}
