package flow_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"underpin/analysis/internal/flow"
)

// graph lists the successors of each node.
type graph [][]int32

func (g graph) order(entry int32) ([]int32, []bool) {
	return flow.Order(len(g), entry, func(v int32, to []int32) []int32 { return append(to, g[v]...) })
}

func (g graph) components() [][]int32 {
	return flow.Components(len(g), func(v int32) []int32 { return g[v] })
}

// reach is the oracle: reach[v][w] tells whether a walk of at least one edge
// leads from v to w (Warshall).
func (g graph) reach() [][]bool {
	r := make([][]bool, len(g))
	for v, out := range g {
		r[v] = make([]bool, len(g))
		for _, w := range out {
			r[v][w] = true
		}
	}
	for k := range g {
		for i := range g {
			for j := range g {
				r[i][j] = r[i][j] || r[i][k] && r[k][j]
			}
		}
	}
	return r
}

func randomGraph(t *rapid.T) graph {
	n := rapid.IntRange(1, 24).Draw(t, "nodes")
	g := make(graph, n)
	for v := range g {
		g[v] = rapid.SliceOfN(rapid.Int32Range(0, int32(n-1)), 0, 3).Draw(t, "to")
	}
	return g
}

func TestOrder(t *testing.T) {
	for _, c := range []struct {
		name  string
		graph graph
		order []int32
		heads []int32
	}{
		{"one node", graph{{}}, []int32{0}, nil},
		{"a chain", graph{{1}, {2}, {}}, []int32{0, 1, 2}, nil},
		{"the first way of a branch stands first", graph{{1, 2}, {3}, {3}, {}}, []int32{0, 1, 2, 3}, nil},
		{"what nothing leads to is left out", graph{{2}, {2}, {}}, []int32{0, 2}, nil},
		{"a loop", graph{{1}, {2, 3}, {1}, {}}, []int32{0, 1, 2, 3}, []int32{1}},
		{"a loop on itself", graph{{1}, {1, 2}, {}}, []int32{0, 1, 2}, []int32{1}},
		{"the entry as a head", graph{{1, 2}, {0}, {}}, []int32{0, 1, 2}, []int32{0}},
		{"loops within loops", graph{{1}, {2, 4}, {3, 1}, {2}, {}}, []int32{0, 1, 2, 3, 4}, []int32{1, 2}},
		{"two ways into a loop", graph{{1, 2}, {2}, {1}}, []int32{0, 2, 1}, []int32{2}},
		{"an edge twice", graph{{1, 1}, {}}, []int32{0, 1}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			order, head := c.graph.order(0)
			if !slices.Equal(order, c.order) {
				t.Errorf("order %v, want %v", order, c.order)
			}
			var heads []int32
			for v, is := range head {
				if is {
					heads = append(heads, int32(v))
				}
			}
			if !slices.Equal(heads, c.heads) {
				t.Errorf("heads %v, want %v", heads, c.heads)
			}
		})
	}
}

// Whatever the graph: the reachable nodes once each, and every edge leads to a
// later node or to a loop head.
func TestOrderOfAnyGraph(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := randomGraph(t)
		order, head := g.order(0)
		place := make([]int, len(g))
		for i, v := range order {
			if place[v] != 0 {
				t.Fatalf("node %d stands twice in %v", v, order)
			}
			place[v] = i + 1
		}
		reach := g.reach()
		heads := make([]bool, len(g))
		for v := range g {
			if want := v == 0 || reach[0][v]; want != (place[v] != 0) {
				t.Fatalf("node %d: reachable %v, order %v", v, want, order)
			}
			if place[v] == 0 {
				continue
			}
			for _, w := range g[v] {
				heads[w] = heads[w] || place[w] <= place[v]
			}
		}
		if !slices.Equal(heads, head) {
			t.Fatalf("heads %v, want %v in order %v", head, heads, order)
		}
		if again, _ := g.order(0); !slices.Equal(again, order) {
			t.Fatalf("another order the second time: %v and %v", order, again)
		}
	})
}

// Two nodes share a component exactly if each reaches the other, and a component
// comes after all that it has edges to.
func TestComponentsOfAnyGraph(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := randomGraph(t)
		comps := g.components()
		of := make([]int, len(g))
		for c, members := range comps {
			if !slices.IsSorted(members) {
				t.Fatalf("component %v is not sorted", members)
			}
			for _, v := range members {
				if of[v] != 0 {
					t.Fatalf("node %d is in two components of %v", v, comps)
				}
				of[v] = c + 1
			}
		}
		reach := g.reach()
		for v := range g {
			for w := range g {
				if same := v == w || reach[v][w] && reach[w][v]; same != (of[v] == of[w]) {
					t.Fatalf("nodes %d and %d: in one component %v, want %v", v, w, of[v] == of[w], same)
				}
				if reach[v][w] && of[w] > of[v] {
					t.Fatalf("%d reaches %d, whose component comes later: %v", v, w, comps)
				}
			}
		}
		if again := g.components(); !slices.EqualFunc(comps, again, slices.Equal[[]int32]) {
			t.Fatalf("other components the second time: %v and %v", comps, again)
		}
	})
}

// A call chain as deep as a large program must not exhaust the stack.
func TestDeepGraphs(t *testing.T) {
	const n = 300_000
	g := make(graph, n)
	for v := range n - 1 {
		g[v] = []int32{int32(v + 1)}
	}
	if order, _ := g.order(0); len(order) != n || order[n-1] != n-1 {
		t.Errorf("a chain of %d nodes: %d in order", n, len(order))
	}
	if comps := g.components(); len(comps) != n || comps[0][0] != n-1 {
		t.Errorf("a chain of %d nodes: %d components", n, len(comps))
	}
	g[n-1] = []int32{0}
	if comps := g.components(); len(comps) != 1 {
		t.Errorf("a circle: %d components", len(comps))
	}
}
