package docs_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

const dependencies = "docs/adr/0008-dependencies.md"

var dependency = regexp.MustCompile(`(?m)^\| ([\w@./-]+) \| (v?\d[\w.-]*) \|`)

// TestTheDependenciesAreThose: the table of dependencies gives the versions in use.
func TestTheDependenciesAreThose(t *testing.T) {
	modules := read(t, "go.mod")
	var lock struct {
		Packages map[string]struct{ Version, License string }
	}
	must(t, json.Unmarshal([]byte(read(t, "agent-web/package-lock.json")), &lock))
	rows := dependency.FindAllStringSubmatch(read(t, dependencies), -1)
	if len(rows) < 25 {
		t.Fatalf("%s has a table of %d dependencies only", dependencies, len(rows))
	}
	for _, m := range rows {
		name, version := m[1], m[2]
		if !strings.HasPrefix(version, "v") {
			if have := lock.Packages["node_modules/"+name].Version; have != version {
				t.Errorf("%s says %s %s, package-lock.json %q", dependencies, name, version, have)
			}
			continue
		}
		if !regexp.MustCompile(`(?m)^\s*(?:github\.com/)?` + regexp.QuoteMeta(name) + ` ` + regexp.QuoteMeta(version) + `\b`).MatchString(modules) {
			t.Errorf("%s says %s %s, go.mod does not", dependencies, name, version)
		}
	}
}
