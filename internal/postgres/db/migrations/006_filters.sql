-- What a person looks for often, under a name of their own.

create table saved_filters (
    person text not null, -- users.id
    name   text not null,
    query  text not null, -- as it stands in the page's address
    saved_at timestamptz not null default now(),
    primary key (person, name)
);

---- create above / drop below ----

drop table saved_filters;
