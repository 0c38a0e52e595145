package statistics

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// RatingGroup is how many citizens gave the same rating to the same unit.
type RatingGroup struct {
	tickets.Rating
	// Unit led the matter; a hotline centre where the hotline answered itself.
	Unit     string
	Excluded bool
	N        int
}

// Exclusion is a rating that does not count, and why (剔除, M57).
type Exclusion struct {
	Number tickets.Number `json:"number"`
	Unit   string         `json:"unit"`
	At     time.Time      `json:"at"`
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

// UnitRates are the three rates (三率) of a unit in a period (M56), with the numbers that
// they come from and its performance.
type UnitRates struct {
	Unit string `json:"unit"`
	RateCounts
	ThreeRates
	Performance
}

// Rates are the three rates of a period.
type Rates struct {
	From  time.Time `json:"from"`
	To    time.Time `json:"to"` // not included
	Rules RateRules `json:"rules"`
	// Floor is the satisfaction below which a unit has to explain itself, in
	// percent (M59).
	Floor float64     `json:"floor"`
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

// CountRates makes rates of groups of ratings, with the units' performance beside them.
// Pure.
func CountRates(groups []RatingGroup, performance []UnitPerformance, rules RateRules) (all UnitRates, units []UnitRates) {
	by := map[string]*UnitRates{}
	of := func(unit string) *UnitRates {
		if by[unit] == nil {
			by[unit] = &UnitRates{Unit: unit}
		}
		return by[unit]
	}
	for _, g := range groups {
		u := of(g.Unit)
		u.RateCounts.add(g)
		all.RateCounts.add(g)
	}
	for _, p := range performance {
		of(p.Unit).Performance.add(p.Performance)
		all.Performance.add(p.Performance)
	}
	units = []UnitRates{}
	for _, u := range by {
		units = append(units, *u)
	}
	return rated(all, units, rules)
}

// rated works out the rates, and puts the most revisited first.
func rated(all UnitRates, units []UnitRates, rules RateRules) (UnitRates, []UnitRates) {
	for i := range units {
		units[i].ThreeRates = units[i].rates(rules)
	}
	slices.SortFunc(units, func(a, b UnitRates) int {
		return cmp.Or(b.Revisited-a.Revisited, strings.Compare(a.Unit, b.Unit))
	})
	all.ThreeRates = all.rates(rules)
	return all, units
}

// Rates returns the ratings of a period by unit, as far as the actor sees. A zero from is
// thirty days before to, a zero to is now. Errors: Invalid, ErrForbidden, ErrUnavailable.
func (s *Service) Rates(ctx context.Context, by org.Actor, from, to time.Time, rules RateRules) (Rates, error) {
	if to.IsZero() {
		to = s.breaker.Now()
	}
	if from.IsZero() {
		from = to.AddDate(0, 0, -30)
	}
	if !from.Before(to) || to.Sub(from) > longestPeriod {
		return Rates{}, &errs.Invalid{Fields: []errs.FieldError{{Field: "from", Code: errs.CodeInvalid}}}
	}
	units, err := s.directory.Visible(ctx, by)
	if err != nil {
		return Rates{}, fmt.Errorf("count rates: %w", err)
	}
	r := Rates{From: from, To: to, Rules: rules, Floor: SatisfactionFloor, Exclusions: []Exclusion{}}
	var performance []UnitPerformance
	err = s.breaker.Do(ctx, func(ctx context.Context) (err error) {
		performance, err = s.store.Performance(ctx, units, from, to)
		return err
	})
	if err != nil {
		return Rates{}, fmt.Errorf("count units' performance: %w", err)
	}
	err = s.breaker.Do(ctx, func(ctx context.Context) error {
		groups, err := s.store.Ratings(ctx, units, from, to)
		if err != nil {
			return err
		}
		r.All, r.Units = CountRates(groups, performance, rules)
		found, err := s.store.Exclusions(ctx, units, from, to, maxExclusions)
		r.Exclusions = append(r.Exclusions, found...)
		return err
	})
	if err != nil {
		return Rates{}, fmt.Errorf("count rates: %w", err)
	}
	return r, nil
}
