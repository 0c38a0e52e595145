package tickets_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// TestWhoIsReminded of what, by which entry.
func TestWhoIsReminded(t *testing.T) {
	t.Parallel()
	handling, at := storetest.In(tickets.Handling), storetest.Start.Add(20*time.Hour)
	remind := func(what tickets.Alarm, unit string) tickets.Request {
		return tickets.Request{Move: tickets.MoveRemind, What: what, Assignee: unit}
	}
	for name, c := range map[string]struct {
		ticket tickets.Ticket
		by     org.Actor
		r      tickets.Request
		want   string
	}{
		"nobody signed":     {storetest.In(tickets.Dispatched), org.Clock(), remind(tickets.AlarmSign, "Y04"), "Y04 sign"},
		"a limit ends":      {handling, org.Clock(), remind(tickets.AlarmDue, "Y04"), "Y04 due"},
		"no contact":        {handling, org.Clock(), remind(tickets.AlarmContact, "Y04"), "Y04 contact"},
		"the promise":       {handling, org.Clock(), remind(tickets.AlarmPromise, ""), "Y00 promise"},
		"a person urges":    {handling, supervisor, tickets.Request{Move: tickets.MoveRemind, Note: "请抓紧"}, "Y04 urge"},
		"an emergency":      {handling, supervisor, tickets.Request{Move: tickets.MoveRaise, Note: "有人被困"}, "Y00 emergency"},
		"a supervision":     {handling, supervisor, tickets.Request{Move: tickets.MoveSupervise, Note: "请速办"}, "Y04 supervise, Y copy, Y00 copy"},
		"a dispatch":        {storetest.In(tickets.Registered), supervisor, storetest.Dispatch, ""},
		"what the unit did": {storetest.In(tickets.Checking), supervisor, tickets.Request{Move: tickets.MoveRemind, Note: "请审核"}, "Y00 urge"},
		"what waits in us":  {storetest.In(tickets.Registered), supervisor, tickets.Request{Move: tickets.MoveRemind, Note: "请派单"}, "Y00 urge"},
	} {
		after := moved(t, c.ticket, c.by, at, c.r, nil)
		var got []string
		for _, r := range after.Reminders(last(after)) {
			got = append(got, fmt.Sprintf("%s %s", r.Unit, r.Kind))
			if r.Due.IsZero() && c.want != "Y00 urge" {
				t.Errorf("%s: no limit in %+v", name, r)
			}
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: %q, want %q", name, s, c.want)
		}
	}
}

// TestAMailHasNothingOfTheCitizen, whatever the ticket and the person who urges say.
func TestAMailHasNothingOfTheCitizen(t *testing.T) {
	t.Parallel()
	ticket := storetest.In(tickets.Handling)
	after := moved(t, ticket, supervisor, storetest.Start.Add(20*time.Hour), tickets.Request{Move: tickets.MoveRemind, Note: ticket.Name + ticket.Contact + ticket.Content + ticket.Place}, nil)
	for _, r := range after.Reminders(last(after)) {
		for _, kind := range tickets.ReminderKinds() {
			r.Kind = kind
			subject, body := r.Mail("https://12345.hotline.test")
			for _, secret := range []string{ticket.Name, ticket.Contact, ticket.Content, ticket.Place, "0138"} {
				if strings.Contains(subject+body, secret) {
					t.Errorf("%s says %q:\n%s\n%s", kind, secret, subject, body)
				}
			}
			if !strings.Contains(body, "https://12345.hotline.test/tickets/"+string(ticket.Number)) || strings.HasSuffix(strings.TrimSpace(subject), string(ticket.Number)) {
				t.Errorf("%s: %s\n%s", kind, subject, body)
			}
		}
	}
}

// TestWhoReadsWhichReminders by role and unit.
func TestWhoReadsWhichReminders(t *testing.T) {
	t.Parallel()
	tree := storetest.RulebookWithSubunit().Tree
	for _, c := range []struct {
		by   org.Actor
		unit string
		kind tickets.ReminderKind
		has  bool
	}{
		{storetest.Clerk("Y04"), "Y04", tickets.ReminderSign, true}, {storetest.Clerk("Y04"), "Y04a", tickets.ReminderSign, true},
		{storetest.Clerk("Y04"), "Y08", tickets.ReminderSign, false}, {storetest.Clerk("Y04a"), "Y04", tickets.ReminderSign, false},
		{storetest.Of("Y00", org.RoleDispatcher), "Y00", tickets.ReminderPromise, true}, {storetest.Of("Y00", org.RoleDispatcher), "Y04", tickets.ReminderSign, false},
		{storetest.Of("A-00", org.RoleSupervisor), "Y00", tickets.ReminderPromise, false},
		{storetest.Of("Y", org.RoleDutyOfficer), "Y00", tickets.ReminderEmergency, true}, {storetest.Of("Y", org.RoleDutyOfficer), "Y00", tickets.ReminderPromise, false},
		{storetest.Of("Y", org.RoleLeader), "Y", tickets.ReminderCopy, true}, {storetest.Of("Y", org.RoleLeader), "Y04", tickets.ReminderSupervise, false},
		{storetest.Of("Y00", org.RoleAgent), "Y00", tickets.ReminderPromise, false}, {storetest.Of("", org.RoleUnitClerk), "Y04", tickets.ReminderSign, false},
	} {
		has := false
		for _, scope := range tickets.ReminderScopes(c.by, tree) {
			has = has || scope.Has(tickets.Reminder{Unit: c.unit, Kind: c.kind})
		}
		if has != c.has {
			t.Errorf("%v of %q reads %s of %s: %v", c.by.Roles, c.by.Unit, c.kind, c.unit, has)
		}
	}
}

func TestMailAddresses(t *testing.T) {
	t.Parallel()
	for address, ok := range map[string]bool{
		"duty@hotline.test": true, "a.b+c@x-y.gov.cn": true, "": false, "duty": false, "duty@": false, "duty@localhost": false, "@x.cn": false,
		"a@b.cn\r\nBcc: c@d.cn": false, "a b@c.cn": false, "值班@例子.cn": false, "a@b.cn,c@d.cn": false, "<a@b.cn>": false, strings.Repeat("a", 65) + "@b.cn": false,
		"a@" + strings.Repeat("b.", 130) + "cn": false,
	} {
		if org.IsMail(address) != ok {
			t.Errorf("%q: %v", address, !ok)
		}
	}
}
