//go:build js

package jshost

import (
	"context"
	"fmt"
	"syscall/js"
)

// instance is a module.Instance.
type instance struct {
	exports js.Value // undefined once closed
	bytes   js.Value // the class Uint8Array
}

func (i *instance) Call(_ context.Context, export string, args ...uint32) (result uint32, err error) {
	in := make([]any, len(args))
	for n, v := range args {
		in[n] = v
	}
	err = guard(func() {
		if out := i.exports.Call(export, in...); out.Type() == js.TypeNumber {
			result = uint32(int32(int64(out.Float()))) // numbers of 32 bits come with a sign
		}
	})
	return result, err
}

// view is a window on the memory. It must not be kept: memory that grows leaves older windows empty.
func (i *instance) view(at uint32, length int) (view js.Value, err error) {
	err = guard(func() { view = i.bytes.New(i.memory(), at, length) })
	return view, err
}

func (i *instance) Read(at uint32, into []byte) error {
	view, err := i.view(at, len(into))
	if err == nil {
		js.CopyBytesToGo(into, view)
	}
	return err
}

func (i *instance) Write(at uint32, from []byte) error {
	view, err := i.view(at, len(from))
	if err == nil {
		js.CopyBytesToJS(view, from)
	}
	return err
}

func (i *instance) memory() js.Value { return i.exports.Get("memory").Get("buffer") }

func (i *instance) Size() uint32 {
	if i.exports.IsUndefined() {
		return 0
	}
	return uint32(i.memory().Get("byteLength").Int())
}

// Close lets JavaScript's collector have the instance.
func (i *instance) Close() { i.exports = js.Undefined() }

// guard turns what JavaScript throws, a trap of a module for instance, into an error.
func guard(call func()) (err error) {
	defer func() {
		switch thrown := recover().(type) {
		case nil:
		case js.Error:
			err = thrown
		default:
			err = fmt.Errorf("%v", thrown)
		}
	}()
	call()
	return nil
}
