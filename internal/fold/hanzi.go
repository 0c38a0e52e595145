package fold

import (
	_ "embed" // the table
	"strings"
)

//go:generate go run ../../cmd/dev/foldtable /usr/share/unicode opencc

// hanziTable has a simplified character a line, then those that fold to it: traditional ones,
// variants, and radicals. From Unihan (© Unicode, Inc., https://www.unicode.org/license.txt) and
// OpenCC (Apache License 2.0).
//
//go:embed hanzi.txt
var hanziTable string

// hanzi is what each character folds to that is no simplified one.
var hanzi = readTable(hanziTable)

func readTable(table string) map[rune]rune {
	to := make(map[rune]rune, strings.Count(table, "\n")*2)
	for line := range strings.Lines(table) {
		set := []rune(strings.TrimSpace(line))
		for _, c := range set[1:] {
			to[c] = set[0]
		}
	}
	return to
}
