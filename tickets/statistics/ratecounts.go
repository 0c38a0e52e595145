package statistics

import (
	"hotline12345/tickets"
)

// SatisfactionFloor is the satisfaction that is expected of a unit, in percent: the
// example of M59.
const SatisfactionFloor = 85.0

// RateCounts are the numbers that the three rates come from. Citizens who could not
// be asked and excluded ratings stand apart and enter no rate (M57).
type RateCounts struct {
	Revisited int `json:"revisited"` // asked, and counted
	Contacted int `json:"contacted"`
	Solved    int `json:"solved"`
	Partly    int `json:"partly"`
	Rated     int `json:"rated"`     // had an opinion
	Satisfied int `json:"satisfied"` // 4 and 5
	Middle    int `json:"middle"`    // 3
	Excluded  int `json:"excluded"`
	Unreached int `json:"unreached"`
}

// ThreeRates are in percent with one decimal; a rate of no citizens is absent.
type ThreeRates struct {
	Response     *float64 `json:"response,omitempty"`     // 响应率: contacted / revisited
	Resolution   *float64 `json:"resolution,omitempty"`   // 解决率: solved / revisited
	Satisfaction *float64 `json:"satisfaction,omitempty"` // 满意率: satisfied / rated
}

// add counts a group of equal ratings.
func (c *RateCounts) add(g RatingGroup) {
	switch {
	case g.Excluded:
		c.Excluded += g.N
		return
	case !g.Reached:
		c.Unreached += g.N
		return
	}
	c.Revisited += g.N
	if g.Contacted {
		c.Contacted += g.N
	}
	switch g.Solved {
	case tickets.SolvedYes:
		c.Solved += g.N
	case tickets.SolvedPartly:
		c.Partly += g.N
	}
	switch {
	case g.Rating.Satisfied >= 4:
		c.Satisfied += g.N
	case g.Rating.Satisfied == 3:
		c.Middle += g.N
	}
	if g.Rating.Satisfied > 0 {
		c.Rated += g.N
	}
}

// plus adds two counts.
func (c RateCounts) plus(o RateCounts) RateCounts {
	return RateCounts{Revisited: c.Revisited + o.Revisited, Contacted: c.Contacted + o.Contacted,
		Solved: c.Solved + o.Solved, Partly: c.Partly + o.Partly, Rated: c.Rated + o.Rated,
		Satisfied: c.Satisfied + o.Satisfied, Middle: c.Middle + o.Middle,
		Excluded: c.Excluded + o.Excluded, Unreached: c.Unreached + o.Unreached}
}

// rates returns the rates that the counts make.
func (c RateCounts) rates(rules RateRules) ThreeRates {
	solved, satisfied := 2*c.Solved, c.Satisfied // solved in halves
	if rules.PartlyHalf {
		solved += c.Partly
	}
	if rules.MiddleToo {
		satisfied += c.Middle
	}
	return ThreeRates{Response: percent(c.Contacted, c.Revisited), Resolution: percent(solved, 2*c.Revisited),
		Satisfaction: percent(satisfied, c.Rated)}
}

// percent returns n of all in percent with one decimal, half a tenth rounded up; nil if
// all is 0.
func percent(n, all int) *float64 {
	if all == 0 {
		return nil
	}
	p := float64((2000*n+all)/(2*all)) / 10
	return &p
}
