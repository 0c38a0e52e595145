package statistics

import (
	"hotline12345/tickets/org"
)

// Work is what units did with matters that were registered in a month.
type Work struct {
	// Handled are matters whose leading unit has reported; OnTime those in which it
	// kept every limit, extensions included; Late those in which a limit was over,
	// reported or not.
	Handled int `json:"handled"`
	OnTime  int `json:"on_time"`
	Late    int `json:"late"`
	// First contacts with the citizen (M53).
	ContactInTime int `json:"contact_in_time"`
	ContactMissed int `json:"contact_missed"`
	RateCounts
}

// Figures are all matters of a month: what has become of them by now.
type Figures struct {
	Accepted   int `json:"accepted"`   // registered and not declined
	Direct     int `json:"direct"`     // answered by the hotline itself
	Dispatched int `json:"dispatched"` // a unit had them
	Kept       int `json:"kept"`       // the citizen was answered as promised (S015)
	Missed     int `json:"missed"`     // or was not
	Open       int `json:"open"`       // the citizen still waits
}

// UnitWork is what one unit did.
type UnitWork struct {
	Unit string
	Work
}

// CategoryFigures are the matters of one category.
type CategoryFigures struct {
	Category string
	Figures
}

// MonthCount is a month as a store counts it: by category, by unit, by rating.
type MonthCount struct {
	Categories []CategoryFigures
	Units      []UnitWork // without ratings
	Ratings    []RatingGroup
}

// MonthFigures are the published figures of a month, exact: what is too small to be
// shown is left out when it is read. Months add up to years.
type MonthFigures struct {
	Figures
	Work
	Categories map[string]int  `json:"categories"` // accepted, by code
	Units      map[string]Work `json:"units"`      // by the unit right below the top
}

// FoldMonth makes the figures of a month of what was counted. Each unit counts for the
// bureau or county that it belongs to. Pure.
func FoldMonth(c MonthCount, tree org.Tree) MonthFigures {
	m := MonthFigures{Categories: map[string]int{}, Units: map[string]Work{}}
	for _, x := range c.Categories {
		m.Figures = m.Figures.plus(x.Figures)
		m.Categories[x.Category] += x.Accepted
	}
	add := func(unit string, w Work) {
		m.Work = m.Work.plus(w)
		top := tree.Top(unit)
		m.Units[top] = m.Units[top].plus(w)
	}
	for _, u := range c.Units {
		add(u.Unit, u.Work)
	}
	for _, g := range c.Ratings {
		var w Work
		w.RateCounts.add(g)
		add(g.Unit, w)
	}
	return m
}

// Plus adds two months.
func (m MonthFigures) Plus(o MonthFigures) MonthFigures {
	sum := MonthFigures{Figures: m.Figures.plus(o.Figures), Work: m.Work.plus(o.Work),
		Categories: map[string]int{}, Units: map[string]Work{}}
	for _, x := range []MonthFigures{m, o} {
		for code, n := range x.Categories {
			sum.Categories[code] += n
		}
		for unit, w := range x.Units {
			sum.Units[unit] = sum.Units[unit].plus(w)
		}
	}
	return sum
}

func (f Figures) plus(o Figures) Figures {
	return Figures{Accepted: f.Accepted + o.Accepted, Direct: f.Direct + o.Direct, Dispatched: f.Dispatched + o.Dispatched,
		Kept: f.Kept + o.Kept, Missed: f.Missed + o.Missed, Open: f.Open + o.Open}
}

func (w Work) plus(o Work) Work {
	return Work{Handled: w.Handled + o.Handled, OnTime: w.OnTime + o.OnTime, Late: w.Late + o.Late,
		ContactInTime: w.ContactInTime + o.ContactInTime, ContactMissed: w.ContactMissed + o.ContactMissed,
		RateCounts: w.RateCounts.plus(o.RateCounts)}
}
