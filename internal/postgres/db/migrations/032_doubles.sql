-- The same shift is entered once: unit, time and person (org.Shift.Same). What stands twice
-- from before is taken away but for the first one, which is on record.

alter table duty_shifts add column same text not null default '';
update duty_shifts set same = lower(regexp_replace(shift->>'name', '\s', '', 'g')) || ' ' || regexp_replace(shift->>'phone', '\D', '', 'g');
update duty_shifts d set taken_at = now(), taken_by = '{"id":"","name":"double"}'
    where taken_at is null and exists (select from duty_shifts o
        where o.unit = d.unit and o.from_at = d.from_at and o.until_at = d.until_at and o.same = d.same
            and o.taken_at is null and (o.shift->>'at', o.id) < (d.shift->>'at', d.id));
create unique index duty_shifts_same on duty_shifts (unit, from_at, until_at, same) where taken_at is null;

---- create above / drop below ----

drop index duty_shifts_same;
alter table duty_shifts drop column same;
