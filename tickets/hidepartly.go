package tickets

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
	before, behind := digitsIn(string(signs[:first])), digitsIn(string(signs[last+1:]))
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
		if end-i == 2 && strings.ContainsRune(".·-", text[i]) || masks(text[i]) || end-i >= sameSigns && !digit && !letterAt(text[i]) && text[i] != fold.Space || end-i >= sameSigns && text[i] == '〇' {
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

// beforeLast are said before the last digits of a number.
var beforeLast = []string{"尾号", "尾数", "末四位", "后四位", "末4位", "后4位", "最后四位", "最后4位", "末尾", "后几位", "尾数是", "末三位", "后三位", "后3位", "last4", "last 4", "last four", "ending in", "ends in"}

// behindLast are said behind the last digits of a number: 0001结尾.
var behindLast = []string{"结尾", "收尾", "的尾号", "为尾号"}

func isSaidBehind(text []rune) bool {
	s := string(text[:min(len(text), 4)])
	return slices.ContainsFunc(behindLast, func(w string) bool { return strings.HasPrefix(s, w) })
}

// ends reports whether digits are the last ones of a number.
func (n numbers) ends(digits string) bool {
	return len(digits) >= 3 && slices.ContainsFunc(n.whole, func(w string) bool { return strings.HasSuffix(w, digits) })
}

// extensionWords are said before an extension.
var extensionWords = []string{"转", "分机", "分机号", "内线", "ext", "ext."}

// betweenSaid may stand between such a word and the digits.
const betweenSaid = " :：是为数字.-(（[【\"“”'「」*"

// saidHits returns where the end of a number, or an extension, is told in words: 尾号8000.
func (n numbers) saidHits(text []rune) (hits []span) {
	for i := range text {
		if isDigitAt(text, i) && (i == 0 || !isDigitAt(text, i-1)) {
			j := i
			for j < len(text) && isDigitAt(text, j) {
				j++
			}
			if digits := digitsIn(string(text[i:j])); n.said(digits, text[:i]) || n.ends(digits) && isSaidBehind(text[j:]) {
				hits = append(hits, span{i, j})
			}
		}
	}
	return hits
}

// said reports whether digits are the end of a number, or an extension, by what stands before.
func (n numbers) said(digits string, before []rune) bool {
	s := strings.TrimRight(string(before[max(0, len(before)-16):]), betweenSaid)
	after := func(words []string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.HasSuffix(s, w) })
	}
	if after(beforeLast) && n.ends(digits) {
		return true
	}
	return slices.Contains(n.extensions, digits) && after(extensionWords)
}
