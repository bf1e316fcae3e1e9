package secret

import "testing"

// Whatever an expression of the rule matches, its Trigger must be met.
func TestTriggersAreMet(t *testing.T) {
	r := loadRule(t)
	f := New(r)
	for i, s := range r.Shapes {
		if f.shapes[i].Bits == 0 {
			t.Errorf("%s: nothing in the expression can be looked for quickly", s.Name)
		}
	}
	if f.url.Bits == 0 {
		t.Error("url: nothing in the expression can be looked for quickly")
	}
	if f.tell.Bits == 0 {
		t.Error("names: nothing in the expression can be looked for quickly")
	}
	for _, line := range lines(t, "flawed.txt") {
		hits := f.scan.Match(line)
		for i, s := range r.Shapes {
			if s.Match.MatchString(line) && !f.shapes[i].Met(hits) {
				t.Errorf("%s: Trigger missed in %s", s.Name, line)
			}
		}
	}
}
