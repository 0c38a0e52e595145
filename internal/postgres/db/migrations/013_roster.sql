-- Who is on duty for a unit. A shift is taken away, never deleted.

create table duty_shifts (
    id         text primary key,
    unit       text not null references units,
    from_at    timestamptz not null,
    until_at   timestamptz not null check (until_at > from_at),
    shift      jsonb not null,
    addr       text not null default '',
    taken_at   timestamptz,
    taken_by   jsonb
);
create index duty_shifts_at on duty_shifts (until_at, unit) where taken_at is null;

---- create above / drop below ----

drop table duty_shifts;
