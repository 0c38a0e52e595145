package redaction

import (
	"slices"
	"strings"
	"unicode"

	"hotline12345/internal/fold"
)

// givenAt returns the hit where a given name at a sign tells the citizen without the surname
// right before it: 建国哥, 我叫建国, 张先生（建国）, *建国, 阿国.
func (p person) givenAt(text []rune, i int) []span {
	if len(p.given) == 2 && startsWith(text[i:], p.given) {
		if from, to, ok := p.givenAround(text, i); ok {
			return []span{{from, to}}
		}
	}
	if k := len(p.given); k > 0 && fold.Han(p.given[k-1]) && text[i] == p.given[k-1] && p.isPetName(text, i) {
		return []span{{i, i + 1}}
	}
	return nil
}

// givenAround returns the hit at a given name of two hanzi by what stands around it.
func (p person) givenAround(text []rune, i int) (from, to int, ok bool) {
	to = i + len(p.given)
	if n, k := titleAt(text, to); n > 0 && !p.named[k] && (n > 1 || endsWord(text, to+n)) {
		return i, to, true
	}
	if at := skipSigns(text, to); startsWith(text[at:], p.surname) && (at > to || endsWord(text, at+len(p.surname))) {
		return i, at + len(p.surname), true // 建国·张
	}
	begins := i == 0 || !fold.Han(text[i-1])
	switch {
	case p.surnameBefore(text, i), i > 0 && masks(text[i-1]):
		return i, to, true
	case i > 0 && strings.ContainsRune("叫名唤小阿老", text[i-1]) && endsWord(text, to):
		return i, to, true
	case begins && (i == 0 || !fold.Letter(text[i-1])) && saysAt(text, to):
		return i, to, true
	}
	return 0, 0, false
}

// betweenNames are hanzi and signs that stand between a surname and the given name when they
// are told apart: 姓张，名建国.
const betweenNames = "先生女士小姐某氏名叫字的为是全 ,，、.:：·-\"“”'「」（）()[]【】"

// surnameBefore reports whether a surname stands before a given name, with nothing but titles
// and signs between them.
func (p person) surnameBefore(text []rune, i int) bool {
	k := i
	for k > 0 && i-k < wordsBehind && strings.ContainsRune(betweenNames, text[k-1]) {
		k--
	}
	return k < i && k >= len(p.surname) && slices.Equal(text[k-len(p.surname):k], p.surname)
}

// speaking begins what somebody does with words.
var speaking = []string{"说", "称", "讲", "反映", "表示", "告诉", "本人", "投诉", "举报", "来电"}

func saysAt(text []rune, i int) bool {
	if i < len(text) && strings.ContainsRune("”’\"'」）) ", text[i]) {
		i++
	}
	return slices.ContainsFunc(speaking, func(w string) bool { return startsWith(text[i:], []rune(w)) })
}

// isPetName reports whether the last sign of a given name is said as friends do: 阿国, 国哥.
func (p person) isPetName(text []rune, i int) bool {
	if i > 0 && text[i-1] == '阿' {
		return endsWord(text, i+1)
	}
	if i > 0 && fold.Letter(text[i-1]) && !unicode.IsDigit(text[i-1]) {
		return false
	}
	return len(p.given) == 2 && i+1 < len(text) && strings.ContainsRune("哥姐叔姨婶嫂伯爷", text[i+1]) && endsWord(text, i+2)
}

// spelledAt returns the hit where the surname is told by its parts: 弓长张, 姓弓长.
func (p person) spelledAt(text []rune, i int) []span {
	for _, parts := range spelledSurnames[string(p.surname)] {
		l := []rune(parts)
		if !startsWith(text[i:], l) {
			continue
		}
		end := i + len(l)
		switch {
		case startsWith(text[end:], p.surname):
			return []span{{i, end + len(p.surname)}}
		case len(p.given) > 0 && startsWith(text[end:], p.given):
			return []span{{i, end + len(p.given)}}
		case i > 0 && text[i-1] == '姓':
			return []span{{i, end}}
		}
	}
	return nil
}
