package document

import (
	"strings"
	"unicode"

	"hotline12345/internal/document/script"
)

// noStart must not begin a line, noEnd must not end one (GB/T 15834-2011, 5.1).
const (
	noStart = "，。、；：？！）》」』】〕〉”’…—～％‰·,.;:?!)]}%℃"
	noEnd   = "（《「『【〔〈“‘([{￥$＃#"
)

// wrap breaks a text into lines that are at most as wide as widest; first is how much
// the first line of each paragraph is indented. Words and numbers stay whole
// unless they alone are wider than a line.
func wrap(s string, widest, first float64, width func(string) float64) []string {
	var lines []string
	for _, paragraph := range strings.Split(s, "\n") {
		lines = append(lines, wrapParagraph(paragraph, widest, first, width)...)
	}
	return lines
}

func wrapParagraph(s string, widest, first float64, width func(string) float64) []string {
	lines := []string{}
	var line strings.Builder
	room := widest - first
	add := func(atom string, w float64) {
		line.WriteString(atom)
		room -= w
	}
	end := func() {
		lines = append(lines, strings.TrimRight(line.String(), " "))
		line.Reset()
		room = widest
	}
	for _, atom := range atoms(s) {
		w := width(atom)
		if width(strings.TrimRight(atom, " ")) <= room {
			add(atom, w)
			continue
		}
		if line.Len() > 0 {
			end()
		}
		if w <= room {
			add(atom, w)
			continue
		}
		for _, r := range atom { // wider than a line: anywhere
			w := width(string(r))
			if w > room && line.Len() > 0 {
				end()
			}
			add(string(r), w)
		}
	}
	end()
	return lines
}

// atoms are the pieces of a paragraph between which a line may end.
func atoms(s string) []string {
	var list []string
	var atom strings.Builder
	var last rune
	for _, r := range s {
		if atom.Len() > 0 && mayBreak(last, r) {
			list = append(list, atom.String())
			atom.Reset()
		}
		atom.WriteRune(r)
		last = r
	}
	if atom.Len() > 0 {
		list = append(list, atom.String())
	}
	return list
}

// mayBreak reports whether a line may end between two characters.
func mayBreak(a, b rune) bool {
	switch {
	case unicode.Is(unicode.M, b), script.Joins(a), script.Joins(b), b >= 0x0F0B && b <= 0x0F14:
		return false // a mark stays with its letter, a Tibetan stop with its syllable
	case b == ' ' || strings.ContainsRune(noStart, b) || strings.ContainsRune(noEnd, a):
		return false
	case a == ' ':
		return true
	}
	return !inWord(a) || !inWord(b)
}

// inWord: letters and digits of alphabets, and what holds an address, a number or
// a time together.
func inWord(r rune) bool {
	return r < 0x2E80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) || strings.ContainsRune("-_./:@&+=#", r)
}
