-- Auditors read the log of looks by time and by person (M72).

create index looks_at on looks (at desc, id desc);
create index looks_person on looks ((person->>'id'), at desc);

---- create above / drop below ----

drop index looks_person;
drop index looks_at;
