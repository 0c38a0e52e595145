// Foldtable writes internal/fold/hanzi.txt: run it in that folder with the files of Debian's
// package unicode-data (Unihan, Unicode licence) and the dictionaries of the module
// github.com/longbridgeapp/opencc (those of OpenCC, Apache licence):
//
//	go run ../../cmd/dev/foldtable /usr/share/unicode DICTIONARY
package main

import (
	"bufio"
	"compress/bzip2"
	"fmt"
	"io"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// both are standard characters of which people write one for the other in names.
var both = map[rune]rune{'喆': '哲', '堃': '坤', '邨': '村', '迺': '乃', '钜': '巨', '仝': '同', '祕': '秘', '氾': '泛', '犇': '奔', '勐': '猛', '甯': '宁', '濬': '浚', '燊': '森', '吒': '咤', '彊': '强', '囍': '喜', '叡': '睿', '晳': '皙', '鍾': '钟', '锺': '钟', '凃': '涂', '於': '于', '菓': '果', '隻': '只', '崐': '昆', '囶': '国', '囻': '国', '圀': '国',
	'著': '着', '瞭': '了', '覆': '复', '妳': '你', '姪': '侄', '藉': '借', '衹': '只', '祇': '只', '剏': '创', '𠮷': '吉', '靑': '青', '淸': '清', '槪': '概', '礮': '炮', '煇': '辉', '燿': '耀', '劄': '扎', '祐': '佑', '㐂': '喜', '﨑': '崎', '坿': '附', '彷': '仿'}

func main() {
	unihan, opencc := os.Args[1], os.Args[2]
	standard := map[rune]bool{} // 通用规范汉字表
	lines(filepath.Join(unihan, "Unihan_OtherMappings.txt.bz2"), func(l string) {
		if f := strings.Fields(l); len(f) > 2 && f[1] == "kTGH" {
			standard[code(f[0])] = true
		}
	})
	to := map[rune]rune{}
	lines(filepath.Join(opencc, "TSCharacters.txt"), func(l string) {
		if f := strings.Fields(l); len(f) > 1 {
			put(to, []rune(f[0])[0], []rune(f[1])[0])
		}
	})
	lines(filepath.Join(opencc, "JPVariants.txt"), func(l string) { // old, then the new forms
		if f := strings.Fields(l); len(f) > 1 {
			for _, young := range f[1:] {
				if c := []rune(young)[0]; !standard[c] && to[c] == 0 {
					put(to, c, []rune(f[0])[0])
				}
			}
		}
	})
	unihanVariants(filepath.Join(unihan, "Unihan_Variants.txt.bz2"), to, standard)
	lines(filepath.Join(unihan, "EquivalentUnifiedIdeograph.txt"), func(l string) {
		l, _, _ = strings.Cut(l, "#")
		if codes, same, ok := strings.Cut(l, ";"); ok {
			first, last, ranged := strings.Cut(strings.TrimSpace(codes), "..")
			if !ranged {
				last = first
			}
			for c := code("U+" + first); c <= code("U+"+last); c++ {
				put(to, c, code("U+"+strings.TrimSpace(same)))
			}
		}
	})
	for c, same := range both {
		put(to, c, same)
	}
	write(to)
}

// unihanVariants adds what Unihan calls simplified, then the same in another shape or meaning;
// of those only characters that are not standard ones: two standard ones are two words.
func unihanVariants(file string, to map[rune]rune, standard map[rune]bool) {
	same := map[string]map[rune][]rune{}
	lines(file, func(l string) {
		f := strings.Fields(l)
		if len(f) < 3 || strings.HasPrefix(l, "#") {
			return
		}
		if same[f[1]] == nil {
			same[f[1]] = map[rune][]rune{}
		}
		for _, v := range f[2:] {
			v, _, _ = strings.Cut(v, "<")
			a, b := code(f[0]), code(v)
			same[f[1]][a] = append(same[f[1]][a], b)
			if f[1] != "kSimplifiedVariant" && f[1] != "kTraditionalVariant" {
				same[f[1]][b] = append(same[f[1]][b], a)
			}
		}
	})
	for _, kind := range []string{"kSimplifiedVariant", "kZVariant", "kSemanticVariant", "kSpecializedSemanticVariant"} {
		for _, c := range slices.Sorted(maps.Keys(same[kind])) {
			if to[c] != 0 || standard[c] {
				continue
			}
			list := same[kind][c]
			slices.Sort(list)
			if i := slices.IndexFunc(list, func(v rune) bool { return standard[last(to, v)] }); i >= 0 {
				put(to, c, list[i])
			} else if kind == "kSimplifiedVariant" {
				put(to, c, list[0])
			}
		}
	}
}

// put lets a fold to b, unless that closes a ring.
func put(to map[rune]rune, a, b rune) {
	if a != last(to, b) {
		to[a] = b
	}
}

// last returns what a character folds to in the end.
func last(to map[rune]rune, c rune) rune {
	for to[c] != 0 {
		c = to[c]
	}
	return c
}

func write(to map[rune]rune) {
	sets := map[rune][]rune{}
	for c := range to {
		if plain := []rune(norm.NFKC.String(string(c))); plain[0] == c { // else the normal form says it
			sets[last(to, c)] = append(sets[last(to, c)], c)
		}
	}
	out, err := os.Create("hanzi.txt")
	if err != nil {
		log.Fatal(err)
	}
	defer out.Close()
	for _, c := range slices.Sorted(maps.Keys(sets)) {
		slices.Sort(sets[c])
		fmt.Fprintf(out, "%c%s\n", c, string(sets[c]))
	}
}

func lines(file string, each func(string)) {
	f, err := os.Open(file) //nolint:gosec // a developer names the folder of the tables
	if err != nil {
		log.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(file, ".bz2") {
		r = bzip2.NewReader(f)
	}
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		each(s.Text())
	}
	if s.Err() != nil {
		log.Fatal(s.Err())
	}
}

// code reads U+4E00.
func code(s string) rune {
	n, err := strconv.ParseUint(strings.TrimPrefix(s, "U+"), 16, 32)
	if err != nil {
		log.Fatal("a table has what is no code point")
	}
	return rune(n)
}
