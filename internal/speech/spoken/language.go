// Package spoken turns prompts into what a voice is given: the one text of each sentence, its
// values in words, and the readings that a voice needs. Languages, values and readings are
// data, the files beside the texts.
package spoken

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"hotline12345/internal/locale"
	"hotline12345/ivr"
)

// Language is a set of prompts and how it is spoken.
type Language struct {
	// ID names its files: language.<id>.json has this, text.<id>.json, values.<id>.json and
	// readings.<id>.json the rest.
	ID ivr.Language `json:"id"`
	// Order is its place among the languages that callers are offered.
	Order int `json:"order"`
	// Tag is the CLDR tag by whose plural rules it goes ("zh-Hant" for one that CLDR lacks).
	Tag string `json:"tag"`
	// Name is what its speakers call it.
	Name string `json:"name"`
	// Voice and Speed, in words a minute, are espeak-ng's.
	Voice string `json:"voice"`
	Speed int    `json:"speed"`
	// Reading is how characters become what a voice reads.
	Reading Reading `json:"reading,omitempty"`
	// Foreign has the language that speaks what is written in another script (Han, Latin).
	Foreign map[string]ivr.Language `json:"foreign,omitempty"`
	// Numerals are the characters of numbers; without them the voice reads digits itself.
	Numerals *Numerals `json:"numerals,omitempty"`
	// Numbers are said in their own way: 12345 with a plain one.
	Numbers map[string]string `json:"numbers,omitempty"`
}

// Reading is what becomes of characters before a voice gets them.
type Reading string

// The readings.
const (
	Written Reading = ""       // as they are, but for the list
	Pinyin  Reading = "pinyin" // tone-numbered pinyin: the list, then the usual reading
	Listed  Reading = "list"   // of the list alone
)

// Argument is what a value in a prompt is.
type Argument struct {
	Kind     Kind `json:"kind"`
	Optional bool `json:"optional,omitempty"` // may be empty
}

// Set is all that is needed to say a prompt. It does not change; see With.
type Set struct {
	languages []Language
	messages  *locale.Messages
	values    *locale.Messages
	readings  map[ivr.Language]readings
	arguments map[string]Argument
}

// Load reads arguments.json and the files of each language. A language without texts is an
// error, as callers would hear nothing.
func Load(dir fs.FS) (*Set, error) {
	s := &Set{readings: map[ivr.Language]readings{}}
	if err := s.readLanguages(dir); err != nil {
		return nil, err
	}
	if err := read(dir, "arguments.json", &s.arguments); err != nil {
		return nil, err
	}
	tags := map[string]string{}
	for _, l := range s.languages {
		tags[string(l.ID)] = l.Tag
		list := map[string]string{}
		if err := read(dir, "readings."+string(l.ID)+".json", &list); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		s.readings[l.ID] = newReadings(list)
	}
	var err error
	if s.messages, err = locale.Load(dir, "text", tags); err != nil {
		return nil, err
	}
	if s.values, err = locale.Load(dir, "values", tags); err != nil {
		return nil, err
	}
	for _, l := range s.languages {
		if len(s.messages.Keys(string(l.ID))) == 0 {
			return nil, fmt.Errorf("load prompts: language %s has no texts; add text.%s.json", l.ID, l.ID)
		}
	}
	return s, nil
}

func (s *Set) readLanguages(dir fs.FS) error {
	names, err := fs.Glob(dir, "language.*.json")
	if err != nil {
		return fmt.Errorf("load prompts: %w", err)
	}
	for _, name := range names {
		var l Language
		if err := read(dir, name, &l); err != nil {
			return err
		}
		if name != "language."+string(l.ID)+".json" {
			return fmt.Errorf("load prompts: %s has the id %q", name, l.ID)
		}
		if err := l.check(); err != nil {
			return fmt.Errorf("load prompts: %s: %w", name, err)
		}
		s.languages = append(s.languages, l)
	}
	slices.SortStableFunc(s.languages, func(a, b Language) int { return a.Order - b.Order })
	return nil
}

// check returns what is wrong with a language's file.
func (l Language) check() error {
	switch n := l.Numerals; {
	case l.Reading != Written && l.Reading != Pinyin && l.Reading != Listed:
		return fmt.Errorf("no reading %q: pinyin, list or none", l.Reading)
	case n != nil && (len([]rune(n.Digits)) != 10 || len([]rune(n.Spelt)) != 10 || len([]rune(n.Powers)) != 4):
		return errors.New("numerals need ten digits, ten spelt digits and four powers of ten")
	}
	return nil
}

func read(dir fs.FS, name string, into any) error {
	raw, err := fs.ReadFile(dir, name)
	if err != nil {
		return fmt.Errorf("load prompts: %w", err)
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("load prompts: %s: %w", name, err)
	}
	return nil
}

// Changes are what a city changed of what is shipped.
type Changes struct {
	// Texts by language and key; a Message without a text takes its sentence away.
	Texts map[ivr.Language]map[string]locale.Message `json:"texts,omitempty"`
	// Readings by language and word: "解放路" is "jie3 fang4 lu4"; an empty one takes the
	// shipped reading away.
	Readings map[ivr.Language]map[string]string `json:"readings,omitempty"`
}

// With returns the set with changes. Those of a language that is not there are left out: a city
// may have switched it off.
func (s *Set) With(c Changes) (*Set, error) {
	out := *s
	out.readings = maps.Clone(s.readings)
	for _, l := range s.languages {
		if list := c.Readings[l.ID]; len(list) > 0 {
			out.readings[l.ID] = s.readings[l.ID].with(list)
		}
		if texts := c.Texts[l.ID]; len(texts) > 0 {
			var err error
			if out.messages, err = out.messages.With(string(l.ID), texts); err != nil {
				return nil, err
			}
		}
	}
	return &out, nil
}

// Languages returns all languages, in the order in which callers are offered them.
func (s *Set) Languages() []Language { return slices.Clone(s.languages) }

// Language returns a language.
func (s *Set) Language(id ivr.Language) (Language, bool) {
	i := slices.IndexFunc(s.languages, func(l Language) bool { return l.ID == id })
	if i < 0 {
		return Language{}, false
	}
	return s.languages[i], true
}

// Keys returns the sentences that a language has, sorted.
func (s *Set) Keys(l ivr.Language) []string { return s.messages.Keys(string(l)) }

// IsFragment reports whether a sentence is a part of others alone: the word of a status.
func IsFragment(key string) bool { return strings.HasPrefix(key, statusPrefix) }

const statusPrefix = "status_"

// Message returns all forms of a sentence; nil for none.
func (s *Set) Message(l ivr.Language, key string) locale.Message {
	return s.messages.Message(string(l), key)
}

// Argument returns what a value of this name is.
func (s *Set) Argument(name string) (Argument, bool) {
	a, ok := s.arguments[name]
	return a, ok
}

// Arguments returns the values that sentences may have, by name.
func (s *Set) Arguments() map[string]Argument { return maps.Clone(s.arguments) }

// Readings returns the list of a language: words that are not read as their characters are.
func (s *Set) Readings(l ivr.Language) map[string]string { return maps.Clone(s.readings[l].words) }
