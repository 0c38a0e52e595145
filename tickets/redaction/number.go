package redaction

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"hotline12345/internal/fold"
	"hotline12345/internal/phone"
	"hotline12345/internal/text"
)

// numbers are the citizen's telephone numbers and the like, as digits.
type numbers struct {
	whole      []string // every way to dial them, the longest first
	extensions []string
	short      []string // too short to be told from a house number within others
}

// mailHost is of an address of e-mail what says nothing of the person: @163.com.
var mailHost = regexp.MustCompile(`@[a-z0-9.-]+`)

// add takes the numbers of a field: several, with codes, with extensions, in any digits.
// shortest is the least number of digits that are hidden where they stand alone.
func (n *numbers) add(field string, shortest int) {
	folded := mailHost.ReplaceAllString(fold.String(field), "")
	from := len(n.short)
	defer func() {
		n.short = append(n.short[:from], slices.DeleteFunc(n.short[from:], func(s string) bool { return len(s) < shortest })...)
	}()
	for _, piece := range strings.FieldsFunc(folded, func(c rune) bool { return strings.ContainsRune("、/\\,，;；|&\n", c) }) {
		n.addPiece(piece)
	}
	n.addWays(fold.Digits(folded))
}

// addPiece takes one number, or several with spaces or words between them.
func (n *numbers) addPiece(piece string) {
	groups := strings.FieldsFunc(piece, func(c rune) bool { _, digit := fold.Digit(c); return !digit })
	for i, g := range groups { // 88886666（8001）
		if d := fold.Digits(g); len(d) >= text.ShortestNumber {
			n.addWays(d)
			if i == len(groups)-2 && len(groups[i+1]) > 1 && len(groups[i+1]) < text.ShortestNumber {
				n.extensions = append(n.extensions, fold.Digits(groups[i+1]))
			}
		}
	}
	if number, ok := (phone.Plan{}).Normal(piece); ok {
		number, extension, _ := strings.Cut(number, "转")
		n.addWays(strings.TrimPrefix(number, "+"))
		if len(extension) > 1 {
			n.extensions = append(n.extensions, extension)
			n.addWays(strings.TrimPrefix(number, "+") + extension) // dialled with a dash
		}
		n.addWays(fold.Digits(piece))
		return
	}
	for i := range groups {
		for j := i + 1; j <= min(len(groups), i+5); j++ {
			if d := fold.Digits(strings.Join(groups[i:j], "")); len(d) <= longestNumber && (j == i+1 || phone.IsNumber(d) && len(d) >= mobileDigits) {
				n.addWays(d)
			}
		}
	}
}

const (
	longestNumber = 20
	mobileDigits  = 11
	// shortestSecret is the least number of digits that are hidden, where they stand alone: of a
	// number; of a name, employer or address, which have ages and houses, more.
	shortestSecret = 2
	shortestBeside = 4
)

// addWays takes a number's digits, then without what may stand before it: the country's
// code, an area code of three or four digits.
func (n *numbers) addWays(d string) {
	if len(d) >= shortestSecret && len(d) < text.ShortestNumber {
		n.short = append(n.short, d)
	}
	ways := []string{d}
	if rest, ok := strings.CutPrefix(strings.TrimPrefix(d, "00"), "86"); ok && len(rest) >= 10 {
		ways, d = append(ways, rest), rest
	}
	if strings.HasPrefix(d, "0") && len(d) > 10 {
		ways = append(ways, d[3:], d[4:])
	}
	for _, w := range ways {
		if len(w) >= text.ShortestNumber {
			n.whole = append(n.whole, w)
		}
	}
}

