package fold

import (
	_ "embed" // the table
	"slices"
	"strings"
)

//go:generate go run ../../cmd/dev/pinyintable pinyin_dict.go

// pinyinTable has a syllable a line, then the simplified characters that are read so. From
// go-pinyin (© mozillazg, MIT licence), which has it from Unihan.
//
//go:embed pinyin.txt
var pinyinTable string

// readings are the syllables as which each character is read, without tones; syllables are all
// there are.
var readings, syllables = readPinyin(pinyinTable)

func readPinyin(table string) (of map[rune][]string, all map[string]bool) {
	of, all = make(map[rune][]string, len(table)/4), map[string]bool{}
	for line := range strings.Lines(table) {
		syllable, signs, _ := strings.Cut(strings.TrimSpace(line), " ")
		all[syllable] = true
		for _, c := range signs {
			of[c] = append(of[c], syllable)
		}
	}
	return of, all
}

// Pinyin returns the syllables as which a folded hanzi is read, without tones; ü is u, v and yu.
func Pinyin(c rune) []string { return readings[c] }

// Syllables returns the ways to take folded letters apart into syllables of pinyin, of no more
// than some; nil if there is none.
func Syllables(letters string, most int) (ways [][]string) {
	if most == 0 {
		return nil
	}
	if syllables[letters] {
		ways = append(ways, []string{letters})
	}
	for i := 1; i < len(letters) && i <= longestSyllable; i++ {
		if !syllables[letters[:i]] {
			continue
		}
		for _, rest := range Syllables(letters[i:], most-1) {
			ways = append(ways, slices.Concat([]string{letters[:i]}, rest))
		}
	}
	return ways
}

// longestSyllable is that of zhuang, chuang and shuang.
const longestSyllable = 6
