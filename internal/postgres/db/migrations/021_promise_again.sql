-- A promise that is over rings every working day. Tickets that were reminded of it once
-- by an older version have no time to ring again: they ring now.

update tickets set wake_at = now() where is_open and wake_at is null;

---- create above / drop below ----

select 1;
