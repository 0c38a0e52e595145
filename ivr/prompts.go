package ivr

import "embed"

// Prompts are the sentences of the telephone in each language: text.<language>
// as people read them, spoken.<language> as a voice needs them (Mandarin in
// tone-numbered pinyin, Cantonese with digits spelt out).
//
//go:embed prompts/*.json
var Prompts embed.FS
