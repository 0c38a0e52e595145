-- Reminders reach people of units: on their pages, with a receipt of who read them when, and by
-- mail. A unit has a mail address; a shift of its roster may have one of its own (in its JSON).

alter table units add column mail text not null default '';

create table reminders (
    id         text primary key,
    ticket     text not null,
    seq        integer not null,
    unit       text not null,
    kind       text not null,
    due        timestamptz,
    at         timestamptz not null,
    tries      integer not null default 0,
    mailed_at  timestamptz,
    mailed_to  integer not null default 0,
    mail_fault text not null default ''
);
create index reminders_unit on reminders (unit, at desc);
create index reminders_ticket on reminders (ticket, seq);

create table reminder_receipts (
    reminder   text not null references reminders on delete cascade,
    person     text not null,
    by         jsonb not null,
    at         timestamptz not null,
    primary key (reminder, person)
);

---- create above / drop below ----

drop table reminder_receipts;
drop table reminders;
alter table units drop column mail;
