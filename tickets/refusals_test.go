package tickets_test

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// twist spoils one thing about a move that is legal.
type twist struct {
	name string
	do   func(c *tickets.Case)
}

func ofRequest(change func(r *tickets.Request)) func(*tickets.Case) {
	return func(c *tickets.Case) { change(&c.Request) }
}

func ofTicket(change func(t *tickets.Ticket)) func(*tickets.Case) {
	return func(c *tickets.Case) { change(&c.Ticket) }
}

// pleads adds what a unit asked for.
func pleads(kind tickets.UnitRequestKind, unit string) func(*tickets.Case) {
	return ofTicket(func(t *tickets.Ticket) {
		t.UnitRequests = append(slices.Clone(t.UnitRequests), tickets.UnitRequest{Kind: kind, Unit: unit, Days: 3, At: t.CreatedAt})
	})
}

// parts changes all parts of the ticket.
func parts(change func(p *tickets.Assignment)) func(*tickets.Case) {
	return ofTicket(func(t *tickets.Ticket) {
		t.Assignments = slices.Clone(t.Assignments)
		for i := range t.Assignments {
			change(&t.Assignments[i])
		}
	})
}

// from lets a person of another unit, or with other roles beside, act.
func actsFrom(unit string, roles ...org.Role) func(*tickets.Case) {
	return func(c *tickets.Case) { c.By.Unit, c.By.Roles = unit, append(slices.Clone(c.By.Roles), roles...) }
}

