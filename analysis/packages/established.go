package packages

import (
	"path"
	"strings"
)

// establishedDownloads is how often a month a package is downloaded at least whose own files are believed more than a list that
// is not whole.
const establishedDownloads = 50_000

// establishedFolders are the folders of much used packages, and of workspaces that have one among their members.
func establishedFolders(f *Facts) map[string]string {
	out := map[string]string{}
	if f.Names == nil {
		return out
	}
	for i := range f.Settings {
		s := &f.Settings[i]
		if !s.Released || s.Name == "" {
			continue
		}
		if info, ok := f.Names.Info(NPM, s.Name); ok && info.Downloads >= establishedDownloads {
			out[path.Dir(s.File)] = s.Name
		}
	}
	if len(out) == 0 {
		return out
	}
	roots := map[string]string{}
	for i := range f.Settings {
		root := path.Dir(f.Settings[i].File)
		for _, pattern := range f.Settings[i].Members {
			for folder, name := range out {
				if meansFolder(pattern, root, folder) && (roots[root] == "" || name < roots[root]) {
					roots[root] = name
				}
			}
		}
	}
	for root, name := range roots {
		if out[root] == "" {
			out[root] = name
		}
	}
	return out
}

// meansFolder tells whether a pattern of a workspace's settings means a folder; what it excludes is not asked.
func meansFolder(pattern, root, folder string) bool {
	pattern = strings.Trim(strings.TrimPrefix(pattern, "./"), "/")
	if root != "." {
		var below bool
		if folder, below = strings.CutPrefix(folder, root+"/"); !below {
			return false
		}
	}
	if before, _, deep := strings.Cut(pattern, "**"); deep {
		return strings.HasPrefix(folder+"/", before)
	}
	ok, err := path.Match(pattern, folder)
	return ok && err == nil
}

// partOf is the much used package that a file is a part of, "" for none.
func (x *scriptFacts) partOf(file string) string {
	if len(x.established) == 0 || file == "" {
		return ""
	}
	for folder := path.Dir(strings.ReplaceAll(file, `\`, "/")); ; folder = path.Dir(folder) {
		if name := x.established[folder]; name != "" {
			return name
		}
		if folder == "." || folder == "/" {
			return ""
		}
	}
}
