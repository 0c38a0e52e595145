package storetest

import (
	"testing"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/workday"
)

// changesAreListed: the newest first, page by page, and those of one kind.
func changesAreListed(t *testing.T, s Store) {
	ctx := t.Context()
	for _, c := range []struct {
		f    tickets.ChangeFilter
		want string // the ids
	}{
		{tickets.ChangeFilter{Limit: 4}, "gfed"},
		{tickets.ChangeFilter{Limit: 4, Before: "d"}, "cba"},
		{tickets.ChangeFilter{Limit: 4, Before: "is not there"}, "gfed"},
		{tickets.ChangeFilter{Limit: 4, Kind: tickets.LimitRules}, "a"},
		{tickets.ChangeFilter{Limit: 4, Kind: tickets.MergedLineRules, Before: "f"}, "e"},
		{tickets.ChangeFilter{Limit: 4, Kind: tickets.MergedLineRules, Before: "e"}, ""},
		{tickets.ChangeFilter{Limit: 4, Kind: tickets.ImportedRules}, ""},
	} {
		list, err := s.RuleChanges(ctx, c.f)
		must(t, err)
		got := ""
		for _, one := range list {
			got += one.ID
		}
		wantSame(t, "changes", c.want, got)
	}
	list, err := s.RuleChanges(ctx, tickets.ChangeFilter{Limit: 1})
	must(t, err)
	if list[0].Category == nil || list[0].By.ID != Agent.ID || list[0].Before == nil || list[0].Before.Category.Name != "建筑施工噪声" {
		t.Fatalf("the newest change: %+v", list[0])
	}
}

// changesAreMadeAsTheySay: a preview shows what With makes of a change, so the
// store must make the same of it.
func changesAreMadeAsTheySay(t *testing.T, s Store) {
	ctx := t.Context()
	read := func() (set tickets.RuleSet) {
		var err error
		set.Units, err = s.Units(ctx)
		must(t, err)
		set.Categories, err = s.Categories(ctx)
		must(t, err)
		set.Rules, err = s.Rules(ctx)
		must(t, err)
		return set
	}
	unit := org.Unit{Code: "A1a", Name: "望海社区居委会", Parent: "A1", Level: 4, Ended: true, Successor: "A1"}
	grown := tickets.Category{Code: "0601", Name: "施工噪声", NameEN: "Noise", Type: tickets.Complaint, Unit: "Y04", Assist: []string{}, Limit: "2wd",
		Urgency: tickets.Normal, Ended: true}
	limits := []tickets.LimitRule{{Unit: "5wd", Promise: "7wd"}}
	first, again := workday.Year{Year: 2028, Off: []string{"2028-01-03"}, Work: []string{}}, workday.Year{Year: 2028, Off: []string{"2028-01-04"}, Work: []string{}}
	earlier := workday.Year{Year: 2027, Off: []string{"2027-01-01"}, Work: []string{}}
	options := tickets.Options{Closing: 1080}
	for i, c := range []tickets.RuleChange{{Unit: &unit}, {Category: &grown}, {Limits: &limits}, {Year: &first}, {Year: &earlier}, {Year: &again}, {Options: &options}} {
		c.ID, c.At, c.By = string(rune('a'+i)), Start, Agent.Person
		want := read().With(c)
		must(t, s.ChangeRules(ctx, c))
		wantSame(t, "the rules after change "+c.ID, want, read())
	}
}

// changesOverwriteNothingUnseen: of two changes that were made up against the same rules,
// also at the same moment, the store makes one.
func changesOverwriteNothingUnseen(t *testing.T, s Store) {
	ctx := t.Context()
	year := func(day string) *workday.Year { return &workday.Year{Year: 2029, Off: []string{day}, Work: []string{}} }
	none := &tickets.Replaced{}
	results := make(chan error)
	for i, day := range []string{"2029-01-01", "2029-01-02", "2029-01-03", "2029-01-04"} {
		c := tickets.RuleChange{ID: "same" + string(rune('a'+i)), At: Start, By: Agent.Person, Year: year(day), Before: none}
		go func() { results <- s.ChangeRules(ctx, c) }()
	}
	made := 0
	for range 4 {
		if err := <-results; err != nil {
			wantErr(t, "a change of what has changed", err, errs.ErrConflict)
		} else {
			made++
		}
	}
	wantSame(t, "changes of the same new year", 1, made)
	rules, err := s.Rules(ctx)
	must(t, err)
	now := tickets.RuleSet{Rules: rules}.Before(tickets.RuleChange{Year: year("")})
	must(t, s.ChangeRules(ctx, tickets.RuleChange{ID: "next", At: Start, By: Agent.Person, Year: year("2029-01-05"), Before: now}))
	wantErr(t, "a second change of the same", s.ChangeRules(ctx, tickets.RuleChange{ID: "late", At: Start, By: Agent.Person, Year: year("2029-01-06"), Before: now}),
		errs.ErrConflict)
}
