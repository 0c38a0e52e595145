package docs_test

import (
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
	parts   []string // packages below it that are drawn within it: "db"
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
	leaves
)

// leaf are packages that know nothing of a hotline: everybody may import them, so
// no arrow leads to them. internal/app/layers_test.go has the same list.
var leaf = []string{"internal/alaw", "internal/breaker", "internal/errs", "internal/fold", "internal/music", "internal/phone", "internal/redact", "internal/text", "internal/trouble"}

// workshop is no part of the service: it may import anything, and is left out.
func workshop(path string) bool {
	return strings.HasPrefix(path, "cmd/dev") || strings.HasPrefix(path, "cmd/citizen") ||
		strings.HasPrefix(path, "bench") || path == "internal/devstack" || path == "internal/sipraw" || path == "agent-web" ||
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
	spread(found)
	found = joined(found)
	for _, p := range found {
		p.imports = slices.DeleteFunc(p.imports, func(i string) bool {
			if found[i] == nil {
				t.Errorf("%s imports %s, which cannot be read", p.path, i)
			}
			return found[i] == nil
		})
	}
	settle(found)
	return found
}

// room is the package that another one is drawn in: an edge of several packages is
// one box, and so are the rules of tickets, and the services around them.
func room(p *pkg) string {
	parts := strings.Split(p.path, "/")
	switch {
	case parts[0] == "internal" && len(parts) > 2:
		return "internal/" + parts[1]
	case parts[0] == "tickets" && p.impure:
		return "tickets/service"
	case parts[0] == "tickets":
		return "tickets"
	}
	return p.path
}

// joined draws packages together that share a room.
func joined(all map[string]*pkg) map[string]*pkg {
	rooms := map[string]*pkg{}
	for _, path := range slices.Sorted(maps.Keys(all)) {
		p := all[path]
		r := room(p)
		if rooms[r] == nil {
			rooms[r] = &pkg{path: r}
		}
		q := rooms[r]
		if path != r {
			top, _, _ := strings.Cut(r, "/")
			q.parts = append(q.parts, strings.TrimPrefix(strings.TrimPrefix(path, r+"/"), top+"/"))
		}
		q.impure = q.impure || p.impure
		for _, i := range p.imports {
			if all[i] != nil {
				i = room(all[i])
			}
			if i != r && !slices.Contains(leaf, i) && !slices.Contains(q.imports, i) {
				q.imports = append(q.imports, i)
			}
		}
		for _, f := range p.foreign {
			if !slices.Contains(q.foreign, f) {
				q.foreign = append(q.foreign, f)
			}
		}
		slices.Sort(q.foreign)
	}
	return rooms
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
			p.impure = p.impure || parts[1] != "nyaruka" && !strings.HasPrefix(imp, "golang.org/x/text/unicode") // tables are values in, values out
			if f := foreign(parts); f != "" && !slices.Contains(p.foreign, f) {
				p.foreign = append(p.foreign, f)
			}
		case slices.Contains(unclean, imp):
			p.impure = true
		}
	}
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

// spread marks what imports an impure package as impure.
func spread(all map[string]*pkg) {
	for range all {
		for _, p := range all {
			p.impure = p.impure || slices.ContainsFunc(p.imports, func(i string) bool { return all[i] != nil && all[i].impure })
		}
	}
}

// settle finds each package's layer and row.
func settle(all map[string]*pkg) {
	for _, p := range all {
		switch {
		case slices.Contains(leaf, p.path):
			p.layer = leaves
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

// reaches reports whether a package imports another, itself or through others.
func reaches(all map[string]*pkg, p *pkg, path string) bool {
	return slices.ContainsFunc(p.imports, func(i string) bool { return i == path || reaches(all, all[i], path) })
}

// needed leaves out imports that follow from others, so that the picture is calm.
func needed(all map[string]*pkg, p *pkg) []string {
	reach := map[string]bool{}
	for _, i := range p.imports {
		for path := range all {
			reach[path] = reach[path] || reaches(all, all[i], path)
		}
	}
	return slices.DeleteFunc(slices.Clone(p.imports), func(i string) bool { return reach[i] })
}
