package prompts

import (
	"context"
	"errors"
	"path"
	"slices"
	"strings"

	"hotline12345/internal/errs"
	"hotline12345/ivr"
)

// MaxUpload is the largest recording that is read, in bytes: two minutes of 48 kHz stereo.
const MaxUpload = 30 << 20

// Result is what became of an uploaded recording.
type Result string

// The results.
const (
	Used      Result = "used"       // callers hear it
	Rejected  Result = "refused"    // see RecordingOutcome.Reason
	NoSuchKey Result = "no_prompt"  // its name is no prompt's
	Unchanged Result = "unchanged"  // it is the one that is used already
	TakesArgs Result = "has_values" // the prompt says values, which no recording can have
)

// RecordingOutcome is what became of one file.
type RecordingOutcome struct {
	File     string       `json:"file"`
	Key      string       `json:"key,omitempty"`
	Language ivr.Language `json:"language,omitempty"`
	Result   Result       `json:"result"`
	// Reason of a refused one: not_audio, m4a, damaged, silent, clipped, too_long, too_short.
	Reason string `json:"reason,omitempty"`
	// Second is where the fault begins, Seconds how long it lasts.
	Second  float64 `json:"second,omitempty"`
	Seconds float64 `json:"seconds,omitempty"`
	// Recording is what is heard now.
	Recording *PromptRecording `json:"recording,omitempty"`
}

// NameOf parts the name of a returned file, "queue_pos_yue.wav": what is behind the last
// underscore is the language. Folders before it do not count.
func NameOf(file string) (key string, l ivr.Language, ok bool) {
	base := path.Base(strings.ReplaceAll(file, `\`, "/"))
	base = strings.TrimSuffix(base, path.Ext(base))
	at := strings.LastIndexByte(base, '_')
	if at < 1 {
		return "", "", false
	}
	return base[:at], ivr.Language(base[at+1:]), true
}

// Import takes a file by its name. A file whose name is no prompt's is an outcome, as is one that
// is refused. Errors: Stale, ErrForbidden, ErrUnavailable.
func (s *Service) Import(ctx context.Context, by Editor, file string, raw []byte) (RecordingOutcome, error) {
	key, l, ok := NameOf(file)
	if !ok || len(s.checkName(key, l)) > 0 {
		return RecordingOutcome{File: shown(file), Result: NoSuchKey}, nil
	}
	e := s.Entry(key, l)
	if len(e.Forms) == 0 && e.Recording == nil && len(s.cfg.Uses()[key]) == 0 && !s.known(key) {
		return RecordingOutcome{File: shown(file), Result: NoSuchKey}, nil
	}
	return s.Record(ctx, by, key, l, file, raw, e.Rev)
}

// known reports whether a prompt has a text in any language.
func (s *Service) known(key string) bool {
	return slices.ContainsFunc(s.Languages(), func(l PromptLanguage) bool { return len(s.Entry(key, l.ID).Forms) > 0 })
}

// shown is a file's name without the folders that it pretends to be in.
func shown(file string) string {
	name := []rune(path.Base(strings.ReplaceAll(file, `\`, "/")))
	return string(name[:min(len(name), 120)])
}

// Record puts a recording in the place of a prompt's voice. A recording that is refused is an
// outcome. Errors: as Save.
func (s *Service) Record(ctx context.Context, by Editor, key string, l ivr.Language, file string, raw []byte, rev int) (RecordingOutcome, error) {
	out := RecordingOutcome{File: shown(file), Key: key, Language: l}
	if !by.Writes {
		return out, errs.ErrForbidden
	}
	if s.takesValues(key, l) {
		out.Result = TakesArgs
		return out, nil
	}
	taken, err := s.cfg.Sounds.Take(raw)
	var refused *Refused
	if errors.As(err, &refused) {
		out.Result, out.Reason, out.Second, out.Seconds = Rejected, refused.Reason, refused.Second, refused.Seconds
		return out, nil
	}
	if err != nil {
		return out, err
	}
	sum, err := s.cfg.Sounds.Keep(taken.Alaw)
	if err != nil {
		return out, err
	}
	if now := s.Entry(key, l); now.Recording != nil && now.Recording.Sum == sum {
		out.Result, out.Recording = Unchanged, now.Recording
		return out, nil
	}
	e, err := s.change(ctx, by, key, l, rev, taken.Alaw, func(v PromptVersion) (PromptVersion, error) {
		v.Recording = &PromptRecording{Sum: sum, Seconds: taken.Seconds, Level: taken.Level, Original: taken.Original,
			File: out.File, By: v.By, At: v.At}
		return v, nil
	})
	out.Result, out.Recording = Used, e.Recording
	return out, err
}

// takesValues reports whether no recording can stand for a prompt: it says values beside the
// names of the city and the line, or is a part of others.
func (s *Service) takesValues(key string, l ivr.Language) bool {
	if s.cfg.Sounds.IsFragment(key) {
		return true
	}
	for name := range s.cfg.Sounds.Sample(key, l).Args {
		if name != "city" && name != "line" && name != "slogan" {
			return true
		}
	}
	return false
}

// Unrecord takes a recording away: the text is spoken again. Errors: as Save.
func (s *Service) Unrecord(ctx context.Context, by Editor, key string, l ivr.Language, rev int) (PromptEntry, error) {
	return s.change(ctx, by, key, l, rev, nil, func(v PromptVersion) (PromptVersion, error) {
		if v.Recording == nil {
			return v, errs.ErrNotFound
		}
		v.Recording = nil
		if len(v.Forms) == 0 {
			return v, s.mayGo(v)
		}
		return v, nil
	})
}
