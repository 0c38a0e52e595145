-- Units look for what they had long ago, not only for what is open.

drop index tickets_units;
create index tickets_units on tickets using gin (units);

---- create above / drop below ----

drop index tickets_units;
create index tickets_units on tickets using gin (units) where is_open;
