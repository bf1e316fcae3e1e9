package lsp

import (
	"encoding/json"

	"underpin/lsp/internal/protocol"
)

// inCells divides a notebook's diagnostics among its cells. Each that holds Python gets a list.
func (c *cells) inCells(w *wire) (map[string]*wire, error) {
	var all []protocol.Diagnostic
	if err := json.Unmarshal(w.body, &all); err != nil {
		return nil, err
	}
	lists := map[string][]protocol.Diagnostic{}
	for _, d := range all {
		var uri string
		uri, _, d.Range = c.outward(d.Range)
		lists[uri] = append(lists[uri], d)
	}
	out := map[string]*wire{}
	for i := range c.list {
		x := &c.list[i]
		if x.first < 0 {
			continue
		}
		out[x.uri] = noDiagnostics()
		if list := lists[x.uri]; list != nil {
			body, err := json.Marshal(list)
			if err != nil {
				return nil, err
			}
			out[x.uri] = wireOf(body)
		}
	}
	return out, nil
}

// pushCells pushes a notebook's diagnostics cell by cell.
func (p *project) pushCells(path string, c *cells, w *wire) {
	lists, err := c.inCells(w)
	if err != nil {
		p.s.logf("%s: %v", path, err)
		return
	}
	for i := range c.list {
		if x := &c.list[i]; lists[x.uri] != nil {
			p.s.push(p, path, x.uri, &x.version, lists[x.uri])
		}
	}
}

// unpublishCells clears what was pushed about cells that are no Python of the notebook any more.
func (p *project) unpublishCells(before, after *cells) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := range before.list {
		x := &before.list[i]
		if x.first >= 0 && (after == nil || after.find(x.key) == nil) {
			p.s.push(p, "", x.uri, nil, noDiagnostics())
		}
	}
}

// ofCell cuts diagnostics of a notebook to those of one cell.
func (st *state) ofCell(path, key string, w *wire) (*wire, error) {
	d := st.open[path]
	if d == nil || d.cells == nil {
		return noDiagnostics(), nil
	}
	x := d.cells.find(key)
	if x == nil {
		return noDiagnostics(), nil
	}
	lists, err := d.cells.inCells(w)
	return lists[x.uri], err
}

// amongst tells whether a cell is among keys.
func (c *cells) amongst(keys map[string]string) bool {
	for i := range c.list {
		if _, ok := keys[c.list[i].key]; ok {
			return true
		}
	}
	return false
}
