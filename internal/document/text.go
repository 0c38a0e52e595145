package document

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"hotline12345/internal/document/script"
)

// run is text that one face draws, or that is drawn as a picture.
type run struct {
	face  *face
	piece script.Piece
	text  string
	// width in em.
	width float64
}

// visible replaces what no page can show: line ends become one kind, marks
// without a shape disappear, and a character that no font has becomes 〓 with its
// code point, so that a reader sees that there was one.
func (f *Fonts) visible(s string) string {
	var out strings.Builder
	shaped := false
	for _, r := range strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n") {
		switch {
		case r == '\n':
			out.WriteRune(r)
		case r == '\t' || r == '\u2028' || r == '\u2029' || r == '\u00a0':
			out.WriteByte(' ')
		case script.Joins(r) && shaped || unicode.Is(unicode.M, r) && shaped:
			out.WriteRune(r) // it tells how the letters beside it join
			continue
		case f.scripts.Has(r):
			out.WriteRune(r)
			shaped = true
			continue
		case unicode.Is(unicode.Cf, r) || r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF:
			// joiners, directions, variation selectors
		case unicode.IsControl(r) || f.faceOf(f.body, r) == nil:
			fmt.Fprintf(&out, "〓U+%04X", r)
		default:
			out.WriteRune(r)
		}
		shaped = false
	}
	return out.String()
}

// faceOf is the first face that has a character; nil if none has.
func (f *Fonts) faceOf(faces []*face, r rune) *face {
	for _, face := range faces {
		if face.open() == nil && face.glyph(r).known {
			return face
		}
	}
	return nil
}

// faces are those of titles or of the text.
func (f *Fonts) faces(bold bool) []*face {
	if bold {
		return f.title
	}
	return f.body
}

// runs divides a line by what draws it, from left to right. fromRight says how its paragraph is
// read.
func (f *Fonts) runs(s string, bold, fromRight bool) []run {
	var list []run
	for _, stretch := range script.Visual(s, fromRight) {
		pieces := f.scripts.Split(stretch.Text)
		if stretch.FromRight {
			slices.Reverse(pieces)
		}
		for _, p := range pieces {
			switch {
			case p.Shaped:
				list = append(list, run{piece: p, width: f.scripts.Width(p)})
			case stretch.FromRight:
				list = append(list, f.plain(script.Reversed(p.Text), bold)...)
			default:
				list = append(list, f.plain(p.Text, bold)...)
			}
		}
	}
	return list
}

// plain divides a text by the faces that draw it.
func (f *Fonts) plain(s string, bold bool) []run {
	var list []run
	for _, r := range s {
		face := f.faceOf(f.faces(bold), r)
		if face == nil {
			continue // visible has replaced what a reader should miss
		}
		if len(list) == 0 || list[len(list)-1].face != face {
			list = append(list, run{face: face})
		}
		last := &list[len(list)-1]
		last.text += string(r)
		last.width += face.glyph(r).width
	}
	return list
}

// width of a text in em.
func (f *Fonts) width(s string, bold bool) float64 {
	var sum float64
	for _, r := range f.runs(s, bold, false) {
		sum += r.width
	}
	return sum
}
