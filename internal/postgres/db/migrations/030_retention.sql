-- What was deleted because its time was over is on record, signed and in a chain; what a
-- legal hold keeps stays; what is append-only is never changed, and deleted by the nightly
-- job alone.

create table deletions (
    id        bigint generated always as identity primary key,
    at        timestamptz not null,
    class     text not null,
    item      text not null,   -- a call, or a day
    body      text not null,   -- what was signed, byte for byte
    signature bytea not null,
    unique (class, item, at)
);
create index deletions_item on deletions (item);

create table retention_runs (
    id     bigint generated always as identity primary key,
    at     timestamptz not null,
    dry    boolean not null,
    report jsonb not null
);

create table legal_holds (
    id     bigint generated always as identity primary key,
    ticket text not null references tickets,
    held   boolean not null,
    reason text not null,
    person jsonb not null,
    at     timestamptz not null
);
create index legal_holds_ticket on legal_holds (ticket, id desc);

-- Calls that belong to a ticket, beside the one that brought it.
create index ticket_entries_call on ticket_entries ((entry->>'call')) where entry->>'call' is not null;

-- What a hold keeps: the ticket, and those that were merged with it.
create view held_tickets as
    with own as (select ticket from (select distinct on (ticket) ticket, held from legal_holds order by ticket, id desc) l where held)
    select ticket as number from own
    union select number from tickets where merged_into in (select ticket from own)
    union select merged_into from tickets where number in (select ticket from own) and merged_into is not null;
create view held_calls as
    select call from tickets where number in (select number from held_tickets) and call is not null
    union select entry->>'call' from ticket_entries where ticket in (select number from held_tickets) and entry->>'call' is not null;

create function only_retention() returns trigger
language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('hotline.retention', true) = 'on' then
        return old;
    end if;
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger journal_append_only before update or delete on journal
    for each row execute function only_retention();
create trigger access_log_append_only before update or delete on access_log
    for each row execute function only_retention();
create trigger deletions_append_only before update or delete on deletions
    for each row execute function refuse_change();
create trigger retention_runs_append_only before update or delete on retention_runs
    for each row execute function refuse_change();
create trigger legal_holds_append_only before update or delete on legal_holds
    for each row execute function refuse_change();
create trigger access_log_no_truncate before truncate on access_log
    for each statement execute function refuse_change();
create trigger deletions_no_truncate before truncate on deletions
    for each statement execute function refuse_change();
create trigger legal_holds_no_truncate before truncate on legal_holds
    for each statement execute function refuse_change();

---- create above / drop below ----

drop trigger access_log_no_truncate on access_log;
drop trigger access_log_append_only on access_log;
drop trigger journal_append_only on journal;
drop view held_calls, held_tickets;
drop index ticket_entries_call;
drop table legal_holds, retention_runs, deletions;
drop function only_retention;