func twists() []twist {
	past, empty := storetest.Start.Add(-time.Minute), ""
	sum := strings.Repeat("ab", 32)
	file := func(change func(f *tickets.File)) func(*tickets.Case) {
		return func(c *tickets.Case) {
			if c.Request.Attach != nil {
				f := *c.Request.Attach
				f.Sum = sum
				change(&f)
				c.Request.Attach = &f
			}
		}
	}
	return []twist{
		{"from Y04", actsFrom("Y04")}, {"from Y08", actsFrom("Y08")}, {"from A", actsFrom("A")}, {"from A-00", actsFrom("A-00")}, {"from nowhere", actsFrom("")},
		{"from Y04 as clerk too", actsFrom("Y04", org.RoleUnitClerk)}, {"from Y08 as clerk too", actsFrom("Y08", org.RoleUnitClerk)},
		{"no note", ofRequest(func(r *tickets.Request) { r.Note = " " })},
		{"control signs in the note", ofRequest(func(r *tickets.Request) { r.Note = "a\x1b" })},
		{"in the source", ofRequest(func(r *tickets.Request) { r.Source = "a\x1b" })}, {"in refer", ofRequest(func(r *tickets.Request) { r.Refer = "a\x1b" })},
		{"in the people", ofRequest(func(r *tickets.Request) { r.People = "a\x1b" })}, {"in the place", ofRequest(func(r *tickets.Request) { r.Place = "a\x1b" })},
		{"in the call", ofRequest(func(r *tickets.Request) { r.Call = "a\x1b" })}, {"in the address", ofRequest(func(r *tickets.Request) { r.Address = "a\x1b" })},
		{"seen all", ofRequest(func(r *tickets.Request) { r.Seen = 1 })}, {"seen too much", ofRequest(func(r *tickets.Request) { r.Seen = 99 })},
		{"no unit", ofRequest(func(r *tickets.Request) { r.Unit = "" })}, {"unit Z", ofRequest(func(r *tickets.Request) { r.Unit = "Z" })},
		{"unit Y04", ofRequest(func(r *tickets.Request) { r.Unit = "Y04" })}, {"unit A1", ofRequest(func(r *tickets.Request) { r.Unit = "A1" })},
		{"unit Y04a", ofRequest(func(r *tickets.Request) { r.Unit = "Y04a" })},
		{"assist Z", ofRequest(func(r *tickets.Request) { r.Assist = []string{"Z"} })}, {"assist by the lead", ofRequest(func(r *tickets.Request) { r.Assist = []string{r.Unit} })},
		{"assist twice", ofRequest(func(r *tickets.Request) { r.Assist = []string{"A", "A"} })},
		{"part Y04", ofRequest(func(r *tickets.Request) { r.Assignee = "Y04" })}, {"part Y08", ofRequest(func(r *tickets.Request) { r.Assignee = "Y08" })},
		{"part A", ofRequest(func(r *tickets.Request) { r.Assignee = "A" })},
		{"no limit", ofRequest(func(r *tickets.Request) { r.Limit = "" })}, {"limit now", ofRequest(func(r *tickets.Request) { r.Limit = "now" })},
		{"limit x", ofRequest(func(r *tickets.Request) { r.Limit = "x" })}, {"limit 29m", ofRequest(func(r *tickets.Request) { r.Limit = "29m" })},
		{"limit 30m", ofRequest(func(r *tickets.Request) { r.Limit = "30m" })}, {"limit 30wd", ofRequest(func(r *tickets.Request) { r.Limit = "30wd" })},
		{"limit 31wd", ofRequest(func(r *tickets.Request) { r.Limit = "31wd" })}, {"limit 721h", ofRequest(func(r *tickets.Request) { r.Limit = "721h" })},
		{"limit 720h", ofRequest(func(r *tickets.Request) { r.Limit = "720h" })}, {"limit 29wd", ofRequest(func(r *tickets.Request) { r.Limit = "29wd" })},
		{"no way", ofRequest(func(r *tickets.Request) { r.Way = "" })}, {"way pigeon", ofRequest(func(r *tickets.Request) { r.Way = "pigeon" })},
		{"by letter", ofRequest(func(r *tickets.Request) { r.Way = tickets.Letter })}, {"by telephone", ofRequest(func(r *tickets.Request) { r.Way = tickets.Telephone })},
		{"by SMS, answered before the call", ofRequest(func(r *tickets.Request) { r.Way, r.AnsweredAt = tickets.SMS, past })},
		{"by web, answered in the future", ofRequest(func(r *tickets.Request) { r.Way, r.AnsweredAt = tickets.Web, past.AddDate(1, 0, 0) })},
		{"by fax to no number", func(c *tickets.Case) { c.Request.Way, c.Ticket.Contact, c.Ticket.Caller = tickets.Fax, "", "" }},
		{"by fax to the caller's number", func(c *tickets.Case) { c.Request.Way, c.Ticket.Contact = tickets.Fax, "" }},
		{"by telephone in that call", func(c *tickets.Case) {
			c.Request.Way, c.Request.Call, c.Ticket.Contact, c.Ticket.Caller = tickets.Telephone, "call.9", "", ""
		}},
		{"no result", ofRequest(func(r *tickets.Request) { r.Result = "" })}, {"result none", ofRequest(func(r *tickets.Request) { r.Result = "none" })},
		{"no reason", ofRequest(func(r *tickets.Request) { r.Reason = "" })}, {"reason lazy", ofRequest(func(r *tickets.Request) { r.Reason = "lazy" })},
		{"unreachable", ofRequest(func(r *tickets.Request) { r.Reason = tickets.Unreachable })}, {"no contact", ofRequest(func(r *tickets.Request) { r.Reason = tickets.NoContact })},
		{"repeat", ofRequest(func(r *tickets.Request) { r.Reason = tickets.Repeat })}, {"unwanted", ofRequest(func(r *tickets.Request) { r.Reason = tickets.Unwanted })},
		{"no contact, and none was left", func(c *tickets.Case) { c.Request.Reason, c.Ticket.Contact = tickets.NoContact, "" }},
		{"not declined", ofRequest(func(r *tickets.Request) { r.Declined = "" })}, {"nowhere to turn to", ofRequest(func(r *tickets.Request) { r.Refer = " " })},
		{"no outcome", ofRequest(func(r *tickets.Request) { r.Outcome = "" })}, {"no people", ofRequest(func(r *tickets.Request) { r.People = " " })},
		{"no place", ofRequest(func(r *tickets.Request) { r.Place = "" })}, {"no rating", ofRequest(func(r *tickets.Request) { r.Revisit = nil })},
		{"a rating that says nothing", ofRequest(func(r *tickets.Request) { r.Revisit = &tickets.Rating{Reached: true} })},
		{"not reached", ofRequest(func(r *tickets.Request) { r.Revisit = &tickets.Rating{} })},
		{"the unit's fault", ofRequest(func(r *tickets.Request) { r.Revisit, r.Note, r.Limit = storetest.Badly.Revisit, "x", "3wd" })},
		{"the unit's fault without a limit", ofRequest(func(r *tickets.Request) { r.Revisit, r.Note = storetest.Badly.Revisit, "x" })},
		{"the unit's fault without a word", ofRequest(func(r *tickets.Request) { r.Revisit, r.Limit, r.Note = storetest.Badly.Revisit, "3wd", "" })},
		{"no changes", ofRequest(func(r *tickets.Request) { r.Changes = nil })}, {"changes of nothing", ofRequest(func(r *tickets.Request) { r.Changes = &tickets.Changes{} })},
		{"an empty content", ofRequest(func(r *tickets.Request) { r.Changes = &tickets.Changes{Content: &empty} })},
		{"another ticket", func(c *tickets.Case) { c.Request.Into = "261123000077" }}, {"no other", func(c *tickets.Case) { c.Other = nil }},
		{"the other is archived", func(c *tickets.Case) { c.Other.State = tickets.Archived }}, {"the other is merged", func(c *tickets.Case) { c.Other.State = tickets.Merged }},
		{"the other has no lead", func(c *tickets.Case) { c.Other.Lead = "" }}, {"the other is itself", func(c *tickets.Case) { c.Other.Number, c.Request.Into = c.Ticket.Number, c.Ticket.Number }},
		{"no file", func(c *tickets.Case) { c.Request.Attach = nil }}, {"file 2", ofRequest(func(r *tickets.Request) { r.File = 2 })},
		{"a file of no kind", file(func(f *tickets.File) { f.Kind = "" })}, {"of no type", file(func(f *tickets.File) { f.Type = "" })}, {"of no name", file(func(f *tickets.File) { f.Name = "" })},
		{"a short sum", file(func(f *tickets.File) { f.Sum = "ab" })}, {"a sum that is none", file(func(f *tickets.File) { f.Sum = strings.Repeat("xy", 32) })},
		{"of no size", file(func(f *tickets.File) { f.Size = 0 })}, {"of 20 MB", file(func(f *tickets.File) { f.Size = tickets.MaxFileSize })},
		{"of more than 20 MB", file(func(f *tickets.File) { f.Size = tickets.MaxFileSize + 1 })},
		{"fifty files", ofTicket(func(t *tickets.Ticket) {
			t.Files = append(slices.Repeat([]tickets.File{{Seq: 1}}, 49), t.Files...)
			t.Files = append(t.Files, tickets.File{Seq: 3})[:50]
		})},
		{"fifty files, one withdrawn", ofTicket(func(t *tickets.Ticket) {
			t.Files = append(slices.Repeat([]tickets.File{{Seq: 5}}, 49), tickets.File{Seq: 1, Withdrawn: &tickets.Withdrawal{}})
		})},
		{"another's file", ofTicket(func(t *tickets.Ticket) { t.Files = []tickets.File{{Seq: 1, By: org.Person{ID: "9"}}} })},
		{"a withdrawn file", ofTicket(func(t *tickets.Ticket) {
			t.Files = []tickets.File{{Seq: 1, By: storetest.Agent.Person, Withdrawn: &tickets.Withdrawal{}}}
		})},
		{"a dispute", ofTicket(func(t *tickets.Ticket) { t.Dispute = &tickets.Dispute{Note: "x"} })},
		{"a decided dispute", ofTicket(func(t *tickets.Ticket) { t.Dispute = &tickets.Dispute{DecidedAt: t.CreatedAt} })},
		{"no dispute", ofTicket(func(t *tickets.Ticket) { t.Dispute = nil })},
		{"an emergency", ofTicket(func(t *tickets.Ticket) { t.Emergency = &tickets.Emergent{RaisedAt: t.CreatedAt} })},
		{"a verified emergency", ofTicket(func(t *tickets.Ticket) {
			t.Emergency = &tickets.Emergent{RaisedAt: t.CreatedAt, VerifiedAt: t.CreatedAt}
		})},
		{"an emergency that ended", ofTicket(func(t *tickets.Ticket) { t.Emergency = &tickets.Emergent{RaisedAt: t.CreatedAt, EndedAt: t.CreatedAt} })},
		{"no emergency", ofTicket(func(t *tickets.Ticket) { t.Emergency = nil })},
		{"nothing asked", ofTicket(func(t *tickets.Ticket) { t.UnitRequests = nil })},
		{"a return asked", pleads(tickets.ReturnRequest, "Y04")}, {"an extension asked", pleads(tickets.ExtensionRequest, "Y04")},
		{"an exclusion asked", pleads(tickets.ExclusionRequest, "Y04")}, {"an extension asked by Y08", pleads(tickets.ExtensionRequest, "Y08")},
		{"only an extension asked", func(c *tickets.Case) { c.Ticket.UnitRequests = nil; pleads(tickets.ExtensionRequest, "Y04")(c) }},
		{"only a long extension asked", func(c *tickets.Case) {
			c.Ticket.UnitRequests = []tickets.UnitRequest{{Kind: tickets.ExtensionRequest, Unit: "Y04", Days: 30, At: c.Ticket.CreatedAt}}
		}},
		{"only an exclusion asked", func(c *tickets.Case) { c.Ticket.UnitRequests = nil; pleads(tickets.ExclusionRequest, "Y04")(c) }},
		{"referred", ofTicket(func(t *tickets.Ticket) { t.Referred = t.CreatedAt })}, {"instructed", ofTicket(func(t *tickets.Ticket) { t.Instructed = t.CreatedAt })},
		{"nothing to tell", ofTicket(func(t *tickets.Ticket) { t.Tell = nil })}, {"no answer", ofTicket(func(t *tickets.Ticket) { t.Answer = nil })},
		{"declined before", ofTicket(func(t *tickets.Ticket) { t.Declined = tickets.Review })},
		{"others absorbed", ofTicket(func(t *tickets.Ticket) { t.Absorbed = append(slices.Clone(t.Absorbed), "261123000003") })},
		{"none absorbed", ofTicket(func(t *tickets.Ticket) { t.Absorbed = nil })}, {"it absorbed the other", ofTicket(func(t *tickets.Ticket) { t.Absorbed = []tickets.Number{"261123000002"} })},
		{"others wait", func(c *tickets.Case) { c.Waiting = []tickets.Number{"261123000003"} }},
		{"confidential", ofTicket(func(t *tickets.Ticket) { t.Confidential = true })},
		{"of the sub-centre", ofTicket(func(t *tickets.Ticket) { t.Centre = "A-00" })}, {"of no centre", ofTicket(func(t *tickets.Ticket) { t.Centre = "" })},
		{"taken down by Y08", ofTicket(func(t *tickets.Ticket) { t.CreatedBy.Unit = "Y08" })}, {"taken down nowhere", ofTicket(func(t *tickets.Ticket) { t.CreatedBy.Unit = "" })},
		{"no parts", ofTicket(func(t *tickets.Ticket) { t.Assignments = nil })}, {"no lead", ofTicket(func(t *tickets.Ticket) { t.Lead, t.Assignments = "", nil })},
		{"to sign", parts(func(p *tickets.Assignment) { p.State = tickets.ToSign })}, {"in hand", parts(func(p *tickets.Assignment) { p.State = tickets.InHand })},
		{"reported", parts(func(p *tickets.Assignment) { p.State = tickets.Reported })}, {"assisting", parts(func(p *tickets.Assignment) { p.Role = tickets.Assist })},
		{"overdue", parts(func(p *tickets.Assignment) { p.Due = storetest.Start.Add(2 * time.Hour) })},
		{"the thirty days over", ofTicket(func(t *tickets.Ticket) {
			t.Entries = append(slices.Clone(t.Entries), tickets.Entry{Move: tickets.MoveProlong, Bounds: []tickets.Span{{From: storetest.Start.AddDate(0, -3, 0), Limit: tickets.Limit{Days: 30}}}})
		})},
		{"the other has longer", func(c *tickets.Case) {
			c.Other.Assignments = slices.Clone(c.Other.Assignments)
			for i := range c.Other.Assignments {
				c.Other.Assignments[i].Due = storetest.Start.AddDate(1, 0, 0)
			}
		}},
		{"limit 30wd without a note", ofRequest(func(r *tickets.Request) { r.Limit, r.Note = "30wd", "" })},
		{"Y08 assists", ofTicket(func(t *tickets.Ticket) {
			t.Assignments = append(slices.Clone(t.Assignments), tickets.Assignment{Unit: "Y08", Role: tickets.Assist, State: tickets.InHand, Due: t.Promise})
		})},
		{"not rated", ofTicket(func(t *tickets.Ticket) { t.Revisit = nil })}, {"rated well", ofTicket(func(t *tickets.Ticket) {
			t.Revisit = &tickets.Revisit{Rating: *storetest.Revisit.Revisit, At: t.CreatedAt}
		})},
		{"badly rated", ofTicket(func(t *tickets.Ticket) {
			t.Revisit = &tickets.Revisit{Rating: *storetest.Badly.Revisit, At: t.CreatedAt}
		})},
		{"excluded", ofTicket(func(t *tickets.Ticket) {
			t.Revisit = &tickets.Revisit{Rating: *storetest.Badly.Revisit, At: t.CreatedAt, Excluded: true}
		})},
		{"rated long ago", ofTicket(func(t *tickets.Ticket) {
			t.Revisit = &tickets.Revisit{Rating: *storetest.Badly.Revisit, At: t.CreatedAt.AddDate(0, -1, 0)}
		})},
	}
}

