package tickets_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// found is a ticket in which every filter finds something.
func found() tickets.Ticket {
	return tickets.Ticket{Number: "261123000001", State: tickets.Handling, Channel: tickets.ByLetter, Caller: "13900139000", OldNumber: "OLD-7", Centre: "Y00", Lead: "Y04", Urgency: tickets.Urgent,
		Register:  tickets.Register{Name: "王建军", Unit: "云湾船厂", Contact: "13800138000", Content: "工地 Noise 王建军", Place: "临港路18号", Type: tickets.Complaint, Category: "0601"},
		CreatedAt: china(23, 9, 0), UpdatedAt: china(23, 10, 0), CreatedBy: org.Person{Unit: "A"}, Had: []string{"A-09"}, TryAt: china(25, 9, 0), Promise: china(28, 9, 0), Stored: true,
		Answer: &tickets.Answer{Text: "已答复"}, Instructed: china(23, 11, 0),
		Assignments: []tickets.Assignment{{Unit: "Y04", Role: tickets.Lead, State: tickets.InHand, Due: china(26, 9, 0), WarnAt: china(25, 9, 0), Report: &tickets.UnitAnswer{Text: "已到现场"}},
			{Unit: "Y08", Role: tickets.Assist, State: tickets.ToSign, Due: china(27, 9, 0)}, {Unit: "A1", Role: tickets.Assist, State: tickets.Reported, Due: china(24, 9, 0)}}}
}

