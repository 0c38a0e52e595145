package docs_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const requirements = "docs/requirements.md"

var (
	entryOf = regexp.MustCompile(`(?m)^\| ([SM]\d{2,3}) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$`)
	// citation is a code, or a range such as S073-S077.
	citation = regexp.MustCompile(`\b([SM])(\d{2,3})(?:-([SM])(\d{2,3}))?\b`)
	// svgPath is the outline of an icon, in a template or in a table of them: "M12 3l4 4" cites nothing.
	svgPath = regexp.MustCompile(`\bd="[^"]*"|'[Mm] ?\d[\d .,-]*[a-zA-Z][^']*'`)
)

// citations lists the codes that a text cites; a range cites all within it.
func citations(text string) []string {
	var codes []string
	for _, m := range citation.FindAllStringSubmatch(svgPath.ReplaceAllString(text, ""), -1) {
		first, _ := strconv.Atoi(m[2]) // the expression allows only digits
		last := first
		if m[3] == m[1] && len(m[4]) == len(m[2]) {
			last, _ = strconv.Atoi(m[4])
		}
		for n := first; n <= last; n++ {
			codes = append(codes, fmt.Sprintf("%s%0*d", m[1], len(m[2]), n))
		}
	}
	return codes
}

func TestCitationsAreRead(t *testing.T) {
	for text, want := range map[string][]string{
		"(S091)":                            {"S091"},
		"fields S073-S075, M30":             {"S073", "S074", "S075", "M30"},
		`<path d="M12 3l4 4S10 20 1 1" />`:  nil,
		"SMS07 and ISO8601, XM12 and M4":    nil,
		"// S040, M79; see S0401 elsewhere": {"S040", "M79"},
	} {
		if got := citations(text); !slices.Equal(got, want) {
			t.Errorf("%q cites %v, want %v", text, got, want)
		}
	}
}

// cited returns where each code is cited first.
func cited(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, name := range files(t, ".go", ".ts", ".vue", ".sql", ".yaml", ".md") {
		if strings.HasPrefix(name, "docs/") && !strings.HasSuffix(name, "import.md") {
			continue // the page itself, its tests, the glossary
		}
		for i, line := range strings.Split(read(t, name), "\n") {
			for _, code := range citations(line) {
				if found[code] == "" {
					found[code] = fmt.Sprintf("%s:%d", name, i+1)
				}
			}
		}
	}
	return found
}

// TestEachCitationHasAnEntry: a code that the sources cite leads somewhere.
func TestEachCitationHasAnEntry(t *testing.T) {
	entries := map[string]bool{}
	for _, m := range entryOf.FindAllStringSubmatch(read(t, requirements), -1) {
		if entries[m[1]] {
			t.Errorf("%s has two entries for %s", requirements, m[1])
		}
		entries[m[1]] = true
	}
	where := cited(t)
	if len(where) < 50 || len(entries) < len(where) {
		t.Fatalf("only %d codes are cited, %d have an entry", len(where), len(entries))
	}
	for _, code := range slices.Sorted(maps.Keys(where)) {
		if !entries[code] {
			t.Errorf("%s cites %s, which has no entry in %s", where[code], code, requirements)
		}
	}
}

// TestUncitedRulesAreListed keeps the last section of the page current.
func TestUncitedRulesAreListed(t *testing.T) {
	page, where := read(t, requirements), cited(t)
	var list strings.Builder
	list.WriteString("\n| code | rule |\n|---|---|\n")
	n := 0
	for _, m := range entryOf.FindAllStringSubmatch(page, -1) {
		if where[m[1]] == "" {
			n++
			fmt.Fprintf(&list, "| %s | %s |\n", m[1], m[2])
		}
	}
	t.Logf("%d rules are cited nowhere:%s", n, list.String())
	list.WriteString("\n")
	generated(t, requirements, between(t, page, "<!-- generated: go test ./docs -update -->", "<!-- end -->", list.String()))
}
