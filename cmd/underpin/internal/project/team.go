package project

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"underpin/analysis"
)

// team opens the folder of a team's own rules at the root, nil where there is none.
func team(root string) (fs.FS, error) {
	folder := filepath.Join(root, TeamFolder)
	info, err := os.Stat(folder)
	switch {
	case os.IsNotExist(err):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("cannot read the team's rules: %w", err)
	case !info.IsDir():
		return nil, fmt.Errorf("%s is no folder; it should be one, with rules/*.md and models/LANGUAGE/*.yaml", folder)
	}
	return os.DirFS(folder), nil
}

// TeamFiles tells how many rules and models lie in a team's folder, and which files look like one and lie where none is
// read. A rule that nobody runs is worse than none.
func TeamFiles(folder fs.FS) (read int, stray []string) {
	languages := analysis.Languages()
	// What cannot be read is told by whoever reads the rules and models themselves.
	_ = fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		dir, extension := path.Dir(name), path.Ext(name)
		model := slices.ContainsFunc(languages, func(l analysis.Language) bool { return dir == "models/"+l.Name })
		switch {
		case extension == ".md" && dir == "rules", extension == ".yaml" && model:
			read++
		case path.Base(name) == "README.md":
		case extension == ".md", extension == ".yaml", extension == ".yml":
			stray = append(stray, name)
		}
		return nil
	})
	return read, stray
}
