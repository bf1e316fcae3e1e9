// Package flow holds the graph algorithms that every dataflow analysis here
// stands on: the order of blocks, loop heads and strongly connected components.
//
// It knows neither the IR nor any lattice: graphs come as functions over small
// integers. taint orders blocks and functions with it. All results depend on
// the graph alone, never on map order or time.
package flow

import "slices"

// Order gives the nodes reachable from entry in reverse postorder, and for each
// node of the graph whether an edge from a later (or the same) node in that
// order enters it: a loop head. Successors are visited in the order given.
func Order(n int, entry int32, succs func(node int32, to []int32) []int32) (order []int32, head []bool) {
	const (
		fresh = iota
		open
		done
	)
	mark := make([]uint8, n)
	head = make([]bool, n)
	order = make([]int32, n)
	at := n
	type frame struct {
		node int32
		next int
		out  []int32
	}
	var buf []int32
	push := func(stack []frame, v int32) []frame {
		mark[v] = open
		from := len(buf)
		buf = succs(v, buf)
		return append(stack, frame{node: v, out: buf[from:len(buf):len(buf)]})
	}
	stack := push(nil, entry)
	for len(stack) > 0 {
		f := &stack[len(stack)-1]
		if f.next == len(f.out) {
			mark[f.node] = done
			at--
			order[at] = f.node
			stack = stack[:len(stack)-1]
			continue
		}
		// The last successor first: reverse postorder then keeps the first one first.
		v := f.out[len(f.out)-1-f.next]
		f.next++
		switch mark[v] {
		case fresh:
			stack = push(stack, v)
		case open:
			head[v] = true
		}
	}
	return order[at:], head
}

// Components gives the strongly connected components of the graph 0..n-1 in
// bottom-up order: every component comes after those it has edges to. Nodes
// inside a component are in ascending order. Tarjan's algorithm without recursion.
func Components(n int, succs func(node int32) []int32) [][]int32 {
	index := make([]int32, n)
	low := make([]int32, n)
	onStack := make([]bool, n)
	next := make([]int32, n)
	var counter int32
	var stack, work []int32
	var comps [][]int32
	for root := range n {
		if index[root] != 0 {
			continue
		}
		work = append(work, int32(root))
		for len(work) > 0 {
			v := work[len(work)-1]
			if index[v] == 0 {
				counter++
				index[v], low[v] = counter, counter
				stack = append(stack, v)
				onStack[v] = true
			}
			out := succs(v)
			if int(next[v]) < len(out) {
				w := out[next[v]]
				next[v]++
				if index[w] == 0 {
					work = append(work, w)
				} else if onStack[w] {
					low[v] = min(low[v], index[w])
				}
				continue
			}
			work = work[:len(work)-1]
			if len(work) > 0 {
				p := work[len(work)-1]
				low[p] = min(low[p], low[v])
			}
			if low[v] != index[v] {
				continue
			}
			comps = append(comps, pop(&stack, onStack, v))
		}
	}
	return comps
}

func pop(stack *[]int32, onStack []bool, root int32) []int32 {
	s := *stack
	i := len(s) - 1
	for s[i] != root {
		i--
	}
	comp := append([]int32(nil), s[i:]...)
	for _, v := range comp {
		onStack[v] = false
	}
	*stack = s[:i]
	slices.Sort(comp)
	return comp
}
