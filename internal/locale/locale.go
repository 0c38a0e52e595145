// Package locale finds sentences by key and language, in the plural forms of CLDR. It is the
// only importer of go-i18n.
package locale

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// Message is one sentence: its text for each plural category of CLDR ("one", "other"), with
// arguments in double braces, {{.n}}. What does not change with a number has "other" alone. The
// form "zero" is said for none, also in a language whose grammar has no such category.
type Message map[string]string

// Messages are the sentences of one set in several languages. They do not change; see With.
type Messages struct {
	set       string
	languages map[string]*sentences
}

// sentences are those of one language.
type sentences struct {
	tag       language.Tag
	localizer *i18n.Localizer
	messages  map[string]Message
}

// Load reads the files <set>.<language>.json of a folder. tags has the CLDR tag by whose
// plural rules a language goes; one that is missing goes by its own name.
func Load(dir fs.FS, set string, tags map[string]string) (*Messages, error) {
	names, err := fs.Glob(dir, set+".*.json")
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("load messages: no files %s.*.json (%w)", set, err)
	}
	m := &Messages{set: set, languages: map[string]*sentences{}}
	for _, name := range names {
		raw, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, fmt.Errorf("load messages: %w", err)
		}
		lang := strings.TrimSuffix(strings.TrimPrefix(path.Base(name), set+"."), ".json")
		file, err := i18n.ParseMessageFileBytes(raw, name, map[string]i18n.UnmarshalFunc{"json": json.Unmarshal})
		if err != nil {
			return nil, fmt.Errorf("load messages %s: %w", name, err)
		}
		messages := make(map[string]Message, len(file.Messages))
		for _, msg := range file.Messages {
			messages[msg.ID] = ofFile(msg)
		}
		tag := tags[lang]
		if tag == "" {
			tag = lang
		}
		if m.languages[lang], err = newSentences(tag, messages); err != nil {
			return nil, fmt.Errorf("load messages %s: %w", name, err)
		}
	}
	return m, nil
}

func ofFile(msg *i18n.Message) Message {
	m := Message{}
	for form, text := range map[string]string{"zero": msg.Zero, "one": msg.One, "two": msg.Two, "few": msg.Few, "many": msg.Many, "other": msg.Other} {
		if text != "" {
			m[form] = text
		}
	}
	return m
}

// none is what the form for zero is called inside, as go-i18n has it only for languages
// whose grammar does.
const none = "\x00none"

func newSentences(tag string, messages map[string]Message) (*sentences, error) {
	t, err := language.Parse(tag)
	if err != nil {
		return nil, fmt.Errorf("CLDR tag %q: %w", tag, err)
	}
	list := make([]*i18n.Message, 0, len(messages))
	for key, m := range messages {
		list = append(list, &i18n.Message{ID: key, Zero: m["zero"], One: m["one"], Two: m["two"], Few: m["few"], Many: m["many"], Other: m["other"]})
		if m["zero"] != "" {
			list = append(list, &i18n.Message{ID: key + none, Other: m["zero"]})
		}
	}
	bundle := i18n.NewBundle(t)
	if err := bundle.AddMessages(t, list...); err != nil {
		return nil, fmt.Errorf("CLDR tag %q: %w", tag, err)
	}
	return &sentences{tag: t, localizer: i18n.NewLocalizer(bundle, tag), messages: messages}, nil
}

// With returns the messages with some sentences of a language set anew; a Message without a
// text takes its sentence away.
func (m *Messages) With(lang string, changes map[string]Message) (*Messages, error) {
	old, ok := m.languages[lang]
	if !ok {
		return nil, fmt.Errorf("no sentences in language %q", lang)
	}
	messages := maps.Clone(old.messages)
	for key, msg := range changes {
		if len(msg) == 0 {
			delete(messages, key)
			continue
		}
		messages[key] = msg
	}
	changed, err := newSentences(old.tag.String(), messages)
	if err != nil {
		return nil, err
	}
	out := &Messages{set: m.set, languages: maps.Clone(m.languages)}
	out.languages[lang] = changed
	return out, nil
}

// Keys returns the sentences that a language has, sorted.
func (m *Messages) Keys(lang string) []string {
	s, ok := m.languages[lang]
	if !ok {
		return nil
	}
	return slices.Sorted(maps.Keys(s.messages))
}

// Message returns all forms of a sentence; nil for none.
func (m *Messages) Message(lang, key string) Message {
	if s, ok := m.languages[lang]; ok {
		return maps.Clone(s.messages[key])
	}
	return nil
}

var argument = regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}`)

// Arguments returns the names of the arguments of all forms, sorted.
func (m Message) Arguments() []string {
	found := map[string]bool{}
	for _, text := range m {
		for _, a := range argument.FindAllStringSubmatch(text, -1) {
			found[a[1]] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// Form returns the form of a sentence for a count, with its arguments in single braces, {n}. A
// form that is missing is said as "other". A sentence that the language does not have is an
// error.
func (m *Messages) Form(lang, key string, count int) (string, error) {
	s, ok := m.languages[lang]
	if !ok || len(s.messages[key]) == 0 {
		return "", fmt.Errorf("no sentence %q in language %q", key, lang)
	}
	msg := s.messages[key]
	id, braces := key, map[string]string{}
	if count == 0 && msg["zero"] != "" {
		id = key + none
	}
	for _, a := range msg.Arguments() {
		braces[a] = "{" + a + "}"
	}
	text, err := s.localizer.Localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: braces, PluralCount: count})
	if err != nil && msg["other"] != "" && len(msg) == 1 {
		return argument.ReplaceAllString(msg["other"], "{$1}"), nil
	}
	if err != nil {
		return "", fmt.Errorf("sentence %q in %q: %w", key, lang, err)
	}
	return text, nil
}

// Text returns a sentence with its arguments filled in. An argument that is missing is an
// error.
func (m *Messages) Text(lang, key string, args map[string]string, count int) (string, error) {
	form, err := m.Form(lang, key, count)
	if err != nil {
		return "", err
	}
	var missing string
	text := braced.ReplaceAllStringFunc(form, func(b string) string {
		value, ok := args[b[1:len(b)-1]]
		if !ok {
			missing = b
		}
		return value
	})
	if missing != "" {
		return "", fmt.Errorf("sentence %q in %q lacks the argument %s", key, lang, missing)
	}
	return text, nil
}

var braced = regexp.MustCompile(`\{(\w+)\}`)

// Categories returns the plural categories that a language tells apart for whole numbers:
// "one" and "other" in English, "other" alone in Chinese.
func Categories(tag string) ([]string, error) {
	t, err := language.Parse(tag)
	if err != nil {
		return nil, fmt.Errorf("CLDR tag %q: %w", tag, err)
	}
	names := map[plural.Form]string{plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other"}
	found := map[string]bool{"other": true}
	for n := range 201 { // no language needs more to show all of them
		found[names[plural.Cardinal.MatchPlural(t, n, 0, 0, 0, 0)]] = true
	}
	return slices.Sorted(maps.Keys(found)), nil
}

// SingleBraces returns a text as people edit it, with {n} for {{.n}}.
func SingleBraces(text string) string { return argument.ReplaceAllString(text, "{$1}") }

// DoubleBraces is the reverse of SingleBraces.
func DoubleBraces(text string) string { return braced.ReplaceAllString(text, "{{.$1}}") }

// WithoutArguments returns a text of single braces without its values.
func WithoutArguments(text string) string { return braced.ReplaceAllString(text, "") }
