-- One index meets words, units and properties: a frequent word together with a
-- rare type read hundreds of thousands of tickets, as each had an index of its own
-- or none. The properties are written as in searchplan.go.

drop index tickets_words;
drop index tickets_units;
create index tickets_found on tickets using gin (words, units,
    (array['type ' || type, 'urgency ' || urgency, 'category ' || category, 'category ' || left(category, 2)]));

---- create above / drop below ----

drop index tickets_found;
create index tickets_words on tickets using gin (words);
create index tickets_units on tickets using gin (units);
