-- What the office writes down beside its tickets: hand-overs of the duty room (S089), spot
-- checks of units (S066), material of the archive (S107). A record is never changed.

create table office_records (
    id     text primary key,
    kind   text not null,
    unit   text not null,
    at     timestamptz not null,
    record jsonb not null
);
create index office_records_list on office_records (kind, at desc, id);
create trigger office_records_append_only before update or delete on office_records
    for each row execute function refuse_change();

create table office_receipts (
    record text primary key references office_records,
    by     jsonb not null,
    at     timestamptz not null
);

---- create above / drop below ----

drop table office_receipts;
drop table office_records;
