-- Files of the archive's material (S107). A file is never changed.

create table office_files (
    record text not null references office_records,
    n      int not null check (n > 0),
    sum    text not null, -- of the content, which lies in the folder of files
    file   jsonb not null,
    primary key (record, n),
    unique (record, sum)
);
create index office_files_sum on office_files (sum);
create trigger office_files_append_only before update or delete on office_files
    for each row execute function refuse_change();

-- A person is asked for no unit of work, and so declines none: former versions wrote it of
-- everybody whom an import or a message on tape brought. What was written down then stays in the
-- entries as it was.
update tickets set ticket = ticket || '{"unit_declined": false}'
where (origin like 'import %' or origin like 'message %') and ticket->>'unit_declined' = 'true'
    and coalesce(ticket->>'caller_kind', '') in ('', 'person');

---- create above / drop below ----

drop table office_files;
