package speech

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"strings"

	"hotline12345/internal/locale"
	"hotline12345/internal/speech/sound"
	"hotline12345/internal/speech/spoken"
	"hotline12345/ivr"
	"hotline12345/ivr/prompts"
)

// Editor is the store as the service of prompts uses it: texts have their values in single
// braces, {n}.
type Editor struct{ *Store }

var _ prompts.Sounds = Editor{}

// Languages implements prompts.Sounds.
func (e Editor) Languages() []prompts.PromptLanguage {
	var list []prompts.PromptLanguage
	for _, l := range e.shipped.Languages() {
		categories, err := locale.Categories(l.Tag)
		if err != nil { // the language was loaded by this tag
			categories = []string{"other"}
		}
		list = append(list, prompts.PromptLanguage{ID: l.ID, Name: l.Name, Categories: categories})
	}
	return list
}

// Texts implements prompts.Sounds.
func (e Editor) Texts(l ivr.Language) map[string]prompts.Forms {
	out := map[string]prompts.Forms{}
	for _, key := range e.shipped.Keys(l) {
		forms := prompts.Forms{}
		for form, text := range e.shipped.Message(l, key) {
			forms[form] = locale.SingleBraces(text)
		}
		out[key] = forms
	}
	return out
}

// messageOf returns forms as they are spoken.
func messageOf(f prompts.Forms) locale.Message {
	m := locale.Message{}
	for form, text := range f {
		m[form] = locale.DoubleBraces(text)
	}
	return m
}

func scriptOf(s prompts.Script) Script {
	out := Script{Recordings: s.Recordings}
	out.Readings = s.Readings
	out.Texts = map[ivr.Language]map[string]locale.Message{}
	for l, texts := range s.Texts {
		out.Texts[l] = map[string]locale.Message{}
		for key, forms := range texts {
			out.Texts[l][key] = messageOf(forms)
		}
	}
	return out
}

// Prepare implements prompts.Sounds. A text that no engine speaks is an error, but for one that
// a recording stands for.
func (e Editor) Prepare(ctx context.Context, s prompts.Script, v prompts.PromptVersion) error {
	if v.Recording != nil || len(v.Forms) == 0 && len(e.shipped.Message(v.Language, v.Key)) == 0 {
		return nil
	}
	set, err := e.shipped.With(scriptOf(s).Changes)
	if err != nil {
		return fmt.Errorf("prepare prompts: %w", err)
	}
	for _, n := range e.counts(set, v) {
		p := e.sampleOf(set, v.Key, v.Language)
		if n != "" {
			p.Args["n"] = n
		}
		pieces, err := set.Sentence(e.withCity(p))
		if err != nil {
			return fmt.Errorf("prepare prompts: %w", err)
		}
		if _, err = e.make(ctx, set, e.cfg.Engines, pieces); err != nil {
			if _, second := e.make(ctx, set, Engines{}, pieces); second != nil {
				return fmt.Errorf("prepare prompts: %w", errors.Join(err, second))
			}
		}
	}
	return nil
}

// PrepareReading implements prompts.Sounds. Prompts with values are spoken when they are wanted.
func (e Editor) PrepareReading(ctx context.Context, s prompts.Script, r prompts.WordReading) error {
	set, err := e.shipped.With(scriptOf(s).Changes)
	if err != nil {
		return fmt.Errorf("prepare prompts: %w", err)
	}
	for _, p := range e.Catalogue(nil) {
		if p.Language != r.Language || !strings.Contains(set.Message(p.Language, p.ID)["other"], r.Word) {
			continue
		}
		pieces, err := set.Sentence(e.withCity(p))
		if err != nil {
			continue // it is no worse than before
		}
		if _, err := e.make(ctx, set, e.cfg.Engines, pieces); err != nil {
			return fmt.Errorf("prepare prompts: %w", err)
		}
	}
	return nil
}

// counts are the numbers with which a text is tried: one for each form, if it says a number.
func (e Editor) counts(set *spoken.Set, v prompts.PromptVersion) []string {
	for _, a := range set.Message(v.Language, v.Key).Arguments() {
		if a == "n" {
			return []string{"0", "1", "2", "11"}
		}
	}
	return []string{""}
}

