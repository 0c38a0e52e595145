-- What a city changed of the shipped prompts: texts, recordings and readings, as versions of
-- which the latest counts. Nothing of it is ever changed.

create table prompt_sounds (
    sum   text primary key,
    sound bytea not null   -- A-law of 8 kHz
);
create trigger prompt_sounds_append_only before update or delete on prompt_sounds
    for each row execute function refuse_change();

create table prompt_versions (
    key       text not null,
    language  text not null,
    rev       integer not null check (rev > 0),
    forms     jsonb,   -- by plural category; null: the shipped text
    recording jsonb,   -- null: the voice speaks
    sum       text references prompt_sounds,
    by        jsonb not null,
    addr      text not null default '',
    at        timestamptz not null,
    primary key (key, language, rev)
);
create trigger prompt_versions_append_only before update or delete on prompt_versions
    for each row execute function refuse_change();

create table prompt_readings (
    language text not null,
    word     text not null,
    rev      integer not null check (rev > 0),
    reading  text not null,   -- empty: a shipped one was taken away
    by       jsonb not null,
    addr     text not null default '',
    at       timestamptz not null,
    primary key (language, word, rev)
);
create trigger prompt_readings_append_only before update or delete on prompt_readings
    for each row execute function refuse_change();

---- create above / drop below ----

drop table prompt_readings, prompt_versions, prompt_sounds;
