-- Which versions of prompts an administrator has listened to: what was changed and nobody has
-- heard yet stands on the page of prompts. The first to listen stays.

create table prompt_hearings (
    key      text not null,
    language text not null,
    rev      integer not null,
    by       jsonb not null,
    at       timestamptz not null,
    primary key (key, language, rev),
    foreign key (key, language, rev) references prompt_versions
);
create trigger prompt_hearings_append_only before update or delete on prompt_hearings
    for each row execute function refuse_change();

---- create above / drop below ----

drop table prompt_hearings;
