package ivr

// Prompt names one sentence that is spoken to a caller. The words live in the
// prompt sets (ivr/prompts); speaking them is an edge's work.
type Prompt struct {
	// ID is the prompt's key, "welcome".
	ID string `json:"id"`
	// Language selects the prompt set and the voice.
	Language Language `json:"language"`
	// Args fill the braces of the sentence: {"n": "3", "m": "2"}.
	Args map[string]string `json:"args,omitempty"`
}
