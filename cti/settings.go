package cti

import (
	"cmp"
	"time"

	"hotline12345/ivr"
)

// Settings are what an administrator may change while calls go on. The engine gets
// them as an event, so that a replay decides by the settings then in force.
type Settings struct {
	Version string `json:"version"`
	// Flows by id; Numbers gives each dialled number one of them.
	Flows   map[string]ivr.Flow `json:"flows"`
	Numbers []InboundRoute      `json:"numbers"`
	Queues  []Queue             `json:"queues"`
	Times   Times               `json:"times"`
	// Trunk carries the outgoing calls.
	Trunk string `json:"trunk"`
	// CallerIDs are the numbers that those see who are called by the people of a unit, by its code; a
	// unit without one shows the trunk's.
	CallerIDs map[string]string `json:"caller_ids,omitempty"`
	// UnitLines are the lines of hotline centres, by the unit's code: how those meet the citizen whom
	// a centre calls.
	UnitLines map[string]ivr.Line `json:"unit_lines,omitempty"`
	// Barred are numbers that are never dialled out, whatever is dressed around them (see
	// phone.Reaches).
	Barred []string `json:"barred,omitempty"`
	// Area is the city's area code with its 0; local numbers get it.
	Area string `json:"area,omitempty"`
	// Schedules are the hours of services by name, Broadcasts the incident
	// announcements that are switched on. They work at once, in calls in progress too.
	Schedules  map[string]ivr.Schedule  `json:"schedules,omitempty"`
	Broadcasts map[string]ivr.Broadcast `json:"broadcasts,omitempty"`
	// UTCOffset is how far the city's clock is before UTC, 0 is China's eight hours.
	UTCOffset time.Duration `json:"utc_offset,omitempty"` // nanoseconds
}

// zone returns the zone of the city's clock.
func (s Settings) zone() *time.Location {
	offset := cmp.Or(s.UTCOffset, 8*time.Hour)
	return time.FixedZone("", int(offset/time.Second))
}

// Queue is a queue of waiting callers.
type Queue struct {
	ID QueueID `json:"id"`
	// Priority: a higher one is served first.
	Priority int `json:"priority"`
}

// Times are the engine's limits; zero means no limit.
type Times struct {
	Offer        time.Duration `json:"offer"`        // an offer rings so long (10 s; with one miss still GB/T 33358's 15 s)
	Announce     time.Duration `json:"announce"`     // between position announcements (30 s)
	AwayLimit    time.Duration `json:"away_limit"`   // in a call without the agent's page (30 s)
	WrapUp       time.Duration `json:"wrap_up"`      // 30 s
	WrapUpStep   time.Duration `json:"wrap_up_step"` // one extension
	Reconnect    time.Duration `json:"reconnect"`    // a page may be away outside a call
	DialRing     time.Duration `json:"dial_ring"`    // outgoing calls ring so long
	LegSetup     time.Duration `json:"leg_setup"`    // accepted offer to agent leg
	PromptLimit  time.Duration `json:"prompt_limit"` // a prompt's end that never comes
	LongestCall  time.Duration `json:"longest_call"` // the longest that any call may last (4 h)
	TypicalTalk  time.Duration `json:"typical_talk"` // first guess for the wait estimate
	Disconnected time.Duration `json:"disconnected"` // hang-up confirmed by Asterisk
}

// DefaultTimes are the limits of the demo city. An offer of 10 s leaves room for
// one missed offer within the 15 s of GB/T 33358.
func DefaultTimes() Times {
	return Times{
		Offer:        10 * time.Second,
		Announce:     30 * time.Second,
		AwayLimit:    30 * time.Second,
		WrapUp:       30 * time.Second,
		WrapUpStep:   30 * time.Second,
		Reconnect:    30 * time.Second,
		DialRing:     45 * time.Second,
		LegSetup:     3 * time.Second,
		PromptLimit:  90 * time.Second,
		LongestCall:  4 * time.Hour,
		TypicalTalk:  4 * time.Minute,
		Disconnected: 5 * time.Second,
	}
}

// Settings returns the settings in force; they have no Flows before the first SettingsChanged.
// Maps and lists are the engine's own: they are not to be changed.
func (e *Engine) Settings() Settings { return e.settings }
