-- A city's own type of matter may protect its caller as a report does (M71): the column says so
-- of each ticket, beside confidential and the reports. And accounts of machines, which tokens
-- act for and nobody signs in with; a token that a person's account has already stays so.

alter table tickets add column protected boolean not null default false;
alter table users add column machine boolean not null default false;

-- What a unit must not read is found in more forms now: rows of lists that hide something are made anew.
update tickets set words_form = 0 where summary ? 'hidden';

---- create above / drop below ----

alter table users drop column machine;
alter table tickets drop column protected;
