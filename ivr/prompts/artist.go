package prompts

import (
	"slices"
	"strings"

	"hotline12345/ivr"
)

// ScriptRow is a line of the script for the voice artist.
type ScriptRow struct {
	File     string // the name to give the recording: queue_next_yue.wav
	Key      string
	Language string
	Text     string
	Where    string // where it is heard
	State    string // Recorded, Spoken
}

// States of a line in the script.
const (
	Recorded = "recorded"
	Spoken   = "spoken"
)

// Script returns what a voice artist is to read: the prompts without values of some languages
// (none: all), or those alone that have no recording yet.
func (s *Service) Script(languages []ivr.Language, missing bool) []ScriptRow {
	var rows []ScriptRow
	for _, line := range s.List() {
		for _, e := range line.Entries {
			wanted := len(languages) == 0 || slices.Contains(languages, e.Language)
			if !wanted || len(e.Forms) == 0 || missing && e.Recording != nil || s.takesValues(e.Key, e.Language) {
				continue
			}
			row := ScriptRow{File: e.Key + "_" + string(e.Language) + ".wav", Key: e.Key, Language: s.languageName(e.Language),
				Text: s.filled(e), Where: places(line.Uses), State: Spoken}
			if e.Recording != nil {
				row.State = Recorded
			}
			rows = append(rows, row)
		}
	}
	slices.SortStableFunc(rows, func(a, b ScriptRow) int { return strings.Compare(a.Language, b.Language) })
	return rows
}

func (s *Service) languageName(l ivr.Language) string {
	for _, known := range s.Languages() {
		if known.ID == l {
			return known.Name
		}
	}
	return string(l)
}

func places(uses []PromptUse) string {
	var list []string
	for _, u := range uses {
		if u.Node != "" {
			list = append(list, u.Name+": "+u.Node)
		} else {
			list = append(list, u.Kind)
		}
	}
	return strings.Join(slices.Compact(list), ", ")
}

// filled returns a text with the city's name, as the artist reads it.
func (s *Service) filled(e PromptEntry) string {
	args := s.cfg.Sounds.Sample(e.Key, e.Language).Args
	return argument.ReplaceAllStringFunc(e.Forms["other"], func(a string) string { return args[strings.Trim(a, "{}")] })
}
