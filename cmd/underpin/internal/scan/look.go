package scan

import "underpin/cmd/underpin/internal/walk"

// Around is what lies about a project's paths and tells what names of packages mean.
type Around struct {
	Beside    []string        // stems of files and names of folders
	Installed []string        // distributions of Python in the project's environments
	Modules   func() []string // packages in its folders node_modules, sorted
	Manifests []walk.File
}

// Around looks at what lies about the paths of the project.
func (o Options) Around() Around {
	a := o.lookAround()
	return Around{a.beside, a.installed, a.modules.list, a.manifests}
}
