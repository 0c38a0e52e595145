-- Units, categories, people and their sessions.

create table units (
    code   text primary key,
    name   text not null,
    parent text references units,
    level  int not null check (level between 1 and 9)
);

create table categories (
    code    text primary key,
    parent  text references categories,
    name    text not null,
    name_en text not null,
    type    text,
    unit    text references units,
    local   text check (local in ('county', 'township')),
    assist  text[] not null default '{}',
    time_limit text,
    urgency text
);

create table users (
    id            bigint generated always as identity primary key,
    login         text not null unique,
    name          text not null,
    number        text unique,
    roles         text[] not null,
    unit          text not null references units,
    languages     text[] not null default '{}',
    queues        text[] not null default '{}',
    password_hash text not null,
    disabled      boolean not null default false,
    created_at    timestamptz not null default now()
);

create table sessions (
    token  text primary key,
    data   bytea not null,
    expiry timestamptz not null
);
create index sessions_expiry on sessions (expiry);

create table login_attempts (
    id    bigint generated always as identity primary key,
    at    timestamptz not null default now(),
    login text not null,
    addr  text not null,
    ok    boolean not null
);
create index login_attempts_login on login_attempts (login, at);
create index login_attempts_addr on login_attempts (addr, at);

-- Every look at personal data; id makes a repeated write harmless.
create table looks (
    id     text primary key,
    at     timestamptz not null,
    person jsonb not null,
    addr   text not null,
    what   text not null,
    key    text not null
);
create index looks_key on looks (what, key, at);

---- create above / drop below ----

drop table looks, login_attempts, sessions, users, categories, units;
