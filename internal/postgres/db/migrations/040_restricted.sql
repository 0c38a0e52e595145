-- Numbers that reach a message box only, and who ended that before its time. Both are
-- evidence: nothing is changed.

create table restricted_numbers (
    id     text primary key,
    number text not null,
    why    text not null,
    by     jsonb not null,
    addr   text not null,
    since  timestamptz not null,
    until  timestamptz not null check (until > since)
);
create index restricted_numbers_since on restricted_numbers (since desc);
create index restricted_numbers_number on restricted_numbers (number, until desc);

create table restricted_lifted (
    id   text primary key references restricted_numbers,
    by   jsonb not null,
    addr text not null,
    at   timestamptz not null,
    why  text not null
);

create trigger restricted_numbers_append_only before update or delete on restricted_numbers
    for each row execute function refuse_change();
create trigger restricted_lifted_append_only before update or delete on restricted_lifted
    for each row execute function refuse_change();

---- create above / drop below ----

drop table restricted_lifted;
drop table restricted_numbers;
