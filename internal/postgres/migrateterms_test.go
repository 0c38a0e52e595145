package postgres

import (
	"slices"
	"testing"
	"time"

	"hotline12345/internal/devstack"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

// former is what a database of version 21, before the standard terms, holds: as its
// program wrote it.
const former = `
insert into tickets (number, state, name, unit, contact, called_at, content, type, category, place, confidential, lead, is_open,
	created_at, updated_at, units, marks, due, centre, promise, ticket, summary)
values ('261123000001', 'handling', '王建军', '', '13800138000', '2026-11-23T02:00:00Z', '路灯不亮', 'help', '0601', '望海区', false, 'Y04', true,
	'2026-11-23T02:00:00Z', '2026-11-23T04:00:00Z', '{Y,Y04}', '{return}', '2026-12-02T09:30:00Z', 'Y', '2026-12-07T09:30:00Z',
	'{"number":"261123000001","state":"handling","channel":"call","name":"王建军","content":"路灯不亮","type":"help","category":"0601","lead":"Y04","centre":"Y",
	  "parts":[{"unit":"Y04","role":"lead","state":"in_hand","limit":"7wd","due":"2026-12-02T09:30:00Z"}],
	  "pleas":[{"kind":"return","unit":"Y04","by":{"id":"7","name":"刘洋"},"at":"2026-11-23T04:00:00Z","note":"非本单位职责"}],
	  "promise":"2026-12-07T09:30:00Z","stored":true}',
	'{"number":"261123000001","state":"handling","content":"路灯不亮","lead":"Y04","marks":["return"],"stored":true}');
insert into ticket_entries (ticket, seq, at, move, person, entry) values
('261123000001', 1, '2026-11-23T02:00:00Z', 'register', '1', '{"seq":1,"at":"2026-11-23T02:00:00Z","move":"register","from_state":"","to_state":"registered","by":{"id":"1","name":"王芳"}}'),
('261123000001', 2, '2026-11-23T03:00:00Z', 'return', '7', '{"seq":2,"at":"2026-11-23T03:00:00Z","move":"return","from_state":"handling","to_state":"handling","by":{"id":"7","name":"刘洋"},"part":"Y04","plea":"return"}'),
('261123000001', 3, '2026-11-23T03:30:00Z', 'refuse', '2', '{"seq":3,"at":"2026-11-23T03:30:00Z","move":"refuse","from_state":"handling","to_state":"handling","by":{"id":"2","name":"李强"},"part":"Y04","plea":"return","note":"属于贵单位职责"}');
insert into ticket_parts (ticket, unit, role, state, due, warn_at) values ('261123000001', 'Y04', 'lead', 'in_hand', '2026-12-02T09:30:00Z', '2026-12-01T09:30:00Z');
insert into looks (id, at, person, addr, what, key) values
('a', '2026-11-23T02:00:00Z', '{"id":"1","name":"王芳"}', '10.0.0.1', 'pop', '1.1'),
('b', '2026-11-23T02:01:00Z', '{"id":"1","name":"王芳"}', '10.0.0.1', 'ticket', '261123000001');
insert into webhooks (id, url, secret, events, created_by, created_at) values ('h', 'https://example.org/', 'whsec_x', '{}', 'admin', '2026-11-23T01:00:00Z');
insert into webhook_deliveries (id, webhook, ticket, seq, event, body, dead, tries, reason, at) values
('h_1', 'h', '261123000001', 1, 'ticket.register', '{"type":"ticket.register"}', true, 11, 'status 500', '2026-11-24T02:00:00Z'),
('h_2', 'h', '261123000001', 2, 'ticket.return', '{"type":"ticket.return"}', false, 0, '', '2026-11-23T03:00:00Z');
insert into saved_filters (person, name, query) values
('1', '办理中', 'part=in_hand&unit=Y04'), ('1', '关键词', 'text=part%3Dx&part=reported'), ('1', '部门', 'unit=Y04');
insert into rules (what, value) values
('line 12333', '{"number":"12333","name":"人社热线","unit":"Y08","way":"dual"}'),
('directory', '{"version":2,"lines":[{"category":"06","unit":"Y04"}]}'),
('year 2027', '{"year":2027,"off":["2027-01-01"],"work":[]}');
insert into directory_versions (version, at, value) values
(1, '2026-11-01T00:00:00Z', '{"version":1,"lines":[]}'), (2, '2026-11-02T00:00:00Z', '{"version":2,"lines":[{"category":"06","unit":"Y04"}]}');
insert into rule_changes (id, at, person, change) values
('c1', '2026-11-01T00:00:00Z', '{"id":"9"}', '{"id":"c1","at":"2026-11-01T00:00:00Z","by":{"id":"9","name":"管理员"},
	"line":{"number":"12333","name":"人社热线","unit":"Y08","way":"dual"},"before":{"line":{"number":"12333","name":"人社","unit":"Y08","way":"dual"}}}'),
('c2', '2026-11-02T00:00:00Z', '{"id":"9"}', '{"id":"c2","at":"2026-11-02T00:00:00Z","by":{"id":"9","name":"管理员"},
	"directory":{"version":2,"lines":[{"category":"06","unit":"Y04"}]},"before":{"directory":{"version":1,"lines":[{"category":"07","unit":"Y08"}]}}}'),
('c3', '2026-11-03T00:00:00Z', '{"id":"9"}', '{"id":"c3","at":"2026-11-03T00:00:00Z","by":{"id":"9","name":"管理员"},"note":"导入"}');
`

// formerDatabase returns a store on a database of version 21 that was migrated.
func formerDatabase(t *testing.T) *Store {
	t.Helper()
	url := devstack.TestPostgres(t)
	dbtest.MigrateTo(t, url, 21)
	s := open(t, url)
	_, err := s.DB.Exec(t.Context(), former)
	must(t, err)
	must(t, s.Migrate(t.Context()))
	return s
}

func TestTicketsOfBeforeTheStandardTermsAreRead(t *testing.T) {
	t.Parallel()
	s, ctx := formerDatabase(t), t.Context()
	ticket, err := s.Ticket(ctx, "261123000001")
	must(t, err)
	if a := ticket.Assignments; len(a) != 1 || a[0].Unit != "Y04" || a[0].State != tickets.InHand || a[0].Limit.String() != "7wd" {
		t.Errorf("assignments %+v", a)
	}
	if r := ticket.UnitRequests; len(r) != 1 || r[0].Kind != tickets.ReturnRequest || r[0].By.Name != "刘洋" || r[0].Note != "非本单位职责" {
		t.Errorf("unit requests %+v", r)
	}
	if len(ticket.Entries) != 3 {
		t.Fatalf("%d entries, want 3", len(ticket.Entries))
	}
	if e := ticket.Entries[0]; e.Assignee != "" || e.UnitRequest != "" || e.To != tickets.Registered {
		t.Errorf("first entry %+v", e)
	}
	if e := ticket.Entries[2]; e.Assignee != "Y04" || e.UnitRequest != tickets.ReturnRequest || e.Note != "属于贵单位职责" {
		t.Errorf("last entry %+v", e)
	}
	list, err := s.List(ctx, tickets.Filter{Assignment: tickets.InHand, Limit: 10})
	must(t, err)
	if len(list) != 1 || list[0].Number != ticket.Number {
		t.Errorf("in hand: %+v", list)
	}
	work, err := s.Performance(ctx, []string{"Y04"}, storetest.Start.AddDate(0, -1, 0), storetest.Start.AddDate(1, 0, 0))
	must(t, err)
	if len(work) != 1 || work[0].Returns != 1 || work[0].Improper != 1 {
		t.Errorf("performance of the unit %+v", work)
	}
	for _, change := range []string{"update ticket_entries set move = 'x'", "delete from rule_changes", "update directory_versions set version = 9"} {
		if _, err := s.DB.Exec(ctx, change); err == nil {
			t.Errorf("%q is possible after the migration", change)
		}
	}
}

func TestTheAccessLogAndDeliveriesOfBeforeTheStandardTermsAreRead(t *testing.T) {
	t.Parallel()
	s, ctx := formerDatabase(t), t.Context()
	records, err := s.AccessRecords(ctx, tickets.AccessFilter{Before: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), Limit: 10})
	must(t, err)
	if len(records) != 2 || records[0].What != "ticket" || records[1].What != "screen_pop" || records[1].Key != "1.1" || records[1].By.Name != "王芳" {
		t.Errorf("access log %+v", records)
	}
	hooks, err := s.Webhooks(ctx)
	must(t, err)
	if len(hooks) != 1 || hooks[0].Failed != 1 || hooks[0].Waiting != 1 {
		t.Errorf("webhooks %+v", hooks)
	}
	gone, err := s.FailedDeliveries(ctx)
	must(t, err)
	if len(gone) != 1 || gone[0].ID != "h_1" || gone[0].Tries != 11 || gone[0].Reason != "status 500" {
		t.Errorf("failed deliveries %+v", gone)
	}
	filters, err := s.SavedFilters(ctx, "1")
	must(t, err)
	want := []tickets.SavedFilter{{Name: "办理中", Query: "assignment=in_hand&unit=Y04"}, {Name: "关键词", Query: "text=part%3Dx&assignment=reported"}, {Name: "部门", Query: "unit=Y04"}}
	for _, f := range want {
		if !slices.Contains(filters, f) {
			t.Errorf("filters %+v, want %+v", filters, want)
		}
	}
}

