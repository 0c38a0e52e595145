-- Calls and journal, in monthly partitions, so that old months can be moved
-- away whole.

create table calls (
    call        text not null,
    arrived_at  timestamptz not null,
    revision    int not null,
    direction   text not null,
    number      text,
    called      text not null,
    language    text not null,
    queue       text,
    agent       text,
    queued_at   timestamptz,
    answered_at timestamptz,
    ended_at    timestamptz,
    end_reason  text,
    disposition text,
    record      jsonb not null, -- the whole cti.CallRecord
    primary key (call, arrived_at)
) partition by range (arrived_at);
create index calls_number on calls (number, arrived_at desc);
create index calls_agent on calls (agent, arrived_at desc);
create index calls_arrived on calls (arrived_at desc);

-- One row per stretch of talk and per offer, for the statistics of agents.
create table call_legs (
    call       text not null,
    arrived_at timestamptz not null,
    leg        int not null,
    agent      text not null,
    began_at   timestamptz not null,
    ended_at   timestamptz,
    held_ms    bigint not null,
    primary key (call, arrived_at, leg, began_at)
) partition by range (arrived_at);
create index call_legs_agent on call_legs (agent, began_at);

create table call_offers (
    call       text not null,
    arrived_at timestamptz not null,
    n          int not null,
    agent      text not null,
    at         timestamptz not null,
    ended_at   timestamptz,
    outcome    text not null,
    primary key (call, arrived_at, n)
) partition by range (arrived_at);
create index call_offers_agent on call_offers (agent, at);

create table journal (
    journal  text not null, -- the id of the folder that it was shipped from
    seq      bigint not null,
    at       timestamptz not null,
    event    jsonb not null,
    commands jsonb not null,
    primary key (journal, seq, at)
) partition by range (at);

create table journal_progress (
    journal text primary key,
    seq     bigint not null
);

-- ensure_month makes the partitions that hold the month of a time.
create function ensure_month(moment timestamptz) returns void
language plpgsql as $$
declare
    first  timestamptz := date_trunc('month', moment at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai';
    after  timestamptz := (date_trunc('month', moment at time zone 'Asia/Shanghai') + interval '1 month') at time zone 'Asia/Shanghai';
    suffix text := to_char(moment at time zone 'Asia/Shanghai', 'YYYYMM');
    parent text;
begin
    perform pg_advisory_xact_lock(hashtext('hotline ensure_month'));
    foreach parent in array array['calls', 'call_legs', 'call_offers', 'journal'] loop
        if to_regclass(format('%I', parent || '_' || suffix)) is null then
            execute format('create table %I partition of %I for values from (%L) to (%L)',
                parent || '_' || suffix, parent, first, after);
        end if;
    end loop;
end $$;

---- create above / drop below ----

drop function ensure_month;
drop table journal_progress, journal, call_offers, call_legs, calls;
