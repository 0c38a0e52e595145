package tickets_test

import (
	"strings"
	"testing"
	"time"

	"hotline12345/internal/phone"
	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

// written is a register that is complete.
func written() tickets.Register {
	_, t := storetest.Written(1, "13800138000")
	return t.Register
}

func TestAllFiveFieldsAreThereOrDeclined(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(r *tickets.Register)
		want   string // field code, or ""
	}{
		"all there":                {func(r *tickets.Register) { r.Unit, r.UnitDeclined = "云湾船厂", false }, ""},
		"name and unit declined":   {func(r *tickets.Register) { r.Name, r.NameDeclined = "", true }, ""},
		"no name":                  {func(r *tickets.Register) { r.Name = " " }, "name required"},
		"no unit of a company":     {func(r *tickets.Register) { r.CallerKind, r.UnitDeclined = tickets.CallerCompany, false }, "unit required"},
		"no unit of a person":      {func(r *tickets.Register) { r.UnitDeclined = false }, ""},
		"no contact":               {func(r *tickets.Register) { r.Contact = "" }, "contact required"},
		"anonymous":                {func(r *tickets.Register) { r.Contact, r.ContactDeclined = "", true }, ""},
		"no time of the call":      {func(r *tickets.Register) { r.CalledAt = time.Time{} }, "called_at required"},
		"a call of the year 1":     {func(r *tickets.Register) { r.CalledAt = time.Date(1, 1, 2, 0, 0, 0, 0, time.UTC) }, "called_at invalid"},
		"a call of 1900":           {func(r *tickets.Register) { r.CalledAt = time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC) }, "called_at invalid"},
		"no content":               {func(r *tickets.Register) { r.Content = "\n\t " }, "content required"},
		"no type":                  {func(r *tickets.Register) { r.Type = "" }, "type required"},
		"a type that is none":      {func(r *tickets.Register) { r.Type = "Joke!" }, "type unknown"},
		"a category that is none":  {func(r *tickets.Register) { r.Category = "6" }, "category unknown"},
		"a landline":               {func(r *tickets.Register) { r.Contact = "(0571) 8888-6666转12" }, ""},
		"a contact in words":       {func(r *tickets.Register) { r.Contact = "his mother's" }, "contact invalid"},
		"two digits":               {func(r *tickets.Register) { r.Contact = "12" }, "contact invalid"},
		"100 KB of content":        {func(r *tickets.Register) { r.Content = strings.Repeat("x", 100<<10) }, ""},
		"a byte more":              {func(r *tickets.Register) { r.Content = strings.Repeat("x", 100<<10+1) }, "content too_long"},
		"100 KB of emoji":          {func(r *tickets.Register) { r.Content = strings.Repeat("😀", 25<<10) }, ""},
		"a long name":              {func(r *tickets.Register) { r.Name = strings.Repeat("王", 134) }, "name too_long"},
		"rare hanzi, joined emoji": {func(r *tickets.Register) { r.Name, r.Content = "𠮷田", "👨‍👩‍👧 𠮷\t一\n二" }, ""},
		"an escape":                {func(r *tickets.Register) { r.Content = "a\x1b[2J" }, "content control_character"},
		"a NUL":                    {func(r *tickets.Register) { r.Place = "a\x00" }, "place control_character"},
		"a C1 control":             {func(r *tickets.Register) { r.Name = "a\u0085" }, "name control_character"},
		"half a character":         {func(r *tickets.Register) { r.Content = "王"[:2] }, "content control_character"},
	} {
		r := written()
		c.change(&r)
		var got string
		if wrong := tickets.Complete(r); len(wrong) > 0 {
			got = wrong[0].Field + " " + string(wrong[0].Code)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestADraftMayBeHalfWritten(t *testing.T) {
	t.Parallel()
	if wrong := tickets.Writable(tickets.Register{Name: "王"}); len(wrong) > 0 {
		t.Errorf("half a register: %v, want no complaint", wrong)
	}
	if wrong := tickets.Writable(tickets.Register{Name: "\x00", Content: strings.Repeat("x", 100<<10+1)}); len(wrong) != 2 {
		t.Errorf("two wrong fields: %v", wrong)
	}
}

// TestANameOfInvisibleSignsIsNoName, nor is a content, a reason, or the name of a file.
func TestANameOfInvisibleSignsIsNoName(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"\u3164", "\u2800 \u2800", "\u00ad\u200d", "\ufe0f", "\U000e0100\u115f", "\u0301\u034f"} {
		r := tickets.Tidy(tickets.Register{Name: s, CallerKind: tickets.CallerCompany, Unit: s, Content: s, ContactDeclined: true, Type: tickets.Help, CalledAt: storetest.Start}, phone.Plan{})
		if wrong := tickets.Complete(r); len(wrong) != 3 {
			t.Errorf("%+q is taken for a name, an employer or a content: %v", s, wrong)
		}
		if got := tickets.FileName("a"+s+"b.pdf", tickets.PDF); s != "\u0301\u034f" && got != "ab.pdf" && got != "a b.pdf" {
			t.Errorf("%+q stays in a file's name: %+q", s, got)
		}
	}
}
