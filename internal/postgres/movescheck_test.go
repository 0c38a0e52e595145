package postgres

import (
	"testing"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
)

// check compares what was reported to clerks with what is stored.
func (c *crowd) check(t *testing.T, s *Store) {
	t.Helper()
	stored := map[tickets.Number]tickets.Ticket{}
	written := map[string]done{}
	list, err := s.Running(t.Context(), "", "", 100_000)
	must(t, err)
	for _, ticket := range list {
		stored[ticket.Number] = ticket
		whole(t, s, ticket)
		for _, e := range ticket.Entries {
			if !c.tried[e.Note] {
				continue
			}
			if other, twice := written[e.Note]; twice {
				t.Errorf("%q stands twice: %v and %s %d", e.Note, other, ticket.Number, e.Seq)
			}
			written[e.Note] = done{ticket.Number, e.Seq, e.Note}
		}
	}
	for _, d := range c.told {
		if written[d.note] != d {
			t.Errorf("told %v, stored %v", d, written[d.note])
		}
	}
	byNumber := map[tickets.Number]string{}
	for origin, n := range c.letters {
		if other, twice := byNumber[n]; twice {
			t.Errorf("%s and %s have the number %s", origin, other, n)
		}
		byNumber[n] = origin
		if stored[n].Origin != origin || !n.Valid() {
			t.Errorf("%s is number %s, which is of %q", origin, n, stored[n].Origin)
		}
	}
	if len(stored) != len(c.letters) {
		t.Errorf("%d tickets, want the %d that someone was told of", len(stored), len(c.letters))
	}
	t.Logf("%d moves told of, %d written, %d tickets", len(c.told), len(written), len(stored))
}

// whole: the history has no gap, and the ticket is what it led to; it has an owner
// and a clock, in its row and in the rows of its units too.
func whole(t *testing.T, s *Store, ticket tickets.Ticket) {
	t.Helper()
	state := tickets.Unwritten
	for i, e := range ticket.Entries {
		if e.Seq != i+1 || e.From != state {
			t.Errorf("%s: entry %d after %s is %d from %s", ticket.Number, i+1, state, e.Seq, e.From)
		}
		state = e.To
	}
	if state != ticket.State {
		t.Errorf("%s is %s, its history ends %s", ticket.Number, ticket.State, state)
	}
	if ticket.Centre == "" || ticket.State.Open() && (ticket.Promise.IsZero() || tickets.Wake(ticket).IsZero()) {
		t.Errorf("%s: centre %q, promise %v, clock %v", ticket.Number, ticket.Centre, ticket.Promise, tickets.Wake(ticket))
	}
	var wake, due int
	must(t, s.DB.QueryRow(t.Context(), `select count(*) filter (where wake_at is not distinct from $2),
			(select count(*) from assignments p where p.ticket = number and p.unit = lead and p.role = 'lead')
		from tickets where number = $1 group by number`, ticket.Number, db.Moment(tickets.Wake(ticket))).Scan(&wake, &due))
	leads := 0
	if ticket.State.Open() && ticket.Lead != "" {
		leads = 1
	}
	if wake != 1 || due != leads {
		t.Errorf("%s %s: the row's clock is right %d, rows of its lead %d, want 1 and %d", ticket.Number, ticket.State, wake, due, leads)
	}
}

// watchWakes writes down in each transaction when the clock is to check.
func watchWakes(t *testing.T, s *Store) {
	t.Helper()
	_, err := s.DB.Exec(t.Context(), `create table wakes (ticket text, at timestamptz);
		create function watch_wake() returns trigger language plpgsql as $$ begin
			if new.wake_at is not null and (tg_op = 'INSERT' or new.wake_at is distinct from old.wake_at) then
				insert into wakes values (new.number, new.wake_at);
			end if;
			return null;
		end $$;
		create trigger watch_wake after insert or update on tickets for each row execute function watch_wake()`)
	must(t, err)
}

// sameJobs: the clock's jobs are those of the moves that are there.
func sameJobs(t *testing.T, s *Store) {
	t.Helper()
	var wanted, wrong int
	must(t, s.DB.QueryRow(t.Context(), `with planned as (
			select args->>'ticket' ticket, scheduled_at at, count(*) n from river_job where kind = 'wake' group by 1, 2),
			meant as (select ticket, at, count(*) n from wakes group by 1, 2)
		select (select sum(n) from meant), count(*) filter (where p.n is distinct from m.n)
		from planned p full join meant m using (ticket, at)`).Scan(&wanted, &wrong))
	if wrong != 0 || wanted == 0 {
		t.Errorf("of %d jobs %d times are planned wrong", wanted, wrong)
	}
}
