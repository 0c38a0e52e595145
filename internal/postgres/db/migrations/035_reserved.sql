-- Held free: another change has this number.
select 1;

---- create above / drop below ----

select 1;
