-- What the telecom administrator edits while calls go on: flows in versions, queues,
-- schedules and broadcasts. menu_state.generation grows by one with each change; a change is
-- made only on the generation that it was decided on. 0: a program has still to bring what it
-- comes with.

create table menu_state (
    single     boolean primary key default true check (single),
    generation bigint not null
);
insert into menu_state (generation) values (0);

create table menu_flows (
    id      text primary key,
    next    integer not null default 1, -- the number of its next version
    shipped text not null default ''    -- which form of it a program brought last
);

create table menu_versions (
    flow       text not null references menu_flows,
    n          integer not null,
    state      text not null check (state in ('scheduled', 'live', 'retired', 'withdrawn', 'refused')),
    body       jsonb not null,
    based_on   integer not null,
    restores   integer not null,
    by         jsonb not null,
    at         timestamptz not null,
    why        text not null,
    publish_at timestamptz,
    live_from  timestamptz,
    live_to    timestamptz,
    primary key (flow, n)
);
create unique index menu_versions_live on menu_versions (flow) where state = 'live';
create unique index menu_versions_scheduled on menu_versions (flow) where state = 'scheduled';

create table menu_drafts (
    flow     text primary key references menu_flows,
    body     jsonb not null,
    based_on integer not null,
    by       jsonb not null,
    at       timestamptz not null
);

create table menu_queues (id text primary key, item jsonb not null);
create table menu_schedules (id text primary key, item jsonb not null);
create table menu_broadcasts (id text primary key, item jsonb not null);

-- Who changed what, when and why; number is the generation that it led to, id the thing.
create table menu_records (
    number  bigint primary key,
    what    text not null,
    id      text not null,
    version integer not null,
    why     text not null,
    by      jsonb not null,
    addr    text not null,
    at      timestamptz not null,
    before  jsonb,
    after   jsonb
);
create trigger menu_records_append_only before update or delete on menu_records
    for each row execute function refuse_change();

---- create above / drop below ----

drop table menu_records;
drop table menu_broadcasts;
drop table menu_schedules;
drop table menu_queues;
drop table menu_drafts;
drop table menu_versions;
drop table menu_flows;
drop table menu_state;
