-- The words of the search are folded. SQL cannot fold: the service gives tickets of before
-- the words of now in small steps, those that run first, and finds them meanwhile by those
-- that they have. With the words come the summary and the numbers of now.

alter table tickets add column words_form smallint not null default 0;
create index tickets_unfolded on tickets (is_open desc, number) where words is null or words_form < 1;
drop index tickets_unread;

---- create above / drop below ----

create index tickets_unread on tickets (number) where words is null;
drop index tickets_unfolded;
alter table tickets drop column words_form;
