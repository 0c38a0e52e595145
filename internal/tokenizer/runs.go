package tokenizer

import (
	"strings"
	"unicode"

	"hotline12345/internal/fold"
)

// run is a stretch of hanzi, or a word or number in another script.
type run struct {
	text   string
	hanzi  bool
	digits bool // ASCII digits alone
	plus   bool // a + stands before the digits
	linked bool // both this and the run before are digits, with nothing but signs of numbers between
	bound  bool // this and the run before are one word in two parts: Wi-Fi, 粤E·12345, E 12345
}

// reader reads the runs of a text.
type reader struct {
	list []run
	open strings.Builder
	kind bool // the open run is hanzi
	gap  []rune
	join bool // hanzi with spaces, dots and dashes between them are one run
}

// runs splits a folded text at signs and spaces, and where the script changes. With join,
// hanzi that only spaces, line breaks, dots or dashes part are one run.
func runs(text []rune, join bool) []run {
	r := reader{join: join}
	for _, c := range text {
		han := unicode.Is(unicode.Han, c)
		if !han && !unicode.In(c, unicode.L, unicode.M, unicode.Nd) {
			r.end()
			r.gap = append(r.gap, c)
			continue
		}
		if han != r.kind {
			r.end()
			r.kind = han
		}
		r.open.WriteRune(c)
	}
	r.end()
	return r.list
}

// end closes the open run.
func (r *reader) end() {
	if r.open.Len() == 0 {
		return
	}
	one := run{text: r.open.String(), hanzi: r.kind}
	r.open.Reset()
	gap := string(r.gap)
	r.gap = r.gap[:0]
	one.digits = !one.hanzi && strings.Trim(one.text, "0123456789") == ""
	one.plus = one.digits && strings.HasSuffix(gap, "+")
	if len(r.list) > 0 {
		last := &r.list[len(r.list)-1]
		if r.join && last.hanzi && one.hanzi && len(gap) <= longestGap && strings.Trim(gap, partsOfWords) == "" {
			last.text += one.text
			return
		}
		one.bound = !last.hanzi && !one.hanzi && !(last.digits && one.digits) && binds(gap, last.text, one)
		one.linked = last.digits && one.digits && gap != "" && len(gap) <= longestGap && strings.Trim(gap, partsOfNumbers) == ""
	}
	r.list = append(r.list, one)
}

// binds reports whether a gap leaves a word and the next one word: a dash or a dot, or between the
// letter of a number plate and its digits a space.
func binds(gap, before string, next run) bool {
	return gap == string(fold.Dash) || gap == string(fold.Dot) || gap == "" || gap == string(fold.Space) && len(before) == 1 && next.digits
}

// bound returns where the word ends that begins with a run, and all of it as one.
func bound(list []run, i int) (end int, whole string) {
	whole = list[i].text
	for end = i + 1; end < len(list) && list[end].bound; end++ {
		whole += list[end].text
	}
	return end, whole
}

const (
	// partsOfWords may stand between the hanzi of a word.
	partsOfWords = string(fold.Space) + string(fold.Dot) + string(fold.Dash)
	// partsOfNumbers may stand between the digits of a number.
	partsOfNumbers = partsOfWords + string(fold.Stop) + "()[]_"
	// longestGap is how many bytes of signs may stand there.
	longestGap = 8
)

// withDigits returns a folded text with numbers in Chinese numerals as digits: seven and more
// stand for a telephone number.
func withDigits(text []rune) []rune {
	var out []rune
	for i := 0; i < len(text); {
		end, n, chinese := i, 0, false
		for j := i; j < len(text); j++ {
			if _, ok := fold.Digit(text[j]); ok {
				chinese = chinese || text[j] > unicode.MaxASCII
				n, end = n+1, j+1
			} else if n == 0 || !strings.ContainsRune(partsOfWords, text[j]) {
				break
			}
		}
		if !chinese || n < shortestNumber {
			end = max(end, i+1)
			out = append(out, text[i:end]...)
		} else {
			for _, c := range text[i:end] {
				if d, ok := fold.Digit(c); ok {
					c = rune(d)
				}
				out = append(out, c)
			}
		}
		i = end
	}
	return out
}
