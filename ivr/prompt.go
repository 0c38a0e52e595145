package ivr

import (
	"embed"
	"strings"
)

// Prompts are the sentences of the telephone, each in one text that is read and spoken:
// text.<language>, with what values become in words (values.<language>) and the readings of
// words that are not read as their characters are (readings.<language>). language.<language>
// says how it is spoken, arguments.json what each value is.
//
//go:embed prompts/*.json
var Prompts embed.FS

// Language is what the caller hears: one of the prompt sets. The zero value
// means that the caller has not chosen yet.
type Language string

// The languages of S033. More are added by a prompt set, not by code.
const (
	Mandarin  Language = "zh"  // 普通话
	Cantonese Language = "yue" // 廣東話
	English   Language = "en"
)

// Prompt names one sentence that is played to a caller. The words live in the
// prompt sets (Prompts); making sound of them is an edge's work.
type Prompt struct {
	// ID is the prompt's key, "welcome".
	ID string `json:"id"`
	// Language selects the prompt set and the voice.
	Language Language `json:"language"`
	// Args fill the braces of the sentence, in the forms of prompts/arguments.json: {"n": "3",
	// "date": "2026-10-08"}. "dept@en" is the value in one language, before "dept".
	Args map[string]string `json:"args,omitempty"`
}

// resolve turns a prompt of a flow file, "welcome" or "lang_yue@yue", into a Prompt; one
// without a language of its own is in l.
func resolve(prompt string, l Language) Prompt {
	id, own, ok := strings.Cut(prompt, "@")
	if !ok {
		own = string(l)
	}
	return Prompt{ID: id, Language: Language(own)}
}

// inLanguage returns a prompt of a flow file that is said in l, unless it names a
// language itself.
func inLanguage(prompt string, l Language) string {
	if strings.Contains(prompt, "@") {
		return prompt
	}
	return prompt + "@" + string(l)
}
