// Package lines holds what belongs to a called number: the flow that answers it, the name that it
// greets by, its languages, hours, queues and times. Each node of the unit tree may set them for
// its own numbers and for those of the nodes below it, so that one installation serves many cities,
// and each of a city's merged lines greets by its own name (S004, S005, S040, M22).
//
// The package is pure; a store and the routes of the pages are elsewhere.
package lines

import (
	"maps"
	"slices"
	"time"

	"hotline12345/ivr"
)

// Words are one text in several languages: {"zh": "云湾市", "en": "Yunwan"}.
type Words map[ivr.Language]string

// LineSettings are what a node of the unit tree, or one number, sets. A field that is empty is
// inherited from the node above. Every field has somebody who goes by it: what nothing reads is no
// setting.
type LineSettings struct {
	// Flow answers the calls: the id of a published flow.
	Flow string `json:"flow,omitempty"`
	// Mode is how much menu a caller hears: direct, short or full (GB/T 33358 advises against menus).
	Mode ivr.Mode `json:"mode,omitempty"`
	// Languages are those that callers may choose, in the order in which they are offered (S033).
	Languages []ivr.Language `json:"languages,omitempty"`
	// City, Name and Slogan are said in prompts (S004, S009).
	City   Words `json:"city,omitempty"`
	Name   Words `json:"name,omitempty"`
	Slogan Words `json:"slogan,omitempty"`
	// Queues lead from a queue that a flow names to the one that serves these callers:
	// {"general": "market"} for a merged line with agents of its own. Schedules do the same for
	// hours of service.
	Queues    map[string]string `json:"queues,omitempty"`
	Schedules map[string]string `json:"schedules,omitempty"`
	// Offer is how long an offered call rings at an agent (M10), Announce how long a waiting caller
	// hears music between two announcements.
	Offer    Seconds `json:"offer_s,omitempty"`
	Announce Seconds `json:"announce_s,omitempty"`
	// CallerID is the number that those see who are called by the node's people.
	CallerID string `json:"caller_id,omitempty"`
	// Letterhead stands over the papers of the node's centre.
	Letterhead string `json:"letterhead,omitempty"`
}

// Seconds is a time in whole seconds.
type Seconds int

// Duration returns the time.
func (s Seconds) Duration() time.Duration { return time.Duration(s) * time.Second }

// Empty reports whether nothing is set.
func (s LineSettings) Empty() bool {
	var none LineSettings
	for _, f := range fields {
		if f.take(&none, s) {
			return false
		}
	}
	return true
}

// Tidy returns settings in their one form: an entry or a list that is empty is not there.
func (s LineSettings) Tidy() LineSettings {
	var tidy LineSettings
	for _, f := range fields {
		f.take(&tidy, s)
	}
	return tidy
}

// field is one setting that is inherited by itself.
type field struct {
	name string
	// take sets the field in a from b where b has it, and reports whether it did.
	take func(a *LineSettings, b LineSettings) bool
	// ofNode: it is nothing that a single number can set.
	ofNode bool
}

// fields are all settings. Queues, schedules and slogans are inherited entry by entry. The names of
// a place and of a line are inherited as a whole: a county that has no English name is not the city
// in English.
var fields = []field{
	{name: "flow", take: one(func(s *LineSettings) *string { return &s.Flow })},
	{name: "mode", take: one(func(s *LineSettings) *ivr.Mode { return &s.Mode })},
	{name: "languages", take: takeLanguages},
	{name: "city", take: whole(func(s *LineSettings) *Words { return &s.City })},
	{name: "name", take: whole(func(s *LineSettings) *Words { return &s.Name })},
	{name: "slogan", take: entries(func(s *LineSettings) *Words { return &s.Slogan })},
	{name: "queues", take: entries(func(s *LineSettings) *map[string]string { return &s.Queues })},
	{name: "schedules", take: entries(func(s *LineSettings) *map[string]string { return &s.Schedules })},
	{name: "offer_s", take: one(func(s *LineSettings) *Seconds { return &s.Offer })},
	{name: "announce_s", take: one(func(s *LineSettings) *Seconds { return &s.Announce })},
	{name: "caller_id", take: one(func(s *LineSettings) *string { return &s.CallerID }), ofNode: true},
	{name: "letterhead", take: one(func(s *LineSettings) *string { return &s.Letterhead }), ofNode: true},
}

// one takes a value that is set as a whole; its zero value is not set.
func one[T comparable](at func(*LineSettings) *T) func(*LineSettings, LineSettings) bool {
	return func(a *LineSettings, b LineSettings) bool {
		var none T
		if *at(&b) == none {
			return false
		}
		*at(a) = *at(&b)
		return true
	}
}

func takeLanguages(a *LineSettings, b LineSettings) bool {
	if len(b.Languages) == 0 {
		return false
	}
	a.Languages = slices.Clone(b.Languages)
	return true
}

// whole takes all that b has in the place of what a has, if b has anything.
func whole(at func(*LineSettings) *Words) func(*LineSettings, LineSettings) bool {
	return func(a *LineSettings, b LineSettings) bool {
		var none LineSettings
		if !entries(at)(&none, b) {
			return false
		}
		*at(a) = *at(&none)
		return true
	}
}

// entries takes what b has of a map; an entry that is empty is no entry.
func entries[M ~map[K]string, K comparable](at func(*LineSettings) *M) func(*LineSettings, LineSettings) bool {
	return func(a *LineSettings, b LineSettings) bool {
		merged := maps.Clone(*at(a))
		took := false
		for k, v := range *at(&b) {
			if v == "" {
				continue
			}
			if merged == nil {
				merged = M{}
			}
			merged[k], took = v, true
		}
		*at(a) = merged
		return took
	}
}
