package tickets_test

import (
	"path"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

func TestNamesOfFiles(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, want string }{
		{"现场.JPG", "现场.JPG"}, {`C:\照片\门口.jpeg`, "门口.jpeg"}, {"../../etc/passwd", "passwd.jpg"}, {"photo.exe", "photo.exe.jpg"},
		{"", "file.jpg"}, {"..", "file.jpg"}, {".jpg", "jpg.jpg"}, {"a\u202egpj.exe\n", "agpj.exe.jpg"}, {`a:b"<c>.jpg`, "a_b__c_.jpg"},
	} {
		if got := tickets.FileName(c.name, tickets.JPEG); got != c.want {
			t.Errorf("%q is called %q, want %q", c.name, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		got := tickets.FileName(rapid.String().Draw(t, "name"), tickets.PDF)
		if len(got) > 200 || path.Ext(strings.ToLower(got)) != ".pdf" || got != path.Base(got) || got != tickets.FileName(got, tickets.PDF) {
			t.Fatalf("%q", got)
		}
	})
}

// attached is a ticket of Y04 with a file of each kind of person: of the centre, of
// the unit, and the unit's scan of a letter; and the actors.
func attached(t *testing.T) (ticket tickets.Ticket, agent, clerk org.Actor) {
	t.Helper()
	agent, clerk = storetest.By(org.RoleAgent), storetest.By(org.RoleUnitClerk)
	clerk.Person = org.Person{ID: "c", Name: "赵工", Unit: "Y04"}
	ticket = storetest.In(tickets.Handling)
	add := func(who org.Actor, f *tickets.File) {
		var err error
		ticket, err = apply(ticket, who, tickets.Request{Move: tickets.MoveAttach, Attach: f})
		must(t, err)
	}
	letter := storetest.File("来信.jpg", 3)
	letter.Kind = tickets.CitizenLetter
	add(agent, storetest.File("王建军来信.jpg", 1))
	add(clerk, storetest.File("王建军家门口 138-0013-8000.jpg", 2))
	add(clerk, letter)
	return ticket, agent, clerk
}

func TestAMaskedReaderGetsOnlyWhatUnitsAdded(t *testing.T) {
	t.Parallel()
	ticket, _, clerk := attached(t)
	ticket.Confidential = true
	seen := tickets.RedactFor(clerk, ticket, storetest.RulebookWithSubunit().Tree)
	f := seen.Files
	if !f[0].Withheld || f[0].Name+f[0].Sum+string(f[0].Type) != "" || f[0].Size != 0 || !f[2].Withheld {
		t.Errorf("the centre's file and a letter are shown as %+v, %+v", f[0], f[2])
	}
	if f[1].Withheld || f[1].Name != "___家门口 ___.jpg" || f[1].Sum == "" {
		t.Errorf("the unit's file is shown as %+v", f[1])
	}
	for i, e := range seen.Entries[3:] {
		if e.File.Name != f[i].Name || e.File.Sum != f[i].Sum {
			t.Errorf("entry %d shows %+v", e.Seq, e.File)
		}
	}
	if ticket.Files[0].Name == "" || ticket.Entries[3].File.Name == "" {
		t.Error("masking changed the ticket itself")
	}
}

func TestWhoWithdrawsAFile(t *testing.T) {
	t.Parallel()
	ticket, agent, clerk := attached(t)
	other, chief := storetest.By(org.RoleAgent), storetest.By(org.RoleSupervisor)
	other.ID, chief.ID = "2", "3"
	elsewhere := chief
	elsewhere.Unit = "A-00"
	withdraw := tickets.Request{Move: tickets.MoveWithdrawFile, File: 5, Note: "传错了"}
	for _, c := range []struct {
		who  org.Actor
		code tickets.IllegalCode
	}{{other, tickets.NotYourFile}, {agent, tickets.NotYourFile}, {elsewhere, tickets.NotYourFile}, {clerk, ""}, {chief, ""}} {
		after, err := apply(ticket, c.who, withdraw)
		wantCode(t, "withdraw by "+c.who.ID, err, c.code)
		if may := slices.Contains(tickets.Withdrawable(ticket, c.who, storetest.RulebookWithSubunit().Tree), 5); may != (c.code == "") {
			t.Errorf("%s may withdraw: %v", c.who.ID, may)
		}
		if err != nil {
			continue
		}
		f, _ := after.File(5)
		if f.Withdrawn == nil || f.Withdrawn.By.ID != c.who.ID || f.Sum == "" || after.Entries[6].File.Name != f.Name {
			t.Errorf("withdrawn by %s: %+v", c.who.ID, f)
		}
		_, err = apply(after, c.who, withdraw)
		wantCode(t, "withdraw twice", err, tickets.NoSuchFile)
		if first, _ := ticket.File(5); first.Withdrawn != nil {
			t.Fatal("the ticket given was changed")
		}
	}
	withdraw.Note = " "
	_, err := apply(ticket, clerk, withdraw)
	wantCode(t, "without a reason", err, tickets.NeedsNote)
}

func TestWhoAddsFiles(t *testing.T) {
	t.Parallel()
	file := tickets.Request{Move: tickets.MoveAttach, Attach: storetest.File("a.jpg", 1)}
	stranger := storetest.By(org.RoleUnitClerk)
	stranger.Unit = "Y08"
	_, err := apply(storetest.In(tickets.Handling), stranger, file)
	wantCode(t, "a unit without an assignment", err, tickets.NotYourUnit)
	own := storetest.In(tickets.Registered)
	own.CreatedBy.Unit = "Y08"
	_, err = apply(own, stranger, file)
	wantCode(t, "the unit that took it down", err, "")
	clerk := stranger
	clerk.Unit = "Y04"
	_, err = apply(storetest.In(tickets.Archived), clerk, file)
	wantCode(t, "a unit, once it is archived", err, tickets.WrongRole)
	_, err = apply(storetest.In(tickets.Handling), clerk, tickets.Request{Move: tickets.MoveAttach})
	wantCode(t, "a file without content", err, tickets.BadFile)
	full := storetest.In(tickets.Handling)
	for range tickets.MaxFiles {
		full, err = apply(full, clerk, file)
		must(t, err)
	}
	_, err = apply(full, clerk, file)
	wantCode(t, "one too many", err, tickets.TooManyFiles)
	full, err = apply(full, clerk, tickets.Request{Move: tickets.MoveWithdrawFile, File: full.Files[0].Seq, Note: "重复"})
	must(t, err)
	_, err = apply(full, clerk, file)
	wantCode(t, "after one was withdrawn", err, "")
}
