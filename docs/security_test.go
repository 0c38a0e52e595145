package docs_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// asvs are how many requirements of levels 1 and 2 each section of ASVS 5.0.0 has; those of
// level 3 stand behind them.
var asvs = map[string]int{
	"1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
	"4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
	"7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4,
	"10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
	"12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3,
	"15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2,
}

// TestEveryRequirementOfSecurityHasItsRow, with a test that exists, or plainly without.
func TestEveryRequirementOfSecurityHasItsRow(t *testing.T) {
	rows := securityRows(t)
	seen := map[string]int{}
	for _, cells := range rows {
		for _, id := range requirementsOf(cells[0]) {
			seen[id]++
		}
		checkSecurityTest(t, cells)
	}
	for section, n := range asvs {
		for i := 1; i <= n; i++ {
			id := fmt.Sprintf("%s.%d", section, i)
			if seen[id] != 1 {
				t.Errorf("requirement %s has %d rows", id, seen[id])
			}
			delete(seen, id)
		}
	}
	for id := range seen {
		if !strings.HasPrefix(id, "8.1.4.") && !strings.HasPrefix(id, "8.1.5.") { // of GB/T 22239
			t.Errorf("there is no requirement %s of level 1 or 2", id)
		}
	}
}

// securityRows returns the cells of the rows of both tables.
func securityRows(t *testing.T) (rows [][]string) {
	t.Helper()
	for _, line := range strings.Split(read(t, "docs/security.md"), "\n") {
		if !regexp.MustCompile(`^\| \d`).MatchString(line) {
			continue
		}
		cells := strings.Split(strings.Trim(line, "| "), " | ")
		if len(cells) != 4 {
			t.Fatalf("%d cells instead of 4: %s", len(cells), line)
		}
		rows = append(rows, cells)
	}
	if len(rows) < 150 {
		t.Fatalf("only %d rows", len(rows))
	}
	return rows
}

// requirementsOf reads "1.2.6-8": three requirements.
func requirementsOf(cell string) (ids []string) {
	m := regexp.MustCompile(`^(\d+\.\d+)\.(\d+)(?:-(\d+))?$`).FindStringSubmatch(cell)
	if m == nil {
		return []string{cell} // a clause of GB/T 22239, by its letters
	}
	first, _ := strconv.Atoi(m[2])
	last := first
	if m[3] != "" {
		last, _ = strconv.Atoi(m[3])
	}
	for i := first; i <= last; i++ {
		ids = append(ids, fmt.Sprintf("%s.%d", m[1], i))
	}
	return ids
}

func checkSecurityTest(t *testing.T, cells []string) {
	t.Helper()
	said := cells[3]
	named := regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(said, -1)
	if len(named) == 0 && said != "does not apply" && !strings.HasPrefix(said, "not met") {
		t.Errorf("%s: neither a test nor a plain word: %q", cells[0], said)
	}
	for _, m := range named {
		if strings.HasPrefix(m[1], "Test") {
			if !slices.Contains(declaredTests(t), m[1]) {
				t.Errorf("%s: there is no %s", cells[0], m[1])
			}
			continue
		}
		if _, err := os.Stat(filepath.Join("..", m[1])); err != nil {
			t.Errorf("%s: there is no %s", cells[0], m[1])
		}
	}
}

var allTests []string

// declaredTests returns the names of all tests in Go.
func declaredTests(t *testing.T) []string {
	t.Helper()
	if allTests != nil {
		return allTests
	}
	for _, name := range files(t, ".go") {
		if !strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, m := range regexp.MustCompile(`(?m)^func (Test\w+)\(`).FindAllStringSubmatch(read(t, name), -1) {
			allTests = append(allTests, m[1])
		}
	}
	return allTests
}
