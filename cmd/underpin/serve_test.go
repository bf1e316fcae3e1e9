package main

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"
)

// serve starts a server on this machine that answers with the files of a folder: serve FOLDER VARIABLE, VARIABLE being set to its
// address. A question about a package URL is answered by the file of that name below the path. What was asked stands in the
// file FOLDER.log: method, address and the header Authorization, a line each. A file that begins with "!" and a number is that
// status, and what follows on the line the header Location or nothing.
func serve(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: serve FOLDER VARIABLE")
	}
	folder := ts.MkAbs(args[0])
	log, err := os.Create(folder + ".log")
	ts.Check(err)
	var mutex sync.Mutex
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := r.URL.EscapedPath()
		if p := r.URL.Query().Get("purl"); p != "" {
			path += "/" + url.PathEscape(p)
		} else if r.URL.RawQuery != "" {
			path += "@" + strings.ReplaceAll(r.URL.RawQuery, "%22", "")
		}
		mutex.Lock()
		_, _ = log.WriteString(strings.TrimSpace(r.Method+" "+r.URL.RequestURI()+" "+r.Header.Get("Authorization")) + "\n")
		mutex.Unlock()
		text, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(strings.Trim(path, "/"))))
		if err != nil { // the page of a folder, as indexes of Python have them
			text, err = os.ReadFile(filepath.Join(folder, filepath.FromSlash(strings.Trim(path, "/")), "index"))
		}
		switch first, _, _ := strings.Cut(string(text), "\n"); {
		case err != nil:
			http.NotFound(w, r)
		case strings.HasPrefix(first, "!"):
			code, target, _ := strings.Cut(first[1:], " ")
			w.Header().Set("Location", target)
			w.WriteHeader(map[string]int{"302": 302, "500": 500, "403": 403}[code])
		default:
			w.Header().Set("Etag", `"1"`)
			_, _ = w.Write(text)
		}
	}))
	ts.Defer(func() { server.Close(); log.Close() })
	ts.Setenv(args[1], server.URL)
}
