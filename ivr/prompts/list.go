package prompts

import (
	"maps"
	"slices"

	"hotline12345/ivr"
)

// PromptEntry is a prompt in one language as it is now.
type PromptEntry struct {
	PromptVersion
	// Shipped reports whether the text is the one that came with the program.
	Shipped bool `json:"shipped"`
	// Arguments are the values that it says.
	Arguments []string `json:"arguments" nullable:"false"`
	// Unheard reports whether it was changed, and no administrator has listened to it since.
	Unheard bool `json:"unheard,omitempty"`
}

// PromptLine is a prompt in all languages.
type PromptLine struct {
	Key  string      `json:"key"`
	Uses []PromptUse `json:"uses" nullable:"false"`
	// Entries has one for each language that has a text or a recording.
	Entries []PromptEntry `json:"entries" nullable:"false"`
	// Values are those that the hotline gives it, beside those that every prompt may say.
	Values []string `json:"values" nullable:"false"`
	// Recordable reports whether a recording can stand for it: it says no values, and is no part
	// of others.
	Recordable bool `json:"recordable"`
	// Own reports whether the city made it: it did not come with the program in any language.
	Own bool `json:"own"`
	// MissingText are the languages that have nothing to say; MissingSound those whose text was
	// neither recorded nor spoken yet. A text with values is spoken when it is wanted.
	MissingText  []ivr.Language `json:"missing_text" nullable:"false"`
	MissingSound []ivr.Language `json:"missing_sound" nullable:"false"`
}

// Entries returns the prompts that have a text or a recording, as they are now, by language and key.
func (s *Service) Entries() map[ivr.Language]map[string]PromptEntry {
	all := map[ivr.Language]map[string]PromptEntry{}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, l := range s.cfg.Sounds.Languages() {
		all[l.ID] = map[string]PromptEntry{}
		for key, shipped := range s.cfg.Sounds.Texts(l.ID) {
			all[l.ID][key] = s.entry(key, l.ID, shipped)
		}
	}
	for of, v := range s.versions {
		if in, spoken := all[of.language]; spoken && (len(v.Forms) > 0 || v.Recording != nil) {
			if _, there := in[of.key]; !there {
				in[of.key] = s.entry(of.key, of.language, nil)
			}
		}
	}
	return all
}

// List returns all prompts by key.
func (s *Service) List() []PromptLine {
	uses, entries, shipped := s.cfg.Uses(), s.Entries(), s.shipped()
	keys := map[string]bool{}
	for _, in := range entries {
		for key := range in {
			keys[key] = true
		}
	}
	list := []PromptLine{}
	for key := range uses {
		keys[key] = true // a menu says it, and nobody has written it yet
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		line := PromptLine{Key: key, Uses: append([]PromptUse{}, uses[key]...), Entries: []PromptEntry{}, MissingText: []ivr.Language{}, MissingSound: []ivr.Language{},
			Values: append([]string{}, s.cfg.Sounds.Given(key)...)}
		line.Own = !shipped[key]
		line.Recordable = len(line.Values) == 0 && !s.cfg.Sounds.IsFragment(key)
		for _, l := range s.cfg.Sounds.Languages() {
			e, there := entries[l.ID][key]
			switch {
			case there:
				line.Entries = append(line.Entries, e)
				if e.Recording == nil && !s.cfg.Sounds.Made(key, l.ID) && !s.takesValues(key, l.ID) {
					line.MissingSound = append(line.MissingSound, l.ID)
				}
			case !ownLanguage(key, l.ID):
				line.MissingText = append(line.MissingText, l.ID)
			}
		}
		list = append(list, line)
	}
	return list
}

// shipped returns the prompts that came with the program, in any language.
func (s *Service) shipped() map[string]bool {
	all := map[string]bool{}
	for _, l := range s.Languages() {
		for key := range s.cfg.Sounds.Texts(l.ID) {
			all[key] = true
		}
	}
	return all
}

// ownLanguage reports whether a prompt is said in one language alone, and this is another:
// lang_yue offers Cantonese, in Cantonese.
func ownLanguage(key string, l ivr.Language) bool {
	const offers = "lang_"
	return len(key) > len(offers) && key[:len(offers)] == offers && key[len(offers):] != string(l)
}

// entry returns a prompt as it is now; the caller holds the lock.
func (s *Service) entry(key string, l ivr.Language, shipped Forms) PromptEntry {
	e := PromptEntry{PromptVersion: PromptVersion{Key: key, Language: l}}
	if v, ok := s.versions[id{key, l}]; ok {
		e.PromptVersion = v
	}
	if len(e.Forms) == 0 {
		e.Forms, e.Shipped = shipped, true
	}
	e.Arguments = e.Forms.Arguments()
	e.Unheard = e.Rev > 0 && !s.heard[heardID{id{key, l}, e.Rev}]
	return e
}

// Entry returns a prompt in a language as it is now; one that was never there has no forms and
// the revision 0.
func (s *Service) Entry(key string, l ivr.Language) PromptEntry {
	shipped := s.cfg.Sounds.Texts(l)[key]
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.entry(key, l, shipped)
}
