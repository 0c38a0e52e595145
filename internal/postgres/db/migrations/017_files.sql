-- Files of tickets: what each content belongs to is asked before a content that an
-- upload left behind is swept away.

create index ticket_entries_file on ticket_entries ((entry->'file'->>'sum')) where entry->'file'->>'sum' is not null;

---- create above / drop below ----

drop index ticket_entries_file;
