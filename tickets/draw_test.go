package tickets_test

import (
	"cmp"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"hotline12345/tickets"
)

// places are where the picture of the loop shows the states: column and row.
var places = map[tickets.State][2]float64{
	tickets.Unwritten: {0, 0}, tickets.Registered: {1, 0}, tickets.Dispatched: {2, 0}, tickets.Handling: {3, 0},
	tickets.Checking: {4, 0}, tickets.Answering: {5, 0}, tickets.Answered: {6, 0}, tickets.Revisited: {7, 0},
	tickets.Archived: {8, 0}, tickets.Redo: {4.5, 0.8}, tickets.Merged: {3, -0.75},
}

// arrow is a change of state, with the moves that make it.
type arrow struct {
	from, to tickets.State
	moves    []string
}

// arrows reads the table of moves. Archiving is possible from everywhere with a
// reason; the picture shows only the way that the loop ends.
func arrows() []arrow {
	var list []arrow
	for _, r := range tickets.Transitions() {
		for _, from := range r.From {
			if r.To == tickets.Same || from == r.To {
				continue
			}
			if r.Move == tickets.MoveArchive && from != tickets.Revisited && from != tickets.Answered {
				continue
			}
			label := string(r.Move)
			i := slices.IndexFunc(list, func(a arrow) bool { return a.from == from && a.to == r.To })
			if i < 0 {
				list = append(list, arrow{from: from, to: r.To})
				i = len(list) - 1
			}
			if !slices.Contains(list[i].moves, label) {
				list[i].moves = append(list[i].moves, label)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b arrow) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	return list
}

const (
	stepX, stepY     = 150.0, 260.0
	boxW, boxH       = 96.0, 40.0
	offsetX, offsetY = 70.0, 250.0
)

func centre(s tickets.State) (x, y float64) {
	p := places[s]
	return offsetX + p[0]*stepX, offsetY + p[1]*stepY
}

// drawn is the picture of the loop.
func drawn() string {
	var b strings.Builder
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1340 500" font-family="sans-serif" font-size="11">
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="#5b6775"/></marker></defs>
<rect width="1340" height="500" fill="#fff"/>
`)
	for _, a := range arrows() {
		b.WriteString(a.draw())
	}
	for _, s := range append([]tickets.State{tickets.Unwritten}, tickets.States()...) {
		x, y := centre(s)
		name, fill := string(s), "#e6f0fa"
		switch {
		case s == tickets.Unwritten:
			name, fill = "a matter", "#fff"
		case !s.Open():
			fill = "#e3f5ea"
		}
		fmt.Fprintf(&b, `<rect x="%.0f" y="%.0f" width="%.0f" height="%.0f" rx="9" fill="%s" stroke="#17202b"/>`+
			`<text x="%.0f" y="%.0f" text-anchor="middle" font-size="13" font-weight="600">%s</text>`+"\n",
			x-boxW/2, y-boxH/2, boxW, boxH, fill, x, y+5, name)
	}
	return b.String() + "</svg>\n"
}

// draw draws one arrow: the way on goes over the states, the way back under
// them, the farther the higher.
func (a arrow) draw() string {
	x1, y1 := centre(a.from)
	x2, y2 := centre(a.to)
	span := math.Abs(x2-x1) / stepX
	label := strings.Join(a.moves, ", ")
	if y1 == y2 && x2 > x1 && span == 1 {
		return fmt.Sprintf(`<path d="M%.0f,%.0f L%.0f,%.0f" fill="none" stroke="#5b6775" marker-end="url(#head)"/>`+
			`<text x="%.0f" y="%.0f" text-anchor="middle" fill="#0b5cad">%s</text>`+"\n",
			x1+boxW/2, y1, x2-boxW/2, y2, (x1+x2)/2, y1-8, label)
	}
	side := -1.0
	if x2 <= x1 || y1 != y2 {
		side = 1
	}
	sy, ey := y1+side*boxH/2, y2+side*boxH/2
	switch {
	case y1 < y2:
		sy, ey = y1+boxH/2, y2-boxH/2
	case y1 > y2:
		sy, ey = y1-boxH/2, y2+boxH/2
	}
	shift := math.Max(12*span, 8)
	if x2 < x1 || x1 == x2 && y2 < y1 {
		shift = -shift
	}
	bend := side * (20 + 30*span)
	if y1 != y2 {
		bend = 0
	}
	x1, x2 = x1+shift/2, x2-shift/2
	if y1 != y2 && span < 1 { // there and back, side by side
		x1, x2 = x1+3*shift, x2+4*shift
	}
	cx, cy := (x1+x2)/2, (sy+ey)/2+bend
	at := 0.5 // where the label stands on the way
	if y1 != y2 {
		at = 0.3
	}
	on := func(a, b, c float64) float64 { return (1-at)*(1-at)*a + 2*at*(1-at)*b + at*at*c }
	return fmt.Sprintf(`<path d="M%.0f,%.0f Q%.0f,%.0f %.0f,%.0f" fill="none" stroke="#5b6775" marker-end="url(#head)"/>`+
		`<text x="%.0f" y="%.0f" text-anchor="middle" fill="#0b5cad" stroke="#fff" stroke-width="3" paint-order="stroke">%s</text>`+"\n",
		x1, sy, cx, cy, x2, ey, on(x1, cx, x2), on(sy, cy, ey)+3, label)
}

// described is the table in words.
func described() string {
	var b strings.Builder
	b.WriteString("# The loop of a ticket\n\n![The states of a ticket and the moves between them](loop.svg)\n\n" +
		"Written from the table of moves in `tickets/transition.go` (`go test ./tickets -update`). A move\n" +
		"that is not here is refused with the reason. With a recorded reason (withdrawn, unreachable\n" +
		"after the plan of attempts, ...) a ticket may be archived from every state.\n\n" +
		"| move | from | to | who | when |\n|---|---|---|---|---|\n")
	for _, r := range tickets.Transitions() {
		when := ""
		if r.If != nil {
			when = r.If.Name
		}
		to := string(r.To)
		if r.To == tickets.Same {
			to = "(stays)"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", r.Move, joined(r.From), to, joined(r.Roles), when)
	}
	return b.String()
}

func joined[S ~string](list []S) string {
	words := make([]string, len(list))
	for i, s := range list {
		words[i] = string(s)
		if s == "" {
			words[i] = "(new)"
		}
	}
	return strings.Join(words, ", ")
}

// TestThePictureIsTheTable: the documents show the table as it is.
func TestThePictureIsTheTable(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{"../docs/loop.svg": drawn(), "../docs/loop.md": described()} {
		if *update {
			must(t, os.WriteFile(file, []byte(want), 0o644))
		}
		have, err := os.ReadFile(file)
		must(t, err)
		if string(have) != want {
			t.Errorf("%s is not what the table says: run go test ./tickets -update", file)
		}
	}
}
