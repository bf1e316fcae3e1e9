package fix

import "testing"

// The pieces of an argument list that the maker goes by; whole edits are asserted by the examples of the rules.
func TestPlainGap(t *testing.T) {
	for text, want := range map[string]bool{", verify=False": true, ",\n    verify=False": true, " , x=1": true, ", # why\n x=1": false, "x": false} {
		if plainGap(text) != want {
			t.Errorf("plainGap(%q) is %v", text, !want)
		}
	}
}
