-- Rows of lists show what is left of the thirty working days of units (S093). The service
-- summarises tickets without words anew: those that run, which are few.

update tickets set words = null where is_open and lead is not null;

---- create above / drop below ----

select 1;
