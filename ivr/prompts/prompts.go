// Package prompts keeps what callers hear: the texts of prompts in each language, recordings
// that stand in their place, and the readings of words. The shipped texts are the JSON files
// beside this; what a city changes is kept as versions, and is heard with the next prompt.
package prompts

import (
	"context"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/ivr"
)

// Editor is who asks for a change.
type Editor struct {
	ivr.Author
	// From is the network address the request came from.
	From string
	// Writes reports whether they may change prompts: telecom administrators.
	Writes bool
}

// PromptVersion is what a prompt became in one language by one change. The latest counts.
type PromptVersion struct {
	Key      string       `json:"key"`
	Language ivr.Language `json:"language"`
	// Rev counts the changes, from 1; 0 is what was shipped.
	Rev int `json:"rev"`
	// Forms are the text by plural category of CLDR ("one", "other"), and "zero" for none. Values
	// stand in braces, {n}. None: the shipped text.
	Forms Forms `json:"forms,omitempty"`
	// Recording stands in place of the voice; nil: none.
	Recording *PromptRecording `json:"recording,omitempty"`
	By        ivr.Author       `json:"by"`
	At        time.Time        `json:"at"`
	// Addr is from where it was changed; it stays on record.
	Addr string `json:"-"`
}

// Forms are a text by plural category.
type Forms map[string]string

// PromptRecording is a sound that a person spoke.
type PromptRecording struct {
	// Sum names the sound itself.
	Sum     string  `json:"sum"`
	Seconds float64 `json:"seconds"`
	// Level is the active speech level in dBov, Original the one that it came with.
	Level    float64    `json:"level"`
	Original float64    `json:"original"`
	File     string     `json:"file"` // its name as it was sent
	By       ivr.Author `json:"by"`
	At       time.Time  `json:"at"`
}

// HeardVersion is a version of a prompt that an administrator listened to.
type HeardVersion struct {
	Key      string       `json:"key"`
	Language ivr.Language `json:"language"`
	Rev      int          `json:"rev"`
	By       ivr.Author   `json:"by"`
	At       time.Time    `json:"at"`
}

// WordReading is how a word is said that would be misread: "解放路" is "jie3 fang4 lu4".
type WordReading struct {
	Language ivr.Language `json:"language"`
	Word     string       `json:"word"`
	// Reading is empty for a shipped one that was taken away.
	Reading string `json:"reading"`
	// Shipped is the reading that came with the program, which a city may have changed; "" for none.
	Shipped string     `json:"shipped,omitempty"`
	Rev     int        `json:"rev"`
	By      ivr.Author `json:"by"`
	At      time.Time  `json:"at"`
	Addr    string     `json:"-"`
}

// Store keeps versions for good. Errors are those of errs.
type Store interface {
	// PromptVersions returns the latest version of each prompt that was ever changed.
	PromptVersions(ctx context.Context) ([]PromptVersion, error)
	// PromptHistory returns all versions of a prompt in a language, the latest first.
	PromptHistory(ctx context.Context, key string, l ivr.Language) ([]PromptVersion, error)
	// SavePrompt adds a version; ErrConflict if its Rev is there. sound is that of a new
	// recording, A-law; nil: there is none, or it is kept already.
	SavePrompt(ctx context.Context, v PromptVersion, sound []byte) error
	// PromptSound returns the sound of a recording.
	PromptSound(ctx context.Context, sum string) ([]byte, error)
	// PromptReadings returns the latest of each word that was ever changed.
	PromptReadings(ctx context.Context) ([]WordReading, error)
	// SavePromptReading adds one; ErrConflict if its Rev is there.
	SavePromptReading(ctx context.Context, r WordReading) error
	// PromptsHeard returns the versions that somebody listened to.
	PromptsHeard(ctx context.Context) ([]HeardVersion, error)
	// SavePromptHeard adds one; the first to listen stays on record.
	SavePromptHeard(ctx context.Context, h HeardVersion) error
}

// Script is all that a city changed: what the voices need of the versions.
type Script struct {
	Texts      map[ivr.Language]map[string]Forms
	Recordings map[ivr.Language]map[string]string // sums
	Readings   map[ivr.Language]map[string]string
}

// PromptLanguage is one that callers can hear.
type PromptLanguage struct {
	ID   ivr.Language `json:"id"`
	Name string       `json:"name"` // as its speakers call it
	// Categories are the plural forms that a text with a number needs.
	Categories []string `json:"categories"`
}

