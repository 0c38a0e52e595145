// Pinyintable writes internal/fold/pinyin.txt: run it in that folder with the dictionary of the
// module github.com/mozillazg/go-pinyin (MIT licence; its readings are those of Unihan):
//
//	go run ../../cmd/dev/pinyintable DICTIONARY.go
package main

import (
	"bufio"
	"fmt"
	"log"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"hotline12345/internal/fold"
)

// most is how many readings of a sign are kept; those that follow are of old books.
const most = 3

var entry = regexp.MustCompile(`0x([0-9A-F]{4,5}): "([^"]+)"`)

func main() {
	file, err := os.Open(os.Args[1]) //nolint:gosec // whoever makes the table names it
	if err != nil {
		log.Fatal(err)
	}
	signs := map[string][]rune{}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		m := entry.FindStringSubmatch(lines.Text())
		if m == nil {
			continue
		}
		code, err := strconv.ParseInt(m[1], 16, 32)
		if err != nil {
			log.Fatal(err)
		}
		c := rune(code)
		if c < 0x4e00 || c > 0x9fff || fold.String(string(c)) != string(c) {
			continue
		}
		readings := strings.Split(m[2], ",")
		for _, r := range readings[:min(most, len(readings))] {
			for _, letters := range spelled(r) {
				if strings.ContainsAny(letters, "aeiouv") && !slices.Contains(signs[letters], c) { // 嗯 is no name
					signs[letters] = append(signs[letters], c)
				}
			}
		}
	}
	var table strings.Builder
	for _, letters := range slices.Sorted(maps.Keys(signs)) {
		slices.Sort(signs[letters])
		fmt.Fprintf(&table, "%s %s\n", letters, string(signs[letters]))
	}
	if err := os.WriteFile("pinyin.txt", []byte(table.String()), 0o644); err != nil {
		log.Fatal(err)
	}
}

// spelled returns a reading without its tone; ü is written in three ways.
func spelled(reading string) []string {
	marked := norm.NFD.String(reading)
	letters := strings.Map(func(c rune) rune {
		if c < 'a' || c > 'z' {
			return -1
		}
		return c
	}, marked)
	if !strings.Contains(marked, "u\u0308") {
		return []string{letters}
	}
	return []string{letters, strings.Replace(letters, "u", "v", 1), strings.Replace(letters, "u", "yu", 1)}
}
