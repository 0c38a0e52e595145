-- Who undertook to keep citizens' data confidential (M79): the words that were signed, by whom,
-- when and from where. Nothing of it is ever changed.

create table undertakings (
    person  text not null,
    version text not null,
    words   text not null,
    by      jsonb not null,
    addr    text not null default '',
    at      timestamptz not null,
    primary key (person, version)
);
create trigger undertakings_append_only before update or delete on undertakings
    for each row execute function refuse_change();

---- create above / drop below ----

drop table undertakings;
