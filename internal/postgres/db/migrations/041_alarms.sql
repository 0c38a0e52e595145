-- What was wrong with the hotline, from when to when, and who knew of it: the status page keeps
-- it over restarts, for 30 days after its end.

create table alarms (
    key   text not null,   -- the same whenever it returns
    begun timestamptz not null,
    part  text not null,
    state text not null check (state in ('soon', 'ill')),
    says  jsonb not null,   -- a code that the pages have words for, and values
    seen  timestamptz not null,   -- when it was seen last
    ended timestamptz,   -- null: it lasts
    after timestamptz,   -- it ended between this and ended, while nobody looked
    acks  jsonb not null default '[]',
    primary key (key, begun),
    check (ended >= begun and after <= ended)
);
create index alarms_ended on alarms (ended);

---- create above / drop below ----

drop table alarms;
