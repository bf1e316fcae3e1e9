package rule

import "testing"

func TestFillFits(t *testing.T) {
	for _, c := range []struct {
		fill, name string
		want       bool
	}{
		{"file", "file", true},
		{"file", "labels_file", false},
		{"*_file", "labels_file", true},
		{"*_file", "file", false},
		{"*_file", "labels_files", false},
	} {
		if f := (Fill{Name: c.fill}); f.Fits(c.name) != c.want {
			t.Errorf("%s fits %s: %v", c.fill, c.name, !c.want)
		}
	}
}
