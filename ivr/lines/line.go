package lines

import (
	"cmp"
	"maps"
	"slices"

	"hotline12345/ivr"
)

// Line returns the number as its callers meet it. A name that a language lacks is said as in
// another one: the city's own name in the wrong language is better than that of another city. A
// number of which nothing is set is the zero Line. all are the languages of the installation, which
// are spoken where none are chosen.
func (e Effective) Line(number string, all []ivr.Language) ivr.Line {
	if len(e.Languages) > 0 {
		all = e.Languages
	}
	l := ivr.Line{
		City: spoken(e.City, all), Name: spoken(e.Name, all), Slogan: maps.Clone(e.Slogan),
		Languages: e.Languages, Mode: e.Mode, Queues: e.Queues, Schedules: e.Schedules,
	}
	if l.Mode == ivr.ModeShort {
		l.Mode = "" // as where nothing is set
	}
	if len(l.City)+len(l.Name)+len(l.Slogan)+len(l.Languages)+len(l.Queues)+len(l.Schedules) == 0 && l.Mode == "" {
		return ivr.Line{}
	}
	l.Number = number
	return l
}

// Own returns what holds without what the installation sets: that holds for all calls anyway.
func (e Effective) Own() Effective {
	own := Effective{From: e.From}
	for _, f := range fields {
		if e.From[f.name].Kind != FromInstallation {
			f.take(&own.LineSettings, e.LineSettings)
		}
	}
	return own
}

// spoken returns words with one for each language.
func spoken(w Words, languages []ivr.Language) map[ivr.Language]string {
	if len(w) == 0 {
		return nil
	}
	instead := w[ivr.Mandarin]
	for _, l := range slices.Sorted(maps.Keys(w)) {
		instead = cmp.Or(instead, w[l])
	}
	all := maps.Clone(w)
	for _, l := range languages {
		all[l] = cmp.Or(all[l], instead)
	}
	return all
}
