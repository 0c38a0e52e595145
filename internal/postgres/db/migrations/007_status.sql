-- Wrong tries to learn a ticket's status without signing in.

create table status_tries (
    at     timestamptz not null,
    ticket text not null,
    addr   text not null
);
create index status_tries_ticket on status_tries (ticket, at);
create index status_tries_addr on status_tries (addr, at);

---- create above / drop below ----

drop table status_tries;
