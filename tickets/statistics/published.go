package statistics

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// PublishedMonth is a month as it was counted at a time.
type PublishedMonth struct {
	Month     string // 2026-11
	CountedAt time.Time
	Figures   MonthFigures
}

// PublishedRow is a month in the list of those that were counted.
type PublishedRow struct {
	Month     string
	CountedAt time.Time
	Accepted  int
}

// Publish counts the months that are due. What is counted is kept, so that a second
// run, or one that was cut short, changes nothing.
func (s *Service) Publish(ctx context.Context) error {
	first, err := s.store.FirstRegistered(ctx)
	if err != nil || first.IsZero() {
		return err
	}
	rows, err := s.store.PublishedRows(ctx)
	if err != nil {
		return err
	}
	units, err := s.store.Units(ctx)
	if err != nil {
		return err
	}
	counted := map[string]time.Time{}
	for _, row := range rows {
		counted[row.Month] = row.CountedAt
	}
	tree := org.NewTree(units)
	for _, m := range MonthsDue(s.breaker.Now(), first, counted) {
		now := s.breaker.Now()
		count, err := s.store.CountMonth(ctx, m, now)
		if err != nil {
			return fmt.Errorf("count %s: %w", m, err)
		}
		p := PublishedMonth{Month: m.String(), CountedAt: now, Figures: FoldMonth(count, tree)}
		if err := s.store.SavePublished(ctx, p); err != nil {
			return fmt.Errorf("publish %s: %w", m, err)
		}
	}
	return nil
}

// Published returns what everybody may read of a period: a month (2026-11) or a year
// (2026); "" is the newest month. Before anything was counted it is empty. ErrNotFound: no
// such period is published.
func (s *Service) Published(ctx context.Context, period string) (Publication, error) {
	var rows []PublishedRow
	var months []PublishedMonth
	err := s.breaker.Do(ctx, func(ctx context.Context) (err error) {
		if rows, err = s.store.PublishedRows(ctx); err != nil {
			return err
		}
		if period == "" && len(rows) > 0 {
			period = rows[0].Month
		}
		if period != "" {
			months, err = s.store.Published(ctx, period)
		}
		return err
	})
	if err != nil {
		return Publication{}, fmt.Errorf("read published figures: %w", err)
	}
	from, to, ok := periodOf(period)
	if period != "" && (!ok || len(months) == 0) {
		return Publication{}, fmt.Errorf("published figures of %q: %w", period, errs.ErrNotFound)
	}
	units, err := s.directory.Units(ctx)
	if err != nil {
		return Publication{}, fmt.Errorf("name units: %w", err)
	}
	categories, err := s.categories.Get(ctx)
	if err != nil {
		return Publication{}, fmt.Errorf("name categories: %w", err)
	}
	p := Publication{Period: period, HiddenBelow: hiddenBelow, Periods: periodsOf(rows, s.breaker.Now()), Categories: []PublicCategory{}, Units: []PublicUnit{}}
	if period == "" {
		return p, nil
	}
	p.From, p.To, p.CountedAt = from, to, months[0].CountedAt
	var sum MonthFigures
	for _, m := range months {
		sum = sum.Plus(m.Figures)
		if m.CountedAt.After(p.CountedAt) {
			p.CountedAt = m.CountedAt
		}
	}
	p.show(sum, units, categories)
	return p, nil
}

// periodsOf returns the periods that are published: the last months, then the years.
func periodsOf(rows []PublishedRow, now time.Time) []PublicPeriod {
	oldest := MonthOf(MonthOf(now).From.AddDate(0, -publishedMonths, 0)).String()
	list := []PublicPeriod{}
	years := map[string]int{}
	for _, row := range rows {
		if row.Month >= oldest {
			list = append(list, PublicPeriod{row.Month, figure(row.Accepted)})
		}
		years[row.Month[:4]] += row.Accepted
	}
	months := len(list)
	for year, n := range years {
		list = append(list, PublicPeriod{year, figure(n)})
	}
	slices.SortFunc(list[months:], func(a, b PublicPeriod) int { return strings.Compare(b.Period, a.Period) })
	return list[:min(len(list), months+1+publishedYears)]
}

// show fills in the figures that may be shown.
func (p *Publication) show(m MonthFigures, units []org.Unit, categories []tickets.Category) {
	p.All = PublicFigures{Accepted: figure(m.Accepted), Direct: figure(m.Direct), Dispatched: figure(m.Dispatched),
		Kept: figure(m.Kept), KeptRate: publicRate(m.Kept, m.Kept+m.Missed), Open: figure(m.Open), PublicWork: publicWork(m.Work)}
	for _, u := range units {
		if w, ok := m.Units[u.Code]; ok {
			p.Units = append(p.Units, PublicUnit{Unit: u.Code, Name: u.Name, PublicWork: publicWork(w)})
		}
	}
	names := map[string]tickets.Category{}
	for _, c := range categories {
		names[c.Code] = c
	}
	for _, code := range frequent(m.Categories) {
		p.Categories = append(p.Categories, PublicCategory{Category: code, Name: names[code].Name, NameEN: names[code].NameEN,
			Count: figure(m.Categories[code])})
	}
}

// frequent returns the codes of the most frequent categories.
func frequent(counts map[string]int) []string {
	codes := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(counts[b]-counts[a], strings.Compare(a, b))
	})
	return codes[:min(len(codes), mostFrequent)]
}
