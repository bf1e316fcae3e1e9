package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// session edits one file on one server.
type session struct {
	*client
	server
	uri     string
	lines   []string // without line ends
	version int
	took    map[string][]time.Duration
	missing map[string]int // edits of which nothing was pushed
}

type place struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

// edit replays the editing and prints what it took.
func edit(s server, path, text, block string) error {
	c, err := start(s, filepath.Dir(path))
	if err != nil {
		return err
	}
	defer c.stop()
	e := &session{client: c, server: s, uri: uri(path), version: 1, took: map[string][]time.Duration{}, missing: map[string]int{}, lines: strings.Split(text, "\n")}
	err = c.tell("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": e.uri, "languageId": "python", "version": 1, "text": text}})
	if err != nil {
		return err
	}
	anchors, err := e.anchors()
	if err != nil {
		return err
	}
	if err := e.replay(anchors[:1], 1, block); err != nil { // warms up
		return err
	}
	if len(e.took) == 0 {
		return errors.New("it says nothing about edits before they are saved")
	}
	e.took, e.missing = map[string][]time.Duration{}, map[string]int{}
	if err := e.replay(anchors, 10, block); err != nil {
		return err
	}
	for _, kind := range []string{"keystroke", "newline", "broken", "undo", "block", "unblock"} {
		times := e.took[kind]
		slices.Sort(times)
		note := ""
		if n := e.missing[kind]; n > 0 {
			note = fmt.Sprintf("  (%d more changed nothing that is pushed)", n)
		}
		fmt.Printf("%-26s %-10s %4d %8s %8s %8s %8s%s\n", s.name, kind, len(times), quantile(times, .5), quantile(times, .95), quantile(times, .99), quantile(times, 1), note)
	}
	fmt.Printf("%-26s %-10s %4.0f MB\n", s.name, "memory", c.megabytes())
	return nil
}

func quantile(sorted []time.Duration, q float64) string {
	if len(sorted) == 0 {
		return "-"
	}
	i := int(math.Ceil(q*float64(len(sorted)))) - 1
	return fmt.Sprintf("%.2f", float64(sorted[max(i, 0)].Microseconds())/1000)
}

// anchors are places behind an opening quote in lines that the server complains
// of, a dozen spread over the file: typing there moves the end of a finding.
func (e *session) anchors() ([]place, error) {
	list, err := e.first()
	if err != nil {
		return nil, err
	}
	var ds []struct {
		Range struct{ Start, End place }
	}
	if err := json.Unmarshal(list, &ds); err != nil {
		return nil, err
	}
	var out []place
	for _, d := range ds {
		if d.Range.Start.Line != d.Range.End.Line {
			continue
		}
		part := e.lines[d.Range.Start.Line][d.Range.Start.Character:min(d.Range.End.Character, len(e.lines[d.Range.Start.Line]))]
		if i := strings.IndexAny(part, `"'`); i >= 0 && i+1 < len(part) {
			out = append(out, place{d.Range.Start.Line, d.Range.Start.Character + i + 1})
		}
	}
	if len(out) == 0 { // another kind of linter: any handler will do
		for i, l := range e.lines {
			if at := strings.IndexByte(l, '"'); at > 4 && strings.HasPrefix(l, "    ") && !strings.Contains(l, `"""`) {
				out = append(out, place{i, at + 1})
			}
		}
	}
	const many = 12
	if len(out) == 0 {
		return nil, errors.New("nowhere to type")
	}
	var spread []place
	for i := range many {
		spread = append(spread, out[i*len(out)/many])
	}
	return slices.Compact(spread), nil
}

// first waits for the diagnostics of the file as it was opened.
func (e *session) first() (json.RawMessage, error) {
	if e.pulls {
		m, err := e.ask("textDocument/diagnostic", map[string]any{"textDocument": map[string]string{"uri": e.uri}}, time.Minute)
		if err != nil {
			return nil, err
		}
		var r struct{ Items json.RawMessage }
		err = json.Unmarshal(m.Result, &r)
		return r.Items, err
	}
	for patience := time.After(20 * time.Second); ; {
		select {
		case p := <-e.pushes:
			if p.URI == e.uri {
				time.Sleep(time.Second) // what else there is to say about the beginning
				for len(e.pushes) > 0 {
					p = <-e.pushes
				}
				return p.Diagnostics, nil
			}
		case <-e.dead:
			return nil, errors.New("it ended")
		case <-patience:
			return nil, errors.New("it pushes nothing")
		}
	}
}

