-- Tries count by the place that they come from: an address, of IPv6 the /64 of one house.
-- What was tried before counts by its address.

alter table login_attempts add column place text;
update login_attempts set place = addr;
alter table login_attempts alter column place set not null;
drop index login_attempts_addr;
create index login_attempts_place on login_attempts (place, at);

-- A citizen may prove themselves by the whole number where guessers spoiled its last four
-- digits.
alter table status_tries add column whole boolean not null default false;

---- create above / drop below ----

alter table status_tries drop column whole;
drop index login_attempts_place;
alter table login_attempts drop column place;
create index login_attempts_addr on login_attempts (addr, at);
