package taint

import (
	"slices"
)

// A loop is walked until its head sees nothing new, at most maxPasses times; what
// stands before and behind it is walked once, and an inner loop comes to rest in
// each turn of the outer one. What a turn found is forgotten when another one
// follows: the last turn knows all that comes round.

// loops are the loops of one function. Blocks go by their place in the order of
// the walk, which is reverse postorder.
type loops struct {
	at    []int32   // place by block, -1 when it is not reached
	body  [][]int32 // by place of a head: the places of its loop's blocks, in order
	preds [][]int32 // by place
	done  []int32   // by place: the last run that left it to an inner loop
	round [][]fact  // by place of a head: what holds wherever it is reached again
	again []bool    // by place of a head: it is
	runs  int32
}

// compute finds the blocks of each loop: those from which its head can be reached
// again without leaving it.
func (l *loops) compute(e *evaluator, order []int32, heads []bool) {
	n := len(order)
	l.at = grow(l.at, len(heads))
	for b := range l.at {
		l.at[b] = -1
	}
	for p, b := range order {
		l.at[b] = int32(p)
	}
	l.body, l.preds, l.done, l.runs = grow(l.body, n), grow(l.preds, n), grow(l.done, n), 0
	l.round, l.again = grow(l.round, n), grow(l.again, n)
	var buf []int32
	for p, b := range order {
		buf = e.succs(b, buf[:0])
		for _, s := range buf {
			l.preds[l.at[s]] = append(l.preds[l.at[s]], int32(p))
		}
	}
	for p, b := range order {
		if heads[b] {
			l.body[p] = l.around(int32(p))
		}
	}
}

// around gives the loop of the head at a place.
func (l *loops) around(head int32) []int32 {
	body := []int32{head}
	var open []int32
	add := func(p int32) {
		if p > head && !slices.Contains(body, p) {
			body, open = append(body, p), append(open, p)
		}
	}
	for _, p := range l.preds[head] {
		add(p)
	}
	for len(open) > 0 {
		p := open[len(open)-1]
		open = open[:len(open)-1]
		for _, q := range l.preds[p] {
			add(q)
		}
	}
	slices.Sort(body)
	return body
}

// run walks the blocks at the given places once, and loops that begin at one of
// them until they rest, except the one whose head is self. It is false when there
// is too much to do.
func (e *evaluator) run(order, places []int32, self int32) bool {
	e.loops.runs++
	now := e.loops.runs
	for _, p := range places {
		b := order[p]
		if e.loops.done[p] == now || e.in[b] == nil {
			continue
		}
		if body := e.loops.body[p]; body != nil && p != self {
			if !e.turn(order, p, body) {
				return false
			}
			for _, q := range body {
				e.loops.done[q] = now
			}
			continue
		}
		if !e.one(b) {
			return false
		}
	}
	return true
}

// turn walks a loop until its head sees nothing new.
func (e *evaluator) turn(order []int32, place int32, body []int32) bool {
	head, start := order[place], e.mark()
	for pass := 1; ; pass++ {
		before := e.in[head].copy()
		e.loops.again[place] = false
		if !e.run(order, body, place) {
			return false
		}
		if pass == maxPasses || e.settledAt(head, before, e.in[head]) {
			e.closing(head, place)
			return true
		}
		e.back(start)
		for _, p := range body {
			if b := order[p]; !e.heads[b] {
				e.in[b] = nil
			}
		}
	}
}

// marked is how much was found up to some moment.
type marked struct {
	hits, sinks, cells, writes, missing, rets int
	yields                                    *value
}

func (e *evaluator) mark() marked {
	s := e.sum
	return marked{len(s.hits), len(s.sinks), len(s.cells), len(s.writes), len(s.missing), len(e.rets), e.yields}
}

// back forgets what was found since.
func (e *evaluator) back(m marked) {
	s := e.sum
	s.hits, s.sinks, s.cells, s.writes = s.hits[:m.hits], s.sinks[:m.sinks], s.cells[:m.cells], s.writes[:m.writes]
	s.missing, e.rets, e.yields = s.missing[:m.missing], e.rets[:m.rets], m.yields
}
