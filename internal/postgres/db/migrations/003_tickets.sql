-- The register while it is typed, and the tickets that came of it.

create table drafts (
    call     text primary key,
    rev      int not null,
    ticket   text,
    saved_at timestamptz not null,
    draft    jsonb not null
);

create table tickets (
    number       text primary key check (number ~ '^[0-9]{12}$'),
    state        text not null,
    call         text unique,
    caller       text,
    name         text not null,
    unit         text not null,
    contact      text not null,
    called_at    timestamptz not null,
    content      text not null,
    type         text not null,
    category     text not null,
    place        text not null,
    confidential boolean not null,
    lead         text,
    is_open      boolean not null,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    ticket       jsonb not null -- the whole ticket without its entries
);
create index tickets_created on tickets (created_at desc, number desc);
create index tickets_state on tickets (state, created_at desc);
create index tickets_lead on tickets (lead, created_at desc);
create index tickets_caller on tickets (caller, is_open desc, created_at desc);
create index tickets_contact on tickets (contact, is_open desc, created_at desc);

create table ticket_entries (
    ticket text not null references tickets,
    seq    int not null check (seq > 0),
    at     timestamptz not null,
    move   text not null,
    person text not null,
    entry  jsonb not null,
    primary key (ticket, seq)
);

-- The register book is append-only (S078); no program may forget it.
create function refuse_change() returns trigger
language plpgsql as $$
begin
    raise exception 'the register is append-only' using errcode = 'restrict_violation';
end $$;
create trigger ticket_entries_append_only before update or delete on ticket_entries
    for each row execute function refuse_change();
create trigger ticket_entries_no_truncate before truncate on ticket_entries
    for each statement execute function refuse_change();
create trigger tickets_stay before delete on tickets
    for each row execute function refuse_change();

---- create above / drop below ----

drop table ticket_entries, tickets, drafts;
drop function refuse_change;
