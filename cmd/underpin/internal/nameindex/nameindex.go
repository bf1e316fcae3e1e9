// Package nameindex owns the choice of the index of package names: the one in the program, or one that `underpin index update`
// put into the user's folder since.
//
// It makes no index. Every verb that judges packages asks it once.
package nameindex

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"underpin/analysis/packages"
	"underpin/analysis/packages/names"
)

// Variable is the variable of the environment that chooses an index: "embedded", or a file.
const Variable = "UNDERPIN_INDEX"

// Embedded is the choice of the program's own index.
const Embedded = "embedded"

// Chosen is an index and where it comes from.
type Chosen struct {
	*packages.Index
	From  []string // "this program", or files
	Notes []string // what is there and cannot be used
}

// Open gives the index of a choice: Embedded, a file, or "" for what is newest of the program's and of those in a folder (see
// Folder), each ecosystem for itself. What is damaged there is noted and left out: the program's own is always there.
func Open(choice, folder string) (Chosen, error) {
	switch choice {
	case "":
	case Embedded:
		folder = ""
	default:
		x, err := read(choice, os.ReadFile)
		if err == nil {
			err = x.Verify() // nobody knows where it comes from
		}
		if err != nil {
			return Chosen{}, fmt.Errorf("%s: %w", choice, plain(err))
		}
		return Chosen{Index: x, From: []string{choice}}, nil
	}
	own, err := packages.Open(names.Data())
	if err != nil {
		return Chosen{}, err
	}
	c := Chosen{}
	list := []*packages.Index{own}
	from := map[*packages.Index]string{own: "this program"}
	for _, file := range Files(folder) {
		x, err := read(file, load)
		if err != nil {
			c.Notes = append(c.Notes, file+": "+plain(err).Error()+": it is not used; `underpin index update` makes it anew")
			continue
		}
		list = append(list, x)
		from[x] = file
	}
	c.Index = packages.Join(list...)
	for _, x := range list {
		if c.Uses(x) {
			c.From = append(c.From, from[x])
		}
	}
	return c, nil
}

// Files lists the indexes in a folder: one an ecosystem, so that each is renewed for itself.
func Files(folder string) []string {
	if folder == "" {
		return nil
	}
	found, _ := filepath.Glob(filepath.Join(folder, "*.idx"))
	return found
}

func read(file string, load func(string) ([]byte, error)) (*packages.Index, error) {
	data, err := load(file)
	if err != nil {
		return nil, err
	}
	return packages.Open(data)
}

// plain takes the file's name off an error, which is said around it.
func plain(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// Folder is where the user's own indexes lie: below $XDG_DATA_HOME, ~/.local/share, ~/Library/Application Support or
// %LocalAppData%; "" where there is no home.
func Folder(getenv func(string) string) string {
	home, err := os.UserHomeDir()
	base := ""
	switch {
	case getenv("XDG_DATA_HOME") != "":
		base = getenv("XDG_DATA_HOME")
	case runtime.GOOS == "windows":
		base = getenv("LocalAppData")
	case err != nil || home == "":
	case runtime.GOOS == "darwin":
		base = filepath.Join(home, "Library", "Application Support")
	default:
		base = filepath.Join(home, ".local", "share")
	}
	if base == "" || !filepath.IsAbs(base) {
		return ""
	}
	return filepath.Join(base, "underpin", "names")
}

// File is the place of the user's index of an ecosystem.
func File(folder string, e packages.Ecosystem) string {
	return filepath.Join(folder, strings.ToLower(string(e))+".idx")
}
