package app

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"hotline12345/ivr"
)

// brace is an argument in a prompt's text: {{.n}}.
var brace = regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}`)

// shippedPrompts returns what a flow may say: the languages, and each one's prompts with the
// names in their braces, and about how long each is spoken.
func shippedPrompts() (known ivr.Context, lengths map[ivr.Language]map[string]time.Duration, err error) {
	files, err := fs.Glob(ivr.Prompts, "prompts/text.*.json")
	if err != nil || len(files) == 0 {
		return known, nil, fmt.Errorf("read prompts: no texts (%w)", err)
	}
	lengths = map[ivr.Language]map[string]time.Duration{}
	known.Prompts = map[ivr.Language]map[string][]string{}
	for _, name := range files {
		raw, err := fs.ReadFile(ivr.Prompts, name)
		if err != nil {
			return known, nil, fmt.Errorf("read prompts: %w", err)
		}
		texts := map[string]json.RawMessage{} // a text, or its forms by number
		if err := json.Unmarshal(raw, &texts); err != nil {
			return known, nil, fmt.Errorf("read prompts %s: %w", name, err)
		}
		language := ivr.Language(strings.TrimSuffix(strings.TrimPrefix(path.Base(name), "text."), ".json"))
		known.Languages = append(known.Languages, language)
		prompts := map[string][]string{}
		for id, text := range texts {
			args := map[string]bool{}
			for _, found := range brace.FindAllSubmatch(text, -1) {
				args[string(found[1])] = true
			}
			prompts[id] = slices.Sorted(maps.Keys(args))
		}
		known.Prompts[language], lengths[language] = prompts, spokenIn(texts)
	}
	return known, lengths, nil
}

// A voice speaks about so long: a Chinese character, and a letter of another script.
const (
	perCharacter = 220 * time.Millisecond
	perLetter    = 65 * time.Millisecond
)

// spokenIn returns about how long texts are spoken.
func spokenIn(texts map[string]json.RawMessage) map[string]time.Duration {
	lengths := map[string]time.Duration{}
	for id, raw := range texts {
		var text string
		if json.Unmarshal(raw, &text) != nil {
			text = string(raw) // forms by number
		}
		for _, r := range text {
			if unicode.Is(unicode.Han, r) {
				lengths[id] += perCharacter
			} else {
				lengths[id] += perLetter
			}
		}
	}
	return lengths
}

// lengthOf returns how long a prompt is spoken, about.
func lengthOf(lengths map[ivr.Language]map[string]time.Duration) func(ivr.Prompt) time.Duration {
	return func(p ivr.Prompt) time.Duration {
		if d := lengths[p.Language][p.ID]; d > 0 {
			return d
		}
		return ivr.DefaultLength(p)
	}
}
