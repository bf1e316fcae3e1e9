package clients

import (
	"net/url"
	"strings"
	"syscall"

	"underpin/analysis/packages"
)

var errNotFolder error = syscall.ENOTDIR

// netrc gives registries of Python and Go the user's credentials for their host, as pip, uv and the go command do.
func (r *reader) netrc() {
	file := []string{r.m.Home, ".netrc"}
	if r.m.OS == "windows" {
		file[1] = "_netrc"
	}
	if p := r.m.Getenv("NETRC"); p != "" {
		file = []string{p}
	}
	headers := machines(r.file(file...))
	for k := range r.s.Sources {
		x := &r.s.Sources[k]
		if x.Auth != "" || x.Ecosystem != packages.PyPI && x.Ecosystem != packages.Go {
			continue
		}
		if u, err := url.Parse(x.URL); err == nil {
			x.Auth = headers[u.Hostname()]
		}
	}
}

// machines reads the words of a .netrc: machine HOST login NAME password SECRET.
func machines(text []byte) map[string]string {
	out := map[string]string{}
	host, user := "", ""
	words := strings.Fields(string(text))
	for i := 0; i+1 < len(words); i++ {
		switch words[i] {
		case "machine":
			host, user = words[i+1], ""
		case "login":
			user = words[i+1]
		case "password":
			if host != "" && user != "" {
				out[host] = basic(user, words[i+1])
			}
		case "macdef":
			return out // scripts for ftp follow
		default:
			continue
		}
		i++
	}
	return out
}
