package docs_test

import (
	"cmp"
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// phase is a part of the table of moves: a function that returns []Transition.
type phase struct {
	function, file string
	at             int // its place in the table
	moves          []move
}

// move is a move's name and the states that it leads to: "redo", "Redo".
type move struct {
	name string
	to   []string
}

// phases reads the table of moves from the sources of tickets, in its order.
func phases(t *testing.T) []phase {
	t.Helper()
	var list []phase
	order := map[string]int{}
	files := parsed(t, "tickets")
	for _, name := range sortedNames(files) {
		for _, decl := range files[name].Decls {
			f, ok := decl.(*ast.FuncDecl)
			switch {
			case ok && transitionsOnly(f):
				list = append(list, phase{function: f.Name.Name, file: name, moves: movesOf(f)})
			case !ok:
				noteOrder(decl, order)
			}
		}
	}
	for i := range list {
		list[i].at = order[list[i].function]
	}
	slices.SortFunc(list, func(a, b phase) int { return cmp.Compare(a.at, b.at) })
	return list
}

// transitionsOnly reports whether a function takes nothing and returns []Transition.
func transitionsOnly(f *ast.FuncDecl) bool {
	if f.Recv != nil || f.Type.Params.NumFields() > 0 || f.Type.Results.NumFields() != 1 {
		return false
	}
	list, ok := f.Type.Results.List[0].Type.(*ast.ArrayType)
	if !ok {
		return false
	}
	id, ok := list.Elt.(*ast.Ident)
	return ok && id.Name == "Transition" && f.Name.Name != "Transitions" // the whole table
}

// noteOrder reads the order from: var table = slices.Concat(intakeTransitions(), ...).
func noteOrder(decl ast.Decl, order map[string]int) {
	ast.Inspect(decl, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if id, named := nameOf(call); ok && named && strings.HasSuffix(id, "Transitions") && len(call.Args) == 0 {
			order[id] = len(order) + 1
		}
		return true
	})
}

func nameOf(call *ast.CallExpr) (string, bool) {
	if call == nil {
		return "", false
	}
	id, ok := call.Fun.(*ast.Ident)
	if !ok {
		return "", false
	}
	return id.Name, true
}

// movesOf lists the moves of a phase once each, with the states they lead to.
func movesOf(f *ast.FuncDecl) []move {
	var list []move
	ast.Inspect(f.Body, func(n ast.Node) bool {
		lit, ok := n.(*ast.CompositeLit)
		if !ok {
			return true
		}
		name, to := field(lit, "Move"), field(lit, "To")
		if name == "" {
			return true
		}
		name = snake(strings.TrimPrefix(name, "Move"))
		i := slices.IndexFunc(list, func(m move) bool { return m.name == name })
		if i < 0 {
			i = len(list)
			list = append(list, move{name: name})
		}
		if to != "Same" && !slices.Contains(list[i].to, to) {
			list[i].to = append(list[i].to, to)
		}
		return false
	})
	return list
}

// snake is a Go name as the interface writes it: "HandDown" is "hand_down".
func snake(name string) string {
	var b strings.Builder
	for i, c := range name {
		if i > 0 && c >= 'A' && c <= 'Z' {
			b.WriteByte('_')
		}
		b.WriteRune(c)
	}
	return strings.ToLower(b.String())
}

// field is the identifier that a literal gives to a field.
func field(lit *ast.CompositeLit, name string) string {
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			key, _ := kv.Key.(*ast.Ident)
			value, _ := kv.Value.(*ast.Ident)
			if key != nil && value != nil && key.Name == name {
				return value.Name
			}
		}
	}
	return ""
}

// onTheWay are the phases that a ticket passes in turn, by their functions; the
// others may come at any time.
var onTheWay = []string{"intakeTransitions", "dispatchTransitions", "unitTransitions", "checkTransitions", "answerTransitions"}

// drawTicket shows the phases, the file of each, and where its moves lead.
func drawTicket(t *testing.T) string {
	d := drawing{width: 1240}
	x, bottom := 12.0, 0.0
	d.text("title", "start", 12, 26, "the way of a ticket")
	d.text("soft", "start", 158, 26, "one file a phase: its rows of the table, its guards, its effects; → is the state that a move leads to")
	rest := phases(t)
	var way []phase
	for _, want := range onTheWay {
		i := slices.IndexFunc(rest, func(p phase) bool { return p.function == want })
		if i < 0 {
			t.Errorf("tickets has no %s: mend the picture of a ticket", want)
			continue
		}
		way = append(way, rest[i])
		rest = slices.Delete(rest, i, i+1)
	}
	for i, p := range way {
		height := d.card(p, x, 44, 228)
		bottom = max(bottom, 44+height)
		if i > 0 {
			d.arrow("arrow", x-22, 62, x-2, 62)
		}
		x += 248
	}
	y := bottom + 54
	if len(way) == len(onTheWay) {
		d.back(way, bottom)
	}
	d.text("title", "start", 12, y, "beside the way, at any time")
	x, bottom = 12, y
	for _, p := range rest {
		bottom = max(bottom, y+14+d.card(p, x, y+14, 228))
		x += 248
	}
	d.width, d.height = max(d.width, x), bottom+16
	return d.String()
}

// card draws a phase and returns its height.
func (d *drawing) card(p phase, x, y, width float64) float64 {
	var lines []string
	for _, m := range p.moves {
		line := m.name
		if len(m.to) > 0 {
			line += " → " + strings.ToLower(strings.Join(m.to, ", "))
		}
		lines = append(lines, line)
	}
	height := 48 + 16*float64(len(lines)) - 2
	d.box("pure", x, y, width, height)
	d.text("title", "start", x+12, y+22, strings.TrimSuffix(p.function, "Transitions"))
	d.text("mark", "end", x+width-12, y+22, p.file)
	for i, line := range lines {
		d.text("soft", "start", x+12, y+44+16*float64(i), line)
	}
	return height
}

// back draws the way back to the unit, if a move of a later phase leads there.
func (d *drawing) back(way []phase, bottom float64) {
	unit := 12 + 248*2 + 114.0
	for i := len(way) - 1; i > 2; i-- {
		for _, m := range way[i].moves {
			if slices.Contains(m.to, "Redo") {
				from := 12 + 248*float64(i) + 114
				d.arrow("arrow", from, bottom+4, from, bottom+22, unit, bottom+22, unit, bottom+4)
				d.text("mark", "middle", (from+unit)/2, bottom+18, "redo")
				return
			}
		}
	}
}

// TestThePictureOfATicket: docs/ticket.svg shows the phases as they are.
func TestThePictureOfATicket(t *testing.T) {
	moves := 0
	for _, p := range phases(t) {
		moves += len(p.moves)
		if p.at == 0 {
			t.Errorf("%s is no part of the table of moves", p.function)
		}
	}
	if moves < 30 {
		t.Errorf("only %d moves were found in the sources", moves)
	}
	generated(t, "docs/ticket.svg", drawTicket(t))
}
