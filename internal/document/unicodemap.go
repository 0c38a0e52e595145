package document

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"unicode/utf16"
)

// Characters beyond U+FFFF: a PDF's table from glyphs to text wants two halves in
// UTF-16 (ISO 32000-1, 9.10.3), gopdf v0.33.0 writes the bare number, so that
// copying or searching 𠮷 in the document finds something else. So the table is
// put right in the finished file, and the offsets of its objects with it.
var (
	farChar  = regexp.MustCompile(`(<[0-9A-F]{4}><[0-9A-F]{4}>)<([0-9A-F]{5,6})>\n`)
	rangeSet = regexp.MustCompile(`(?s)<<\n/Length ([0-9]+)\n>>\nstream\n/CIDInit .*?endstream\n`)
	offset   = regexp.MustCompile(`(?m)^([0-9]{10}) 00000 n $`)
)

// growth is by how many bytes the file is longer after an offset.
type growth struct{ after, by int }

// mended returns the file with right tables of characters.
func mended(pdf []byte) []byte {
	var out bytes.Buffer
	var grown []growth
	last := 0
	for _, m := range rangeSet.FindAllSubmatchIndex(pdf, -1) {
		old := pdf[m[0]:m[1]]
		now := farChar.ReplaceAllFunc(old, utf16Line)
		if len(now) == len(old) {
			continue
		}
		length, _ := strconv.Atoi(string(pdf[m[2]:m[3]]))
		was := fmt.Sprintf("/Length %d\n", length)
		now = bytes.Replace(now, []byte(was), fmt.Appendf(nil, "/Length %d\n", length+len(now)-len(old)), 1)
		out.Write(pdf[last:m[0]])
		out.Write(now)
		last = m[1]
		grown = append(grown, growth{m[1], len(now) - len(old)})
	}
	if last == 0 {
		return pdf
	}
	xref := bytes.LastIndex(pdf, []byte("xref\n0 "))
	out.Write(pdf[last:xref])
	out.Write(moved(pdf[xref:], grown, xref))
	return out.Bytes()
}

// utf16Line rewrites "<0012><0012><20BB7>" with the two halves.
func utf16Line(line []byte) []byte {
	m := farChar.FindSubmatch(line)
	n, err := strconv.ParseInt(string(m[2]), 16, 32)
	if err != nil {
		return line
	}
	hi, lo := utf16.EncodeRune(rune(n))
	return fmt.Appendf(nil, "%s<%04X%04X>\n", m[1], hi, lo)
}

// moved is the table of offsets with the new places of all objects, and of
// itself.
func moved(table []byte, grown []growth, xref int) []byte {
	table = offset.ReplaceAllFunc(table, func(line []byte) []byte {
		at, _ := strconv.Atoi(string(line[:10]))
		return fmt.Appendf(nil, "%010d 00000 n ", placeOf(at, grown))
	})
	start := fmt.Sprintf("startxref\n%d\n", xref)
	return bytes.Replace(table, []byte(start), fmt.Appendf(nil, "startxref\n%d\n", placeOf(xref, grown)), 1)
}

// placeOf is where the byte at an old offset is now.
func placeOf(at int, grown []growth) int {
	sum := 0
	for _, g := range grown {
		if at >= g.after {
			sum += g.by
		}
	}
	return at + sum
}
