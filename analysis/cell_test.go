package analysis_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"underpin/analysis"
)

func TestCell(t *testing.T) {
	for _, c := range []struct{ cell, want string }{
		{"x = 5 % 3\n", "x = 5 % 3\n"},
		{"%matplotlib inline\nx = 1\n", "0#atplotlib inline\nx = 1\n"},
		{"!pip install x\nx = 1", "0#ip install x\nx = 1"},
		{"!", "0"},
		{"if x:\n    !ls \"it's\n    y()\n", "if x:\n    0#s \"it's\n    y()\n"},
		{"files = !ls *.py\nr = %timeit -o f()\n", "files = 0#s *.py\nr = 0#imeit -o f()\n"},
		{"x != y\nx %= 2\ny = a != b\nf(a=1) != 2\n", "x != y\nx %= 2\ny = a != b\nf(a=1) != 2\n"},
		{"len?\nlen??\n?len\nx = 1 # why?\nprint('?')\ny = 'a?'\n", "len \nlen  \n0#en\nx = 1 # why?\nprint('?')\ny = 'a?'\n"},
		{"x = (a\n  % b)\ns = \"\"\"\n% no\n! no\n\"\"\"\n% yes\n", "x = (a\n  % b)\ns = \"\"\"\n% no\n! no\n\"\"\"\n0#yes\n"},
		{"x = 1 \\\n % 3\n", "x = 1 \\\n % 3\n"},
		{"!curl \\\n  -o x \\\n  y\nz = 1\n", "0#url \\\n# -o x \\\n# y\nz = 1\n"},
		{"!curl \\", "0#url \\"},
		{"!a\r\n!b\r!c", "0#\r\n0#\r0#"},
		{"!echo ( \"\"\" '\n%cd x\n", "0#cho ( \"\"\" '\n0#d x\n"},
		{"%%bash\nrm -rf ~ (\n\necho é\n", "#%bash\n#m -rf ~ (\n\n#cho é\n"},
		{"%%time\nx = f()\n", "0#time\nx = f()\n"},
		{"\n%%timeit -n 3\nf()\n", "\n0#timeit -n 3\nf()\n"},
		{"%%html\r\n<b>\r\n", "#%html\r\n#b>\r\n"},
	} {
		if got := analysis.Cell(c.cell); got != c.want {
			t.Errorf("%q:\ngot  %q\nwant %q", c.cell, got, c.want)
		}
	}
}

// Whatever a cell holds, its lines stay where they are, and plain Python stays as it is.
func TestCellKeepsPlaces(t *testing.T) {
	piece := rapid.SampledFrom([]string{"%", "%%", "!", "?", "x", "=", "\"", "'''", "f\"", "{", "}", "(", ")", ":", "#", "\\", "\n", "\r\n", "\r", " ", "é", "\xff"})
	rapid.Check(t, func(t *rapid.T) {
		cell := strings.Join(rapid.SliceOfN(piece, 0, 50).Draw(t, "pieces"), "")
		got := analysis.Cell(cell)
		if len(got) != len(cell) {
			t.Fatalf("%q became %q", cell, got)
		}
		for i := range cell {
			if (cell[i] == '\n' || cell[i] == '\r') != (got[i] == '\n' || got[i] == '\r') {
				t.Fatalf("the lines of %q changed: %q", cell, got)
			}
		}
		if !strings.ContainsAny(cell, "%!?") && got != cell {
			t.Fatalf("%q became %q", cell, got)
		}
	})
}
