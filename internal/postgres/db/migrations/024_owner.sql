-- Which service owns the hotline: its claim, renewed every second. A second service on
-- this database finds it and stands by.

create table service_owner (
    one       boolean primary key default true check (one), -- there is one owner
    epoch     bigint not null, -- grows with each claim
    instance  text not null,   -- the data folder and the run of its machine
    beat      bigint not null, -- grows while the owner lives
    displaced text not null,   -- who was proved gone before
    who       text not null,   -- for people
    at        timestamptz not null default now() -- for people: nothing is decided by it
) with (fillfactor = 10); -- a renewed row finds room beside the last one

---- create above / drop below ----

drop table service_owner;