func (e *session) replay(anchors []place, blocks int, block string) error {
	for _, a := range anchors {
		for i := range 6 { // a word
			if err := e.change("keystroke", place{a.Line, a.Character + i}, place{a.Line, a.Character + i}, "x"); err != nil {
				return err
			}
		}
		if err := e.change("undo", a, place{a.Line, a.Character + 6}, ""); err != nil {
			return err
		}
		top := place{max(a.Line-1, 0), 0}
		if err := e.change("newline", top, top, "\n"); err != nil {
			return err
		}
		if err := e.change("undo", top, place{top.Line + 1, 0}, ""); err != nil {
			return err
		}
		end := place{top.Line, len(e.lines[top.Line])}
		if err := e.change("broken", end, end, " ("); err != nil {
			return err
		}
		if err := e.change("undo", end, place{end.Line, end.Character + 2}, ""); err != nil {
			return err
		}
	}
	middle := place{anchors[len(anchors)/2].Line, 0}
	for middle.Line > 0 && !strings.HasPrefix(e.lines[middle.Line], "def ") && !strings.HasPrefix(e.lines[middle.Line], "@") {
		middle.Line--
	}
	for range blocks {
		if err := e.change("block", middle, middle, block); err != nil {
			return err
		}
		if err := e.change("unblock", middle, place{middle.Line + strings.Count(block, "\n"), 0}, ""); err != nil {
			return err
		}
	}
	return nil
}

// change makes an edit and waits for what the server says of it.
func (e *session) change(kind string, from, to place, text string) error {
	time.Sleep(pause)
	for len(e.pushes) > 0 {
		<-e.pushes
	}
	e.version++
	sent := time.Now()
	err := e.tell("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": e.uri, "version": e.version},
		"contentChanges": []any{map[string]any{"range": map[string]any{"start": from, "end": to}, "text": text}},
	})
	if err != nil {
		return err
	}
	if e.pulls {
		m, err := e.ask("textDocument/diagnostic", map[string]any{"textDocument": map[string]string{"uri": e.uri}}, time.Minute)
		if err != nil {
			return err
		}
		e.took[kind] = append(e.took[kind], m.at.Sub(sent))
		return nil
	}
	for patience := time.After(3 * time.Second); ; {
		select {
		case p := <-e.pushes:
			if p.URI == e.uri && (p.Version == nil || *p.Version == e.version) {
				e.took[kind] = append(e.took[kind], p.at.Sub(sent))
				return nil
			}
		case <-e.dead:
			return errors.New("it ended")
		case <-patience:
			e.missing[kind]++
			return nil
		}
	}
}

// index opens a workspace and waits for its diagnostics. took is 0 where a server gives none of files that are not open.
func index(s server, folder string) (mb float64, took time.Duration, err error) {
	began := time.Now()
	c, err := start(s, folder)
	if err != nil {
		return 0, 0, err
	}
	defer c.stop()
	if s.pulls {
		for range 2 { // before and after the index, where there is one
			if _, err := c.ask("workspace/diagnostic", map[string]any{"previousResultIds": []any{}}, time.Minute); err != nil {
				return c.megabytes(), 0, nil
			}
			took = time.Since(began)
			patience := time.After(20 * time.Second)
			for waiting := true; waiting; {
				select {
				case method := <-c.told:
					waiting = method != "workspace/diagnostic/refresh"
				case <-patience:
					waiting = false
				}
			}
		}
	} else {
		for quiet := 20 * time.Second; ; quiet = 3 * time.Second {
			select {
			case p := <-c.pushes:
				took = p.at.Sub(began)
				continue
			case <-time.After(quiet):
			}
			break
		}
	}
	time.Sleep(2 * time.Second)
	return c.megabytes(), took, nil
}
