package types_test
import ("testing";"fmt";"strings")
func TestZZ(t *testing.T) {
	var b strings.Builder
	b.WriteString("import sqlite3\ndef f0(): return sqlite3.connect('a')\n")
	for i := 1; i < 80; i++ {
		fmt.Fprintf(&b, "def f%d():\n    return f%d()\n", i, i-1)
	}
	up, down := link(t, b.String()), link(t, b.String())
	a, c := map[string]string{}, map[string]string{}
	for i := 0; i<80; i++ { n := fmt.Sprint("f",i); a[n] = describe(up.Result(up.function(t, n))) }
	for i := 79; i>=0; i-- { n := fmt.Sprint("f",i); c[n] = describe(down.Result(down.function(t, n))) }
	for i := 0; i<80; i++ {
		n := fmt.Sprint("f",i)
		if a[n] != c[n] { t.Errorf("%s: %s / %s", n, a[n], c[n]) }
	}
}
