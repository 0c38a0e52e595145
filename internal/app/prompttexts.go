package app

import (
	"time"
	"unicode"

	"hotline12345/ivr"
	"hotline12345/ivr/menus"
	"hotline12345/ivr/prompts"
	"hotline12345/tickets/org"
)

// entries are the prompts that have a text or a recording, by language and key.
type entries = map[ivr.Language]map[string]prompts.PromptEntry

// checkFlow returns what is wrong with a flow, with the prompts and the unit tree as they are now. While
// the tree was never read, units are not looked at.
func (svc *application) checkFlow(s menus.State, f ivr.Flow) ivr.Faults {
	known := contextOf(svc.sounds.Languages(), svc.prompts.Entries())
	if svc.units != nil {
		units, reads := svc.units.Last()
		known.Units = codesOf(units, reads)
	}
	known.Numbers = []string{svc.settings.MainNumber}
	for _, n := range s.Numbers {
		known.Numbers = append(known.Numbers, n.Number.Number)
	}
	return menus.CheckFlow(known)(s, f)
}

// codesOf returns the codes of units that have not ended; nil, nothing is known: they were never read.
func codesOf(units []org.Unit, reads int) []string {
	if reads == 0 {
		return nil
	}
	codes := []string{}
	for _, u := range units {
		if !u.Ended {
			codes = append(codes, u.Code)
		}
	}
	return codes
}

// contextOf returns what flows may say.
func contextOf(languages []ivr.Language, all entries) ivr.Context {
	known := ivr.Context{Languages: languages, Prompts: map[ivr.Language]map[string][]string{}}
	for l, in := range all {
		known.Prompts[l] = map[string][]string{}
		for key, e := range in {
			known.Prompts[l][key] = e.Arguments
		}
	}
	return known
}

// A voice speaks about so long: a Chinese character, and a letter of another script.
const (
	perCharacter = 220 * time.Millisecond
	perLetter    = 65 * time.Millisecond
)

// lengthsOf returns how long prompts are spoken: recordings as they are, texts about.
func lengthsOf(all entries) func(ivr.Prompt) time.Duration {
	return func(p ivr.Prompt) time.Duration {
		e, there := all[p.Language][p.ID]
		switch {
		case !there:
			return ivr.DefaultLength(p)
		case e.Recording != nil:
			return time.Duration(e.Recording.Seconds * float64(time.Second))
		}
		var d time.Duration
		for _, r := range e.Forms["other"] {
			if unicode.Is(unicode.Han, r) {
				d += perCharacter
			} else {
				d += perLetter
			}
		}
		return d
	}
}
