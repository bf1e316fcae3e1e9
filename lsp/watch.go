package lsp

import (
	"encoding/json"
	"path"
	"slices"
	"strings"

	"underpin/analysis"
	"underpin/analysis/packages"
	"underpin/lsp/internal/protocol"
)

// register asks the client to tell of changes on the disk and of settings,
// where it takes such wishes.
func (s *server) register() {
	var wishes []protocol.Registration
	if s.client.watches && s.o.Files != nil {
		var exts []string
		for _, e := range analysis.ImportsAlone() {
			exts = append(exts, strings.TrimPrefix(e, "."))
		}
		for _, l := range analysis.Languages() {
			for _, e := range l.Extensions {
				exts = append(exts, strings.TrimPrefix(e, "."))
			}
		}
		globs := []string{"**/*.{" + strings.Join(exts, ",") + "}", "**/" + settingsFile, "**/" + teamFolder + "/**", "**/.gitignore", "**/*.dist-info/METADATA"}
		globs = slices.Concat(globs, packages.Written(), packages.Made())
		var watchers []protocol.FileSystemWatcher
		for _, glob := range globs {
			watchers = append(watchers, protocol.FileSystemWatcher{GlobPattern: glob})
		}
		wishes = append(wishes, protocol.Registration{
			ID: "underpin/files", Method: "workspace/didChangeWatchedFiles", RegisterOptions: protocol.WatchRegistration{Watchers: watchers},
		})
	}
	if s.client.registersConf {
		wishes = append(wishes, protocol.Registration{
			ID: "underpin/settings", Method: "workspace/didChangeConfiguration",
			RegisterOptions: map[string]string{"section": section},
		})
	}
	if len(wishes) == 0 {
		return
	}
	ask(s, "client/registerCapability", &protocol.RegistrationParams{Registrations: wishes}, func(_ json.RawMessage, err error) {
		if err != nil {
			s.logf("the client does not watch files: %v", err)
		}
	})
}

// What a project keeps at its root.
const (
	settingsFile = "underpin.toml"
	teamFolder   = ".underpin"
)

// didChangeFiles follows the disk. Open documents keep the client's text.
func (s *server) didChangeFiles(p *protocol.DidChangeWatchedFilesParams) error {
	changed := map[*project]map[string]bool{} // path -> gone
	again := map[*project]bool{}
	for _, e := range p.Changes {
		key := keyOf(e.URI)
		for _, owner := range s.projects {
			name, ok := below(owner.root, key)
			switch {
			case !ok:
			case path.Base(name) == settingsFile, strings.HasPrefix(name, teamFolder+"/"), path.Base(name) == ".gitignore":
				again[owner] = true
			case owner.loose && s.documents[key] == nil: // it follows what is open alone
			default:
				if changed[owner] == nil {
					changed[owner] = map[string]bool{}
				}
				changed[owner][name] = e.Type == protocol.FileDeleted
			}
		}
	}
	for owner, paths := range changed {
		if !again[owner] {
			go owner.follow(paths)
		}
	}
	for owner := range again {
		s.reload(owner)
	}
	return nil
}

// follow brings changed files in. Reading them may take long; the order does
// not matter, as each reading finds what the disk has by then.
func (p *project) follow(paths map[string]bool) {
	p.following.Lock()
	defer p.following.Unlock()
	defer p.lookAgain()
	var names []string
	for name, gone := range paths {
		if !gone {
			names = append(names, name)
		}
	}
	there := map[string]bool{}
	var files []File
	if p.disk != nil && p.disk.Read != nil && len(names) > 0 {
		var err error
		if files, err = p.disk.Read(p.s.ctx, names); err != nil {
			p.s.logf("%v", err)
			return
		}
	}
	for _, f := range files {
		there[f.Path] = true
	}
	err := p.change(func(st *state) []analysis.FileChange {
		var changes []analysis.FileChange
		for _, f := range files {
			if st.open[f.Path] == nil {
				changes = append(changes, analysis.FileChange{Path: f.Path, Text: f.Text})
			}
		}
		for _, has := range st.snapshot.Files() {
			if st.open[has] == nil && !there[has] && goneWith(paths, has) {
				changes = append(changes, analysis.FileChange{Path: has, Removed: true})
			}
		}
		return changes
	})
	if err != nil {
		p.s.logf("%v", err)
	}
}

// goneWith tells whether a file went, by itself or with a folder above it.
func goneWith(paths map[string]bool, name string) bool {
	if _, told := paths[name]; told {
		return true
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if paths[dir] {
			return true
		}
	}
	return false
}
