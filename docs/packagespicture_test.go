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
	{"shell", "wiring", "joins the parts; settings, health"},
	{"edge", "edges", "touch the world; each foreign system has one importer"},
	{"shell", "services", "the shell of the tickets' rules: a store, a spool, a clock"},
	{"pure", "rules", "pure: values in, values out"},
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

func (p *pkg) height() float64 { return pkgHeight + 14*float64(len(p.rooms())) }

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
			for _, line := range broken(all, byRow[row]) {
				spread(line, y)
				y += rowGap + slices.MaxFunc(line, func(a, b *pkg) int { return cmp.Compare(a.height(), b.height()) }).height()
			}
		}
		y += 2
	}
	return append(bands, y), y + 12
}

// broken orders a row by where its importers stand, and breaks it where it is too
// wide.
func broken(all map[string]*pkg, row []*pkg) [][]*pkg {
	wish := map[*pkg]float64{}
	for _, p := range row {
		n := 0.0
		for _, path := range slices.Sorted(maps.Keys(all)) { // floats add up the same each time
			q := all[path]
			if q.y > 0 && slices.Contains(q.imports, p.path) && q.layer > wiring {
				wish[p] += q.x
				n++
			}
		}
		wish[p] /= max(n, 1)
	}
	slices.SortStableFunc(row, func(a, b *pkg) int { return cmp.Compare(wish[a], wish[b]) })
	var lines [][]*pkg
	used := pictureWidth
	for _, p := range row {
		if used+p.width()+pkgGap > pictureWidth-leftRoom-10 {
			lines, used = append(lines, nil), 0
		}
		lines[len(lines)-1] = append(lines[len(lines)-1], p)
		used += p.width() + pkgGap
	}
	return lines
}

func spread(line []*pkg, y float64) {
	total := 0.0
	for _, p := range line {
		total += p.width()
	}
	gap := (pictureWidth - leftRoom - 10 - total) / float64(len(line)+1)
	x := leftRoom
	for _, p := range line {
		x += gap
		p.x, p.y = x+p.width()/2, y
		x += p.width()
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
	d.text("mark", "middle", p.x, p.y+31, strings.Join(p.foreign, ", "))
	for i, line := range p.rooms() {
		d.text("soft", "middle", p.x, p.y+46+14*float64(i), line)
	}
}

// TestThePictureOfPackages: docs/packages.svg shows the imports as they are.
func TestThePictureOfPackages(t *testing.T) {
	picture := drawPackages(t)
	for _, path := range []string{"ivr", "cti", "tickets", "cti/loop"} {
		if !strings.Contains(picture, fmt.Sprintf(">%s<", path)) {
			t.Errorf("the picture of the packages lacks %s", path)
		}
	}
	generated(t, "docs/packages.svg", picture)
}
