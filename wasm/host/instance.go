package host

import (
	"context"
	"fmt"

	"github.com/tetratelabs/wazero/api"
)

// instance is a module.Instance.
type instance struct {
	module api.Module
	calls  map[string]api.Function
	stack  [1]uint64 // every export takes one number at most and gives one
}

func (i *instance) Call(ctx context.Context, export string, args ...uint32) (uint32, error) {
	i.stack[0] = 0
	for _, v := range args {
		i.stack[0] = uint64(v)
	}
	f := i.calls[export]
	if err := f.CallWithStack(ctx, i.stack[:]); err != nil {
		return 0, err
	}
	return uint32(i.stack[0]), nil
}

func (i *instance) Read(at uint32, into []byte) error {
	from, ok := i.module.Memory().Read(at, uint32(len(into)))
	if !ok {
		return fmt.Errorf("%d bytes at %d lie outside of its memory", len(into), at)
	}
	copy(into, from)
	return nil
}

func (i *instance) Write(at uint32, from []byte) error {
	if !i.module.Memory().Write(at, from) {
		return fmt.Errorf("%d bytes at %d lie outside of its memory", len(from), at)
	}
	return nil
}

func (i *instance) Size() uint32 { return i.module.Memory().Size() }

func (i *instance) Close() { i.module.Close(context.Background()) }
