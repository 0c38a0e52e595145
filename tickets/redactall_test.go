package tickets_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// fill writes a text into every string of a value, one item into every list, and lets
// every pointer point at something: a field that is added to a ticket is filled too.
func fill(v reflect.Value, text string, depth int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Pointer:
		if depth < 8 {
			v.Set(reflect.New(v.Type().Elem()))
			fill(v.Elem(), text, depth+1)
		}
	case reflect.Slice:
		if depth < 8 && v.Type().Elem().Kind() != reflect.Uint8 {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
			fill(v.Index(0), text, depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				fill(v.Field(i), text, depth+1)
			}
		}
	}
}

// filled is a ticket of a citizen who is a secret, with who it is in everything.
func filled(text string) tickets.Ticket {
	var x tickets.Ticket
	fill(reflect.ValueOf(&x).Elem(), text, 0)
	x.Confidential, x.Centre = true, "Y00"
	return x
}

// names are the fields of a masked ticket, by their names, in which a text still stands.
func names(t *testing.T, x tickets.Ticket, text string) []string {
	t.Helper()
	raw, err := json.Marshal(x)
	must(t, err)
	out := map[string]string{}
	flatten(out, "", raw)
	var left []string
	for path, v := range out {
		if strings.Contains(v, text) {
			left = append(left, path)
		}
	}
	return left
}

// TestAMaskedTicketIsWithoutTheCitizen in every field there is, but for those in which a
// program writes a code, and for who acted: a citizen's name is in none of them.
func TestAMaskedTicketIsWithoutTheCitizen(t *testing.T) {
	t.Parallel()
	const who = "王建军"
	open := filled(who)
	seen := tickets.RedactFor(storetest.Clerk("Y04"), open, storetest.RulebookWithSubunit().Tree)
	codes := []string{"number", "state", "channel", "called", "type", "category", "urgency", "centre", "lead", "unit", "assignee", "role", "result", "way", "kind", "what", "had", "into", "absorbed",
		"by", "created_by", "decided_by", "verified_by", "outcome", "no_answer", "declined", "was", "sum", "move", "from_state", "to_state", "addr", "assist", "limit", "reason", "unit_request", "first_contact",
		"solved", "ticket", "serial", "copies", "caller_kind"}
	for _, path := range names(t, seen, who) {
		ok := false
		for _, step := range strings.FieldsFunc(path, func(r rune) bool { return strings.ContainsRune(".[]0123456789", r) }) {
			for _, code := range codes {
				ok = ok || step == code
			}
		}
		if !ok {
			t.Errorf("a clerk reads who it is in %s", path)
		}
	}
	for _, path := range []string{"unit", "entries[0].register.unit", "entries[0].changes.unit"} { // the citizen's employer, not a code
		for _, left := range names(t, seen, who) {
			if left == path {
				t.Errorf("a clerk reads the employer in %s", path)
			}
		}
	}
	if diff := cmp.Diff(filled(who), open); diff != "" {
		t.Errorf("masking changed the ticket itself:\n%s", diff)
	}
	if !seen.Masked || seen.Register.Name != "***" || seen.Entries[0].Written.Contact != "***" || *seen.Entries[0].Changes.Name != "***" {
		t.Errorf("masked %v, %+v", seen.Masked, seen.Register)
	}
}

