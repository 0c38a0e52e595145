-- What the columns and words of a shape of table mean, for the next one of that shape.
create table import_mappings (
    kind    text not null,
    shape   text not null, -- what tables with the same headings have in common
    mapping jsonb not null,
    at      timestamptz not null default now(),
    person  jsonb not null,
    primary key (kind, shape)
);

-- Words of offices that administrators added to the program's own.
create table import_words (
    list   text not null,
    key    text not null, -- what is the same of all ways to write the word
    word   text not null,
    value  text not null,
    at     timestamptz not null default now(),
    person jsonb not null,
    primary key (list, key)
);

-- The numbers of a contact field that has several, or one with an extension: by each of
-- them the citizen is found. Null where the field is one number itself. What SQL can tell
-- apart is there at once; all is read anew with the words (026).
alter table tickets add column contacts text[];

update tickets set contacts = found.numbers from (
    select t.number, array_agg(distinct n.plain) filter (where length(n.plain) >= 7) numbers
    from tickets t
    cross join lateral regexp_split_to_table(t.contact, '[/,;|、，；转轉#*]|\s{2,}') part
    cross join lateral (select regexp_replace(regexp_replace(part, '[^0-9+]', '', 'g'), '^(\+?86|0086)(?=1[3-9][0-9]{9}$)', '') plain) n
    where t.contact !~ '^\+?[0-9]*$'
    group by t.number) found
where found.number = tickets.number and found.numbers is not null;

create index tickets_contacts on tickets using gin (contacts) where contacts is not null;

---- create above / drop below ----

drop index tickets_contacts;
alter table tickets drop column contacts;
drop table import_words;
drop table import_mappings;
