package terminal

import "testing"

func TestColor(t *testing.T) {
	for _, test := range []struct {
		choice string
		env    map[string]string
		want   bool
	}{
		{"auto", nil, false}, // no terminal
		{"always", map[string]string{"NO_COLOR": "1"}, true},
		{"never", map[string]string{"FORCE_COLOR": "1"}, false},
		{"auto", map[string]string{"FORCE_COLOR": "1"}, true},
		{"auto", map[string]string{"FORCE_COLOR": "0"}, false},
		{"auto", map[string]string{"NO_COLOR": "1", "FORCE_COLOR": "1"}, false},
	} {
		if got := Color(test.choice, nil, func(name string) string { return test.env[name] }); got != test.want {
			t.Errorf("%+v: got %t", test, got)
		}
	}
}

func TestWidth(t *testing.T) {
	for columns, want := range map[string]int{"": 100, "72": 72, "5": 40, "9999": 160, "x": 100} {
		if got := Width(nil, func(string) string { return columns }); got != want {
			t.Errorf("COLUMNS=%q: got %d, want %d", columns, got, want)
		}
	}
}

func TestNoProgressWithoutATerminal(t *testing.T) {
	p := NewProgress(nil, func(string) string { return "" })
	p.Step(1, 2) // nothing happens
	p.Done()
}
