package packages_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"underpin/analysis/internal/source"
	"underpin/analysis/packages"
)

func TestGuarded(t *testing.T) {
	for _, c := range []struct {
		code string
		want bool
	}{
		{"import x\n", false},
		{"try:\n    import x\nexcept ImportError:\n    x = None\n", true},
		{"try:\n    pass\nexcept ImportError:\n    import x\n", true},
		{"if TYPE_CHECKING:\n    import x\n", true},
		{"if a:\n    pass\nelif b:\n\n    # why\n    import x\n", true},
		{"if True: import x\n", true},
		{"with contextlib.suppress(ImportError):\n    import x\n", true},
		{"with open(p) as f:\n    import x\n", false},
		{"def f():\n    import x\n", false},
		{"def f():\n\tif a:\n\t\timport x\n", true},
		{"if a:\n    pass\n\nimport x\n", false},
		{"if a:\n    pass\ndef f():\n    import x\n", false},
		{"if __name__ == \"__main__\":\n    import x\n", false},
		{"class C:\n    def f(self):\n        for a in b:\n            import x\n", false},
		{"tryst = 1\nimport x\n", false},
	} {
		text := source.NewString(c.code)
		if got := packages.Guarded(text, strings.Index(c.code, "import x")); got != c.want {
			t.Errorf("%q: %v", c.code, got)
		}
	}
}

func TestGuardedAnywhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"if a:", "\n", " ", "\t", "import x", "try:", "é", "\r", "#"}), 0, 20).Draw(t, "code"), "")
		packages.Guarded(source.NewString(code), rapid.IntRange(0, len(code)).Draw(t, "at"))
	})
}

func TestQuoted(t *testing.T) {
	if !packages.Quoted(`find_spec("x")`, "x") || !packages.Quoted(`importorskip('x')`, "x") || packages.Quoted(`find_spec("x.y")`, "x") {
		t.Error("a module's name in a string")
	}
}

func TestOptional(t *testing.T) {
	for _, test := range []struct {
		text  string
		whole bool
		want  bool
	}{
		{"import fast\n", false, false},
		{"try:\n    import fast\nexcept ImportError:\n    fast = None\n", false, true},
		{"try:\n    from fast import x\nexcept ImportError:\n    pass\n", true, true},
		{"try:\n    import fast.part\nexcept ImportError:\n    pass\n", false, true},
		{"try:\n    import fast.part\nexcept ImportError:\n    pass\n", true, false},
		{"try:\n    import faster\nexcept ImportError:\n    pass\n", false, false},
		{"def f():\n    import fast\n", false, false},
		{"fast = pytest.importorskip(\"fast\")\n", true, true},
		{"HAS = find_spec('fast') is not None\n", false, true},
		{"log = getLogger(\"fast\")\n", false, false},
		{"fast", false, false},
		{"x.fast", false, false},
	} {
		if got := packages.Optional(source.NewString(test.text), "fast", test.whole); got != test.want {
			t.Errorf("%q: %v, want %v", test.text, got, test.want)
		}
	}
}
