package lsp

import (
	"context"
	"encoding/json"
	"testing"
)

func TestQueueKeepsOrderAndTheNewestOfAKey(t *testing.T) {
	q := newQueue()
	for _, m := range []struct{ key, body string }{{"", "1"}, {"k", "2"}, {"", "3"}, {"k", "4"}} {
		if err := q.put(m.key, json.RawMessage(m.body)); err != nil {
			t.Fatal(err)
		}
	}
	q.end()
	got := ""
	for {
		body, err := q.take(t.Context())
		if err != nil {
			break
		}
		got += string(body)
	}
	if got != "143" {
		t.Error(got)
	}
}

func TestQueueGivesUpAClientThatReadsNothing(t *testing.T) {
	q := newQueue()
	part := make(json.RawMessage, 1<<20)
	for i := 0; i <= full>>20; i++ {
		if err := q.put("", part); err != nil {
			return
		}
		if i >= calm>>20 != q.crowded() {
			t.Fatalf("after %d MB: crowded %t", i, q.crowded())
		}
	}
	if err := q.put("", part); err != errNotReading {
		t.Error(err)
	}
}

func TestQueueWaitsForRoom(t *testing.T) {
	q := newQueue()
	_ = q.put("", make(json.RawMessage, calm+1))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if q.wait(ctx) == nil {
		t.Error("there is no room")
	}
	done := make(chan error)
	go func() { done <- q.wait(t.Context()) }()
	_, _ = q.take(t.Context())
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestAddresses(t *testing.T) {
	for _, same := range [][]string{
		{"file:///c:/a b/x.py", "file:///C:/a%20b/x.py", "file:///c%3A/a%20b/x.py", "FILE:///c:/a b/x.py", "file://localhost/c:/a%20b/x.py"},
		{"untitled:Untitled-1"},
		{"file:///w/%E6%97%A5.py", "file:///w/日.py"},
		{"file:///", "file:///"},
		{"vscode-vfs://github/o/r", "vscode-vfs://github/o/r/"},
	} {
		for _, uri := range same {
			if keyOf(uri) != keyOf(same[0]) {
				t.Errorf("%s is %s, %s is %s", uri, keyOf(uri), same[0], keyOf(same[0]))
			}
			if again := keyOf(escape(keyOf(uri))); again != keyOf(uri) {
				t.Errorf("%s becomes %s", keyOf(uri), again)
			}
		}
	}
	for _, c := range []struct{ folder, key, path string }{
		{"file:///w", "file:///w/a/b.py", "a/b.py"}, {"file:///w", "file:///w2/b.py", ""}, {"file:///", "file:///b.py", "b.py"},
		{"untitled:", "untitled:U", "U"}, {"file:///w", "file:///w", ""},
	} {
		if got, _ := below(c.folder, c.key); got != c.path {
			t.Errorf("%s in %s: %q", c.key, c.folder, got)
		}
	}
}
