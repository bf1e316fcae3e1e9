// Package project owns where a project begins: its root, its settings file, its team's own rules, and how its files are named.
//
// Everything the engine sees is named relative to the root, so that fingerprints, baselines and SARIF do not depend on the
// folder a command was started in. The verbs call it.
package project

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"underpin/analysis"
)

// SettingsFile and TeamFolder are what a project keeps at its root.
const (
	SettingsFile = "underpin.toml"
	TeamFolder   = ".underpin"
)

// Options say what the user named.
type Options struct {
	Folder   string   // absolute: where the command was started
	Paths    []string // as typed; none: Folder
	Settings string   // a settings file to use instead of the one at the root
	Ignore   bool     // use no settings file
}

// Project is where a command works.
type Project struct {
	Root   string           // absolute
	Paths  []string         // absolute, below Root
	Config *analysis.Config // nil without a settings file
	Team   fs.FS            // nil without a team folder
	folder string
}

// Open finds the root: going up from what was named, the first folder with a settings file, else the first
// with a repository, else the folder where the command was started (or, if that is elsewhere, what was named).
func Open(o Options) (*Project, error) {
	p := &Project{folder: o.Folder}
	paths := o.Paths
	if len(paths) == 0 {
		paths = []string{"."}
	}
	for _, path := range paths {
		p.Paths = append(p.Paths, absolute(o.Folder, path))
	}
	start := common(p.Paths)
	settings := ""
	p.Root, settings = root(start, !o.Ignore && o.Settings == "")
	if p.Root == "" {
		p.Root = start
		if below(o.Folder, start) {
			p.Root = o.Folder
		}
	}
	if o.Settings != "" && !o.Ignore {
		settings = absolute(o.Folder, o.Settings)
	}
	if settings != "" {
		text, err := os.ReadFile(settings)
		if err != nil {
			return nil, fmt.Errorf("cannot read the settings %s: %w", p.name(settings), errors.Unwrap(err))
		}
		if p.Config, err = analysis.ParseConfig(p.name(settings), text); err != nil {
			return nil, err
		}
	}
	var err error
	p.Team, err = team(p.Root)
	return p, err
}

// root goes up from a folder to the first settings file or repository. A repository ends the search: what lies above it is
// another project's.
func root(folder string, wantSettings bool) (root, settings string) {
	for {
		file := filepath.Join(folder, SettingsFile)
		// Also a link that leads nowhere: settings that were meant and are not there must be told.
		if info, err := os.Lstat(file); err == nil && !info.IsDir() && wantSettings {
			return folder, file
		}
		if _, err := os.Stat(filepath.Join(folder, ".git")); err == nil {
			return folder, ""
		}
		up := filepath.Dir(folder)
		if up == folder {
			return "", ""
		}
		folder = up
	}
}

// Absolute gives the place of a file as it was named.
func (p *Project) Absolute(path string) string { return absolute(p.folder, path) }

// Relative gives the name the engine knows a file by.
func (p *Project) Relative(path string) string {
	rel, err := filepath.Rel(p.Root, absolute(p.folder, path))
	if err != nil {
		rel = path
	}
	return filepath.ToSlash(rel)
}

// Display turns the engine's name of a file into the one that the reader can open from where they are.
func (p *Project) Display(path string) string {
	if p.Root == p.folder {
		return path
	}
	return p.name(filepath.Join(p.Root, filepath.FromSlash(path)))
}

// name is the shorter way to name a file: from here if it lies here or nearby, else in full.
func (p *Project) name(path string) string {
	rel, err := filepath.Rel(p.folder, path)
	if err != nil || strings.HasPrefix(rel, filepath.Join("..", "..", "..")) {
		return path
	}
	return rel
}

func absolute(folder, path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(folder, path)
}

// common is the deepest folder that holds all paths.
func common(paths []string) string {
	shared := ""
	for i, path := range paths {
		folder := path
		if info, err := os.Stat(path); err != nil || !info.IsDir() {
			folder = filepath.Dir(path)
		}
		if i == 0 {
			shared = folder
		}
		for !below(shared, folder) {
			shared = filepath.Dir(shared)
		}
	}
	return shared
}

// below tells whether path lies in folder or is it.
func below(folder, path string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
