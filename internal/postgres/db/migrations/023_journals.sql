-- Each run of the service writes a journal of its own: which one it goes on from. And a
-- checksum of each entry, as each line of the folder has one.

create table journals (
    journal text primary key,
    follows text not null,        -- the journal that it goes on from
    after   bigint not null,      -- the last entry of that one which it knew
    began   timestamptz not null
);
create index journals_follows on journals (follows, after);

alter table journal add column crc bigint; -- CRC-32C; null in entries of before

---- create above / drop below ----

alter table journal drop column crc;
drop table journals;