func TestWhatAFilterSelects(t *testing.T) {
	t.Parallel()
	type filter = tickets.Filter
	secret := func(x *tickets.Ticket) { x.Confidential = true }
	none := func(*tickets.Ticket) {}
	for name, c := range map[string]struct {
		f      filter
		change func(x *tickets.Ticket)
		want   bool
	}{
		"all": {filter{}, none, true}, "number": {filter{Number: "261123000001"}, none, true}, "caller": {filter{Number: "13900139000"}, none, true}, "contact": {filter{Number: "13800138000"}, none, true}, "another number": {filter{Number: "1"}, none, false},
		"masked by number": {filter{Number: "261123000001", Masked: true}, secret, true}, "masked by caller": {filter{Number: "13900139000", Masked: true}, secret, false}, "masked, but known": {filter{Number: "13900139000", Masked: true, Knows: []string{"Y00"}}, secret, true},
		"masked reader, open ticket": {filter{Number: "13900139000", Masked: true}, none, true}, "secret, open reader": {filter{Number: "13900139000"}, secret, true},
		"text": {filter{Text: "noise 临港"}, none, true}, "text in part": {filter{Text: "noise x"}, none, false}, "a blank text": {filter{Text: " "}, none, false}, "place": {filter{Text: "18号"}, none, true}, "the old number": {filter{Text: "old-7"}, none, true},
		"answer": {filter{Text: "已答复"}, none, true}, "report": {filter{Text: "已到现场"}, none, true}, "name": {filter{Text: "王建军"}, none, true}, "employer": {filter{Text: "船厂"}, none, true}, "caller as text": {filter{Text: "13900139000"}, none, true},
		"masked name": {filter{Text: "王建军", Masked: true}, secret, false}, "masked employer": {filter{Text: "船厂", Masked: true}, secret, false}, "masked old number": {filter{Text: "old-7", Masked: true}, secret, false}, "masked place": {filter{Text: "临港路", Masked: true}, secret, true},
		"masked name in a report": {filter{Text: "王建军", Masked: true}, func(x *tickets.Ticket) { x.Type = tickets.Report }, false}, "masked reader, open name": {filter{Text: "王建军", Masked: true}, none, true},
		"state": {filter{States: []tickets.State{tickets.Redo, tickets.Handling}}, none, true}, "another state": {filter{States: []tickets.State{tickets.Redo}}, none, false},
		"type": {filter{Type: tickets.Complaint}, none, true}, "another type": {filter{Type: tickets.Help}, none, false}, "group": {filter{Category: "06"}, none, true}, "leaf": {filter{Category: "0601"}, none, true}, "another leaf": {filter{Category: "0602"}, none, false},
		"a leaf of a group": {filter{Category: "0601"}, func(x *tickets.Ticket) { x.Category = "06" }, false}, "urgency": {filter{Urgency: tickets.Urgent}, none, true}, "another urgency": {filter{Urgency: tickets.Normal}, none, false},
		"mark": {filter{Mark: tickets.MarkInstructed}, none, true}, "another mark": {filter{Mark: tickets.MarkTell}, none, false},
		"centre": {filter{Units: []string{"Y00"}}, none, true}, "taken down": {filter{Units: []string{"A"}}, none, true}, "part": {filter{Units: []string{"Y08"}}, none, true}, "had it": {filter{Units: []string{"A-09"}}, none, true}, "no unit": {filter{Units: []string{}}, none, false}, "another unit": {filter{Units: []string{"Q"}}, none, false},
		"to sign": {filter{Assignment: tickets.ToSign}, none, true}, "to sign for Y08": {filter{Assignment: tickets.ToSign, Units: []string{"Y08"}}, none, true}, "to sign for Y04": {filter{Assignment: tickets.ToSign, Units: []string{"Y04"}}, none, false}, "no such part": {filter{Assignment: "x"}, none, false},
		"due before": {filter{DueBefore: china(26, 9, 1)}, none, true}, "due then": {filter{DueBefore: china(26, 9, 0)}, none, false}, "nothing runs": {filter{DueBefore: china(29, 9, 0)}, func(x *tickets.Ticket) { x.State = tickets.Answered }, false}, "no part runs": {filter{DueBefore: china(29, 9, 0)}, func(x *tickets.Ticket) { x.Assignments = nil }, false},
		"to be tried then": {filter{TryBefore: china(25, 9, 0)}, none, true}, "tried later": {filter{TryBefore: china(25, 8, 59)}, none, false}, "never tried": {filter{TryBefore: china(26, 9, 0)}, func(x *tickets.Ticket) { x.TryAt = time.Time{} }, false},
		"from then": {filter{From: china(23, 9, 0)}, none, true}, "from later": {filter{From: china(23, 9, 1)}, none, false}, "to then": {filter{To: china(23, 9, 0)}, none, false}, "to later": {filter{To: china(23, 9, 1)}, none, true},
	} {
		x := found()
		c.change(&x)
		if got := c.f.Selects(x); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestALineOfAList(t *testing.T) {
	t.Parallel()
	x := found()
	x.Content = strings.Repeat("海", 200)
	want := tickets.Summary{Number: x.Number, State: x.State, Channel: x.Channel, Type: x.Type, Category: x.Category, Urgency: x.Urgency, Name: x.Name, Contact: x.Contact, Place: x.Place, Content: x.Content,
		Centre: "Y00", Lead: "Y04", CreatedAt: x.CreatedAt, UpdatedAt: x.UpdatedAt, Due: china(26, 9, 0), WarnAt: china(25, 9, 0), Promise: x.Promise, TryAt: x.TryAt, Marks: []tickets.Mark{tickets.MarkInstructed}, Stored: true}
	if diff := cmp.Diff(want, tickets.Summarise(x)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	x.Content, x.Confidential = strings.Repeat("海", 195)+"王建军来电", true
	s := tickets.Summarise(x)
	want.Content, want.Confidential, want.Hidden = strings.Repeat("海", 195)+"王建军来电", true, &tickets.HiddenText{Content: strings.Repeat("海", 195) + "***来电", Place: x.Place}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Errorf("confidential (-want +got):\n%s", diff)
	}
	tree := org.NewTree(storetest.RulebookWithSubunit().Tree.All())
	masked := want
	masked.Hidden, masked.Masked, masked.Name, masked.Contact, masked.Content = nil, true, "***", "***", want.Hidden.Content
	if diff := cmp.Diff(masked, tickets.RedactSummaryFor(storetest.Clerk("Y04"), s, tree)); diff != "" {
		t.Errorf("for a clerk (-want +got):\n%s", diff)
	}
	old := s
	old.Hidden = nil // kept by a version that hid nothing
	masked.Content, masked.Place = "", ""
	if diff := cmp.Diff(masked, tickets.RedactSummaryFor(storetest.Clerk("Y04"), old, tree)); diff != "" {
		t.Errorf("of an old version (-want +got):\n%s", diff)
	}
	want.Hidden = nil
	if diff := cmp.Diff(want, tickets.RedactSummaryFor(supervisor, s, tree)); diff != "" {
		t.Errorf("for the centre (-want +got):\n%s", diff)
	}
	x.Content = strings.Repeat("海", 201)
	if got := tickets.Summarise(x).Content; got != strings.Repeat("海", 200) {
		t.Errorf("of 201 characters the list shows %d bytes", len(got))
	}
}

func TestTheMarks(t *testing.T) {
	t.Parallel()
	part := func(change func(p *tickets.Assignment)) func(*tickets.Ticket) {
		return func(x *tickets.Ticket) {
			p := tickets.Assignment{State: tickets.InHand}
			change(&p)
			x.Assignments = []tickets.Assignment{p}
		}
	}
	asks := func(k tickets.UnitRequestKind) func(*tickets.Ticket) {
		return func(x *tickets.Ticket) { x.UnitRequests = []tickets.UnitRequest{{Kind: k}} }
	}
	at := china(23, 9, 0)
	for name, c := range map[string]struct {
		change        func(x *tickets.Ticket)
		open, settled string // the marks of an open ticket, of an archived one
	}{
		"none": {func(*tickets.Ticket) {}, "", ""}, "return": {asks(tickets.ReturnRequest), "return", "return"}, "extension": {asks(tickets.ExtensionRequest), "extension", "extension"}, "exclusion": {asks(tickets.ExclusionRequest), "exclusion", "exclusion"},
		"dispute": {func(x *tickets.Ticket) { x.Dispute = &tickets.Dispute{} }, "dispute", "dispute"}, "decided": {func(x *tickets.Ticket) { x.Dispute = &tickets.Dispute{DecidedAt: at} }, "", ""},
		"referred": {func(x *tickets.Ticket) { x.Referred = at }, "referred", "referred"}, "emergency": {func(x *tickets.Ticket) { x.Emergency = &tickets.Emergent{} }, "emergency unverified", "emergency unverified"},
		"verified": {func(x *tickets.Ticket) { x.Emergency = &tickets.Emergent{VerifiedAt: at} }, "emergency", "emergency"}, "ended": {func(x *tickets.Ticket) { x.Emergency = &tickets.Emergent{EndedAt: at} }, "", ""},
		"supervised": {part(func(p *tickets.Assignment) { p.Supervised = 1 }), "supervised", "supervised"}, "and reported": {part(func(p *tickets.Assignment) { p.Supervised, p.State = 1, tickets.Reported }), "", ""},
		"redo": {part(func(p *tickets.Assignment) { p.Redo = true }), "redo", "redo"}, "redone": {part(func(p *tickets.Assignment) { p.Redo, p.State = true, tickets.Reported }), "", ""},
		"tell": {func(x *tickets.Ticket) { x.Tell = []tickets.Notice{{}} }, "tell", "tell"}, "provisional": {part(func(p *tickets.Assignment) { p.Provisional = true }), "provisional", ""},
		"provisional, reported": {part(func(p *tickets.Assignment) { p.Provisional, p.State = true, tickets.Reported }), "", ""}, "a provisional promise": {func(x *tickets.Ticket) { x.PromiseProvisional = true }, "provisional", ""},
		"absorbed": {func(x *tickets.Ticket) { x.Absorbed = []tickets.Number{"1"} }, "absorbed", "absorbed"}, "promise": {func(x *tickets.Ticket) { x.PromiseReminded = true }, "promise", ""}, "instructed": {func(x *tickets.Ticket) { x.Instructed = at }, "instructed", "instructed"},
		"contact": {part(func(p *tickets.Assignment) { p.ContactBy, p.ContactReminded = at, true }), "contact", ""}, "not reminded": {part(func(p *tickets.Assignment) { p.ContactBy = at }), "", ""}, "contacted": {part(func(p *tickets.Assignment) { p.ContactBy, p.ContactReminded, p.ContactedAt = at, true, at }), "", ""},
		"not awaited": {part(func(p *tickets.Assignment) { p.ContactReminded = true }), "", ""}, "not signed": {part(func(p *tickets.Assignment) { p.ContactBy, p.ContactReminded, p.State = at, true, tickets.ToSign }), "", ""},
	} {
		for state, want := range map[tickets.State]string{tickets.Handling: c.open, tickets.Archived: c.settled} {
			x := tickets.Ticket{State: state}
			c.change(&x)
			var got []string
			for _, m := range x.Marks() {
				got = append(got, string(m))
			}
			if text := strings.Join(got, " "); text != want {
				t.Errorf("%s, %s: %q, want %q", name, state, text, want)
			}
		}
	}
}

func TestTheOrderOfLists(t *testing.T) {
	t.Parallel()
	line := func(n string, created, due int) tickets.Summary {
		s := tickets.Summary{Number: tickets.Number(n), CreatedAt: china(created, 9, 0)}
		if due > 0 {
			s.Due = china(due, 9, 0)
		}
		return s
	}
	list := []tickets.Summary{line("1", 23, 0), line("2", 24, 28), line("3", 24, 26), line("4", 22, 26), line("5", 25, 0), line("6", 25, 0)}
	for name, c := range map[string]struct {
		order func(a, b tickets.Summary) int
		want  string
	}{"newest": {tickets.NewestFirst, "6 5 3 2 1 4"}, "due": {tickets.DueFirst, "3 4 2 6 5 1"}} {
		for range 2 { // also backwards
			slices.Reverse(list)
			var got []string
			for _, s := range slices.SortedFunc(slices.Values(list), c.order) {
				got = append(got, string(s.Number))
			}
			if text := strings.Join(got, " "); text != c.want {
				t.Errorf("%s first: %s, want %s", name, text, c.want)
			}
		}
	}
}