func TestRulesOfBeforeTheStandardTermsAreRead(t *testing.T) {
	t.Parallel()
	s, ctx := formerDatabase(t), t.Context()
	r, err := s.Rules(ctx)
	must(t, err)
	if len(r.MergedLines) != 1 || r.MergedLines[0].Name != "人社热线" || len(r.Years) != 1 || r.Years[0].Year != 2027 {
		t.Errorf("merged lines %+v, years %+v", r.MergedLines, r.Years)
	}
	if d := r.Directory; d.Version != 2 || len(d.Entries) != 1 || d.Entries[0].Unit != "Y04" {
		t.Errorf("directory %+v", d)
	}
	of := func(kind tickets.RuleKind) tickets.RuleChange {
		t.Helper()
		list, err := s.RuleChanges(ctx, tickets.ChangeFilter{Kind: kind, Limit: 10})
		must(t, err)
		if len(list) != 1 || list[0].Kind() != kind {
			t.Fatalf("changes of kind %s: %+v", kind, list)
		}
		return list[0]
	}
	if c := of(tickets.MergedLineRules); c.MergedLine.Name != "人社热线" || c.Before == nil || c.Before.MergedLine.Name != "人社" {
		t.Errorf("change of a merged line %+v", c)
	}
	if c := of(tickets.DirectoryRules); c.Directory.Entries[0].Unit != "Y04" || c.Before == nil || c.Before.Directory.Entries[0].Unit != "Y08" {
		t.Errorf("change of the directory %+v", c)
	}
	if c := of(tickets.ImportedRules); c.Note != "导入" {
		t.Errorf("import %+v", c)
	}
}
