-- A category may end: nothing new is registered under it, what is there keeps it.

alter table categories add column ended boolean not null default false;

---- create above / drop below ----

alter table categories drop column ended;
