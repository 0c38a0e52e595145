package postgres

import (
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

// TestTicketsOfBeforeAreProtectedToo when the city says of a type that it protects: lists,
// searches and the ticket itself, also one that a move of just then wrote by the old rules.
func TestTicketsOfBeforeAreProtectedToo(t *testing.T) {
	t.Parallel()
	s, ctx := migrated(t), t.Context()
	for n, kind := range []tickets.Type{"whistle", "plain", tickets.Report} {
		d, ticket := storetest.Written(n+1, "13800138000", storetest.Dispatch)
		ticket.Type, ticket.Content = kind, "王建军说车间偷排"
		must(t, s.Commit(ctx, d, ticket))
	}
	number := tickets.Number("261123000001")
	found := func(text string) int {
		list, err := s.List(ctx, tickets.Filter{Text: text, Masked: true, Limit: 10})
		must(t, err)
		return len(list)
	}
	must(t, s.upkeep(ctx))
	if n := found("王建军"); n != 2 {
		t.Fatalf("before: found %d by the name, want those that nothing protects", n)
	}
	types := []tickets.TypeName{{Code: "whistle", Name: "内部反映", Protects: true}, {Code: "plain", Name: "其他诉求"}}
	must(t, s.ChangeRules(ctx, tickets.RuleChange{ID: "t1", At: storetest.Start, Types: &types}))
	if n, err := s.ProtectTickets(ctx); n != 1 || err != nil {
		t.Errorf("%d protected, %v", n, err)
	}
	list, err := s.List(ctx, tickets.Filter{Type: "whistle", Limit: 10})
	must(t, err)
	if len(list) != 1 || !list[0].IdentityProtected() {
		t.Errorf("at once a list has %+v", list)
	}
	must(t, s.upkeep(ctx))
	check := func(when string) {
		t.Helper()
		ticket, err := s.Ticket(ctx, number)
		must(t, err)
		if !ticket.IdentityProtected() {
			t.Errorf("%s: the ticket is not protected", when)
		}
		list, err := s.List(ctx, tickets.Filter{Type: "whistle", Limit: 10})
		must(t, err)
		if len(list) != 1 || list[0].Hidden == nil || list[0].Hidden.Content != "***说车间偷排" {
			t.Errorf("%s: a unit's list has %+v", when, list)
		}
		if n := found("王建军"); n != 1 {
			t.Errorf("%s: found %d by the name", when, n)
		}
		if n := found("车间偷排"); n != 3 {
			t.Errorf("%s: found %d by what they say", when, n)
		}
	}
	check("swept")
	stale, err := s.Ticket(ctx, number)
	must(t, err)
	stale.Protected = false
	stale = storetest.Moved(stale, storetest.Sign) // by rules that were read before the change
	if stale.Protected {
		t.Fatal("set-up: the old rules protect")
	}
	must(t, s.Append(ctx, stale))
	s.protected.looked = 1 // as at the next look
	must(t, s.upkeep(ctx))
	check("swept again")
	if s.protected.looked != 2 {
		t.Errorf("looked %d times: all tickets each half minute", s.protected.looked)
	}
}