// Use implements prompts.Sounds. The dialplan's own sounds are made anew if they changed.
func (e Editor) Use(s prompts.Script) error {
	before := e.script.Load().script
	if err := e.Store.Use(scriptOf(s)); err != nil {
		return err
	}
	after := e.script.Load().script
	for _, l := range e.Store.Languages() {
		for _, id := range fallbackPrompts {
			if before.Recordings[l][id] != after.Recordings[l][id] || !maps.Equal(before.Texts[l][id], after.Texts[l][id]) {
				return e.WriteFallback(context.Background())
			}
		}
	}
	return nil
}

// Sample implements prompts.Sounds.
func (e Editor) Sample(key string, l ivr.Language) ivr.Prompt {
	p := e.sampleOf(e.Set(), key, l)
	for _, name := range e.Given(key) { // also where the language has no text yet
		if a, ok := e.shipped.Argument(name); ok && p.Args[name] == "" {
			p.Args[name] = a.Kind.Sample(l)
		}
	}
	return p
}

func (e Editor) sampleOf(set *spoken.Set, key string, l ivr.Language) ivr.Prompt {
	p := ivr.Prompt{ID: key, Language: l, Args: map[string]string{}}
	for _, name := range set.Message(l, key).Arguments() {
		if a, ok := set.Argument(name); ok && !a.Optional {
			p.Args[name] = a.Kind.Sample(l)
		}
	}
	if city := e.cfg.City.name(l); city != "" {
		p.Args["city"] = city
	}
	return p
}

// Written returns the key of what is said of a prompt, and its words as they are written, with the
// values in their places.
func (e Editor) Written(p ivr.Prompt) (key, words string) {
	set := e.Set()
	full := e.withCity(used(set, p))
	m := set.Message(full.Language, full.ID)
	words = m["other"]
	for _, name := range m.Arguments() {
		value := cmp.Or(full.Args[name+"@"+string(full.Language)], full.Args[name])
		words = strings.ReplaceAll(locale.SingleBraces(words), "{"+name+"}", value)
	}
	return full.ID, words
}

// Reads implements prompts.Sounds.
func (e Editor) Reads(r prompts.WordReading) bool {
	l, ok := e.shipped.Language(r.Language)
	if !ok || strings.ContainsAny(r.Reading, "{}\n\r\t") {
		return false
	}
	switch l.Reading {
	case spoken.Pinyin:
		return pinyinWords.MatchString(r.Reading)
	case spoken.Listed:
		return latinWords.MatchString(r.Reading)
	}
	return true
}

var (
	pinyinWords = regexp.MustCompile(`^[a-zü]{1,6}[1-5]( [a-zü]{1,6}[1-5])*$`)
	latinWords  = regexp.MustCompile(`^[\pL\d]+( [\pL\d]+)*$`)
)

// Take implements prompts.Sounds.
func (e Editor) Take(raw []byte) (prompts.Taken, error) {
	t, err := sound.Take(raw)
	var refused *sound.Refused
	if errors.As(err, &refused) {
		return prompts.Taken{}, &prompts.Refused{Reason: string(refused.Reason), Second: refused.Second, Seconds: refused.Seconds}
	}
	return prompts.Taken{Alaw: t.Alaw, Seconds: t.Seconds, Level: t.Level, Original: t.Original}, err
}

// Keep implements prompts.Sounds.
func (e Editor) Keep(coded []byte) (string, error) {
	sum := sha256.Sum256(coded)
	name := hex.EncodeToString(sum[:16])
	if e.Has(name) {
		return name, nil
	}
	return name, e.write(name, coded)
}

// Has implements prompts.Sounds.
func (e Editor) Has(sum string) bool { return len(sum) == 32 && e.has(sum) }

// IsFragment implements prompts.Sounds.
func (Editor) IsFragment(key string) bool { return spoken.IsFragment(key) }

// Made implements prompts.Sounds.
func (e Editor) Made(key string, l ivr.Language) bool {
	return e.Store.Has(ivr.Prompt{ID: key, Language: l})
}
