-- Accounts as administrators keep them: who changed what, passwords that must be
-- changed, sessions that end.

alter table users
    add column rev         int not null default 1,      -- counts changes: the second of two is told
    add column epoch       int not null default 0,      -- sessions of an earlier one have ended
    add column must_change boolean not null default false; -- somebody else chose the password

create table user_changes (
    id     text primary key,
    at     timestamptz not null,
    login  text not null,
    change jsonb not null
);
create index user_changes_login on user_changes (login, at desc);
create index user_changes_at on user_changes (at desc);

---- create above / drop below ----

drop table user_changes;
alter table users drop column must_change, drop column epoch, drop column rev;
