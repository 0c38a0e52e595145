-- Revisits by telephone: the hotline calls the citizen of a ticket by itself. A ticket has at
-- most one that is open; those that ended stay.

create table phone_revisits (
    id      bigint generated always as identity primary key,
    ticket  text not null,
    state   text not null check (state in ('waiting', 'calling', 'done', 'person', 'cancelled', 'over')),
    next_at timestamptz,   -- of one that waits
    revisit jsonb not null,
    actor   jsonb not null -- who asked for it, and acts in the ticket
);
create unique index phone_revisits_open on phone_revisits (ticket) where state in ('waiting', 'calling');
create index phone_revisits_due on phone_revisits (next_at, id) where state in ('waiting', 'calling');
create index phone_revisits_ticket on phone_revisits (ticket, id);

---- create above / drop below ----

drop table phone_revisits;
