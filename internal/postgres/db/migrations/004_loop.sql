-- The closed loop: parts of units, clocks, marks, the rules an administrator
-- may change.

alter table units
    add column centre    boolean not null default false,
    add column phone     text not null default '',
    add column duty      text not null default '',
    add column successor text references units,
    add column ended     boolean not null default false;

alter table looks add column reason text not null default '';

alter table tickets
    add column channel   text not null default 'call',
    add column urgency   text not null default 'normal',
    add column centre    text,
    add column units     text[] not null default '{}', -- all that it concerns
    add column marks     text[] not null default '{}',
    add column due       timestamptz, -- the first unit's limit that runs out
    add column promise   timestamptz,
    add column try_at    timestamptz, -- when to try again to reach the citizen
    add column wake_at   timestamptz, -- when the clock looks at it
    add column origin    text unique,
    add column merged_into text,
    add column revisited_at timestamptz,
    add column rating    jsonb,
    add column archived  boolean not null default false,
    add column summary   jsonb; -- its line in a list

-- One row for each unit that has an open ticket in its hands.
create table ticket_parts (
    ticket text not null references tickets,
    unit   text not null,
    role   text not null check (role in ('lead', 'assist')),
    state  text not null,
    due    timestamptz not null,
    warn_at timestamptz not null,
    primary key (ticket, unit)
);
create unique index ticket_parts_one_lead on ticket_parts (ticket) where role = 'lead';
create index ticket_parts_unit on ticket_parts (unit, state, due);

-- Tickets of before: nobody had promised a time or wound a unit's clock.
alter table ticket_entries disable trigger ticket_entries_append_only;
update ticket_entries set move = replace(move, 'close', 'archive'),
    entry = entry || jsonb_build_object('move', replace(move, 'close', 'archive'),
        'from_state', replace(entry->>'from_state', 'closed', 'archived'),
        'to_state', replace(entry->>'to_state', 'closed', 'archived'))
    where move = 'close' or entry->>'to_state' = 'closed';
alter table ticket_entries enable trigger ticket_entries_append_only;
update tickets set state = replace(state, 'closed', 'archived'), is_open = state in ('registered', 'dispatched'),
    archived = state = 'closed', promise = created_at + interval '14 days',
    units = array_remove(array[lead], null),
    ticket = ticket || jsonb_build_object('state', replace(state, 'closed', 'archived'), 'channel', 'call',
        'urgency', 'normal', 'centre', '', 'promise_limit', '10wd',
        'promise_from', to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'promise', to_char((created_at + interval '14 days') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'));
update tickets set ticket = ticket || jsonb_build_object('parts', jsonb_build_array(jsonb_build_object(
        'unit', lead, 'role', 'lead', 'state', 'to_sign', 'limit', '7wd',
        'dispatched_at', ticket->'updated_at', 'from', ticket->'updated_at', 'sign_by', ticket->'promise',
        'due', ticket->'promise', 'warn_at', ticket->'promise')))
    where state = 'dispatched';
insert into ticket_parts select number, lead, 'lead', 'to_sign', promise, promise from tickets where state = 'dispatched';
update tickets set summary = jsonb_build_object('number', number, 'state', state, 'channel', channel, 'type', type,
        'category', category, 'urgency', urgency, 'name', name, 'contact', contact, 'place', place,
        'content', left(content, 200), 'confidential', confidential, 'lead', coalesce(lead, ''),
        'created_at', ticket->'created_at', 'updated_at', ticket->'updated_at', 'promise', ticket->'promise', 'stored', true);
alter table tickets alter column summary set not null;

create index tickets_units on tickets using gin (units) where is_open;
create index tickets_marks on tickets using gin (marks) where marks <> '{}';
create index tickets_due on tickets (due) where is_open and due is not null;
create index tickets_try on tickets (try_at) where try_at is not null;
create index tickets_here on tickets (state) where not archived; -- what is not in the archive is counted often
create index tickets_wake on tickets (wake_at) where wake_at is not null;
create index tickets_category on tickets (category, created_at desc);
create index tickets_into on tickets (merged_into) where merged_into is not null;
create index tickets_revisited on tickets (revisited_at) where revisited_at is not null;
create index ticket_entries_written on ticket_entries (at) where move = 'register';

-- What an administrator may change, each kind one row, and every change.
create table rules (
    what  text primary key,
    value jsonb not null
);
create table rule_changes (
    id     text primary key,
    at     timestamptz not null,
    person jsonb not null,
    change jsonb not null
);
create table directory_versions (
    version int primary key,
    at      timestamptz not null,
    value   jsonb not null
);
create trigger rule_changes_append_only before update or delete on rule_changes
    for each row execute function refuse_change();
create trigger directory_versions_append_only before update or delete on directory_versions
    for each row execute function refuse_change();

-- Programs of before kept a session under its token itself. The same form as a hashed token
-- (SHA-256, base64 for addresses, no padding), so that who is signed in stays signed in.
update sessions set token = rtrim(translate(encode(sha256(convert_to(token, 'UTF8')), 'base64'), '+/', '-_'), '=');

---- create above / drop below ----

drop table directory_versions, rule_changes, rules, ticket_parts;
alter table tickets drop column channel, drop column urgency, drop column centre, drop column units, drop column marks,
    drop column due, drop column promise, drop column try_at, drop column wake_at, drop column origin, drop column merged_into,
    drop column revisited_at, drop column rating, drop column archived, drop column summary;
alter table looks drop column reason;
alter table units drop column centre, drop column phone, drop column duty, drop column successor, drop column ended;
