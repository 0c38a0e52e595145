package tickets_test

import (
	"fmt"
	"testing"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

// TestTypesAreTheCitys: an administrator renames and ends types and adds more (S111).
func TestTypesAreTheCitys(t *testing.T) {
	t.Parallel()
	b := storetest.RulebookWithSubunit()
	own := tickets.TypeName{Code: "consumer", Name: "消费维权"}
	for name, c := range map[string]struct {
		list []tickets.TypeName
		want string
	}{
		"none": {nil, ""}, "one more": {[]tickets.TypeName{own}, ""}, "renamed": {[]tickets.TypeName{{Code: tickets.Help, Name: "求决"}}, ""},
		"an end": {[]tickets.TypeName{{Code: tickets.Praise, Name: "表扬", Ended: true}}, ""}, "twice": {[]tickets.TypeName{own, own}, "code invalid"},
		"one name twice": {[]tickets.TypeName{own, {Code: "x", Name: own.Name}}, "code invalid"}, "no name": {[]tickets.TypeName{{Code: "x", Name: " "}}, "name required"},
		"a code in capitals": {[]tickets.TypeName{{Code: "Consumer", Name: "x"}}, "code invalid"}, "no code": {[]tickets.TypeName{{Name: "x"}}, "code invalid"},
		"a code with a quote": {[]tickets.TypeName{{Code: "a'b", Name: "x"}}, "code invalid"}, "control signs": {[]tickets.TypeName{{Code: "x", Name: "a\x1b"}}, "name invalid"},
		"ended under their own names": {[]tickets.TypeName{{Code: tickets.Praise, Ended: true}, {Code: tickets.Other, NameEN: "Misc"}}, ""},
		"reports end":                 {[]tickets.TypeName{{Code: tickets.Report, Name: "举报", Ended: true}}, "ended invalid"},
		"too many":                    {make([]tickets.TypeName, 41), "types too_long"},
	} {
		got := ""
		if wrong := b.CheckChange(tickets.RuleChange{Types: &c.list}); len(wrong) > 0 {
			got = fmt.Sprintf("%s %s", wrong[0].Field, wrong[0].Code)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	b.TypeNames = []tickets.TypeName{own, {Code: tickets.Praise, Name: "表扬", Ended: true}}
	if wrong := b.CheckChange(tickets.RuleChange{Types: &[]tickets.TypeName{}}); len(wrong) == 0 {
		t.Error("a type that tickets have is gone")
	}
	for code, want := range map[tickets.Type]errs.FieldCode{"consumer": "", tickets.Help: "", tickets.Praise: errs.CodeEnded, "x": errs.CodeUnknown, "": ""} {
		if got := b.CheckType(code); got != want {
			t.Errorf("%q: %q, want %q", code, got, want)
		}
	}
	if wrong := b.CheckChange(tickets.RuleChange{Limits: &[]tickets.LimitRule{{Type: "consumer", Unit: "5wd"}}}); len(wrong) > 0 {
		t.Errorf("a limit for the city's own type: %v", wrong)
	}
	kind, gone := tickets.Type("consumer"), tickets.Praise
	ticket := storetest.In(tickets.Registered)
	correct := func(to *tickets.Type) error {
		_, err := tickets.Apply(tickets.Case{Ticket: ticket, By: supervisor, Now: ticket.CreatedAt, Rules: b,
			Request: tickets.Request{Move: tickets.MoveCorrect, Note: "x", Changes: &tickets.Changes{Type: to}}})
		return err
	}
	if err := correct(&kind); err != nil {
		t.Errorf("corrected to the city's own type: %v", err)
	}
	if err := correct(&gone); err == nil {
		t.Error("corrected to a type that has ended")
	}
}
