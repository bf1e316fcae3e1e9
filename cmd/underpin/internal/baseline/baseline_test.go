package baseline

import (
	"strings"
	"testing"
)

func TestRoundTrip(t *testing.T) {
	var b strings.Builder
	err := Write(&b, []Entry{{"f2", "r", "b.py", 0}, {"f1", "r", "a.py", 0}, {"f2", "r", "b.py", 0}})
	if err != nil {
		t.Fatal(err)
	}
	want := `{
  "version": 1,
  "findings": [
    {"fingerprint":"f1","rule":"r","path":"a.py","count":1},
    {"fingerprint":"f2","rule":"r","path":"b.py","count":2}
  ]
}
`
	if b.String() != want {
		t.Errorf("got:\n%s", b.String())
	}
	known, err := Read("base.json", []byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	for i, test := range []struct {
		fingerprint string
		want        bool
	}{{"f1", true}, {"f1", false}, {"f2", true}, {"f2", true}, {"f2", false}, {"f3", false}} {
		if got := known.Take(test.fingerprint); got != test.want {
			t.Errorf("%d: Take(%s) = %t", i, test.fingerprint, got)
		}
	}
	if (*Baseline)(nil).Take("f1") {
		t.Error("no baseline knows nothing")
	}
}

func TestEmpty(t *testing.T) {
	var b strings.Builder
	if err := Write(&b, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := Read("base.json", []byte(b.String())); err != nil {
		t.Error(err)
	}
}

func TestErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                          "base.json: not a baseline",
		"[]":                        "base.json: not a baseline",
		`{"version":7}`:             "base.json: a baseline of version 7, expected 1",
		`{"findings":[{"rule":1}]}`: "base.json: not a baseline",
	} {
		if _, err := Read("base.json", []byte(text)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
}
