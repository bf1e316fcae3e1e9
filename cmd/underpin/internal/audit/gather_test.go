package audit

import (
	"strings"
	"testing"

	"underpin/analysis/packages"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		text     string
		fallback packages.Ecosystem
		want     Typed
	}{
		{"requests", packages.PyPI, Typed{packages.PyPI, "requests", ""}},
		{"requests==2.31", "", Typed{packages.PyPI, "requests", "2.31"}},
		{"requests[socks]==2.31", packages.PyPI, Typed{packages.PyPI, "requests", "2.31"}},
		{"@scope/name@1.0", "", Typed{packages.NPM, "@scope/name", "1.0"}},
		{"npm:left-pad@1.3.0", "", Typed{packages.NPM, "left-pad", "1.3.0"}},
		{"npm:left-pad", packages.PyPI, Typed{packages.NPM, "left-pad", ""}},
		{"example.org/a/b@v1.2.3", "", Typed{packages.Go, "example.org/a/b", "v1.2.3"}},
		{"org.example:lib:1.0", "", Typed{packages.Maven, "org.example:lib", "1.0"}},
		{"pkg:npm/%40scope/name@1.0", "", Typed{packages.NPM, "@scope/name", "1.0"}},
		{"pkg:golang/example.org/a@v1", "", Typed{packages.Go, "example.org/a", "v1"}},
		{"pkg:maven/org.example/lib@1?type=jar", "", Typed{packages.Maven, "org.example:lib", "1"}},
		{"vendor/name@2", packages.Packagist, Typed{packages.Packagist, "vendor/name", "2"}},
	} {
		if got, err := Parse(c.text, c.fallback); err != nil || got != c.want {
			t.Errorf("%s: %+v %v, want %+v", c.text, got, err, c.want)
		}
	}
}

// FuzzParse: whatever is typed, what is taken for a name can be sent and printed.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"a==1", "@a/b@1", "pkg:npm/a@1?x", "a:b:c", "npm:", "a.b/c@", "[x]"} {
		f.Add(s, "npm")
	}
	f.Fuzz(func(t *testing.T, text, word string) {
		e, _ := Ecosystem(word)
		got, err := Parse(text, e)
		if err == nil && (got.Name == "" || got.Ecosystem == "" || strings.ContainsAny(got.Name, " \n\r\x00\"")) {
			t.Errorf("%q is taken for %+v", text, got)
		}
	})
}
