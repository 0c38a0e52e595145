package docs_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

var layers = []struct{ class, title, means string }{
	{"box", "commands", "what is started"},
	{"shell", "wiring", "joins the parts: it imports all below"},
	{"edge", "edges", "touch the world; each foreign system has one importer"},
	{"shell", "services", "the shell of the tickets' rules: a store, a spool, a clock"},
	{"pure", "rules", "pure: values in, values out"},
	{"box", "leaves", "know nothing of a hotline; anybody may import them"},
}

const (
	pkgHeight, rowGap = 38.0, 36.0
	pkgGap, leftRoom  = 14.0, 150.0
	pictureWidth      = 1400.0
)

func (p *pkg) width() float64 {
	longest := len(strings.Join(p.foreign, ", "))
	for _, line := range p.rooms() {
		longest = max(longest, len(line))
	}
	return max(float64(len(p.path))*7.1, float64(longest)*6.1) + 22
}

func (p *pkg) height() float64 {
	h := pkgHeight + 14*float64(len(p.rooms()))
	if len(p.rooms()) > 0 && len(p.foreign) == 0 {
		h -= 15
	}
	return h
}

// rooms are the lines that list the packages within.
func (p *pkg) rooms() []string { return wrapped(p.parts, ", ", 28) }

// place gives each package its point: layers from top to bottom, rows within
// them, and within a row the order that keeps arrows short.
func place(all map[string]*pkg) (bands []float64, height float64) {
	y := 12.0
	for l := range layers {
		bands = append(bands, y)
		byRow := map[int][]*pkg{}
		for _, path := range slices.Sorted(maps.Keys(all)) {
			if p := all[path]; p.layer == layer(l) {
				byRow[p.row] = append(byRow[p.row], p)
			}
		}
		if len(byRow) == 0 {
			continue
		}
		y += 16
		for _, row := range slices.Sorted(maps.Keys(byRow)) {
			lines := broken(all, byRow[row])
			for i, line := range lines {
				share := 0.0
				if len(lines) > 1 { // arrows pass between the boxes of the next line
					share = 0.25 - 0.5*float64(i%2)
				}
				apart(all, line, y, share)
				y += rowGap + slices.MaxFunc(line, func(a, b *pkg) int { return cmp.Compare(a.height(), b.height()) }).height()
			}
		}
		y += 2
	}
	return append(bands, y), y + 12
}

// wish is the middle of a package's importers that have their place; 0 for none.
func wish(all map[string]*pkg, p *pkg) float64 {
	sum, n := 0.0, 0.0
	for _, path := range slices.Sorted(maps.Keys(all)) { // floats add up the same each time
		q := all[path]
		if q.y > 0 && slices.Contains(q.imports, p.path) && q.layer > wiring {
			sum += q.x
			n++
		}
	}
	return sum / max(n, 1)
}

// sideOf tells what belongs to calls (0) from what belongs to tickets (2), so that
// each stands over its rules.
func sideOf(all map[string]*pkg, p *pkg) int {
	calls := reaches(all, p, "ivr") || reaches(all, p, "cti")
	switch {
	case calls && reaches(all, p, "tickets"):
		return 1
	case calls:
		return 0
	}
	return 2
}

// broken orders a row by where its importers stand, and divides it into lines where
// it is too wide: neighbours stand above each other.
func broken(all map[string]*pkg, row []*pkg) [][]*pkg {
	slices.SortStableFunc(row, func(a, b *pkg) int {
		return cmp.Or(cmp.Compare(wish(all, a), wish(all, b)), cmp.Compare(sideOf(all, a), sideOf(all, b)))
	})
	used := 0.0
	for _, p := range row {
		used += p.width() + pkgGap
	}
	lines := make([][]*pkg, 1+int(used/(pictureWidth-leftRoom-10)))
	for i, p := range row {
		lines[i%len(lines)] = append(lines[i%len(lines)], p)
	}
	return lines
}

// apart gives the packages of a line equal distances, moved to the side by a share of
// them; few stand below their importers.
func apart(all map[string]*pkg, line []*pkg, y, share float64) {
	if wish(all, line[0]) > 0 && len(line) < 3 {
		below(all, line, y)
		return
	}
	total := 0.0
	for _, p := range line {
		total += p.width()
	}
	gap := (pictureWidth - leftRoom - 10 - total) / float64(len(line)+1)
	x := leftRoom
	for _, p := range line {
		x += gap
		p.x, p.y = x+p.width()/2+share*(gap+p.width()), y
		x += p.width()
	}
}

// below places the packages of a line in the middle of their importers, beside each
// other.
func below(all map[string]*pkg, line []*pkg, y float64) {
	for i, p := range line {
		p.x, p.y = wish(all, p), y
		if i == 0 {
			continue
		}
		q := line[i-1]
		if over := q.x + q.width()/2 + 4*pkgGap + p.width()/2 - p.x; over > 0 {
			q.x, p.x = q.x-over/2, p.x+over/2
		}
	}
}

func drawPackages(t *testing.T) string {
	all := ours(t)
	bands, height := place(all)
	d := drawing{width: pictureWidth, height: height}
	for i, l := range layers {
		if bands[i+1]-bands[i] < 30 {
			continue // no package is there
		}
		d.box("band", 8, bands[i], pictureWidth-16, bands[i+1]-bands[i]-8)
		d.text("title", "start", 20, bands[i]+26, l.title)
		for n, text := range wrapped(strings.Fields(l.means), " ", 20) {
			d.text("soft", "start", 20, bands[i]+44+14*float64(n), text)
		}
	}
	paths := slices.Sorted(maps.Keys(all))
	for _, path := range paths {
		p := all[path]
		if p.layer == wiring {
			continue // to everything
		}
		for _, i := range needed(all, p) {
			q := all[i]
			d.down("thin", p.x, p.y+p.height(), q.x, q.y)
		}
	}
	for _, path := range paths {
		p := all[path]
		d.pkg(p)
	}
	return d.String()
}

// pkg draws a package: its path, what it alone imports, the packages within.
func (d *drawing) pkg(p *pkg) {
	d.box(layers[p.layer].class, p.x-p.width()/2, p.y, p.width(), p.height())
	if len(p.foreign) == 0 && len(p.parts) == 0 {
		d.text("title", "middle", p.x, p.y+23, p.path)
		return
	}
	d.text("title", "middle", p.x, p.y+16, p.path)
	y := p.y + 31
	if len(p.foreign) > 0 {
		d.text("mark", "middle", p.x, y, strings.Join(p.foreign, ", "))
		y += 15
	}
	for i, line := range p.rooms() {
		d.text("soft", "middle", p.x, y+14*float64(i), line)
	}
}

// TestThePictureOfPackages: docs/packages.svg shows the imports as they are.
func TestThePictureOfPackages(t *testing.T) {
	picture, all := drawPackages(t), ours(t)
	for path, p := range all {
		if p.layer > wiring && p.layer < leaves && !reaches(all, all["internal/app"], path) {
			t.Errorf("internal/app does not import %s, the picture says that it imports all", path)
		}
	}
	for _, path := range leaf {
		if all[path] == nil {
			t.Errorf("there is no %s", path)
		}
	}
	for _, path := range []string{"ivr", "cti", "tickets", "cti/loop"} {
		if !strings.Contains(picture, fmt.Sprintf(">%s<", path)) {
			t.Errorf("the picture of the packages lacks %s", path)
		}
	}
	generated(t, "docs/packages.svg", picture)
}
