package docs_test

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"

	"hotline12345/tickets"
)

// loopPlaces are where the picture of the loop shows the states: column and row.
var loopPlaces = map[tickets.State]point{
	tickets.Unwritten: {0, 0}, tickets.Registered: {1, 0}, tickets.Dispatched: {2, 0}, tickets.Handling: {3, 0},
	tickets.Checking: {4, 0}, tickets.Answering: {5, 0}, tickets.Answered: {6, 0}, tickets.Revisited: {7, 0},
	tickets.Archived: {8, 0}, tickets.Redo: {4.5, 1}, tickets.Merged: {3, -0.72},
}

const (
	loopStepX, loopStepY = 180.0, 320.0
	loopBoxW, loopBoxH   = 96.0, 40.0
	loopX, loopY         = 70.0, 290.0
	labelLine            = 14.0 // height of a line of a label
	labelLetter          = 6.2  // width of a letter of a label, at most
)

type point struct{ x, y float64 }

func loopCentre(s tickets.State) point {
	p := loopPlaces[s]
	return point{loopX + p.x*loopStepX, loopY + p.y*loopStepY}
}

// change is a change of state, with the moves that make it.
type change struct {
	from, to tickets.State
	moves    []string
}

// changes reads the table of moves. Archiving is possible from everywhere with a
// reason; the picture shows only the way that the loop ends.
func changes() []change {
	var list []change
	for _, r := range tickets.Transitions() {
		for _, from := range r.From {
			early := r.Move == tickets.MoveArchive && from != tickets.Revisited && from != tickets.Answered
			if r.To == tickets.Same || from == r.To || early {
				continue
			}
			i := slices.IndexFunc(list, func(c change) bool { return c.from == from && c.to == r.To })
			if i < 0 {
				i, list = len(list), append(list, change{from: from, to: r.To})
			}
			if name := string(r.Move); !slices.Contains(list[i].moves, name) {
				list[i].moves = append(list[i].moves, name)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b change) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	return list
}

// curve is a quadratic Bézier curve from a to b, bent towards c.
type curve struct{ a, c, b point }

func (q curve) at(t float64) point {
	on := func(a, c, b float64) float64 { return (1-t)*(1-t)*a + 2*t*(1-t)*c + t*t*b }
	return point{on(q.a.x, q.c.x, q.b.x), on(q.a.y, q.c.y, q.b.y)}
}

// way is where a change is drawn: the way on goes over the states, the way back under
// them, the farther the higher; to other rows it is straight.
func (c change) way() curve {
	a, b := loopCentre(c.from), loopCentre(c.to)
	span := math.Abs(b.x-a.x) / loopStepX
	switch {
	case a.y == b.y && b.x > a.x && span == 1:
		a.x, b.x = a.x+loopBoxW/2, b.x-loopBoxW/2
		return curve{a, point{(a.x + b.x) / 2, a.y}, b}
	case a.y != b.y:
		down := math.Copysign(1, b.y-a.y)
		lean := math.Copysign(math.Min(7*span, 40), b.x-a.x)
		a, b = point{a.x + lean + 7*down, a.y + down*loopBoxH/2}, point{b.x - lean + 7*down, b.y - down*loopBoxH/2}
		return curve{a, point{(a.x + b.x) / 2, (a.y + b.y) / 2}, b}
	}
	side := math.Copysign(1, a.x-b.x) // under the states on the way back
	lean := math.Copysign(math.Min(6*span, 40), b.x-a.x)
	a, b = point{a.x + lean, a.y + side*loopBoxH/2}, point{b.x - lean, b.y + side*loopBoxH/2}
	return curve{a, point{(a.x + b.x) / 2, a.y + side*(20+46*span)}, b}
}

// area is a rectangle that a label or a state takes.
type area struct{ left, top, right, bottom float64 }

func (r area) meets(o area) bool {
	return r.left < o.right && o.left < r.right && r.top < o.bottom && o.top < r.bottom
}

func stateArea(s tickets.State) area {
	p := loopCentre(s)
	return area{p.x - loopBoxW/2, p.y - loopBoxH/2, p.x + loopBoxW/2, p.y + loopBoxH/2}
}

// labelArea is what a change's moves take, one below the other, around a point.
func (c change) labelArea(at point) area {
	longest := 0
	for _, m := range c.moves {
		longest = max(longest, len(m))
	}
	w, h := labelLetter*float64(longest)+4, labelLine*float64(len(c.moves))
	return area{at.x - w/2, at.y - h/2, at.x + w/2, at.y + h/2}
}

// labels places each change's label on its way, where nothing is yet: the shortest ways,
// which have the least choice, first.
func labels(list []change) (map[int]area, error) {
	var taken []area
	for s := range loopPlaces {
		taken = append(taken, stateArea(s))
	}
	order := make([]int, len(list))
	for i := range list {
		order[i] = i
	}
	length := func(i int) float64 { q := list[i].way(); return math.Hypot(q.b.x-q.a.x, q.b.y-q.a.y) }
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(length(a), length(b)) })
	placed := map[int]area{}
	for _, i := range order {
		q, found := list[i].way(), false
		for step := 0; step <= 40 && !found; step++ {
			t := 0.5 + float64((step+1)/2)*0.0225*float64(1-2*(step%2)) // 0.5, then a little before and after it
			at := q.at(t)
			if q.a.y == q.b.y && q.c.y == q.a.y { // above a short straight way
				at.y -= labelLine*float64(len(list[i].moves))/2 + 4
			}
			r := list[i].labelArea(at)
			if !slices.ContainsFunc(taken, r.meets) {
				placed[i], taken, found = r, append(taken, r), true
			}
		}
		if !found {
			return nil, fmt.Errorf("no room for %v from %s to %s", list[i].moves, list[i].from, list[i].to)
		}
	}
	return placed, nil
}

// drawLoop shows the states and the moves between them.
func drawLoop(t *testing.T) string {
	list := changes()
	placed, err := labels(list)
	must(t, err)
	d := drawing{width: loopX*2 + 8*loopStepX, height: loopY + loopStepY + 40}
	for _, c := range list {
		q := c.way()
		fmt.Fprintf(&d.body, `<path class="arrow" marker-end="url(#head)" d="M%.0f,%.0f Q%.0f,%.0f %.0f,%.0f"/>`+"\n", q.a.x, q.a.y, q.c.x, q.c.y, q.b.x, q.b.y)
	}
	for i, c := range list {
		for n, m := range c.moves {
			d.text("mark halo", "middle", (placed[i].left+placed[i].right)/2, placed[i].top+labelLine*(float64(n)+0.8), m)
		}
	}
	for _, s := range append([]tickets.State{tickets.Unwritten}, tickets.States()...) {
		r, class, name := stateArea(s), "shell", string(s)
		switch {
		case s == tickets.Unwritten:
			class, name = "box", "a matter"
		case !s.Open():
			class = "pure"
		}
		d.box(class, r.left, r.top, loopBoxW, loopBoxH)
		d.text("title", "middle", (r.left+r.right)/2, r.top+loopBoxH/2+5, name)
	}
	return d.String()
}

// TestThePictureOfTheLoop: docs/loop.svg shows the table of moves as it is, and each
// label has a place of its own.
func TestThePictureOfTheLoop(t *testing.T) {
	for _, s := range tickets.States() {
		if _, ok := loopPlaces[s]; !ok {
			t.Errorf("the picture has no place for %s", s)
		}
	}
	generated(t, "docs/loop.svg", drawLoop(t))
}
