package statistics

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// OpenMatter is what the search for hot matters needs of an open ticket.
type OpenMatter struct {
	Number   tickets.Number
	Category string
	Place    string
}

// Hot is a matter that many citizens of one area wait for (M62).
type Hot struct {
	Category string `json:"category"`
	// Area is the code of the area that the places lie in; empty where they name
	// none.
	Area  string `json:"area,omitempty"`
	Count int    `json:"count"`
	// Numbers are the newest of them.
	Numbers []tickets.Number `json:"numbers" nullable:"false"`
}

const (
	hotRows    = 20
	hotNumbers = 5
	hotLeast   = 2 // one ticket is not hot
)

// Hottest returns the most frequent pairs of category and area. Pure.
func Hottest(open []OpenMatter, tree org.Tree) []Hot {
	type pair struct{ category, area string }
	areas := map[string]string{} // by place; many are the same
	found := map[pair]*Hot{}
	for _, m := range open {
		area, read := areas[m.Place]
		if !read {
			area = tree.AreaOf(m.Place)
			areas[m.Place] = area
		}
		p := pair{m.Category, area}
		if found[p] == nil {
			found[p] = &Hot{Category: m.Category, Area: area}
		}
		found[p].Count++
		found[p].Numbers = append(found[p].Numbers, m.Number)
	}
	hot := []Hot{}
	for _, h := range found {
		if h.Count >= hotLeast {
			slices.SortFunc(h.Numbers, func(a, b tickets.Number) int { return strings.Compare(string(b), string(a)) })
			h.Numbers = h.Numbers[:min(len(h.Numbers), hotNumbers)]
			hot = append(hot, *h)
		}
	}
	slices.SortFunc(hot, func(a, b Hot) int {
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		return strings.Compare(a.Category+" "+a.Area, b.Category+" "+b.Area)
	})
	return hot[:min(len(hot), hotRows)]
}

// Hot returns the hot matters among the open tickets of the last days that the actor may
// see.
func (s *Service) Hot(ctx context.Context, by org.Actor, days int) ([]Hot, error) {
	units, err := s.directory.Visible(ctx, by)
	if err != nil {
		return nil, fmt.Errorf("find hot matters: %w", err)
	}
	since := s.breaker.Now().Add(-time.Duration(days) * 24 * time.Hour)
	var open []OpenMatter
	err = s.breaker.Do(ctx, func(ctx context.Context) (err error) {
		open, err = s.store.OpenMatters(ctx, units, since)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("find hot matters: %w", err)
	}
	return Hottest(open, s.directory.Tree(ctx)), nil
}
