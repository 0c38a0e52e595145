package sheet

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"hotline12345/tickets/importing"
)

// decoded returns a file as text: UTF-8, UTF-16, GB18030 with GBK's private area, or Big5.
// Bytes that are no character become U+FFFD, which is a fault of its cell.
func decoded(file []byte) (string, error) {
	file = bytes.TrimRight(file, "\x1a\x00")
	if big, ok := isUTF16(file); ok {
		order := unicode.LittleEndian
		if big {
			order = unicode.BigEndian
		}
		if len(file)%2 == 1 {
			file = append(bytes.Clone(file), 0) // its last zero was taken off, too
		}
		s, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(file)
		if err != nil {
			s, err = unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().Bytes(file)
		}
		if err != nil {
			return "", fmt.Errorf("%w: %w", importing.ErrUnreadable, err)
		}
		return string(s), nil
	}
	file = bytes.TrimPrefix(file, []byte("\xef\xbb\xbf"))
	if utf8.Valid(file) {
		return string(file), nil
	}
	best, fewest := "", 1<<30
	for _, decode := range []func([]byte) string{utf8Of, gbOf, with(traditionalchinese.Big5)} {
		s := decode(file)
		if n := strangeness(s); n < fewest {
			best, fewest = s, n
		}
	}
	if lost := strings.Count(best, "\ufffd"); lost*20 > utf8.RuneCountInString(best) {
		return "", fmt.Errorf("%w: neither UTF-8 nor GB18030", importing.ErrUnreadable)
	}
	return best, nil
}

// isUTF16 reports whether a file is UTF-16, and whether its high bytes come first.
func isUTF16(file []byte) (big, ok bool) {
	switch {
	case bytes.HasPrefix(file, []byte("\xff\xfe")):
		return false, true
	case bytes.HasPrefix(file, []byte("\xfe\xff")):
		return true, true
	}
	var zeros [2]int
	head := file[:min(len(file), 4096)]
	for i, c := range head {
		if c == 0 {
			zeros[i%2]++
		}
	}
	// Delimiters, digits and line ends are ASCII.
	few := len(head) / 40
	return zeros[0] > zeros[1], zeros[0] > few && zeros[1] == 0 || zeros[1] > few && zeros[0] == 0
}

// common are the signs of headings: where they stand, the encoding is the right one.
const common = "编号时间来源姓名单位联系电话内容类型分类状态答复称码地点編號時間來源單位聯絡電話內容類型狀態回覆稱碼點"

// strangeness returns how little a text looks like a table.
func strangeness(s string) int {
	n := 0
	for i, c := range s {
		switch {
		case c == utf8.RuneError:
			n += 50
		case c >= 0xe000 && c <= 0xf8ff:
			n += 20
		case i < 4096 && strings.ContainsRune(common, c):
			n -= 10
		}
	}
	return n
}

func utf8Of(b []byte) string { return strings.ToValidUTF8(string(b), "\ufffd") }

func with(e encoding.Encoding) func([]byte) string {
	return func(b []byte) string {
		s, err := e.NewDecoder().Bytes(b)
		if err != nil {
			return string(utf8.RuneError)
		}
		return string(s)
	}
}

// gbOf decodes GB18030. The decoder of x/text leaves out the private area, in which older
// systems keep rare characters of names.
func gbOf(b []byte) string {
	whole, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
	if err == nil && !bytes.ContainsRune(whole, utf8.RuneError) {
		return string(whole)
	}
	decoder := simplifiedchinese.GB18030.NewDecoder()
	var out strings.Builder
	for len(b) > 0 {
		n := gbLength(b)
		one, err := decoder.Bytes(b[:n])
		r, size := utf8.DecodeRune(one)
		if err != nil || r == utf8.RuneError || size != len(one) {
			r = private(b[:n])
			if r == utf8.RuneError {
				n = 1
			}
		}
		out.WriteRune(r)
		b = b[n:]
	}
	return out.String()
}

// gbLength returns how many bytes the next character has: one, two or four.
func gbLength(b []byte) int {
	if b[0] < 0x81 || b[0] == 0xff || len(b) < 2 {
		return 1
	}
	second := b[1]
	switch {
	case second >= 0x40 && second != 0x7f && second != 0xff:
		return 2
	case second >= 0x30 && second <= 0x39 && len(b) >= 4 && b[2] >= 0x81 && b[3] >= 0x30 && b[3] <= 0x39:
		return 4
	}
	return 1
}

// later are characters that were in the private area until Unicode had them
// (GB 18030-2005, 2022).
var later = map[[2]byte]rune{
	{0xa6, 0xd9}: 0xfe10, {0xa6, 0xda}: 0xfe12, {0xa6, 0xdb}: 0xfe11, {0xa6, 0xdc}: 0xfe13, {0xa6, 0xdd}: 0xfe14, {0xa6, 0xde}: 0xfe15, {0xa6, 0xdf}: 0xfe16,
	{0xa6, 0xec}: 0xfe17, {0xa6, 0xed}: 0xfe18, {0xa6, 0xf3}: 0xfe19, {0xa8, 0xbc}: 0x1e3f, {0xa8, 0xbf}: 0x01f9,
	{0xfe, 0x51}: 0x20087, {0xfe, 0x52}: 0x20089, {0xfe, 0x53}: 0x200cc, {0xfe, 0x59}: 0x9fb4, {0xfe, 0x61}: 0x9fb5, {0xfe, 0x66}: 0x9fb6, {0xfe, 0x67}: 0x9fb7,
	{0xfe, 0x6c}: 0x215d7, {0xfe, 0x6d}: 0x9fb8, {0xfe, 0x76}: 0x2298f, {0xfe, 0x7e}: 0x9fb9, {0xfe, 0x90}: 0x9fba, {0xfe, 0x91}: 0x241fe, {0xfe, 0xa0}: 0x9fbb,
}

// private returns the character of two bytes in GBK's three user-defined areas, which
// Unicode keeps at U+E000 and above; utf8.RuneError for any other.
func private(b []byte) rune {
	if len(b) != 2 {
		return utf8.RuneError
	}
	if r, ok := later[[2]byte(b)]; ok {
		return r
	}
	row, column := rune(b[0]), rune(b[1])
	switch {
	case row >= 0xaa && row <= 0xaf && column >= 0xa1:
		return 0xe000 + (row-0xaa)*94 + column - 0xa1
	case row >= 0xf8 && row <= 0xfe && column >= 0xa1:
		return 0xe234 + (row-0xf8)*94 + column - 0xa1
	case row >= 0xa1 && row <= 0xa7 && column >= 0x40 && column <= 0xa0:
		column -= 0x40
		if column >= 0x40 {
			column-- // 7F is left out
		}
		return 0xe4c6 + (row-0xa1)*96 + column
	}
	return utf8.RuneError
}
