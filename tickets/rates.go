package tickets

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// RatingGroup is how many citizens gave the same rating to the same unit.
type RatingGroup struct {
	Rating
	// Unit led the matter; a hotline centre where the hotline answered itself.
	Unit     string
	Excluded bool
	N        int
}

// Exclusion is a rating that does not count, and why (剔除, M57).
type Exclusion struct {
	Number Number    `json:"number"`
	Unit   string    `json:"unit"`
	At     time.Time `json:"at"`
	// Satisfied is what the citizen said, see Rating.
	Satisfied int    `json:"satisfied"`
	Note      string `json:"note"` // what the unit gave as its reason
}

// RateRules are the two questions that cities answer differently.
type RateRules struct {
	// PartlyHalf counts a matter that is settled in part as half a one.
	PartlyHalf bool `json:"partly_half"`
	// MiddleToo counts 3 of 5 (基本满意) as satisfied.
	MiddleToo bool `json:"middle_too"`
}

// UnitRates are the three rates (三率) of a unit in a period (M56), with the
// numbers that they come from. Citizens who could not be asked and excluded
// ratings stand apart and enter no rate.
type UnitRates struct {
	Unit      string `json:"unit"`
	Revisited int    `json:"revisited"` // asked, and counted
	Contacted int    `json:"contacted"`
	Solved    int    `json:"solved"`
	Partly    int    `json:"partly"`
	Rated     int    `json:"rated"`     // had an opinion
	Satisfied int    `json:"satisfied"` // 4 and 5
	Middle    int    `json:"middle"`    // 3
	Excluded  int    `json:"excluded"`
	Unreached int    `json:"unreached"`
	// The rates in percent, one decimal; absent where nobody was asked.
	Response     *float64 `json:"response,omitempty"`     // 响应率: contacted / revisited
	Resolution   *float64 `json:"resolution,omitempty"`   // 解决率: solved / revisited
	Satisfaction *float64 `json:"satisfaction,omitempty"` // 满意率: satisfied / rated
}

// Rates are the three rates of a period.
type Rates struct {
	From  time.Time   `json:"from"`
	To    time.Time   `json:"to"` // not included
	Rules RateRules   `json:"rules"`
	All   UnitRates   `json:"all"`
	Units []UnitRates `json:"units" nullable:"false"` // most revisited first
	// Exclusions are the latest ones, at most maxExclusions.
	Exclusions []Exclusion `json:"exclusions" nullable:"false"`
}

// maxExclusions is how many exclusions a reply lists; their number stands in the
// rates.
const maxExclusions = 200

// longestPeriod bounds a period of rates.
const longestPeriod = 3 * 366 * 24 * time.Hour

// CountRates makes rates of groups of ratings. Pure.
func CountRates(groups []RatingGroup, rules RateRules) (all UnitRates, units []UnitRates) {
	by := map[string]*UnitRates{}
	for _, g := range groups {
		u := by[g.Unit]
		if u == nil {
			u = &UnitRates{Unit: g.Unit}
			by[g.Unit] = u
		}
		u.add(g)
		all.add(g)
	}
	units = []UnitRates{}
	for _, u := range by {
		units = append(units, u.rated(rules))
	}
	slices.SortFunc(units, func(a, b UnitRates) int {
		if a.Revisited != b.Revisited {
			return b.Revisited - a.Revisited
		}
		return strings.Compare(a.Unit, b.Unit)
	})
	return all.rated(rules), units
}

func (u *UnitRates) add(g RatingGroup) {
	switch {
	case g.Excluded:
		u.Excluded += g.N
		return
	case !g.Reached:
		u.Unreached += g.N
		return
	}
	u.Revisited += g.N
	if g.Contacted {
		u.Contacted += g.N
	}
	switch g.Solved {
	case SolvedYes:
		u.Solved += g.N
	case SolvedPartly:
		u.Partly += g.N
	}
	switch {
	case g.Rating.Satisfied >= 4:
		u.Satisfied += g.N
	case g.Rating.Satisfied == 3:
		u.Middle += g.N
	}
	if g.Rating.Satisfied > 0 {
		u.Rated += g.N
	}
}

// rated works the rates out.
func (u UnitRates) rated(rules RateRules) UnitRates {
	solved, satisfied := 2*u.Solved, u.Satisfied // solved in halves
	if rules.PartlyHalf {
		solved += u.Partly
	}
	if rules.MiddleToo {
		satisfied += u.Middle
	}
	u.Response = percent(u.Contacted, u.Revisited)
	u.Resolution = percent(solved, 2*u.Revisited)
	u.Satisfaction = percent(satisfied, u.Rated)
	return u
}

// percent is n of all with one decimal, half a tenth rounded up; nil of nothing.
func percent(n, all int) *float64 {
	if all == 0 {
		return nil
	}
	p := float64((2000*n+all)/(2*all)) / 10
	return &p
}

// Rates counts the ratings of a period by unit, as far as the actor sees. A zero
// from is thirty days before to, a zero to is now.
func (s *Service) Rates(ctx context.Context, by Actor, from, to time.Time, rules RateRules) (Rates, error) {
	if to.IsZero() {
		to = s.now()
	}
	if from.IsZero() {
		from = to.AddDate(0, 0, -30)
	}
	if !from.Before(to) || to.Sub(from) > longestPeriod {
		return Rates{}, &Invalid{Fields: []FieldError{{Field: "from", Code: CodeInvalid}}}
	}
	units, err := s.Visible(ctx, by)
	if err != nil {
		return Rates{}, fmt.Errorf("count rates: %w", err)
	}
	r := Rates{From: from, To: to, Rules: rules, Exclusions: []Exclusion{}}
	err = s.try(ctx, func(ctx context.Context) error {
		groups, err := s.cfg.Store.Ratings(ctx, units, from, to)
		if err != nil {
			return err
		}
		r.All, r.Units = CountRates(groups, rules)
		found, err := s.cfg.Store.Exclusions(ctx, units, from, to, maxExclusions)
		r.Exclusions = append(r.Exclusions, found...)
		return err
	})
	if err != nil {
		return Rates{}, fmt.Errorf("count rates: %w", err)
	}
	return r, nil
}
