package regex

import "testing"

func TestCostOf(t *testing.T) {
	for _, c := range []struct {
		expression string
		whole      bool
		want       Cost
	}{
		{`^(a+)+$`, false, Exponential},
		{`(?:a+)+b`, false, Exponential},
		{`^(?:\w+\s?)*$`, false, Exponential},
		{`^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*@[a-z]+\.com$`, false, Exponential},
		{`(a|aa)+$`, false, Exponential},
		{`^(\d+\.?\d*)+$`, false, Exponential},
		{`(.*,)*x`, false, Exponential},
		{`(x+x+)+y`, false, Exponential},
		{`^(?=.*\d)(\w*)*\Z`, false, Exponential},
		{`(a+)+`, true, Exponential},
		{`(?:[a-z]+)*\.(?:[a-z]+)*$`, false, Exponential},
		{`^"([^"\\]|\\.|\s)*"$`, false, Exponential},
		{`^\s*(.*?)\s*$`, false, Polynomial},
		{`\d+\d+x`, false, Polynomial},
		{`.*=.*;`, false, Polynomial},

		{`(a+)+`, false, Quick},
		{`^\w+$`, false, Quick},
		{`^(\w+\s)*$`, false, Quick},
		{`^(?:[a-z]+,)*[a-z]+$`, false, Quick},
		{`^[\w.+-]+@[\w-]+\.[a-z]{2,}$`, false, Quick},
		{`^(?:\.\w+)*$`, false, Quick},
		{`^(\d{3}-)+\d{4}$`, false, Quick},
		{`^[a-z0-9]+(?:-[a-z0-9]+)*$`, false, Quick},
		{`^"(?:[^"\\]|\\.)*"$`, false, Quick},
		{`(a+)+.*`, false, Quick},
		{`\((?:[^()]+)\)`, false, Quick},
		{`([a`, false, Quick},
		{`^(a+)+\1$`, false, Quick},
		{`^(?>a+)+$`, false, Quick},
		{"", true, Quick},
	} {
		if got := CostOf(c.expression, c.whole); got != c.want {
			t.Errorf("%s: %d, want %d", c.expression, got, c.want)
		}
	}
}

func FuzzCostOf(f *testing.F) {
	f.Add(`^(a+)+$`)
	f.Add(`[]\`)
	f.Fuzz(func(t *testing.T, s string) { CostOf(s, true) })
}
