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

	"hotline12345/ivr"
)

// brace is an argument in a prompt's text: {{.n}}.
var brace = regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}`)

// shippedPrompts returns what a flow may say: the languages, and each one's prompts with the
// names in their braces.
func shippedPrompts() (known ivr.Context, err error) {
	files, err := fs.Glob(ivr.Prompts, "prompts/text.*.json")
	if err != nil || len(files) == 0 {
		return known, fmt.Errorf("read prompts: no texts (%w)", err)
	}
	known.Prompts = map[ivr.Language]map[string][]string{}
	for _, name := range files {
		raw, err := fs.ReadFile(ivr.Prompts, name)
		if err != nil {
			return known, fmt.Errorf("read prompts: %w", err)
		}
		texts := map[string]json.RawMessage{} // a text, or its forms by number
		if err := json.Unmarshal(raw, &texts); err != nil {
			return known, fmt.Errorf("read prompts %s: %w", name, err)
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
		known.Prompts[language] = prompts
	}
	return known, nil
}
