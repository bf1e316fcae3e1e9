// Package packages answers two questions about names of distributions. What does an import mean: the standard library, the
// workspace, a distribution that is declared, one that is known, or nothing that exists? And does what is being installed
// exist, is it meant, is it looked after?
//
// It owns the index of known names, the reading of manifests and install commands, and the verdicts with their evidence.
// It reads texts it is given and touches neither disk nor network; package registry asks the network.
package packages

import "underpin/analysis/internal/source"

// Ecosystem is where a distribution is installed from, named as OSV names it.
type Ecosystem string

const (
	PyPI      Ecosystem = "PyPI"
	NPM       Ecosystem = "npm"
	Go        Ecosystem = "Go"
	Crates    Ecosystem = "crates.io"
	RubyGems  Ecosystem = "RubyGems"
	Packagist Ecosystem = "Packagist"
	Maven     Ecosystem = "Maven"
	NuGet     Ecosystem = "NuGet"
)

// Install is a distribution that a manifest, a lockfile or a command names.
type Install struct {
	Ecosystem Ecosystem
	Name      string      // as written
	Version   string      // the constraint as written: ">=1.2,<2", "^4.0.0", "" for any
	Span      source.Span // of the name in the text
	Whole     source.Span // of the whole requirement
	From      string      // where else it comes from: an address, a path, "git", "workspace", "private index"; "" for the usual registry
	Hashed    bool        // a lockfile or manifest gives its integrity hash: it was installed once
	Command   bool        // a command installs it: pip install
	Aside     bool        // an option of its command says where it comes from, and says nothing of what others install
	Own       bool        // nothing is installed: the project itself is called so
}

// Note tells of a part of a manifest that could not be read.
type Note struct {
	Span    source.Span
	Message string
}
