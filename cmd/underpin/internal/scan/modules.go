package scan

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// modules are the folders in which the packages of JavaScript lie that are installed.
type modules struct{ folders []string }

// moduleFolders are their names.
var moduleFolders = []string{"node_modules", "bower_components"}

// skipped notes a folder, if it is one of them. It may come twice.
func (m *modules) skipped(folder string) {
	if slices.Contains(moduleFolders, filepath.Base(folder)) && len(m.folders) < mostLooked {
		m.folders = append(m.folders, folder)
	}
}

// list gives the names of the packages in them, sorted. What cannot be read holds none.
func (m *modules) list() []string {
	slices.Sort(m.folders)
	var names []string
	for _, folder := range slices.Compact(m.folders) {
		for _, name := range within(folder) {
			if !strings.HasPrefix(name, "@") {
				names = append(names, name)
				continue
			}
			for _, inner := range within(filepath.Join(folder, name)) {
				names = append(names, name+"/"+inner)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// within lists what a folder holds but for hidden files.
func within(folder string) []string {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if name := e.Name(); !strings.HasPrefix(name, ".") {
			names = append(names, name)
		}
	}
	return names
}
