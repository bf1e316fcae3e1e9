//go:build js

package jshost_test

import (
	"encoding/json"
	"io"
	"syscall/js"
	"testing"

	"underpin/wasm/jshost"
)

// Messages keep their order, whoever is there first; what is sent is text; closing ends who waits.
func TestPort(t *testing.T) {
	var sent []string
	send := js.FuncOf(func(_ js.Value, args []js.Value) any { sent = append(sent, args[0].String()); return nil })
	defer send.Release()
	port := jshost.NewPort(send.Value)
	receive := port.Receive()
	defer receive.Release()
	receive.Invoke(`{"id":1}`)
	receive.Invoke(`{"id":2}`)
	read := func() (id int, err error) {
		var raw json.RawMessage
		if err := port.ReadObject(&raw); err != nil {
			return 0, err
		}
		var m struct{ ID int }
		err = json.Unmarshal(raw, &m)
		return m.ID, err
	}
	for want := 1; want <= 2; want++ {
		if id, err := read(); id != want || err != nil {
			t.Errorf("got message %d (%v), want %d", id, err, want)
		}
	}
	// One that comes from JavaScript while Go waits.
	js.Global().Call("setTimeout", receive, 1, `{"id":3}`)
	if id, err := read(); id != 3 || err != nil {
		t.Errorf("got message %d (%v), want 3", id, err)
	}
	if err := port.WriteObject(map[string]string{"text": "é😀"}); err != nil || len(sent) != 1 || sent[0] != `{"text":"é😀"}` {
		t.Errorf("sent %q (%v)", sent, err)
	}
	go port.Close()
	if _, err := read(); err != io.EOF {
		t.Errorf("a closed port gives %v", err)
	}
}
