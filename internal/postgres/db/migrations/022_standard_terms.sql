-- The field's own terms, as the interface has them: an access log of access records,
-- assignments of units, unit requests, merged lines, deliveries that failed. Names
-- change and nothing else. Each ticket and entry that has such a name is written once,
-- row by row: 40,000 tickets with 320,000 entries took 18 s on two shared cores, so for
-- 2 million tickets with 16 million entries count on a quarter of an
-- hour, and on as much free disk as the two tables take.

-- renamed gives a key of a document its present name.
create or replace function pg_temp.renamed(doc jsonb, was text, now text) returns jsonb
language sql immutable as $$
    select case when doc ? was then (doc - was) || jsonb_build_object(now, doc->was) else doc end
$$;

alter table looks rename to access_log;
alter index looks_pkey rename to access_log_pkey;
alter index looks_key rename to access_log_key;
alter index looks_at rename to access_log_at;
alter index looks_person rename to access_log_person;
update access_log set what = 'screen_pop' where what = 'pop';

alter table webhook_deliveries rename column dead to failed;
alter index webhook_deliveries_dead rename to webhook_deliveries_failed;

alter table ticket_parts rename to assignments;
alter index ticket_parts_pkey rename to assignments_pkey;
alter index ticket_parts_one_lead rename to assignments_one_lead;
alter index ticket_parts_unit rename to assignments_unit;
alter table assignments rename constraint ticket_parts_role_check to assignments_role_check;
alter table assignments rename constraint ticket_parts_ticket_fkey to assignments_ticket_fkey;

update tickets set ticket = pg_temp.renamed(pg_temp.renamed(ticket, 'parts', 'assignments'), 'pleas', 'unit_requests')
    where ticket ?| array['parts', 'pleas'];

-- An entry says what it said.
alter table ticket_entries disable trigger ticket_entries_append_only;
update ticket_entries set entry = pg_temp.renamed(pg_temp.renamed(entry, 'part', 'assignee'), 'plea', 'unit_request')
    where entry ?| array['part', 'plea'];
alter table ticket_entries enable trigger ticket_entries_append_only;

-- Filters are kept as they stand in the page's address.
update saved_filters set query = regexp_replace(query, '(^|&)part=', '\1assignment=', 'g') where query ~ '(^|&)part=';

-- renamed_change gives the parts of a change of the rules, and of what it replaced, their present names.
create or replace function pg_temp.renamed_change(doc jsonb, line_was text, line_now text, lines_was text, lines_now text) returns jsonb
language sql immutable as $$
    select pg_temp.renamed(case when doc ? 'directory'
        then jsonb_set(doc, '{directory}', pg_temp.renamed(doc->'directory', lines_was, lines_now)) else doc end, line_was, line_now)
$$;

update rules set what = 'merged_line ' || substr(what, 6) where what like 'line %';
update rules set value = pg_temp.renamed(value, 'lines', 'entries') where what = 'directory';
alter table directory_versions disable trigger directory_versions_append_only;
update directory_versions set value = pg_temp.renamed(value, 'lines', 'entries');
alter table directory_versions enable trigger directory_versions_append_only;
alter table rule_changes disable trigger rule_changes_append_only;
update rule_changes set change = pg_temp.renamed_change(case when change ? 'before'
    then jsonb_set(change, '{before}', pg_temp.renamed_change(change->'before', 'line', 'merged_line', 'lines', 'entries')) else change end,
    'line', 'merged_line', 'lines', 'entries');
alter table rule_changes enable trigger rule_changes_append_only;

---- create above / drop below ----

create or replace function pg_temp.renamed(doc jsonb, was text, now text) returns jsonb
language sql immutable as $$
    select case when doc ? was then (doc - was) || jsonb_build_object(now, doc->was) else doc end
$$;
create or replace function pg_temp.renamed_change(doc jsonb, line_was text, line_now text, lines_was text, lines_now text) returns jsonb
language sql immutable as $$
    select pg_temp.renamed(case when doc ? 'directory'
        then jsonb_set(doc, '{directory}', pg_temp.renamed(doc->'directory', lines_was, lines_now)) else doc end, line_was, line_now)
$$;
alter table rule_changes disable trigger rule_changes_append_only;
update rule_changes set change = pg_temp.renamed_change(case when change ? 'before'
    then jsonb_set(change, '{before}', pg_temp.renamed_change(change->'before', 'merged_line', 'line', 'entries', 'lines')) else change end,
    'merged_line', 'line', 'entries', 'lines');
alter table rule_changes enable trigger rule_changes_append_only;
alter table directory_versions disable trigger directory_versions_append_only;
update directory_versions set value = pg_temp.renamed(value, 'entries', 'lines');
alter table directory_versions enable trigger directory_versions_append_only;
update rules set value = pg_temp.renamed(value, 'entries', 'lines') where what = 'directory';
update rules set what = 'line ' || substr(what, 13) where what like 'merged_line %';
update saved_filters set query = regexp_replace(query, '(^|&)assignment=', '\1part=', 'g') where query ~ '(^|&)assignment=';
alter table ticket_entries disable trigger ticket_entries_append_only;
update ticket_entries set entry = pg_temp.renamed(pg_temp.renamed(entry, 'assignee', 'part'), 'unit_request', 'plea')
    where entry ?| array['assignee', 'unit_request'];
alter table ticket_entries enable trigger ticket_entries_append_only;
update tickets set ticket = pg_temp.renamed(pg_temp.renamed(ticket, 'assignments', 'parts'), 'unit_requests', 'pleas')
    where ticket ?| array['assignments', 'unit_requests'];
alter table assignments rename constraint assignments_ticket_fkey to ticket_parts_ticket_fkey;
alter table assignments rename constraint assignments_role_check to ticket_parts_role_check;
alter index assignments_unit rename to ticket_parts_unit;
alter index assignments_one_lead rename to ticket_parts_one_lead;
alter index assignments_pkey rename to ticket_parts_pkey;
alter table assignments rename to ticket_parts;
alter index webhook_deliveries_failed rename to webhook_deliveries_dead;
alter table webhook_deliveries rename column failed to dead;
update access_log set what = 'pop' where what = 'screen_pop';
alter index access_log_person rename to looks_person;
alter index access_log_at rename to looks_at;
alter index access_log_key rename to looks_key;
alter index access_log_pkey rename to looks_pkey;
alter table access_log rename to looks;
