package service_test

import (
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

func TestWrongLinesAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*tickets.MergedLine)
		field  string
	}{
		"a line":                 {func(*tickets.MergedLine) {}, ""},
		"an emergency number":    {func(l *tickets.MergedLine) { l.Number = "110" }, "number"},
		"no number":              {func(l *tickets.MergedLine) { l.Number = "12 333" }, "number"},
		"no name":                {func(l *tickets.MergedLine) { l.Name = " " }, "name"},
		"an unknown unit":        {func(l *tickets.MergedLine) { l.Unit = "Q" }, "unit"},
		"an unknown way":         {func(l *tickets.MergedLine) { l.Way = "x" }, "way"},
		"a day that is none":     {func(l *tickets.MergedLine) { l.Since = "2021-02-30" }, "since"},
		"a greeting that breaks": {func(l *tickets.MergedLine) { l.Greeting = "a\x1b" }, "greeting"},
	} {
		l := tickets.MergedLine{Number: "12333", Name: "人社热线", Unit: "Y08", Way: tickets.LineDual, Since: "2021-12-31"}
		c.change(&l)
		err := newOffice(t).ChangeRules(t.Context(), by(org.RoleAdministrator), tickets.RuleChange{MergedLine: &l})
		if got := firstField(err); got != c.field {
			t.Errorf("%s: wrong field %q (%v), want %q", name, got, err, c.field)
		}
	}
}
