package taint

import "testing"

// What two lists have in common does not grow by being asked for again and again.
func TestCommonFacts(t *testing.T) {
	station := &step{}
	list := []fact{{at: station, kinds: 1, needs: 1}, {at: station, kinds: 3, needs: 2}, {at: &step{}, kinds: 1}}
	got := list
	for range 10 {
		got = common(got, list)
	}
	if len(got) != 4 { // needing 1, 2, or both; and that of the other station
		t.Errorf("%d facts: %+v", len(got), got)
	}
	for _, f := range got {
		if f.kinds&1 == 0 {
			t.Errorf("%+v lost what both lists hold", f)
		}
	}
}
