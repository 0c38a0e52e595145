// Package locale finds sentences by key and language, with plurals. It is the
// only importer of go-i18n.
package locale

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// Messages are the sentences of one set in several languages.
type Messages struct {
	bundle *i18n.Bundle
	keys   map[string][]string
}

// Load reads the files <set>.<language>.json of a folder.
func Load(dir fs.FS, set string) (*Messages, error) {
	names, err := fs.Glob(dir, set+".*.json")
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("load messages: no files %s.*.json (%w)", set, err)
	}
	m := &Messages{bundle: i18n.NewBundle(language.Chinese), keys: map[string][]string{}}
	m.bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	for _, name := range names {
		raw, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, fmt.Errorf("load messages: %w", err)
		}
		file, err := m.bundle.ParseMessageFileBytes(raw, name)
		if err != nil {
			return nil, fmt.Errorf("load messages %s: %w", name, err)
		}
		lang := strings.TrimSuffix(strings.TrimPrefix(path.Base(name), set+"."), ".json")
		for _, msg := range file.Messages {
			m.keys[lang] = append(m.keys[lang], msg.ID)
		}
		slices.Sort(m.keys[lang])
	}
	return m, nil
}

// Keys are the sentences that a language has, sorted.
func (m *Messages) Keys(lang string) []string { return m.keys[lang] }

// Text is a sentence with its arguments filled in. count chooses the plural
// form; a language without plurals ignores it. A sentence that the language does
// not have is an error: silence in a call is worse than a failed start.
func (m *Messages) Text(lang, key string, args map[string]string, count int) (string, error) {
	if !slices.Contains(m.keys[lang], key) {
		return "", fmt.Errorf("no sentence %q in language %q", key, lang)
	}
	text, err := i18n.NewLocalizer(m.bundle, lang).Localize(&i18n.LocalizeConfig{
		MessageID: key, TemplateData: args, PluralCount: count,
	})
	if err != nil {
		return "", fmt.Errorf("sentence %q in %q: %w", key, lang, err)
	}
	if strings.Contains(text, "<no value>") {
		return "", fmt.Errorf("sentence %q in %q lacks an argument: %s", key, lang, text)
	}
	return text, nil
}