// TestWhatSpoilsAMove writes down, for every move in every state, what one thing that
// is otherwise makes of it: the code of the refusal, or the state that it leads to
// instead. A star says that the move is offered all the same: only the request is
// wrong. A rule that is not asked any more is a change of the golden file.
func TestWhatSpoilsAMove(t *testing.T) {
	t.Parallel()
	const golden = "testdata/refusals.txt"
	var want []string
	if !*update {
		raw, err := os.ReadFile(golden)
		must(t, err)
		want = strings.SplitAfter(string(raw), "\n\n")
	}
	var got strings.Builder
	all, book, first, n := twists(), storetest.RulebookWithSubunit(), storetest.Other(), 0
	for _, state := range append([]tickets.State{tickets.Unwritten}, tickets.States()...) {
		ticket := storetest.In(state)
		for _, move := range tickets.Moves() {
			for _, role := range []org.Role{org.RoleSupervisor, org.RoleUnitClerk, org.RoleLeader, org.RoleClock} {
				c := tickets.Case{Ticket: ready(ticket, move), Request: good()[move], By: storetest.By(role), Now: storetest.Start.Add(20 * time.Hour), Rules: book, Other: first}
				c.Request.Move = move
				if role == org.RoleUnitClerk {
					c.By.Unit = "Y04"
				}
				text := spoiled(c, all)
				if text == "" {
					continue
				}
				if got.WriteString(text); !*update && (n >= len(want) || want[n] != text) {
					t.Fatalf("what spoils a move is not what %s says, but\n%sif that is right, run go test ./tickets -update", golden, text)
				}
				n++
			}
		}
	}
	if *update {
		must(t, os.WriteFile(golden, []byte(got.String()), 0o644))
	} else if n != len(want)-1 {
		t.Errorf("%d moves, %s has %d", n, golden, len(want)-1)
	}
}

