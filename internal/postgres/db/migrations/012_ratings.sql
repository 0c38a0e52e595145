-- Every rating counts (M55): the three rates are read from the revisits themselves.
-- A ticket's row knew only its last one, so that a redo wiped a bad rating out.

drop index tickets_revisited;
alter table tickets drop column revisited_at, drop column rating;
create index ticket_entries_revisits on ticket_entries (at) where move = 'revisit';

---- create above / drop below ----

drop index ticket_entries_revisits;
alter table tickets add column revisited_at timestamptz, add column rating jsonb;
create index tickets_revisited on tickets (revisited_at) where revisited_at is not null;
