package app

import (
	"go/build"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "hotline12345"

// pure are the packages of rules: values in, values out.
var pure = []string{"ivr", "ivr/lines", "ivr/menus", "cti", "tickets", "tickets/org", "tickets/workday", "tickets/papers", "tickets/importing", "tickets/redaction", "tickets/retention", "internal/status"}

// shells apply rules over stores; edges are built on them.
var shells = []string{"ivr/menus/service", "ivr/prompts", "tickets/service", "tickets/statistics", "tickets/org/accounts", "tickets/org/directory", "tickets/org/rosters", "tickets/records", "tickets/reminders", "tickets/restricted", "tickets/revisits", "tickets/retention/nightly"}

// leaves know nothing of a hotline.
var leaves = []string{"internal/errs", "internal/text", "internal/fold", "internal/phone", "internal/breaker", "internal/disk", "internal/sealed", "internal/alaw", "internal/music", "internal/ownership", "internal/redact", "internal/trouble"}

// TestArrowsPointInward enforces the layers: rules import nothing of ours but rules
// below them, cti never tickets, and edges never each other; this package joins them.
func TestArrowsPointInward(t *testing.T) {
	t.Parallel()
	for pkg, imports := range ourImports(t) {
		for _, imp := range imports {
			own, ok := strings.CutPrefix(imp, module+"/")
			if !ok || mayImport(pkg, own) {
				continue
			}
			t.Errorf("%s imports %s", pkg, own)
		}
	}
}

// mayImport reports whether package a of ours may import package b of ours.
func mayImport(a, b string) bool {
	top, _, _ := strings.Cut(a, "/")
	words := b == "internal/errs" || b == "internal/text" || b == "internal/fold" || b == "internal/phone"
	switch {
	case a == "internal/app": // joins the edges
		return true
	case b == "internal/app": // only commands start what it joins
		return top == "cmd"
	case top == "cmd" || top == "bench" || a == "internal/devstack" || a == "internal/sipraw": // the workshop does not belong to the service
		return true
	case slices.Contains(leaves, a):
		return b == "internal/errs" || a == "internal/fold" && b == "internal/text" || a == "internal/phone" && b == "internal/fold" || a == "internal/music" && b == "internal/alaw" || a == "internal/sealed" && b == "internal/disk"
	case a == "ivr" || a == "tickets/workday":
		return false
	case a == "ivr/lines":
		return words || b == "ivr"
	case a == "ivr/menus":
		return words || b == "ivr" || b == "ivr/lines"
	case top == "ivr": // its service
		return slices.Contains(leaves, b) || within(b, "ivr")
	case a == "tickets/org" || a == "tickets/redaction":
		return words
	case a == "tickets":
		return words || b == "tickets/org" || b == "tickets/redaction" || b == "tickets/workday"
	case a == "cti":
		return b == "ivr" || b == "internal/phone"
	case slices.Contains(pure, a): // papers and importing
		return words || b == "tickets" || b == "tickets/org" || b == "tickets/workday"
	case top == "tickets":
		return slices.Contains(leaves, b) || within(b, "tickets")
	case top == "cti" && within(b, "tickets"): // what calls need of a person they take as a value
		return false
	case slices.Contains(pure, b) || slices.Contains(shells, b) || slices.Contains(leaves, b):
		return true
	case within(a, "internal/speech") && b == "internal/locale":
		return true // where it gets its words
	case (a == "internal/metrics" || within(a, "internal/postgres")) && b == "cti/loop":
		return true // they observe and store its entries
	case a == "internal/postgres/dbtest" && b == "internal/devstack":
		return true // tests bring their own server
	case a == "internal/postgres/db":
		return false // all stores stand on it
	case within(a, "internal/postgres") && within(b, "internal/postgres"):
		return b != "internal/postgres" // the parts do not know the whole
	case path.Dir(a) == path.Dir(b): // parts of one edge stand on its kernel, never on each other
		return b == "internal/web/httpapi"
	default:
		return strings.HasPrefix(b, a+"/") || strings.HasPrefix(a, b+"/") // parts of one edge
	}
}

// within reports whether a package is this one or below it.
func within(pkg, home string) bool { return pkg == home || strings.HasPrefix(pkg, home+"/") }

// TestOneImporterPerSystem keeps every third-party system behind one package,
// with what is below it.
func TestOneImporterPerSystem(t *testing.T) {
	t.Parallel()
	owner := map[string]string{
		"github.com/CyCoreSystems/ari":   "cti/asterisk",
		"github.com/pion/":               "cti/gateway",
		"github.com/jackc/":              "internal/postgres",
		"github.com/riverqueue/":         "internal/postgres",
		"github.com/nicksnyder/go-i18n":  "internal/locale",
		"github.com/danielgtaylor/huma":  "internal/web",
		"github.com/alexedwards/":        "internal/web",
		"github.com/pquerna/otp":         "internal/web",
		"github.com/prometheus/":         "internal/metrics",
		"github.com/signintech/gopdf":    "internal/document",
		"github.com/xuri/excelize":       "internal/sheet",
		"github.com/go-ego/":             "internal/tokenizer",
		"github.com/mozillazg/":          "internal/speech",
		"go.yaml.in/yaml":                "internal/flowfile",
		"github.com/caarlos0/env":        "internal/app",
		"github.com/nyaruka/":            "internal/phone",
		"github.com/wneessen/":           "internal/mail",
		"github.com/coreos/":             "internal/oidc",
		"golang.org/x/oauth2":            "internal/oidc",
		"github.com/go-text/typesetting": "internal/document/script",
	}
	for pkg, imports := range ourImports(t) {
		if strings.HasPrefix(pkg, "cmd/citizen") || strings.HasPrefix(pkg, "bench") {
			continue // their own side of the line
		}
		for _, imp := range imports {
			for system, home := range owner {
				if strings.HasPrefix(imp, system) && !within(pkg, home) {
					t.Errorf("%s imports %s, which belongs to %s", pkg, imp, home)
				}
			}
		}
	}
}

// TestDomainIsPure: rules need only the standard library, and of it nothing that
// waits, locks, logs, draws lots or touches the world.
func TestDomainIsPure(t *testing.T) {
	t.Parallel()
	forbidden := []string{"context", "log", "math/rand", "math/rand/v2", "net", "net/http", "os", "os/exec", "sync", "crypto/rand"}
	for pkg, imports := range ourImports(t) {
		if !slices.Contains(pure, pkg) {
			continue
		}
		for _, imp := range imports {
			if slices.Contains(forbidden, imp) || strings.Contains(strings.SplitN(imp, "/", 2)[0], ".") {
				t.Errorf("%s imports %s", pkg, imp)
			}
		}
	}
}

// ourImports lists what each package of the service imports, without tests.
func ourImports(t *testing.T) map[string][]string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]string{}
	err = filepath.WalkDir(root, func(dir string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		if n := d.Name(); strings.HasPrefix(n, ".") || n == "node_modules" || n == "testdata" {
			return filepath.SkipDir
		}
		pkg, err := build.ImportDir(dir, 0)
		if err != nil {
			return nil // no Go here
		}
		rel, err := filepath.Rel(root, dir)
		found[filepath.ToSlash(rel)] = pkg.Imports
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found["cti"]) == 0 {
		t.Fatal("the packages were not found")
	}
	return found
}
