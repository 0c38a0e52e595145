package spoken

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hotline12345/internal/locale"
	"hotline12345/ivr"
)

// Piece is a part of a sentence that one voice speaks.
type Piece struct {
	Language Language
	Text     string // in characters, with numbers in words
}

// ArgumentError says which value of a prompt cannot be said, and why.
type ArgumentError struct {
	Argument string
	Err      error
}

func (e *ArgumentError) Error() string { return "the value " + e.Argument + ": " + e.Err.Error() }

func (e *ArgumentError) Unwrap() error { return e.Err }

var errMissing = errors.New("is missing")

// Sentence returns what is said for a prompt, in pieces of one voice each. p.Args has the
// values; "dept@en" stands before "dept". Errors: no such sentence, ArgumentError.
func (s *Set) Sentence(p ivr.Prompt) ([]Piece, error) {
	l, ok := s.Language(p.Language)
	if !ok {
		return nil, fmt.Errorf("no language %q", p.Language)
	}
	form, err := s.messages.Form(string(l.ID), p.ID, pluralCount(p))
	if err != nil {
		return nil, err
	}
	text, err := s.filled(l, p, form)
	if err != nil {
		return nil, err
	}
	return s.pieces(l, text), nil
}

// pluralCount returns the number that chooses the plural form: that of the value n.
func pluralCount(p ivr.Prompt) int {
	v, _ := valueOf(p, "n")
	n, err := whole(v)
	if err != nil {
		return 2 // any other
	}
	return n
}

// filled returns a form with its values in words and its own numbers as they are said.
func (s *Set) filled(l Language, p ivr.Prompt, form string) (string, error) {
	var b strings.Builder
	for rest := form; rest != ""; {
		before, inside, found := strings.Cut(rest, "{")
		b.WriteString(l.literal(before))
		if !found {
			break
		}
		var name string
		name, rest, _ = strings.Cut(inside, "}")
		words, err := s.argument(l, p, name)
		if err != nil {
			return "", &ArgumentError{name, err}
		}
		if words != "" {
			b.WriteString(gap(b.String(), words) + words + gap(words, l.literal(rest)))
		}
	}
	return b.String(), nil
}

// argument returns the value of an argument in words.
func (s *Set) argument(l Language, p ivr.Prompt, name string) (string, error) {
	a, ok := s.arguments[name]
	if !ok {
		return "", errors.New("is not known")
	}
	value, ok := valueOf(p, name)
	if value = strings.TrimSpace(value); value == "" {
		if a.Optional {
			return "", nil
		}
		if !ok {
			return "", errMissing
		}
		return "", errors.New("is empty")
	}
	words, err := s.value(l, a.Kind, value)
	if err == nil && a.Kind == Name {
		words = s.numbered(l, words)
	}
	return words, err
}

// gap is the blank between two texts that would become one word.
func gap(before, after string) string {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	latin := func(r rune) bool { return r >= '0' && r <= '9' || unicode.Is(unicode.Latin, r) }
	if latin(last) && latin(first) {
		return " "
	}
	return ""
}

// literal says the numbers in a sentence.
func (l Language) literal(text string) string { return numbersIn(text, l.inText) }

// numbered says the numbers in a name: 12号楼 is 十二号楼, what has three digits or more is read
// one by one, a date is one. A name in characters has the numbers of its own language.
func (s *Set) numbered(l Language, name string) string {
	if other, ok := s.Language(l.Foreign["Han"]); ok && strings.ContainsFunc(name, isHan) {
		l = other
	}
	say := func(digits string) string {
		n, err := strconv.Atoi(digits)
		if err != nil || len(digits) > 2 || digits[0] == '0' {
			return l.spell(digits)
		}
		return l.number(n)
	}
	if at := isoDate.FindStringIndex(name); at != nil {
		if date, err := s.date(l, name[at[0]:at[1]]); err == nil {
			return numbersIn(name[:at[0]], say) + date + s.numbered(l, name[at[1]:])
		}
	}
	return numbersIn(name, say)
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

var isoDate = regexp.MustCompile(`\b\d{4}-\d{2}-\d{2}\b`)

// numbersIn replaces each number in a text.
func numbersIn(text string, say func(digits string) string) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		n := i
		for n < len(text) && text[n] >= '0' && text[n] <= '9' {
			n++
		}
		if n > i {
			b.WriteString(say(text[i:n]))
			i = n
			continue
		}
		b.WriteByte(text[i])
		i++
	}
	return b.String()
}

// Remainder returns what is left to say of a prompt whose values cannot all be said: the
// clauses without them. It is empty where nothing is left.
func (s *Set) Remainder(p ivr.Prompt) []Piece {
	l, ok := s.Language(p.Language)
	if !ok {
		return nil
	}
	form, err := s.messages.Form(string(l.ID), p.ID, pluralCount(p))
	if err != nil {
		return nil
	}
	var b strings.Builder
	for clause := range strings.Lines(clauses.Replace(form)) {
		text, err := s.filled(l, p, strings.TrimSuffix(clause, "\n"))
		if err == nil {
			if pieces := s.pieces(l, text); len(pieces) > 0 && s.readable(pieces) {
				b.WriteString(text)
			}
		}
	}
	return s.pieces(l, b.String())
}

func (s *Set) readable(pieces []Piece) bool {
	for _, p := range pieces {
		if _, err := s.Read(p.Language, p.Text); err != nil {
			return false
		}
	}
	return true
}

// clauses parts a sentence behind its marks.
var clauses = strings.NewReplacer("，", "，\n", "。", "。\n", "；", "；\n", "？", "？\n", ", ", ", \n", ". ", ". \n")

// Plain returns a sentence that is not stored yet as it would be said: for an editor.
func (s *Set) Plain(key string, m locale.Message, p ivr.Prompt) ([]Piece, error) {
	changed, err := s.With(Changes{Texts: map[ivr.Language]map[string]locale.Message{p.Language: {key: m}}})
	if err != nil {
		return nil, err
	}
	p.ID = key
	return changed.Sentence(p)
}

// WithoutNames returns a prompt without its values that are names, for a voice that does not
// know their characters.
func (s *Set) WithoutNames(p ivr.Prompt) ivr.Prompt {
	args := map[string]string{}
	for name, value := range p.Args {
		plain, _, _ := strings.Cut(name, "@")
		if a := s.arguments[plain]; a.Kind != Name || a.Optional {
			args[name] = value
		}
	}
	p.Args = args
	return p
}
