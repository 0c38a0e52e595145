package statistics

import (
	"time"
)

const (
	// hiddenBelow is the smallest figure that is shown, beside 0: fewer people might be
	// recognised.
	hiddenBelow = 5
	// mostFrequent is how many categories are published.
	mostFrequent = 10
)

// Publication is what everybody may read of a month or a year (S012): the matters that
// were registered in it, as they stood when they were counted. A figure of null is hidden:
// it is one to four. There is no rate of fewer than five.
type Publication struct {
	Period      string    `json:"period" doc:"2026-11, or 2026; empty before anything was counted"`
	From        time.Time `json:"from,omitzero"`
	To          time.Time `json:"to,omitzero"` // not included
	CountedAt   time.Time `json:"counted_at,omitzero"`
	HiddenBelow int       `json:"hidden_below" doc:"figures below this, but 0, are null"`
	// All are all matters together.
	All        PublicFigures    `json:"all"`
	Categories []PublicCategory `json:"categories" nullable:"false" doc:"the ten most frequent"`
	Units      []PublicUnit     `json:"units" nullable:"false" doc:"bureaus and counties with all below them, in the order of the units"`
	// Periods are those that can be asked for: the last months, then the years, the
	// newest first.
	Periods []PublicPeriod `json:"periods" nullable:"false"`
}

// PublicFigures are what became of all matters.
type PublicFigures struct {
	Accepted   *int     `json:"accepted"`
	Direct     *int     `json:"direct"`
	Dispatched *int     `json:"dispatched"`
	Kept       *int     `json:"kept"`
	KeptRate   *float64 `json:"kept_rate,omitempty" doc:"percent: kept / (kept + broken)"`
	Open       *int     `json:"open"`
	PublicWork
}

// PublicWork is what units did.
type PublicWork struct {
	Handled     *int     `json:"handled"`
	OnTime      *int     `json:"on_time"`
	OnTimeRate  *float64 `json:"on_time_rate,omitempty" doc:"percent: on time / (on time + late)"`
	ContactRate *float64 `json:"contact_rate,omitempty" doc:"percent: first contacts with the citizen in time"`
	Asked       *int     `json:"asked"`
	Rated       *int     `json:"rated"`
	Unreached   *int     `json:"unreached"`
	Excluded    *int     `json:"excluded"`
	ThreeRates
}

// PublicUnit is one bureau or county.
type PublicUnit struct {
	Unit string `json:"unit"`
	Name string `json:"name"`
	PublicWork
}

// PublicCategory is how many matters a category had.
type PublicCategory struct {
	Category string `json:"category"`
	Name     string `json:"name"`
	NameEN   string `json:"name_en"`
	Count    *int   `json:"count"`
}

// PublicPeriod is a period that can be asked for.
type PublicPeriod struct {
	Period   string `json:"period"`
	Accepted *int   `json:"accepted"`
}

// figure returns the number; nil if it is too small to be shown.
func figure(n int) *int {
	if n > 0 && n < hiddenBelow {
		return nil
	}
	return &n
}

// publicRate returns n of all in percent; nil if all is too small, or if a hidden figure
// could be worked out with it: n, or what is left.
func publicRate(n, all int) *float64 {
	if few := func(n int) bool { return n > 0 && n < hiddenBelow }; all < hiddenBelow || few(n) || few(all-n) {
		return nil
	}
	return percent(n, all)
}

func publicWork(w Work) PublicWork {
	p := PublicWork{Handled: figure(w.Handled), OnTime: figure(w.OnTime), OnTimeRate: publicRate(w.OnTime, w.OnTime+w.Late),
		ContactRate: publicRate(w.ContactInTime, w.ContactInTime+w.ContactMissed), Asked: figure(w.Revisited), Rated: figure(w.Rated),
		Unreached: figure(w.Unreached), Excluded: figure(w.Excluded)}
	p.Response, p.Resolution = publicRate(w.Contacted, w.Revisited), publicRate(w.Solved, w.Revisited)
	p.Satisfaction = publicRate(w.Satisfied, w.Rated)
	return p
}
