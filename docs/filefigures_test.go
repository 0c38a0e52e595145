package docs_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const quality = "docs/quality.md"

// What a file may measure, in lines. A longer file holds two concepts, a shorter one
// half of one.
const (
	leastMedian, mostMedian = 60, 120
	mostOfNine              = 260 // nine of ten files have at most so many
	mostLines               = 400
	fewLines                = 40
	// mostShort is how many percent may have fewer than fewLines; what is short and
	// has a name of its own is a public concept.
	mostShort = 8
)

var (
	generatedGo = regexp.MustCompile(`(?m)^// Code generated .* DO NOT EDIT\.$`)
	declares    = regexp.MustCompile(`(?m)^(func|type|var|const)\b`)
)

// source is a Go file that people wrote, and its lines.
type source struct {
	name  string
	lines int
}

// sources are ordered by their lines. Tests are left out, and what holds a package's
// comment alone.
func sources(t *testing.T) []source {
	t.Helper()
	var list []source
	for _, name := range files(t, ".go") {
		if strings.HasSuffix(name, "_test.go") || strings.Contains(name, "/testdata/") {
			continue
		}
		if text := read(t, name); declares.MatchString(text) && !generatedGo.MatchString(text) {
			list = append(list, source{name, strings.Count(text, "\n")})
		}
	}
	slices.SortStableFunc(list, func(a, b source) int { return a.lines - b.lines })
	return list
}

// TestFilesHoldOneConcept: files are neither long nor crumbs. With -update it writes
// the figures of now into the page.
func TestFilesHoldOneConcept(t *testing.T) {
	list := sources(t)
	if len(list) < 200 {
		t.Fatalf("only %d Go files were found", len(list))
	}
	median, ofNine, longest := list[len(list)/2].lines, list[len(list)*9/10].lines, list[len(list)-1]
	short := slices.IndexFunc(list, func(s source) bool { return s.lines >= fewLines })
	percent := 100 * float64(short) / float64(len(list))
	if median < leastMedian || median > mostMedian {
		t.Errorf("half of the files have at most %d lines; it shall be %d to %d", median, leastMedian, mostMedian)
	}
	if ofNine > mostOfNine {
		t.Errorf("nine of ten files have at most %d lines; it shall be %d", ofNine, mostOfNine)
	}
	for _, s := range list {
		if s.lines > mostLines {
			t.Errorf("%s has %d lines; divide it", s.name, s.lines)
		}
	}
	if percent >= mostShort {
		t.Errorf("%.1f %% of the files have fewer than %d lines: %v", percent, fewLines, list[:short])
	}
	if *update {
		table := fmt.Sprintf("\n| Go files | lines: half of them have at most | nine of ten | the longest | under %d lines |\n|---|---|---|---|---|\n"+
			"| %d | %d (%d to %d) | %d (at most %d) | %d (at most %d) | %.1f %% (under %d %%) |\n\n",
			fewLines, len(list), median, leastMedian, mostMedian, ofNine, mostOfNine, longest.lines, mostLines, percent, mostShort)
		page := between(t, read(t, quality), "<!-- figures: go test ./docs -update -->", "<!-- end -->", table)
		generated(t, quality, page)
	}
}
