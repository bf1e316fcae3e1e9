package analysis

import (
	"slices"
	"sync"

	"underpin/analysis/packages"
)

// Around is what tells, beside a workspace's files, what names of packages mean. Whoever gives it does not change it afterwards.
type Around struct {
	Index     packages.Names            // the names of distributions that exist
	Beside    []string                  // stems of files and names of folders that lie beside the workspace's files and are no part of it
	Installed []string                  // distributions of Python that are installed for the workspace
	Modules   func() []string           // packages in its folders node_modules; asked for when one would be accused, or nil
	Declared  []packages.Install        // what manifests name that are no part of the session
	Settings  []packages.ScriptSettings // what such manifests say of imports of scripts
	Unseen    bool                      // there may be more files than those of the session: nothing is said about imports
}

// resolvers keeps the last resolver: making one takes milliseconds where lockfiles are long, and few edits change it.
type resolvers struct {
	mu     sync.Mutex
	around *Around
	names  *names
	files  []*file // that say what is installed
	last   *packages.Resolver
}

// around is what the options say.
func (s *Session) around() *Around {
	switch o := &s.o; {
	case o.Around != nil:
		return o.Around()
	case o.Index != nil:
		return &s.still
	}
	return nil
}

// resolver tells what names of packages mean in this snapshot; nil without an index.
func (s *Snapshot) resolver() *packages.Resolver {
	around := s.s.around()
	if around == nil || around.Index == nil {
		return nil
	}
	files := make([]*file, 0, len(s.names.installing))
	for _, p := range s.names.installing {
		files = append(files, s.files[p])
	}
	k := &s.s.known
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.last != nil && k.around == around && k.names == s.names && slices.Equal(k.files, files) {
		return k.last.Speaking(s.speaks())
	}
	declared := slices.Clone(around.Declared)
	var lists []packages.Listing
	for _, f := range files {
		list, _ := f.installs()
		declared = append(declared, list...)
		if l, ok := f.listed(); ok {
			lists = append(lists, *l)
		}
	}
	k.around, k.names, k.files = around, s.names, files
	facts := packages.Facts{
		Local: s.names.index(), Beside: around.Beside, Declared: declared, Installed: around.Installed, Modules: around.Modules, Names: around.Index,
		Settings: slices.Clone(around.Settings), Unseen: around.Unseen, Lists: lists, Others: around.Declared,
	}
	s.scriptFacts(&facts)
	k.last = packages.NewResolver(s.s.tables(), facts)
	return k.last.Speaking(s.speaks())
}
