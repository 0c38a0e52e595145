package ivr

import (
	"cmp"
	"slices"
)

// Line is the called number as its callers meet it: its name, languages and
// queues (M22: each merged line greets by its own name). The zero Line is the
// hotline as the flow has it.
type Line struct {
	Number string `json:"number,omitempty"`
	// City, Name and Slogan (S009) fill the braces {{.city}}, {{.line}} and
	// {{.slogan}} of prompts.
	City   map[Language]string `json:"city,omitempty"`
	Name   map[Language]string `json:"name,omitempty"`
	Slogan map[Language]string `json:"slogan,omitempty"`
	// Languages are those switched on; none means all that the flow offers (S033).
	Languages []Language `json:"languages,omitempty"`
	// Mode is how much of the menus is spoken; "" is ModeShort.
	Mode Mode `json:"mode,omitempty"`
	// Queues gives queues of the flow the line's own: {"general": "market"}.
	Queues map[string]string `json:"queues,omitempty"`
	// Schedules do the same for hours.
	Schedules map[string]string `json:"schedules,omitempty"`
}

// Mode is how menus meet the caller. GB/T 33358 advises against menus.
type Mode string

// The modes. In all of them all keys work at every moment.
const (
	// ModeDirect rings an agent at once; the caller may still press keys.
	ModeDirect Mode = "direct"
	// ModeShort speaks the few choices that most callers want.
	ModeShort Mode = "short"
	// ModeFull speaks every choice.
	ModeFull Mode = "full"
)

// Arrival is what is known of a call before its first prompt.
type Arrival struct {
	Line Line
	// Language is the one of the caller's last call, "" if that is not known.
	Language Language
	// Restricted numbers reach a message box only (M74, M75).
	Restricted bool
	// About is the ticket that we call the citizen about, "" where the citizen calls.
	About string
	// Keys were dialled behind the number: 1234511 gives "11" and goes straight to
	// complaints.
	Keys string
}

// offers reports whether the line speaks a language.
func (l *Line) offers(lang Language) bool {
	return l == nil || len(l.Languages) == 0 || slices.Contains(l.Languages, lang)
}

// mode returns how menus meet the caller, "" for ModeShort.
func (l *Line) mode() Mode {
	if l == nil {
		return ""
	}
	return l.Mode
}

// queue and schedule return the line's own for one of the flow.
func (l *Line) queue(name string) string {
	if l == nil {
		return name
	}
	return cmp.Or(l.Queues[name], name)
}

func (l *Line) schedule(name string) string {
	if l == nil {
		return name
	}
	return cmp.Or(l.Schedules[name], name)
}

// args returns what fills the braces of a prompt in a language, nil for a line
// without names.
func (l *Line) args(lang Language) map[string]string {
	if l == nil {
		return nil
	}
	var args map[string]string
	for name, words := range map[string]map[Language]string{"city": l.City, "line": l.Name, "slogan": l.Slogan} {
		if words[lang] != "" {
			args = with(args, name, words[lang])
		}
	}
	return args
}

// with returns args with one more; args may be nil.
func with(args map[string]string, name, value string) map[string]string {
	if args == nil {
		args = map[string]string{}
	}
	args[name] = value
	return args
}

// IsZero reports whether nothing is known of the line.
func (l *Line) IsZero() bool {
	return l.Number == "" && l.Mode == "" && len(l.City) == 0 && len(l.Name) == 0 && len(l.Slogan) == 0 &&
		len(l.Languages) == 0 && len(l.Queues) == 0 && len(l.Schedules) == 0
}