func (n *numbers) longestFirst() {
	slices.SortFunc(n.whole, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	n.whole = slices.Compact(n.whole)
}

// run is a stretch of digits with other signs between them.
type run struct {
	digits string
	at     []int // of each digit in the text
}

// betweenDigits is how many signs may stand between two digits of a number.
const betweenDigits = 5

// hits returns where the citizen's numbers stand in a folded text.
func (n numbers) hits(text []rune) (hits []span) {
	if len(n.whole)+len(n.short)+len(n.extensions) == 0 {
		return nil
	}
	for i := 0; i < len(text); {
		r, end := runAt(text, i)
		if len(r.digits) > 0 {
			hits = append(hits, n.inRun(r)...)
		}
		i = end
	}
	if dashed, ok := withDashes(text); ok {
		hits = append(hits, n.hits(dashed)...)
	}
	return append(append(hits, n.starredHits(text)...), n.saidHits(text, united(slices.Clone(hits)))...)
}

// betweenWords are said between the digits of a number.
var betweenWords = []string{"中间四位", "后面四位", "最后四位", "后四位", "末四位", "下划线", "空格", "横杠", "横线", "短横", "破折号", "减号", "加号", "斜杠", "逗号", "顿号", "然后", "接着", "后面", "中间", "最后", "跟着", "再来", "dash", "space", "then", "杠", "减", "加", "点", "再", "后", "横"}

// withDashes returns a text with dashes for what stands or is said between digits: an 一 or ー
// that was typed for a dash (138一1234一0001), 138加1234. It reports whether there is any.
func withDashes(text []rune) (dashed []rune, ok bool) {
	for i := 1; i+1 < len(text); i++ {
		n := 0
		if ascii(text, i-1) && ascii(text, i+1) && (text[i] == '一' || text[i] == 'ー') {
			n = 1
		} else if isDigitAt(text, i-1) && !isDigitAt(text, i) && fold.Letter(text[i]) {
			n = wordBetween(text, i)
		}
		if n > 0 && !ok {
			dashed, ok = slices.Clone(text), true
		}
		for k := range n {
			dashed[i+k] = fold.Dash
		}
	}
	return dashed, ok
}

func ascii(text []rune, i int) bool { return text[i] >= '0' && text[i] <= '9' }

// wordBetween returns the length of a word between two digits.
func wordBetween(text []rune, i int) int {
	for _, w := range betweenWords {
		if l := []rune(w); startsWith(text[i:], l) && i+len(l) < len(text) && isDigitAt(text, i+len(l)) {
			return len(l)
		}
	}
	return 0
}

// runAt returns the run of digits that begins at a sign, and where to go on.
func runAt(text []rune, i int) (run, int) {
	var digits []byte
	var at []int
	for gap := 0; i < len(text); i++ {
		d, ok := digitAt(text, i, len(digits) > 0)
		switch {
		case ok:
			digits, at, gap = append(digits, d), append(at, i), 0
		case len(digits) == 0:
			return run{}, i + 1
		case fold.Letter(text[i]) || gap == betweenDigits:
			return run{string(digits), at}, i
		case text[i] != fold.Space || text[i-1] != fold.Space: // several spaces are one
			gap++
		}
	}
	return run{string(digits), at}, i
}

// digitAt returns the digit at a sign: within a number, or before a digit, o, l and i are typed
// for 0 and 1.
func digitAt(text []rune, i int, within bool) (byte, bool) {
	if d, ok := fold.Digit(text[i]); ok {
		return d, true
	}
	if !within && (i+1 == len(text) || !isDigitAt(text, i+1)) {
		return 0, false
	}
	switch text[i] {
	case 'o':
		return '0', true
	case 'l', 'i':
		return '1', true
	}
	return 0, false
}

// inRun returns where the numbers stand in a run.
func (n numbers) inRun(r run) (hits []span) {
	for _, w := range n.whole {
		for from := 0; ; {
			i := strings.Index(r.digits[from:], w)
			if i < 0 {
				break
			}
			i, from = from+i, from+i+len(w)
			hits = append(hits, span{r.at[i], r.at[from-1] + 1})
		}
	}
	if slices.Contains(n.short, r.digits) {
		hits = append(hits, span{r.at[0], r.at[len(r.at)-1] + 1})
	}
	return hits
}
