package service_test

import (
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

func TestWrongLinesAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*tickets.MergedLine)
		field  string
	}{
		"a line":                 {func(*tickets.MergedLine) {}, ""},
		"an emergency number":    {func(line *tickets.MergedLine) { line.Number = "110" }, "number"},
		"no number":              {func(line *tickets.MergedLine) { line.Number = "12 333" }, "number"},
		"no name":                {func(line *tickets.MergedLine) { line.Name = " " }, "name"},
		"an unknown unit":        {func(line *tickets.MergedLine) { line.Unit = "Q" }, "unit"},
		"an unknown way":         {func(line *tickets.MergedLine) { line.Way = "x" }, "way"},
		"a day that is none":     {func(line *tickets.MergedLine) { line.Since = "2021-02-30" }, "since"},
		"a greeting that breaks": {func(line *tickets.MergedLine) { line.Greeting = "a\x1b" }, "greeting"},
	} {
		line := tickets.MergedLine{Number: "12333", Name: "人社热线", Unit: "Y08", Way: tickets.LineDual, Since: "2021-12-31"}
		c.change(&line)
		err := newOffice(t).ChangeRules(t.Context(), storetest.By(org.RoleAdministrator), tickets.RuleChange{MergedLine: &line})
		if got := firstField(err); got != c.field {
			t.Errorf("%s: wrong field %q (%v), want %q", name, got, err, c.field)
		}
	}
}
