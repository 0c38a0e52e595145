package redaction

import (
	"slices"
	"strings"

	"hotline12345/internal/fold"
)

// knownDigits is how many digits of a number, some hidden, still say whose it is.
const knownDigits = 4

// starredHits returns where a number stands half hidden: 138****0001.
func (n numbers) starredHits(text []rune) (hits []span) {
	text = withStars(text)
	for i := 0; i < len(text); {
		if !isStar(text, i) && !isDigitAt(text, i) {
			i++
			continue
		}
		end := i
		for end < len(text) && (isStar(text, end) || isDigitAt(text, end) || text[end] == fold.Space && end > i && text[end-1] != fold.Space) {
			end++
		}
		if n.fits(text[i:end]) {
			hits = append(hits, span{i, end})
		}
		i = end
	}
	return hits
}

// isStar reports whether a sign stands for a digit, or between digits.
func isStar(text []rune, i int) bool    { return strings.ContainsRune("*·.-", text[i]) }
func isDigitAt(text []rune, i int) bool { _, ok := fold.Digit(text[i]); return ok }

// fits reports whether signs can be one of the numbers with a stretch of it hidden: the digits
// before the stars begin it, those behind end it.
func (n numbers) fits(signs []rune) bool {
	first := slices.IndexFunc(signs, masks)
	if first < 0 {
		return false
	}
	last := first
	for i := first; i < len(signs); i++ {
		if masks(signs[i]) {
			last = i
		}
	}
	masked := 0
	for _, c := range signs[first : last+1] {
		if masks(c) {
			masked++
		} else if _, digit := fold.Digit(c); digit {
			return n.fitsEach(signs)
		}
	}
	before, behind := fold.Digits(string(signs[:first])), fold.Digits(string(signs[last+1:]))
	known := len(before) + len(behind)
	if known < knownDigits || masked < 2 && (known <= knownDigits || before == "" || behind == "") {
		return masked >= 2 && len(before) >= 3 && behind == "" && n.withLength(len(before)+masked, before)
	}
	return slices.ContainsFunc(n.whole, func(w string) bool {
		return known < len(w) && strings.HasPrefix(w, before) && strings.HasSuffix(w, behind)
	})
}

// sameSigns is how many times a sign stands in a row until it stands for digits: 138...0001.
const sameSigns = 3

// withStars returns a text with each sign that stands for a digit as a star.
func withStars(text []rune) []rune {
	text = slices.Clone(text)
	for i := 0; i < len(text); {
		end := i + 1
		for end < len(text) && text[end] == text[i] {
			end++
		}
		_, digit := fold.Digit(text[i])
		between := end-i >= sameSigns && i > 0 && end < len(text) && text[i] < 0x80 && isDigitAt(text, i-1) && isDigitAt(text, end) // 138nnnn0001
		if between && !digit || end-i == 2 && strings.ContainsRune(".·-", text[i]) || masks(text[i]) || end-i >= sameSigns && !digit && !fold.Letter(text[i]) && text[i] != fold.Space || end-i >= sameSigns && text[i] == '〇' {
			for k := i; k < end; k++ {
				text[k] = '*'
			}
		}
		i = end
	}
	return text
}

// masks reports whether a sign stands for a hidden digit, not only between digits.
func masks(c rune) bool {
	return strings.ContainsRune("*×x○◯□_●■※△☆★?#某口叉星✕✖∗✱⁎", c)
}

// withLength reports whether a number of n digits begins with some.
func (n numbers) withLength(digits int, begin string) bool {
	return slices.ContainsFunc(n.whole, func(w string) bool { return len(w) == digits && strings.HasPrefix(w, begin) })
}

// fitsEach reports whether each sign stands for one digit of a number: 1*8*0*1*8000.
func (n numbers) fitsEach(signs []rune) bool {
	var form []byte
	known := 0
	for _, c := range signs {
		if d, ok := fold.Digit(c); ok {
			form, known = append(form, d), known+1
		} else if masks(c) {
			form = append(form, '*')
		}
	}
	return known >= knownDigits && slices.ContainsFunc(n.whole, func(w string) bool {
		if len(w) != len(form) {
			return false
		}
		for i := range form {
			if form[i] != '*' && form[i] != w[i] {
				return false
			}
		}
		return true
	})
}
