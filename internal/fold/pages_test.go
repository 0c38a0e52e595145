package fold

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

var update = flag.Bool("update", false, "write the table of the pages anew")

// pageTable is what the pages know of the folding: the characters of Taiwan's and Hong Kong's
// usual set (Big5) that are simplified to one of the mainland's usual set (GB/T 2312), in the form
// of hanzi.txt with blanks between the sets. All of them would weigh three times as much.
func pageTable() string {
	const begin = "// Made by go test ./internal/fold -update; the server folds by more.\n// biome-ignore format: a table\nexport const HANZI =\n  '"
	big5, gb := traditionalchinese.Big5.NewEncoder(), simplifiedchinese.HZGB2312.NewEncoder()
	var sets []string
	for line := range strings.Lines(hanziTable) {
		signs := []rune(strings.TrimSpace(line))
		if _, err := gb.String(string(signs[0])); err != nil {
			continue
		}
		usual := slices.DeleteFunc(slices.Clone(signs[1:]), func(c rune) bool {
			_, err := big5.String(string(c))
			return err != nil
		})
		if len(usual) > 0 {
			sets = append(sets, string(signs[0])+string(usual))
		}
	}
	return begin + strings.Join(sets, " ") + "'\n"
}

// TestThePagesFoldAsTheServerDoes: what a person types into a picker finds the same names.
func TestThePagesFoldAsTheServerDoes(t *testing.T) {
	const file = "../../agent-web/src/lib/hanzi.ts"
	want := pageTable()
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil || string(got) != want {
		t.Errorf("%s is stale (%v); run: go test ./internal/fold -update", file, err)
	}
}
