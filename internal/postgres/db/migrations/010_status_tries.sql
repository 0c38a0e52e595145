-- A try is remembered before it is answered, and taken back if it was right.

alter table status_tries add column id bigint generated always as identity primary key;

---- create above / drop below ----

alter table status_tries drop column id;
