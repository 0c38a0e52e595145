// Package script draws writing whose letters take other shapes beside each other: Uyghur and
// the other languages in Arabic letters, Tibetan, and Mongolian. A font's table from characters
// to glyphs is not enough for them, so their lines are shaped (OpenType) and drawn as a
// picture. It is the only importer of go-text/typesetting.
package script

import (
	"bytes"
	"fmt"
	"os"
	"sync"
	"unicode"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// writing is one way of writing, with the font that draws it.
type writing struct {
	first, last rune // of its blocks; Arabic has more
	script      language.Script
	direction   di.Direction
	file        string

	once sync.Once
	face *font.Face
	err  error
}

// Set has the fonts of all writings. A file is read when the first letter needs it.
type Set struct {
	mu       sync.Mutex // a shaper and a face work for one at a time
	shaper   shaping.HarfbuzzShaper
	writings []*writing
}

// Debian returns the set of the files that Debian's package fonts-noto-core (OFL) has.
func Debian() *Set {
	const dir = "/usr/share/fonts/truetype/noto/"
	return New(dir+"NotoNaskhArabic-Regular.ttf", dir+"NotoSerifTibetan-Regular.ttf", dir+"NotoSansMongolian-Regular.ttf")
}

// New names the TrueType files of Arabic letters, of Tibetan and of Mongolian.
func New(arabic, tibetan, mongolian string) *Set {
	return &Set{writings: []*writing{
		{first: 0x0600, last: 0x06FF, script: language.Arabic, direction: di.DirectionRTL, file: arabic},
		{first: 0x0F00, last: 0x0FFF, script: language.Tibetan, file: tibetan},
		{first: 0x1800, last: 0x18AF, script: language.Mongolian, file: mongolian},
	}}
}

// Missing returns the errors of the files that cannot be read.
func (s *Set) Missing() (list []error) {
	for _, w := range s.writings {
		if err := w.open(); err != nil {
			list = append(list, err)
		}
	}
	return list
}

func (w *writing) open() error {
	w.once.Do(func() {
		defer func() {
			if r := recover(); r != nil {
				w.err = fmt.Errorf("read font %s: %v", w.file, r)
			}
		}()
		data, err := os.ReadFile(w.file)
		if err == nil {
			w.face, err = font.ParseTTF(bytes.NewReader(data))
		}
		if err != nil {
			w.err = fmt.Errorf("read font %s: %w", w.file, err)
		}
	})
	return w.err
}

// has reports whether a character is of this writing.
func (w *writing) has(r rune) bool {
	return r >= w.first && r <= w.last ||
		w.script == language.Arabic && (r >= 0x0750 && r <= 0x077F || r >= 0x08A0 && r <= 0x08FF || r >= 0xFB50 && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFC)
}

// of returns the writing of a character, with a font that has it; nil for none.
func (s *Set) of(r rune) *writing {
	for _, w := range s.writings {
		if !w.has(r) || w.open() != nil {
			continue
		}
		if _, ok := w.face.NominalGlyph(r); ok {
			return w
		}
	}
	return nil
}

// Has reports whether a character is drawn by this set.
func (s *Set) Has(r rune) bool { return s.of(r) != nil }

// FromRight reports whether a paragraph is read from the right, as its first letter is (UAX #9,
// P2): its lines end on the left.
func (s *Set) FromRight(paragraph string) bool {
	for _, r := range paragraph {
		if w := s.of(r); w != nil && unicode.IsLetter(r) {
			return w.direction == di.DirectionRTL
		}
		if unicode.IsLetter(r) {
			return false
		}
	}
	return false
}

// Joins reports whether a mark without a shape of its own tells how letters join: it counts
// within such writing, and nowhere else.
func Joins(r rune) bool {
	return r == 0x200C || r == 0x200D || r >= 0x180B && r <= 0x180F || r == 0x202F
}

// Piece is a part of a line: of this set's writing, or not.
type Piece struct {
	Text   string
	Shaped bool
	of     *writing
}

// Split divides a line. What stands between two words that are read from right to left is part
// of their piece, so that the words stand in their order.
func (s *Set) Split(line string) (list []Piece) {
	runes := []rune(line)
	for at := 0; at < len(runes); {
		w, end := s.of(runes[at]), at+1
		for end < len(runes) {
			next := s.of(runes[end])
			if w != nil && (Joins(runes[end]) || unicode.Is(unicode.M, runes[end])) {
				next = w
			}
			if w != nil && w.direction == di.DirectionRTL && next == nil {
				if beyond := s.across(runes, end, w); beyond > 0 {
					end = beyond
					continue
				}
			}
			if next != w {
				break
			}
			end++
		}
		list = append(list, Piece{string(runes[at:end]), w != nil, w})
		at = end
	}
	return list
}

// across returns where the next word of a writing begins, if only spaces, digits and marks of
// ASCII stand before it; else 0.
func (s *Set) across(runes []rune, at int, w *writing) int {
	for at < len(runes) && runes[at] < 0x80 && !unicode.IsLetter(runes[at]) && w.drawn(runes[at]) != 0 {
		at++
	}
	if at < len(runes) && s.of(runes[at]) == w {
		return at
	}
	return 0
}

// drawn returns the character by which the font draws one of ASCII: itself, or of a hyphen
// its like; 0 for none.
func (w *writing) drawn(r rune) rune {
	for _, like := range append([]rune{r}, hyphens[r]...) {
		if _, ok := w.face.NominalGlyph(like); ok {
			return like
		}
	}
	return 0
}

var hyphens = map[rune][]rune{'-': {'\u2010', '\u2011', '\u2013', '\u0640'}}

// shaped is a word with its glyphs in the order in which they stand.
type shaped struct {
	glyphs []shaping.Glyph
	of     *writing
}

// perEm is the size at which lines are shaped, in units of 1/64.
const perEm = 1024

// shape shapes a piece and returns its words from left to right.
func (s *Set) shape(p Piece) []shaped {
	var words []shaped
	for _, word := range tokens(p) {
		direction := p.of.direction
		if isLeftToRight([]rune(word)[0]) {
			direction = di.DirectionLTR
		}
		text := []rune(word)
		for i, r := range text {
			if r < 0x80 {
				text[i] = p.of.drawn(r)
			}
		}
		out := s.shaper.Shape(shaping.Input{Text: text, RunEnd: len(text), Direction: direction, Face: p.of.face,
			Size: fixed.I(perEm), Script: p.of.script, Language: language.NewLanguage("und")})
		words = append(words, shaped{out.Glyphs, p.of})
	}
	if p.of.direction == di.DirectionRTL {
		for i, j := 0, len(words)-1; i < j; i, j = i+1, j-1 {
			words[i], words[j] = words[j], words[i]
		}
	}
	return words
}

// isLeftToRight reports whether a character stands behind the one before it in every writing: a
// number in Arabic digits has its first digit on the left, too.
func isLeftToRight(r rune) bool { return r < 0x80 || unicode.Is(unicode.Nd, r) }

// tokens divides a piece where letters meet what is ASCII or a digit; each space is one.
func tokens(p Piece) (list []string) {
	kind := func(r rune) int {
		switch {
		case r == ' ':
			return 0
		case isLeftToRight(r):
			return 1
		}
		return 2
	}
	runes, begin := []rune(p.Text), 0
	for i := 1; i <= len(runes); i++ {
		if i == len(runes) || kind(runes[i]) != kind(runes[begin]) || kind(runes[i]) == 0 {
			list = append(list, string(runes[begin:i]))
			begin = i
		}
	}
	return list
}

// Width returns the width of a piece in em.
func (s *Set) Width(p Piece) float64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	var sum fixed.Int26_6
	for _, w := range s.shape(p) {
		for _, g := range w.glyphs {
			sum += g.Advance
		}
	}
	return float64(sum) / 64 / perEm
}
