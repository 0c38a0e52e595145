-- How units went about their matters, and the figures that the city publishes.

create index ticket_entries_conduct on ticket_entries (at) where
    (move in ('return', 'grant', 'refuse', 'redo', 'supervise')
    or move = 'revisit' and entry->>'to_state' = 'redo' or entry ? 'first_contact');

-- What was registered in a month and what became of it, counted at a time.
create table published_months (
    month      text primary key check (month ~ '^[0-9]{4}-[0-9]{2}$'),
    counted_at timestamptz not null,
    figures    jsonb not null
);

---- create above / drop below ----

drop table published_months;
drop index ticket_entries_conduct;
