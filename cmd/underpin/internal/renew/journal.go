package renew

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"underpin/analysis/registry"
	"underpin/cmd/underpin/internal/output"
)

// journal keeps the names of an npm registry as they are read, page by page, so that a run that is broken off goes on where it
// was, and the next one asks only for what changed. It is a text: a line "=" with the registry, then "+name", "-name", and after
// each page "@" with the position. What stands behind the last position, or before a line "!", was not finished and does not count.
type journal struct {
	path  string
	from  string // the registry
	names map[string]bool
	at    registry.Position
}

// openJournal reads what was kept, if it is of the same registry. A damaged journal is begun anew.
func openJournal(path, from string) (*journal, error) {
	j := &journal{path: path, from: from, names: map[string]bool{}}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return j, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var open []string
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for first := true; lines.Scan(); first = false {
		line := lines.Text()
		switch {
		case first && line != "="+from:
			return j, nil
		case line == "":
		case line[0] == '+' || line[0] == '-':
			open = append(open, line)
		case line[0] == '!':
			open = open[:0]
		case line[0] == '@':
			var at registry.Position
			if json.Unmarshal([]byte(line[1:]), &at) != nil {
				open = open[:0] // cut off while it was written: the page was read again
				continue
			}
			j.take(open)
			open, j.at = open[:0], at
		}
	}
	return j, nil
}

func (j *journal) take(lines []string) {
	for _, l := range lines {
		if l[0] == '+' {
			j.names[l[1:]] = true
		} else {
			delete(j.names, l[1:])
		}
	}
}

// add keeps a page: on the disk before it is said to be there.
func (j *journal) add(p registry.Page) error {
	var lines []string
	for _, n := range p.Names {
		lines = append(lines, "+"+n)
	}
	for _, n := range p.Gone {
		lines = append(lines, "-"+n)
	}
	lines = slices.DeleteFunc(lines, func(l string) bool { return strings.ContainsAny(l, "\r\n") })
	position, err := json.Marshal(p.Next)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(j.path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	text := strings.Join(append(slices.Clone(lines), "@"+string(position), ""), "\n")
	if info, err := f.Stat(); err == nil && info.Size() == 0 {
		text = "=" + j.from + "\n" + text
	} else {
		text = "\n!\n" + text // what was cut off before is no part of this page
	}
	_, err = f.WriteString(text)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		j.take(lines)
		j.at = p.Next
	}
	return err
}

// begin drops what is kept of another registry.
func (j *journal) begin() error {
	if len(j.names) > 0 || j.at != (registry.Position{}) {
		return nil
	}
	if err := os.Remove(j.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// compact writes the journal anew, with each name once.
func (j *journal) compact() error {
	position, err := json.Marshal(j.at)
	if err != nil {
		return err
	}
	return output.Write(j.path, func(w io.Writer) error {
		if _, err := fmt.Fprintf(w, "=%s\n", j.from); err != nil {
			return err
		}
		for _, n := range slices.Sorted(maps.Keys(j.names)) {
			if _, err := fmt.Fprintf(w, "+%s\n", n); err != nil {
				return err
			}
		}
		_, err := fmt.Fprintf(w, "@%s\n", position)
		return err
	})
}
