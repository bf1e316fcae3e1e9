package registry

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"

	"underpin/analysis/packages"
)

// registryAt is a registry that is asked for a name.
type registryAt struct {
	Source
	private bool // the name must not reach another host
}

// ask makes a question to the registry at an address below it, or elsewhere: then without credentials.
func (r registryAt) ask(address, accept string) ask {
	a := ask{url: address, accept: accept, private: r.private}
	here, err := url.Parse(r.URL)
	there, err2 := url.Parse(address)
	if err == nil && err2 == nil && sameOrigin(here, there) {
		a.auth = r.Auth
	}
	return a
}

// stays tells whether an address that a registry gives may be asked: not by a private name where it is another host's.
func (r registryAt) stays(address string) bool {
	here, err := url.Parse(r.URL)
	there, err2 := url.Parse(address)
	return err == nil && err2 == nil && (there.Scheme == "https" || there.Scheme == "http") && (!r.private || sameOrigin(here, there))
}

// protocols tells how the registries of each ecosystem are spoken to. A protocol gives nil where the registry says that
// it does not have the name.
var protocols = map[packages.Ecosystem]func(context.Context, *Client, registryAt, *Question) (*about, error){
	packages.PyPI:      pypi,
	packages.NPM:       npm,
	packages.Go:        goProxy,
	packages.Crates:    crates,
	packages.RubyGems:  gems,
	packages.Packagist: packagist,
	packages.Maven:     maven,
	packages.NuGet:     nuget,
}

// decodeJSON reads one value and nothing behind it.
func decodeJSON[T any](body []byte) (T, error) {
	var v T
	err := json.Unmarshal(body, &v)
	return v, err
}

// day reads a time as registries write it, zero if it is none.
func day(s string) time.Time {
	for _, form := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05", time.DateOnly} {
		if t, err := time.Parse(form, s); err == nil && t.Year() > 1990 {
			return t.UTC()
		}
	}
	return time.Time{}
}

// flagOrText reads a member that is false, true or a sentence: "", packages.NoReason, or the sentence.
type flagOrText string

func (f *flagOrText) UnmarshalJSON(data []byte) error {
	var b bool
	var s string
	switch {
	case json.Unmarshal(data, &b) == nil:
		*f = ""
		if b {
			*f = packages.NoReason
		}
	case json.Unmarshal(data, &s) == nil:
		*f = flagOrText(strings.TrimSpace(s))
	default: // something newer: it is not held against the package
		*f = ""
	}
	return nil
}

// noNull refuses a body that is no object, which decodes to nothing.
func noNull(ok bool) error {
	if !ok {
		return fmt.Errorf("it is not what this protocol answers")
	}
	return nil
}