// TestWhatIsNoSecretIsLeft: the matter, and what was done, stands as it was written.
func TestWhatIsNoSecretIsLeft(t *testing.T) {
	t.Parallel()
	const matter = "施工噪声扰民"
	x := filled(matter)
	x.Name, x.Register.Unit, x.Contact, x.Caller = "王建军", "", "", ""
	e := &x.Entries[0]
	e.Written.Name, e.Written.Unit, e.Written.Contact, e.Answer.Address = "", "", "", ""
	x.Answer.Address = "湖心路9号"
	e.Changes.Name, e.Changes.Unit, e.Changes.Contact = nil, nil, nil
	x.Files[0].Kind, e.File.Kind = tickets.UnitDocument, tickets.UnitDocument
	x.Files[0].Type, e.File.Type = tickets.PDF, tickets.PDF
	for _, w := range []*bool{&x.Files[0].Withheld, &e.File.Withheld} {
		*w = false
	}
	want := filled(matter)
	want.Masked, want.Call, want.Caller, want.OldNumber, want.Origin = true, "", "", "", ""
	want.Name, want.Register.Unit, want.Contact = "***", "", ""
	want.Attempts[0].Call, want.Answer.Address = "", "***"
	w := &want.Entries[0]
	w.Call, w.Note, w.Written.Name, w.Written.Unit, w.Written.Contact, w.Answer.Address = "", "", "", "", "", ""
	w.Changes.Name, w.Changes.Unit, w.Changes.Contact = nil, nil, nil
	for _, f := range []*tickets.File{&want.Files[0], w.File} {
		f.Kind, f.Type, f.Name = tickets.UnitDocument, tickets.PDF, matter+".pdf"
	}
	if diff := cmp.Diff(want, tickets.RedactFor(storetest.Clerk("Y04"), x, storetest.RulebookWithSubunit().Tree)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	x.Entries[0].Changes = nil
	if got := tickets.RedactFor(storetest.Clerk("Y04"), x, storetest.RulebookWithSubunit().Tree); got.Entries[0].Note != matter {
		t.Errorf("the note of an entry without a correction is %q", got.Entries[0].Note)
	}
}

func TestWhichFilesAreWithheld(t *testing.T) {
	t.Parallel()
	at := china(23, 9, 0)
	by := org.Person{ID: "7", Name: "林海"}
	full := tickets.File{Seq: 2, Kind: tickets.Photo, Name: "王建军家.jpg", Type: tickets.JPEG, Size: 9, Sum: "ab", By: by, At: at, Unit: "Y04", Withdrawn: &tickets.Withdrawal{By: by, At: at, Note: "王建军说错了"}}
	gone := &tickets.Withdrawal{By: by, At: at, Note: "***说错了"}
	for name, c := range map[string]struct {
		change func(f *tickets.File)
		want   tickets.File
	}{
		"a unit's photo":       {func(*tickets.File) {}, tickets.File{Seq: 2, Kind: tickets.Photo, Name: "___家.jpg", Type: tickets.JPEG, Size: 9, Sum: "ab", By: by, At: at, Unit: "Y04", Withdrawn: gone}},
		"a letter of the unit": {func(f *tickets.File) { f.Kind = tickets.CitizenLetter }, tickets.File{Seq: 2, Kind: tickets.CitizenLetter, By: by, At: at, Withdrawn: gone, Withheld: true}},
		"the centre's photo":   {func(f *tickets.File) { f.Unit = "" }, tickets.File{Seq: 2, Kind: tickets.Photo, By: by, At: at, Withdrawn: gone, Withheld: true}},
		"not withdrawn":        {func(f *tickets.File) { f.Withdrawn = nil }, tickets.File{Seq: 2, Kind: tickets.Photo, Name: "___家.jpg", Type: tickets.JPEG, Size: 9, Sum: "ab", By: by, At: at, Unit: "Y04"}},
	} {
		f, kept := full, full
		c.change(&f)
		x := storetest.In(tickets.Handling)
		x.Confidential, x.Files = true, []tickets.File{f}
		x.Entries = append(x.Entries, tickets.Entry{File: &f})
		got := tickets.RedactFor(storetest.Clerk("Y04"), x, storetest.RulebookWithSubunit().Tree)
		if diff := cmp.Diff(c.want, got.Files[0]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(c.want, *got.Entries[len(got.Entries)-1].File); diff != "" {
			t.Errorf("%s, in its entry (-want +got):\n%s", name, diff)
		}
		if kept.Withdrawn.Note != full.Withdrawn.Note || full.Withdrawn.Note != "王建军说错了" {
			t.Error("the file itself was changed")
		}
	}
}

// TestNumbersAreHiddenHoweverTheyAreWritten: with a country's or an area's code, in
// groups, in full-width digits; other numbers stay.
func TestNumbersAreHiddenHoweverTheyAreWritten(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ contact, text, want string }{
		{"13800138000", "电13800138000。", "电***。"}, {"13800138000", "138-0013-8000转2", "***转2"}, {"13800138000", "１３８００１３８０００", "***"},
		{"13800138000", "0086 13800138000", "0086 ***"}, {"+8613800138000", "13800138000", "***"}, {"008613800138000", "x13800138000", "x***"},
		{"010-12345678", "12345678号", "***号"}, {"010-12345678", "01012345678", "***"}, {"0999-1234567", "1234567", "***"}, {"0999-1234567", "12345678", "***8"},
		{"13800138000", "13800138001", "13800138001"}, {"13800138000", "1380013", "1380013"}, {"123456", "123456", "***"}, {"12", "号12", "号***"}, {"1", "1号楼", "1号楼"},
		{"13800138000", "2026年13800138000与13800138000", "2026年***与***"}, {"13800138000", "99138001380007", "99***7"}, {"86123456", "123456", "123456"},
		{"0123456789", "3456789", "3456789"}, {"01234567890", "34567890", "***"},
	} {
		x := storetest.In(tickets.Handling)
		x.Confidential, x.Contact, x.Caller, x.Content = true, c.contact, "", c.text
		x.Entries = nil
		if got := tickets.RedactFor(storetest.Clerk("Y04"), x, storetest.RulebookWithSubunit().Tree).Content; got != c.want {
			t.Errorf("the citizen's number is %s: %q becomes %q, want %q", c.contact, c.text, got, c.want)
		}
	}
	x := storetest.In(tickets.Handling)
	x.Confidential, x.Name, x.Content = true, " 王建 ", "王建军与王建，王云湾船厂"
	x.Entries = []tickets.Entry{{Written: &tickets.Register{Name: "王建军", Unit: "厂"}}, {Answer: &tickets.Answer{Address: "湖心路9号"}}}
	x.Place = "湖心路9号，厂"
	employer := "云湾船厂" // as corrected once
	x.Entries = append(x.Entries, tickets.Entry{Changes: &tickets.Changes{Name: new(string), Unit: &employer}})
	if got := tickets.RedactFor(storetest.Clerk("Y04"), x, storetest.RulebookWithSubunit().Tree); got.Content != "***与***，王***" || got.Place != "***，厂" {
		t.Errorf("%q, %q", got.Content, got.Place)
	}
}
