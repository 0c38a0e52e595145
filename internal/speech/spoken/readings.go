package spoken

import (
	"fmt"
	"maps"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
)

// readings are words that are not read as their characters are.
type readings struct {
	words   map[string]string
	longest int // in characters
}

func newReadings(words map[string]string) readings {
	r := readings{words: words}
	for w := range words {
		r.longest = max(r.longest, utf8.RuneCountInString(w))
	}
	return r
}

func (r readings) with(changes map[string]string) readings {
	words := maps.Clone(r.words)
	for w, reading := range changes {
		if reading == "" {
			delete(words, w)
			continue
		}
		words[w] = reading
	}
	return newReadings(words)
}

// at returns the longest word of the list that begins here, and its length in characters.
func (r readings) at(text []rune) (reading string, length int) {
	for n := min(r.longest, len(text)); n > 0; n-- {
		if reading, ok := r.words[string(text[:n])]; ok {
			return reading, n
		}
	}
	return "", 0
}

// UnreadableError says which character a voice cannot read.
type UnreadableError struct{ Character rune }

func (e *UnreadableError) Error() string {
	return fmt.Sprintf("the character %c (U+%04X) has no reading; add one to the list of readings", e.Character, e.Character)
}

// Read returns a text as a voice of a language needs it: in pinyin, in the readings of the list,
// or as it is. The error is an UnreadableError.
func (s *Set) Read(l Language, text string) (string, error) {
	switch l.Reading {
	case Pinyin, Listed:
		return s.syllables(l, text)
	default:
		return s.replaced(l, text), nil
	}
}

// replaced returns a text with the words of the list in their readings.
func (s *Set) replaced(l Language, text string) string {
	var b strings.Builder
	list := s.readings[l.ID]
	for rest := []rune(text); len(rest) > 0; {
		if reading, n := list.at(rest); n > 0 {
			b.WriteString(reading)
			rest = rest[n:]
			continue
		}
		b.WriteRune(rest[0])
		rest = rest[1:]
	}
	return b.String()
}

// syllable is one of a sentence, or a mark that makes a pause.
type syllable struct {
	sound     string
	character rune // whose tone depends on what follows: 一, 不
	mark      bool
}

// syllables returns a text in syllables with a blank between: "nin2 hao3， qing3 an4 yi1。"
func (s *Set) syllables(l Language, text string) (string, error) {
	var list []syllable
	runes := []rune(text)
	for i := 0; i < len(runes); {
		if reading, n := s.readings[l.ID].at(runes[i:]); n > 0 {
			for _, one := range strings.Fields(reading) {
				list = append(list, syllable{sound: one})
			}
			i += n
			continue
		}
		one, err := l.syllable(runes, i)
		if err != nil {
			return "", err
		}
		if one.sound != "" {
			list = append(list, one)
		}
		i++
	}
	if l.Reading == Pinyin {
		changeTones(list)
	}
	var b strings.Builder
	for i, one := range list {
		if i > 0 && (!one.mark || list[i-1].mark && one.sound != list[i-1].sound) {
			b.WriteByte(' ')
		}
		b.WriteString(one.sound)
	}
	return b.String(), nil
}

// syllable returns the usual reading of a character.
func (l Language) syllable(text []rune, i int) (syllable, error) {
	r := text[i]
	switch {
	case unicode.IsSpace(r):
		return syllable{}, nil
	case r >= '0' && r <= '9' && l.Numerals != nil && l.Reading == Pinyin:
		return syllable{sound: usual([]rune(l.Numerals.Digits)[r-'0'])}, nil
	case !unicode.IsLetter(r) && !unicode.IsDigit(r):
		if strings.ContainsRune("，。、；：？！,.;:?!", r) {
			return syllable{sound: string(r), mark: true}, nil
		}
		return syllable{}, nil // quotes and brackets are not heard
	case l.Reading != Pinyin:
		return syllable{}, &UnreadableError{r}
	}
	sound := usual(r)
	if sound == "" {
		return syllable{}, &UnreadableError{r}
	}
	one := syllable{sound: sound}
	if r == '不' || r == '一' && !isNumeral(text, i) {
		one.character = r
	}
	return one, nil
}

// usual returns the usual Mandarin reading of a character, with 5 for the neutral tone; none is
// empty.
func usual(r rune) string {
	args := pinyin.NewArgs()
	args.Style = pinyin.Tone3
	found := pinyin.SinglePinyin(r, args)
	if len(found) == 0 || found[0] == "" {
		return ""
	}
	if last := found[0][len(found[0])-1]; last < '1' || last > '5' {
		return found[0] + "5"
	}
	return found[0]
}

// isNumeral reports whether 一 keeps its tone, as a digit of a number, of a date or of an order
// (十一, 一月, 第一): before 百, 千 and 万 it changes.
func isNumeral(text []rune, i int) bool {
	const numerals = "零一二三四五六七八九十百千万点第幺"
	if i > 0 && strings.ContainsRune(numerals, text[i-1]) {
		return true
	}
	return i+1 < len(text) && strings.ContainsRune("零一二三四五六七八九十点月日号", text[i+1])
}

// changeTones gives 一 and 不 the tones that they have before others: yi2 and bu2 before the
// fourth (and 个), yi4 before the rest. A third tone before a third is the voice's own matter.
func changeTones(list []syllable) {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].character == 0 {
			continue
		}
		next := byte(0)
		if i+1 < len(list) && !list[i+1].mark {
			next = list[i+1].sound[len(list[i+1].sound)-1]
		}
		switch {
		case next == '4' || next == '5':
			list[i].sound = list[i].sound[:len(list[i].sound)-1] + "2"
		case list[i].character == '一' && next != 0:
			list[i].sound = "yi4"
		}
	}
}

// PinyinOf returns characters in their usual readings, those without left out: "qing1 chuan1 shi4".
func PinyinOf(chinese string) string {
	var list []string
	for _, r := range chinese {
		if sound := usual(r); sound != "" {
			list = append(list, sound)
		}
	}
	return strings.Join(list, " ")
}
