package lsp

import (
	"path"
	"slices"
	"strings"

	"underpin/analysis"
	"underpin/lsp/internal/protocol"
)

// folder is a folder of the workspace and the project that it belongs to.
type folder struct {
	key, uri string
	project  *project
}

// home finds the project of a document: that of the deepest workspace folder it
// lies in, else a loose one for the project its own folder belongs to.
func (s *server) home(key, language string) (*project, string) {
	var best *folder
	for i := range s.folders {
		f := &s.folders[i]
		if _, ok := below(f.key, key); ok && (best == nil || len(f.key) > len(best.key)) {
			best = f
		}
	}
	var p *project
	if best != nil {
		p = best.project
	} else {
		dir, _ := split(key)
		p = s.projectOf(dir, "", true)
	}
	name, ok := below(p.root, key)
	if !ok {
		_, name = split(key)
	}
	if !known(name, "") && path.Ext(name) == "" {
		name += endingOf(language) // an untitled buffer has no more than its language
	}
	return p, name
}

// projectOf gives the project that a folder belongs to, opening it if it is new.
func (s *server) projectOf(dir, uri string, loose bool) *project {
	root := dir
	var disk *Disk
	if s.o.Files != nil {
		var err error
		if disk, err = s.o.Files.Open(s.ctx, dir); err != nil {
			s.tell(protocol.MessageError, "%v", err)
			disk = nil
		} else if disk != nil {
			root = disk.Root
		}
	}
	id := root
	if loose {
		id = "loose " + root
	}
	if p := s.projects[id]; p != nil {
		return p
	}
	if uri == "" || root != dir {
		uri = escape(root)
	}
	p, err := s.newProject(root, uri, disk, loose)
	if err != nil && disk != nil {
		// Broken rules of a team must not cost the built-in ones.
		s.tell(protocol.MessageError, "%v", err)
		bare := *disk
		bare.Team = nil
		p, err = s.newProject(root, uri, &bare, loose)
	}
	if err != nil {
		panic(err) // the built-in rules are broken: guard tells
	}
	s.projects[id] = p
	s.workspace.set(s.projects)
	return p
}

// addFolder takes a folder into the workspace and has it indexed.
func (s *server) addFolder(f protocol.WorkspaceFolder) {
	key := keyOf(f.URI)
	if slices.ContainsFunc(s.folders, func(old folder) bool { return old.key == key }) {
		return
	}
	p := s.projectOf(key, strings.TrimRight(f.URI, "/"), false)
	s.folders = append(s.folders, folder{key, f.URI, p})
	s.index(p, key)
}

func (s *server) didChangeFolders(p *protocol.DidChangeWorkspaceFolders) error {
	for _, gone := range p.Event.Removed {
		key := keyOf(gone.URI)
		s.folders = slices.DeleteFunc(s.folders, func(f folder) bool { return f.key == key })
	}
	s.dropUnused()
	for _, p := range s.projects {
		s.prune(p)
	}
	for _, added := range p.Event.Added {
		s.addFolder(added)
	}
	s.rehome()
	return nil
}

// prune takes out of a project what no folder holds any more; open documents stay until they find another home.
func (s *server) prune(p *project) {
	if p.loose {
		return
	}
	err := p.change(func(st *state) []analysis.FileChange {
		var out []analysis.FileChange
		for _, path := range st.snapshot.Files() {
			held := slices.ContainsFunc(s.folders, func(f folder) bool {
				_, in := below(f.key, p.root+"/"+path)
				return f.project == p && in
			})
			if !held && st.open[path] == nil {
				out = append(out, analysis.FileChange{Path: path, Removed: true})
			}
		}
		return out
	})
	if err != nil {
		s.logf("%v", err)
	}
}

// dropUnused closes the projects that no folder belongs to any more and takes their findings off.
func (s *server) dropUnused() {
	for id, p := range s.projects {
		used := p.loose || slices.ContainsFunc(s.folders, func(f folder) bool { return f.project == p })
		if !used {
			delete(s.projects, id)
			s.workspace.set(s.projects)
			s.drop(p)
		}
	}
}

// drop ends a project. Its open documents keep their texts for the next home.
func (s *server) drop(p *project) {
	p.close()
	st := p.now()
	for _, path := range s.published.paths(p) {
		s.push(p, path, p.addressOf(st, path), nil, noDiagnostics())
	}
}

// rehome moves open documents to the projects that they belong to now.
func (s *server) rehome() {
	for _, d := range s.documents {
		p, name := s.home(d.key, d.language)
		if p == d.project && name == d.path {
			continue
		}
		moved := *d
		text := place{d, d.project.now()}.text()
		d.project.forget(d)
		if text != nil {
			s.open(&moved, text.String())
		} else {
			moved.project, moved.path = p, name
			s.documents[d.key] = &moved
		}
	}
}

// reload opens a project anew: its settings or rules have changed.
func (s *server) reload(old *project) {
	for id, p := range s.projects {
		if p == old {
			delete(s.projects, id)
		}
	}
	s.workspace.set(s.projects)
	s.drop(old)
	folders := s.folders
	s.folders = nil
	for _, f := range folders {
		if f.project == old {
			s.addFolder(protocol.WorkspaceFolder{URI: f.uri})
		} else {
			s.folders = append(s.folders, f)
		}
	}
	s.rehome()
}