// Sounds speaks prompts and keeps their sounds.
type Sounds interface {
	Languages() []PromptLanguage
	// Texts returns the shipped texts of a language by key.
	Texts(l ivr.Language) map[string]Forms
	// Check returns what is wrong with a text, which no caller shall hear: a form that is
	// missing, a value that is lost or not known, a character that the voice cannot read.
	Check(v PromptVersion) []errs.FieldError
	// Prepare makes the sounds that a script has and the one of now has not, so that no caller
	// waits for them.
	Prepare(ctx context.Context, s Script, v PromptVersion) error
	// PrepareReading makes the sounds of all prompts that say a word.
	PrepareReading(ctx context.Context, s Script, r WordReading) error
	// Use makes a script the one that is heard.
	Use(s Script) error
	// Reads reports whether a reading can be said by a language's voice.
	Reads(r WordReading) bool
	// Take reads an uploaded recording. The error is a *Refused.
	Take(raw []byte) (Taken, error)
	// Keep keeps the sound of a recording on this machine; Has reports whether it is there.
	Keep(alaw []byte) (sum string, err error)
	Has(sum string) bool
	// IsFragment reports whether a prompt is a part of others alone, so that no recording of it
	// is heard.
	IsFragment(key string) bool
	// Made reports whether a prompt without values has a sound that the voice spoke.
	Made(key string, l ivr.Language) bool
	// Listen returns a prompt as callers hear it, as a WAV file, with what is said in words.
	// forms are those of an editor; none: the text of now, or its recording.
	Listen(ctx context.Context, p ivr.Prompt, forms Forms) (Heard, error)
	// Words returns what Listen says, and makes no sound.
	Words(p ivr.Prompt, forms Forms) (string, error)
	// Say returns a word as it is said with a reading, which need not be in use.
	Say(ctx context.Context, r WordReading) (Heard, error)
	// Engines returns how the engine of each language does.
	Engines() []EngineState
	// Arguments are the values that texts may have, by name.
	Arguments() []PromptArgument
	// Given returns the values that the hotline gives a prompt beside those that every prompt may
	// say: those of its shipped text.
	Given(key string) []string
	// Readings are the shipped readings of words.
	Readings() map[ivr.Language]map[string]string
	// Sample returns a prompt with a value for each of its arguments.
	Sample(key string, l ivr.Language) ivr.Prompt
}

// PromptArgument is what a value in a text is.
type PromptArgument struct {
	Name string `json:"name"`
	Kind string `json:"kind" doc:"digits, count, ordinal, date, time, minutes, duration, money, name, status"`
	// Optional ones may be said by every prompt, and may be empty: the city's name.
	Optional bool `json:"optional,omitempty"`
}

// EngineState is how the engine of a language does.
type EngineState struct {
	Language ivr.Language `json:"language"`
	Engine   string       `json:"engine"`
	Failing  bool         `json:"failing"`
	// Since is when it began to fail, Fault why; Spared is how often it was not asked as it had
	// failed just before. They are of the last time it failed, also when it works again.
	Since  time.Time `json:"since,omitzero"`
	Until  time.Time `json:"until,omitzero"`
	Fault  string    `json:"fault,omitempty"`
	Spared int       `json:"spared,omitempty"`
	// Asked is when it was asked last; zero: not since the start.
	Asked time.Time `json:"asked,omitzero"`
}

// Heard is what a caller hears of a prompt.
type Heard struct {
	WAV     []byte
	Words   string
	Seconds float64
	Level   float64 // dBov
	// Instead reports whether this is not the text as it is now: the last good sound, or another
	// voice, as the engine does not speak.
	Instead bool
}

// Taken is an uploaded recording as callers will hear it.
type Taken struct {
	Alaw            []byte
	Seconds         float64
	Level, Original float64
}

// Refused is why an uploaded recording is not taken.
type Refused struct {
	// Reason is one of those of RecordingOutcome.
	Reason string
	// Second is where the fault begins, Seconds how long it lasts.
	Second, Seconds float64
}

func (e *Refused) Error() string { return "the recording is refused: " + e.Reason }

// Stale is the error for a change that was made against an older version. It is an
// errs.ErrConflict.
type Stale struct{ Now PromptEntry }

// Error implements error.
func (*Stale) Error() string { return "the prompt was changed meanwhile" }

// Unwrap makes it a conflict.
func (*Stale) Unwrap() error { return errs.ErrConflict }
