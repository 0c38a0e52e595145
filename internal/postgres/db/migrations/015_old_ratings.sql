-- Ratings written before 012 named neither the unit they are about, nor were they
-- named by what excluded them: they would be nobody's, and excluded ones count again.
-- An entry says what it said; it only gains what the row of its ticket knew.

alter table ticket_entries disable trigger ticket_entries_append_only;
update ticket_entries r set entry = r.entry || jsonb_build_object('part', coalesce(nullif(t.lead, ''), t.centre))
    from tickets t where t.number = r.ticket and r.move = 'revisit' and not r.entry ? 'part'
        and coalesce(nullif(t.lead, ''), t.centre) is not null;
update ticket_entries g set entry = g.entry || jsonb_build_object('rated', r.seq)
    from (select x.ticket, x.seq as asked, max(e.seq) as seq from ticket_entries x
            join ticket_entries e on e.ticket = x.ticket and e.move = 'revisit' and e.seq < x.seq
            where x.move in ('exclude', 'grant') group by 1, 2) r
    where g.ticket = r.ticket and g.seq = r.asked and not g.entry ? 'rated'
        and (g.move = 'exclude' or g.entry->>'plea' = 'exclusion');
alter table ticket_entries enable trigger ticket_entries_append_only;

-- What is found and listed of a masked ticket is written anew, without its citizen.
update tickets set words = null where confidential or type = 'report';

---- create above / drop below ----

select 1;
