package docs_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestTheTableOfFaultsNamesItsTests: each row has five cells, and a test or a file of tests
// that exists, or says that there is none.
func TestTheTableOfFaultsNamesItsTests(t *testing.T) {
	declared := map[string]bool{}
	for _, name := range files(t, ".go") {
		if !strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, m := range regexp.MustCompile(`(?m)^func (Test\w+)\(`).FindAllStringSubmatch(read(t, name), -1) {
			declared[m[1]] = true
		}
	}
	named := regexp.MustCompile("`(Test\\w+)[^`]*`|`([\\w./-]+\\.(?:go|ts|txt))`")
	rows := 0
	for _, line := range strings.Split(read(t, "docs/faults.md"), "\n") {
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| fault ") {
			continue
		}
		rows++
		cells := strings.Split(strings.Trim(line, "|"), " | ")
		if len(cells) != 5 {
			t.Errorf("%d cells instead of 5: %s", len(cells), line)
			continue
		}
		found := named.FindAllStringSubmatch(cells[4], -1)
		if len(found) == 0 && !strings.Contains(cells[4], "none") && !strings.Contains(cells[4], "the same") {
			t.Errorf("no test is named: %s", line)
		}
		for _, m := range found {
			if m[1] != "" && !declared[m[1]] {
				t.Errorf("there is no %s: %s", m[1], line)
			}
			if m[2] == "" {
				continue
			}
			if _, err := os.Stat(filepath.Join("..", m[2])); err != nil {
				t.Errorf("there is no %s: %s", m[2], line)
			}
		}
	}
	if rows < 40 {
		t.Errorf("only %d faults are listed", rows)
	}
}
