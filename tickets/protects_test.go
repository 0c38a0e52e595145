package tickets_test

import (
	"strings"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// whistle is a type of the city's own that protects its caller, as 举报 does.
const whistle tickets.Type = "whistle"

func protecting() tickets.Rulebook {
	b := storetest.RulebookWithSubunit()
	b.TypeNames = []tickets.TypeName{{Code: whistle, Name: "内部反映", Protects: true}, {Code: "plain", Name: "其他诉求"}}
	return b
}

// TestACitysTypeProtectsItsCaller wherever a report does: what holds of one holds of the other.
func TestACitysTypeProtectsItsCaller(t *testing.T) {
	t.Parallel()
	b := protecting()
	for kind, protects := range map[tickets.Type]bool{tickets.Report: true, whistle: true, "plain": false, tickets.Help: false} {
		if b.Protects(kind) != protects {
			t.Errorf("%s protects: %v", kind, !protects)
		}
		_, ticket := storetest.Written(1, "13800138000")
		entries := ticket.Entries
		ticket = storetest.In(tickets.Unwritten)
		ticket.Type, ticket.Content, ticket.Entries = kind, "我是王建军，电话13800138000", entries[:0]
		apply := func(r tickets.Request, by org.Actor) error {
			after, err := tickets.Apply(tickets.Case{Ticket: ticket, Request: r, By: by, Now: ticket.CreatedAt.Add(time.Duration(len(ticket.Entries)) * time.Hour), Rules: b})
			if err == nil {
				ticket = after
			}
			return err
		}
		for _, r := range []tickets.Request{{Move: tickets.MoveRegister}, storetest.Dispatch, storetest.Sign} {
			by := storetest.Of("Y00", org.RoleSupervisor)
			if r.Move == tickets.MoveSign {
				by = storetest.Clerk("Y04")
			}
			must(t, apply(r, by))
		}
		unit := storetest.Clerk("Y04")
		seen, row := tickets.RedactFor(unit, ticket, b.Tree), tickets.RedactSummaryFor(unit, tickets.Summarise(ticket), b.Tree)
		for what, said := range map[string]string{"ticket": seen.Name + seen.Contact + seen.Content + seen.Caller, "row": row.Name + row.Contact + row.Content} {
			if named := strings.Contains(said, "王建军") || strings.Contains(said, "138"); named == protects {
				t.Errorf("%s: a unit reads in the %s: %s", kind, what, said)
			}
		}
		if (tickets.Filter{Number: "13800138000", Masked: true}).Selects(ticket) == protects || (tickets.Filter{Text: "王建军", Masked: true}).Selects(ticket) == protects {
			t.Errorf("%s: a unit searches for the citizen", kind)
		}
		if awaited := !ticket.Assignments[0].ContactBy.IsZero(); awaited == protects {
			t.Errorf("%s: a unit has to call the citizen: %v", kind, awaited)
		}
		answered := ticket
		answered.State, answered.Answer = tickets.Answered, &tickets.Answer{Text: "已处理", At: storetest.Start}
		if told := tickets.Public(answered).Answer != ""; told == protects {
			t.Errorf("%s: the public page tells the answer: %v", kind, told)
		}
		old := tickets.Import(tickets.OldMatter{Register: ticket.Register, Channel: tickets.ByCall}, storetest.By(org.RoleAdministrator), storetest.Start, b)
		if old.IdentityProtected() != protects {
			t.Errorf("%s: imported it is protected: %v", kind, !protects)
		}
		open, help := false, tickets.Help
		uncover := tickets.Request{Move: tickets.MoveCorrect, Note: "x", Changes: &tickets.Changes{Type: &help, Confidential: &open}}
		if err := apply(uncover, storetest.Of("Y00", org.RoleAgent)); (err != nil) != protects {
			t.Errorf("%s: an agent ends the protection: %v", kind, err)
		}
		must(t, apply(uncover, storetest.Of("Y00", org.RoleSupervisor)))
		if ticket.IdentityProtected() {
			t.Errorf("%s: corrected by a head of the office, and still protected", kind)
		}
		b.Options.Anonymous = tickets.AnonymousRefused
		if b.RefusesAnonymous(tickets.Register{Type: kind, NameDeclined: true}, false) != protects {
			t.Errorf("%s: without a name and a number it is refused: %v", kind, !protects)
		}
	}
}

// TestATypeThatProtectsLaterProtectsFromTheNextMove, and its unit need not call any more.
func TestATypeThatProtectsLaterProtectsFromTheNextMove(t *testing.T) {
	t.Parallel()
	ticket := storetest.In(tickets.Handling)
	ticket.Type = whistle
	if ticket.IdentityProtected() || ticket.Assignments[0].ContactBy.IsZero() {
		t.Fatal("set-up: it is protected already")
	}
	ticket, err := tickets.Apply(tickets.Case{Ticket: ticket, Request: tickets.Request{Move: tickets.MoveRemind, Note: "请抓紧"}, By: supervisor, Now: ticket.UpdatedAt.Add(time.Hour), Rules: protecting()})
	must(t, err)
	if !ticket.IdentityProtected() || !ticket.Assignments[0].ContactBy.IsZero() {
		t.Errorf("protected %v, to be called by %v", ticket.IdentityProtected(), ticket.Assignments[0].ContactBy)
	}
}

// TestProtectionIsForEver: no rule takes it away, and rules that were never read uncover nobody.
func TestProtectionIsForEver(t *testing.T) {
	t.Parallel()
	b := protecting()
	for name, c := range map[string]struct {
		list  []tickets.TypeName
		wrong string
	}{
		"kept":           {b.TypeNames, ""},
		"ended":          {[]tickets.TypeName{{Code: whistle, Name: "内部反映", Protects: true, Ended: true}, b.TypeNames[1]}, ""},
		"one more":       {[]tickets.TypeName{b.TypeNames[0], {Code: "plain", Name: "其他诉求", Protects: true}}, ""},
		"the program's":  {append([]tickets.TypeName{{Code: tickets.Complaint, Name: "投诉", Protects: true}}, b.TypeNames...), ""},
		"taken away":     {[]tickets.TypeName{{Code: whistle, Name: "内部反映"}, b.TypeNames[1]}, "protects invalid"},
		"the type gone":  {b.TypeNames[1:], "types required"},
		"only renamed":   {[]tickets.TypeName{{Code: whistle, Name: "内部举报", Protects: true}, b.TypeNames[1]}, ""},
		"report unnamed": {append([]tickets.TypeName{{Code: tickets.Report, Name: "举报"}}, b.TypeNames...), ""},
	} {
		got := ""
		if wrong := b.CheckChange(tickets.RuleChange{Types: &c.list}); len(wrong) > 0 {
			got = wrong[0].Field + " " + string(wrong[0].Code)
		}
		if got != c.wrong {
			t.Errorf("%s: %q, want %q", name, got, c.wrong)
		}
	}
	named := protecting()
	named.TypeNames = []tickets.TypeName{{Code: tickets.Complaint, Name: "投诉", Protects: true}, {Code: tickets.Report, Name: "举报"}}
	if none := []tickets.TypeName{}; len(named.CheckChange(tickets.RuleChange{Types: &none})) == 0 || !named.Protects(tickets.Complaint) || !named.Protects(tickets.Report) {
		t.Error("the protection of complaints goes with their name")
	}
	var unread tickets.Rulebook
	if !unread.Protects(whistle) || !unread.Protects(tickets.Report) || unread.Protects(tickets.Help) {
		t.Error("rules that were never read decide who is protected")
	}
}
