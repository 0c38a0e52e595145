package docs_test

import (
	"cmp"
	"fmt"
	"go/build"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "hotline12345"

// pkg is a package of ours in the picture.
type pkg struct {
	path    string
	imports []string // of ours
	foreign []string // whose packages it uses: "pion"
	impure  bool     // it has a clock, a network, a disk, a lock or a logger
	layer   layer
	row     int // within the layer; imports go downwards
	x, y    float64
}

type layer int

const (
	commands layer = iota
	wiring
	edges
	services
	rules
)

var layers = []struct{ class, title, means string }{
	{"box", "commands", "what is started"},
	{"shell", "wiring", "joins the parts; settings, health"},
	{"edge", "edges", "touch the world; each foreign system has one importer"},
	{"shell", "services", "the shell of the tickets' rules: a store, a spool, a clock"},
	{"pure", "rules", "pure: values in, values out"},
}

// workshop is no part of the service: it may import anything, and is left out.
func workshop(path string) bool {
	return path == "cmd/dev" || path == "cmd/citizen" || strings.HasPrefix(path, "cmd/citizen/") ||
		strings.HasPrefix(path, "bench") || path == "internal/devstack" || path == "agent-web" ||
		strings.HasSuffix(path, "test") || strings.HasSuffix(path, "/demo") || path == "asterisk-config" || path == "docs"
}

// unclean are standard packages that no pure package imports.
var unclean = []string{"context", "log", "math/rand", "math/rand/v2", "net", "net/http", "os", "os/exec", "sync", "crypto/rand"}

// ours reads the packages of the service and what they import, without tests.
func ours(t *testing.T) map[string]*pkg {
	t.Helper()
	found := map[string]*pkg{}
	base, err := filepath.Abs(root)
	must(t, err)
	must(t, filepath.WalkDir(base, func(dir string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		if slices.Contains(skipped, d.Name()) || d.Name() == "testdata" {
			return filepath.SkipDir
		}
		rel, err := filepath.Rel(base, dir)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(rel)
		b, err := build.ImportDir(dir, 0)
		if err != nil || workshop(name) {
			return nil // no Go here
		}
		found[name] = readPkg(name, b)
		return nil
	}))
	settle(found)
	return found
}

func readPkg(name string, b *build.Package) *pkg {
	p := &pkg{path: name}
	for _, imp := range b.Imports {
		own, mine := strings.CutPrefix(imp, module+"/")
		parts := strings.Split(imp, "/")
		switch {
		case mine && !workshop(own):
			p.imports = append(p.imports, own)
		case !mine && strings.Contains(parts[0], "."):
			p.impure = true
			if f := foreign(parts); f != "" && !slices.Contains(p.foreign, f) {
				p.foreign = append(p.foreign, f)
			}
		case slices.Contains(unclean, imp):
			p.impure = true
		}
	}
	slices.Sort(p.foreign)
	return p
}

// foreign names the system that an import belongs to; helpers have no name here.
func foreign(parts []string) string {
	switch parts[0] {
	case "go.uber.org", "golang.org":
		return ""
	case "go.yaml.in":
		return "yaml"
	}
	switch who := parts[1]; who {
	case "pion", "jackc":
		if parts[2] == "pgx" || parts[2] == "tern" {
			return parts[2]
		}
		return who
	case "riverqueue":
		return "river"
	case "coder":
		return "websocket"
	case "CyCoreSystems":
		return "ari"
	case "alexedwards":
		return parts[2]
	default:
		return parts[2]
	}
}

// settle finds each package's layer and row. What imports an impure package is
// impure itself.
func settle(all map[string]*pkg) {
	for range all {
		for _, p := range all {
			p.impure = p.impure || slices.ContainsFunc(p.imports, func(i string) bool { return all[i].impure })
		}
	}
	for _, p := range all {
		switch {
		case strings.HasPrefix(p.path, "cmd/"):
			p.layer = commands
		case p.path == "internal/app":
			p.layer = wiring
		case !p.impure:
			p.layer = rules
		case strings.HasPrefix(p.path, "tickets") && len(p.foreign) == 0:
			p.layer = services
		default:
			p.layer = edges
		}
	}
	for range all {
		for _, p := range all {
			for _, i := range p.imports {
				if q := all[i]; q.layer == p.layer {
					q.row = max(q.row, p.row+1)
				}
			}
		}
	}
}

// needed leaves out imports that follow from others, so that the picture is calm.
func needed(all map[string]*pkg, p *pkg) []string {
	reach := map[string]bool{}
	var walk func(string)
	walk = func(path string) {
		for _, i := range all[path].imports {
			if !reach[i] {
				reach[i] = true
				walk(i)
			}
		}
	}
	for _, i := range p.imports {
		walk(i)
	}
	return slices.DeleteFunc(slices.Clone(p.imports), func(i string) bool { return reach[i] })
}

const (
	pkgHeight, rowStep = 38.0, 74.0
	pkgGap, leftRoom   = 14.0, 150.0
	pictureWidth       = 1400.0
)

func (p *pkg) width() float64 {
	return max(float64(len(p.path))*7.1, float64(len(strings.Join(p.foreign, ", ")))*6.1) + 22
}

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
				y += rowStep
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
			d.down("thin", p.x, p.y+pkgHeight, q.x, q.y)
		}
	}
	for _, path := range paths {
		p := all[path]
		d.box(layers[p.layer].class, p.x-p.width()/2, p.y, p.width(), pkgHeight)
		if len(p.foreign) == 0 {
			d.text("title", "middle", p.x, p.y+23, p.path)
			continue
		}
		d.text("title", "middle", p.x, p.y+16, p.path)
		d.text("mark", "middle", p.x, p.y+31, strings.Join(p.foreign, ", "))
	}
	return d.String()
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
