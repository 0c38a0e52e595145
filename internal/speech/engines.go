package speech

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os/exec"
	"strings"

	"hotline12345/internal/speech/sound"
	"hotline12345/internal/speech/spoken"
	"hotline12345/ivr"
)

// Command is a program that reads the words from its standard input, as UTF-8, and writes a
// WAV file to its standard output. {language} and {voice} in its arguments are replaced.
type Command struct{ Argv []string }

// Name implements Engine.
func (c Command) Name(spoken.Language) string { return "command/" + strings.Join(c.Argv, " ") }

// NeedsReadings implements Engine.
func (Command) NeedsReadings() bool { return false }

// Speak implements Engine.
func (c Command) Speak(ctx context.Context, l spoken.Language, words string) (sound.Sound, error) {
	args := make([]string, len(c.Argv))
	for i, a := range c.Argv {
		args[i] = placeholders(l).Replace(a)
	}
	wav, err := run(exec.CommandContext(ctx, args[0], args[1:]...), words)
	if err != nil {
		return sound.Sound{}, fmt.Errorf("speech engine %s: %w", args[0], err)
	}
	return readWAV(wav)
}

func placeholders(l spoken.Language) *strings.Replacer {
	return strings.NewReplacer("{language}", l.Tag, "{voice}", l.Voice)
}

// HTTP is an engine that is given the words as the body of a POST, as UTF-8 text with the
// header Content-Language, and answers with a WAV file. {language} and {voice} in the address
// are replaced.
type HTTP struct{ URL string }

// longestAnswer is the greatest sound that is taken of an engine: 200 s of 48 kHz stereo.
const longestAnswer = 40 << 20

// Name implements Engine.
func (h HTTP) Name(spoken.Language) string { return "http/" + h.URL }

// NeedsReadings implements Engine.
func (HTTP) NeedsReadings() bool { return false }

// Speak implements Engine.
func (h HTTP) Speak(ctx context.Context, l spoken.Language, words string) (sound.Sound, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, placeholders(l).Replace(h.URL), strings.NewReader(words))
	if err != nil {
		return sound.Sound{}, fmt.Errorf("speech engine: %w", err)
	}
	req.Header.Set("Content-Type", "text/plain; charset=utf-8")
	req.Header.Set("Content-Language", l.Tag)
	req.Header.Set("Accept", "audio/wav")
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		return sound.Sound{}, fmt.Errorf("speech engine: %w", err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return sound.Sound{}, fmt.Errorf("speech engine %s answers %s", h.URL, answer.Status)
	}
	wav, err := io.ReadAll(io.LimitReader(answer.Body, longestAnswer+1))
	if err != nil {
		return sound.Sound{}, fmt.Errorf("speech engine %s: %w", h.URL, err)
	}
	if len(wav) > longestAnswer {
		return sound.Sound{}, fmt.Errorf("speech engine %s answers with more than %d MB", h.URL, longestAnswer>>20)
	}
	return readWAV(wav)
}

// Engines are the engines by language; "" is for all that have none of their own.
type Engines map[ivr.Language]Engine

// of returns a language's engine.
func (e Engines) of(l ivr.Language) Engine {
	if own, ok := e[l]; ok {
		return own
	}
	if all, ok := e[""]; ok {
		return all
	}
	return Espeak{}
}

// ParseEngines reads engines as they are set: "zh=http://10.0.0.5:5002/speak; yue=exec:/opt/say
// --voice yue; *=espeak". A language that is not named is spoken by espeak-ng.
func ParseEngines(setting string) (Engines, error) {
	out := Engines{}
	for part := range strings.SplitSeq(setting, ";") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		language, what, ok := strings.Cut(part, "=")
		if !ok {
			return nil, fmt.Errorf("speech engine %q: a language, =, and espeak, exec:<program> or an address", part)
		}
		engine, err := parseEngine(strings.TrimSpace(what))
		if err != nil {
			return nil, fmt.Errorf("speech engine %q: %w", part, err)
		}
		l := ivr.Language(strings.TrimSpace(language))
		if l == "*" {
			l = ""
		}
		if _, twice := out[l]; twice {
			return nil, fmt.Errorf("speech engine %q: the language has one already", part)
		}
		out[l] = engine
	}
	return out, nil
}

func parseEngine(what string) (Engine, error) {
	if program, ok := strings.CutPrefix(what, "exec:"); ok {
		argv := strings.Fields(program)
		if len(argv) == 0 {
			return nil, errors.New("exec: needs a program")
		}
		return Command{argv}, nil
	}
	if what == "espeak" {
		return Espeak{}, nil
	}
	u, err := url.Parse(what)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, errors.New("espeak, exec:<program>, http:// or https:// is expected")
	}
	return HTTP{what}, nil
}