// spoiled is a paragraph about a move by a role, empty if it is never theirs.
func spoiled(plain tickets.Case, all []twist) string {
	is := outcomeOf(plain)
	if is == string(tickets.WrongState) || is == string(tickets.WrongRole) {
		return ""
	}
	lines := map[string][]string{}
	var order []string
	for _, w := range all {
		c, other := plain, *plain.Other
		c.Other = &other
		w.do(&c)
		if now := outcomeOf(c); now != is {
			if lines[now] == nil {
				order = append(order, now)
			}
			lines[now] = append(lines[now], w.name)
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s by %s: %s\n", cmp.Or(plain.Ticket.State, "new"), plain.Request.Move, plain.By.Roles[0], is)
	for _, now := range order {
		fmt.Fprintf(&b, "\t%s: %s\n", now, strings.Join(lines[now], "; "))
	}
	return b.String() + "\n"
}

// outcomeOf is a move's new state, or the code of its refusal, with a star where the
// ticket and the actor permit it.
func outcomeOf(c tickets.Case) string {
	after, err := tickets.Apply(c)
	if err == nil {
		return "-> " + string(after.State)
	}
	out := err.Error()
	var illegal *tickets.Illegal
	if errors.As(err, &illegal) {
		out = string(illegal.Code)
	}
	if tickets.Permitted(c) == nil {
		out += "*"
	}
	return out
}
